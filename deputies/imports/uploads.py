"""The uploaded sheet between its dry run and the confirmation."""

from typing import Any

from django.db import transaction

from deputies.models import Upload
from offices.posts import acting_post


def keep(file: Any, user: Any) -> Upload:
    """Store an uploaded file for its uploader alone."""
    file.seek(0)
    area = acting_post(user).principal.area
    return Upload.objects.create(user=user, area=area, file=file, file_name=file.name[:200])


def throw_away(upload: Upload) -> None:
    """The file and its row: it holds personal data."""
    transaction.on_commit(lambda: upload.file.delete(save=False))
    upload.delete()
