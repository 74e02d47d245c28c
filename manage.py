#!/usr/bin/env python
"""Django's command line for this project; brings the private servers up where none are named."""

import os
import sys
from contextlib import nullcontext

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from liaison.embedded import private

ALONE = {"check", "collectstatic", "diffsettings", "findstatic", "help", "version", "--help", "--version"}


def read_settings() -> None:
    """Refuse to start with one sentence when a setting is wrong."""
    try:
        settings.MODE  # noqa: B018
    except ImproperlyConfigured as error:
        raise SystemExit(f"{error}") from None


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")
    if len(sys.argv) > 1:
        read_settings()
    alone = os.environ.get("MODE") == "production" or len(sys.argv) < 2 or sys.argv[1] in ALONE
    with nullcontext() if alone else private.durable():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
