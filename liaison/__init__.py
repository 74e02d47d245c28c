"""The project: settings, addresses, the Celery app with its whole schedule, private servers.

Nothing of our subject lives here, and no room imports from here.
"""

from liaison.celery import app as celery_app

__all__ = ["celery_app"]
