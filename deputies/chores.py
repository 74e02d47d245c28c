"""What the registry does by the clock."""

from datetime import date, timedelta

from deputies.choices import Basis, MandateState
from deputies.imports.uploads import throw_away
from deputies.lifecycle import MANDATE
from deputies.models import Mandate, Upload
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep

KEPT_DAYS = 2


def expire_uploads(today: date) -> str:
    """Remove uploaded sheets that nobody confirmed within two days: they hold personal data."""
    stale = Upload.objects.filter(made_at__date__lt=today - timedelta(days=KEPT_DAYS))
    count = 0
    for upload in stale.iterator():
        throw_away(upload)
        count += 1
    return f"清理未确认的导入文件{count}个"


def end_terms(today: date) -> str:
    """End the mandates of terms that are over (代表法 art. 2). Their open cases go on (domain rule 27)."""
    over = Mandate.objects.filter(term__ends_on__lt=today).exclude(state=MandateState.ENDED)
    count = 0
    for mandate in over.select_related("term__area").iterator():
        note = f"{mandate.term}任期届满"
        try:
            facts = {"basis": Basis.EXPIRED.value, "ends_on": max(mandate.term.ends_on, mandate.starts_on)}
            perform(MANDATE, mandate.pk, "expire", None, note=note, **facts)
        except OutOfStep:
            continue  # somebody ended it a moment ago
        count += 1
    return f"任期届满的代表资格终止{count}项"
