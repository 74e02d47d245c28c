"""The Celery app: tasks of the rooms, and one task for each chore of the schedule."""

import logging
import os
from datetime import date
from typing import Any

from celery import Celery, Task
from celery.signals import beat_init, worker_init
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from liaison.memory import settle
from liaison.schedule import CHORES, Chore

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")

logger = logging.getLogger(__name__)


class PatientTask(Task):
    """A task whose sender goes on when the broker is away; the rows say what waits, chores pick it up."""

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        """Send it; None when it could not be sent."""
        try:
            return super().apply_async(*args, **kwargs)
        except OperationalError as error:
            if not self.request.called_directly:
                raise  # a worker that cannot send must not take its task as done
            logger.warning("broker is away, %s was not sent: %s", self.name, error)
            return None


app = Celery("liaison", task_cls=PatientTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def before_the_fork(**_: Any) -> None:
    settle()


def run_chore(chore: Chore, today: date | None = None) -> object:
    """Run one chore now, for the given day or for today."""
    return import_string(chore.function)(today or timezone.localdate())


def task_for(chore: Chore) -> Task:
    """Register the task that beat sends for a chore; a failure is tried again three times."""

    def run(today: str | None = None) -> str:
        return str(run_chore(chore, date.fromisoformat(today) if today else None))

    return app.task(
        run,
        name=f"chores.{chore.name}",
        autoretry_for=(Exception,),
        retry_backoff=30,
        max_retries=3,
        shared=False,
    )


CHORE_TASKS = {chore.name: task_for(chore) for chore in CHORES}

app.conf.beat_schedule = {
    chore.name: {"task": f"chores.{chore.name}", "schedule": chore.when} for chore in CHORES
}


@beat_init.connect
def first_sign_of_life(**_: Any) -> None:
    """Tell /healthz at once that the schedule walks; the first turn of its own comes twenty seconds later."""
    CHORE_TASKS["heartbeat"].apply_async()
