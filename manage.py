#!/usr/bin/env python
"""Django's command line for this project; brings the private servers up where none are named."""

import os
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

from liaison.embedded import private

ALONE = {"check", "collectstatic", "diffsettings", "findstatic", "help", "version", "--help", "--version"}


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")
    alone = os.environ.get("MODE") == "production" or len(sys.argv) < 2 or sys.argv[1] in ALONE
    with nullcontext() if alone else private.durable():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
