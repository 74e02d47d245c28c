"""Settings of three congresses to begin from, each value with its source: `manage.py example NAME --area CODE`.

They are dated values like any other: the office reads, changes and adds to them on its pages.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from offices.catalogue import CATALOGUE
from offices.changes import enter_value, taken
from offices.models import Area
from suggestions.schemes import Line, adopt

FOLDER = Path(__file__).parent


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(name: str) -> dict[str, Any]:
    """{"name", "settings": [{key, value, unit, start_event, source}], "classes": […], "scheme": {source}}."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


@transaction.atomic
def enter_example(name: str, area: Area, valid_from: date) -> list[str]:
    """Enter an example's settings and result classes for an area from a day on; all of them or none.

    Returns sentences about what was done. A setting that begins on the very day already is left as it is.
    Raises ValidationError or workflow's Refused for what may not stand.
    """
    told, example = [], read(name)
    for row in example["settings"]:
        label = CATALOGUE[row["key"]].label
        if taken(row["key"], area, valid_from):
            told.append(f"{label}：当天已有设定，未改动")
            continue
        try:
            entered = enter_value(None, area=area, valid_from=valid_from, **row)
        except ValidationError as error:
            raise ValidationError(f"{label}：{'；'.join(error.messages)}") from error
        told.append(f"{label}：{CATALOGUE[row['key']].words(entered.value, entered.unit)}")
    if classes := example.get("classes"):
        lines = [Line(row["code"], row["label"], row["resolved"], row["promises"]) for row in classes]
        adopt(area, lines, valid_from, example["scheme"]["source"], None)
        told.append(f"结果类别：{'、'.join(row['code'] for row in classes)}")
    return told
