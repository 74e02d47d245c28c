"""`python -m bench [--suggestions N] [--json FILE]`: build, measure, print; exit 1 when a ratio is missed."""

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
os.environ.setdefault("MODE", "test")

from bench.databases import prepare  # noqa: E402 the settings come first
from bench.rows import Report  # noqa: E402
from liaison.embedded.private import durable, temporary  # noqa: E402


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--suggestions", type=int, help="how many suggestions the large database holds")
    parser.add_argument("--json", type=Path, help="write the result here")
    parser.add_argument(
        "--size", default="decade", choices=("city", "decade"), help="size of the large database"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the databases below var/bench for the next run"
    )
    asked = parser.parse_args()
    if asked.suggestions is not None and asked.suggestions < 1:
        parser.error("--suggestions is a number from 1 on")
    if asked.json and (asked.json.is_dir() or not asked.json.resolve().parent.is_dir()):
        parser.error(f"--json: {asked.json} cannot be written")  # told now, not after an hour of measuring
    return asked


def main() -> None:
    asked = options()
    if asked.keep:
        os.environ["VAR_DIR"] = str(Path("var/bench").resolve())
    report = Report()
    with durable() if asked.keep else temporary():
        small, large = prepare(asked.size, asked.suggestions, report)
        os.environ["DATABASE_URL"] = large.url
        run(small, large, report)
    if asked.json:
        asked.json.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n")
    met = [row for row in report.rows if row.met]
    print(f"{len(met)} of {len(report.rows)} ratios met")
    sys.exit(0 if len(met) == len(report.rows) else 1)


def run(small, large, report: Report) -> None:
    """Measure in a process whose Django knows the large database."""
    import django  # noqa: PLC0415 only after the database is known

    django.setup()
    from bench.course import course  # noqa: PLC0415 needs Django set up

    course(small, large, report)


if __name__ == "__main__":
    main()
