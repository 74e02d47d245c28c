"""Beat, with the patience to wait for a broker that is away."""

import time
from typing import Any

from celery.beat import PersistentScheduler

PAUSE = 5  # seconds


class PatientScheduler(PersistentScheduler):
    """Sends again until it is sent, so that the chore of 8 o'clock is not lost to an outage at 8 o'clock."""

    def apply_async(self, entry: Any, *args: Any, **kwargs: Any) -> Any:
        """Send one entry's task."""
        while (sent := super().apply_async(entry, *args, **kwargs)) is None:
            time.sleep(PAUSE)
        return sent
