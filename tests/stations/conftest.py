"""What the tests of this room share: a day at the desk, and the typing of a clerk."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from stations.intake import NewMatter, log_visit
from stations.models import Opinion, Reception
from stations.reception_lifecycle import RECEPTION
from workflow.lifecycle import perform


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def planned(cast, today) -> Reception:
    """A day of the clerk lin's station a week ahead, chen on duty."""
    return cast.reception()


@pytest.fixture
def open_day(cast, today) -> Reception:
    """Today's day, published and begun."""
    row = cast.reception(on=today)
    data = {"notice_number": "(2026)1号", "notice_text": "公告", "late_ok": True}
    perform(RECEPTION, row.pk, "publish", cast.lin, **data)
    return perform(RECEPTION, row.pk, "start", cast.lin)


@pytest.fixture
def log(cast, open_day):
    """Log a visit of one matter and give its opinion: log(route="office", office=…, phone=…)."""

    def make(text: str = "小区路灯不亮", route: str = "", *, name: str = "刘桂英", phone: str = "", secret: bool = False,
             **fields) -> Opinion:  # fmt: skip
        voter = {"voter_name": name, "phone": phone, "confidential": secret}
        new = NewMatter(text, cast.traffic, route, fields)
        logged = log_visit(cast.lin, open_day.station, voter, [new], on=open_day.on, token=uuid.uuid4(),
                           reception=open_day)  # fmt: skip
        return logged.visit.matters.get().opinion

    return make


def typed(cast, *matters: dict, token: str = "", **voter) -> dict:
    """What the browser sends for a visit with these matters."""
    data = {"token": token or str(uuid.uuid4()), "voter_name": "刘桂英", "phone": "", **voter}
    data |= {"m-TOTAL_FORMS": len(matters), "m-INITIAL_FORMS": 0}
    for i, matter in enumerate(matters):
        for name, value in ({"text": "路灯不亮", "category": cast.traffic.pk, "route": ""} | matter).items():
            data[f"m-{i}-{name}"] = value
    return data
