"""The door for gunicorn: `gunicorn -c liaison/gunicorn.py liaison.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from liaison.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reads every room's pages now, not in the first visitor's time
settle()
