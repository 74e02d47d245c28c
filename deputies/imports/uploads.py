"""The uploaded sheet between its dry run and the confirmation."""

from typing import Any

from django.db import transaction

from deputies.models import Import, Upload
from offices.posts import acting_post


def keep(file: Any, user: Any) -> Upload:
    """Store an uploaded file for its uploader alone."""
    file.seek(0)
    area = acting_post(user).principal.area
    return Upload.objects.create(user=user, area=area, file=file, file_name=file.name[:200])


def held(upload: int, user: Any) -> Upload | None:
    """One's own upload, held to the end of the transaction: of two who confirm it the second finds it gone."""
    return Upload.objects.visible_to(user).select_for_update(of=("self",)).filter(pk=upload).first()


def became(upload: int, user: Any) -> Import | None:
    """The import that one's own upload has become."""
    return Import.objects.visible_to(user).filter(upload=upload, made_by=user).first()


def throw_away(upload: Upload) -> None:
    """The file and its row: it holds personal data."""
    transaction.on_commit(lambda: upload.file.delete(save=False))
    upload.delete()
