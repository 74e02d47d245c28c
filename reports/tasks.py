"""Tasks: thin, by id, safe to run again."""

from celery import shared_task

from accounts.models import User
from reports.audit import run
from reports.building import build, fail


@shared_task(name="reports.build", bind=True, max_retries=2)
def build_report(self, pk: int) -> str:
    try:
        return build(pk)
    except Exception as error:
        if self.request.retries >= self.max_retries:
            fail(pk, f"{type(error).__name__}: {error}")
            raise
        raise self.retry(exc=error, countdown=30) from error


@shared_task(name="reports.verify_journal")
def verify_journal(actor: int) -> int:
    """Verify the journal for an auditor; the result stands in the journal. How many faults."""
    return run(User.objects.get(pk=actor)).fault_count
