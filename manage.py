#!/usr/bin/env python3
"""Django's command line for this project; brings the private servers up where none are named."""

import os
import sys
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

PYTHON = Path(__file__).resolve().parent / ".venv" / "bin" / "python"

if find_spec("django") is None:  # called by the system's Python, which knows nothing of the house
    if not PYTHON.exists():
        raise SystemExit("还没有安装所需的软件包，请先运行 script/bootstrap。")
    os.execv(PYTHON, [str(PYTHON), *sys.argv])

from django.conf import settings  # noqa: E402 only now is it sure to be there
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import execute_from_command_line  # noqa: E402

from liaison.embedded import private  # noqa: E402

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
