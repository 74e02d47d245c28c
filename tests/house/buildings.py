"""Rows of the station as an institution for the world of the house tests: standards, walls, appraisal, plates."""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from stations.models import BoardPhoto, RuleDocument, StandardSet
from stations.standards import adopt, note_check

JPG = b"\xff\xd8\xff\xe0"


def buildings(cast: SimpleNamespace) -> None:
    """The city's standard with a photo at 清河站, a rule of the city, the board's photo of chen."""
    cast.standard = adopt(cast.zhou, StandardSet.objects.get(area=None, name="八有"), cast.city)
    check = note_check(cast.lin, cast.qinghe, cast.standard.items.first(), True, "")
    cast.standard_photo = check.photos.create(
        file=SimpleUploadedFile("a.jpg", JPG), name="标牌.jpg", size=4, sent_by=cast.lin
    )
    cast.rule_document = RuleDocument.objects.create(
        area=cast.city, title="接待选民制度", text="第一条", changed_by=cast.zhou
    )
    cast.board_photo = BoardPhoto.objects.create(
        deputy=cast.chen_deputy, file=SimpleUploadedFile("b.jpg", JPG), sent_by=cast.lin
    )
