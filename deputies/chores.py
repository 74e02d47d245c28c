"""What the registry does by the clock."""

from datetime import date, timedelta

from deputies.imports.uploads import throw_away
from deputies.models import Upload

KEPT_DAYS = 2


def expire_uploads(today: date) -> str:
    """Remove uploaded sheets that nobody confirmed within two days: they hold personal data."""
    stale = Upload.objects.filter(made_at__date__lt=today - timedelta(days=KEPT_DAYS))
    count = 0
    for upload in stale.iterator():
        throw_away(upload)
        count += 1
    return f"清理未确认的导入文件{count}个"
