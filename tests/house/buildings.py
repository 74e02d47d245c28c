"""Rows of the station as an institution for the world of the house tests: standards, walls, appraisal, plates."""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from stations.models import BoardPhoto, PlateGroup, PlateRound, RuleDocument, StandardSet
from stations.plates import name_candidate
from stations.standard_use import adopt
from stations.standards import note_check
from tests.stations.appraising import a_round, rate_self, running

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
    cast.appraised = running(cast, a_round(cast, timezone.localdate()))
    rate_self(cast.appraised)
    cast.evidence = cast.appraised.scores.first().evidence.create(
        file=SimpleUploadedFile("c.jpg", JPG), name="台账.jpg", size=4, sent_by=cast.lin
    )
    selection = PlateRound.objects.create(
        area=cast.city, name="示范点评选", plate="示范站", year=timezone.localdate().year, most=2, cut=1
    )
    PlateGroup.objects.create(round=selection, name="第一组").members.add(cast.zhou)
    cast.standing = name_candidate(cast.zhou, selection.pk, cast.qinghe, "接待规范")
