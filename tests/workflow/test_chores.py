"""The calendar is asked for once a week; a chore killed half-way is finished by the next run."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import Value

from notices.models import Notice
from offices.models import Setting
from suggestions.models import SuggestionClock, SuggestionReminder
from workflow.chores import remind_calendar
from workflow.ladder import climb
from workflow.models import CalendarYear
from workflow.telling import Words

MONDAY = date(2026, 11, 23)


def asked() -> Counter:
    return Counter(
        Notice.objects.filter(kind="calendar.missing").values_list("recipient__username", flat=True)
    )


def test_from_november_on_next_year_s_calendar_is_asked_for_once_a_week(cast):
    assert "不需要提醒" in remind_calendar(date(2026, 10, 30))
    assert remind_calendar(MONDAY) == "已提醒1人次载入2027年工作日历。"
    for day in range(5):
        assert "本周已提醒过" in remind_calendar(MONDAY + timedelta(day))
    assert "不发提醒" in remind_calendar(date(2026, 11, 28))
    remind_calendar(date(2026, 11, 30))
    remind_calendar(date(2026, 12, 31))
    assert asked() == {"luo": 3}


def test_the_month_from_which_it_is_asked_for_is_a_dated_setting(cast):
    october = Setting.objects.get(key="calendar_reminder_month", area=None)
    october.pk, october.value, october.valid_from = None, "10", date(2026, 10, 1)
    october.save()
    assert "不需要提醒" in remind_calendar(date(2026, 9, 30))
    assert remind_calendar(date(2026, 10, 30)) == "已提醒1人次载入2027年工作日历。"


def test_a_year_that_began_unconfirmed_is_still_asked_for(cast):
    assert remind_calendar(date(2027, 1, 4)).startswith("已提醒1人次载入2027年")


def test_a_confirmed_year_is_not_asked_for(cast):
    CalendarYear.objects.filter(year=2027).update(confirmed=True)
    assert "不需要提醒" in remind_calendar(MONDAY)
    assert not asked()


CLIMB = """
import django; django.setup()
from datetime import date
from django.db.models import Value
from workflow import ladder, telling
from suggestions.models import SuggestionClock, SuggestionReminder
ladder.BATCH = 20
plain = telling.Teller.tell
def slow(self, *args):
    import time; time.sleep(0.05)
    return plain(self, *args)
telling.Teller.tell = slow
words = telling.Words(Value("建议"), Value("/"))
ladder.climb(SuggestionClock, SuggestionReminder, date(2026, 11, 20), words)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_two_batches_loses_and_doubles_nothing(cast, clock):
    row = clock(date(2026, 11, 20))
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    SuggestionClock.objects.bulk_create(SuggestionClock(**values) for _ in range(399))
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    env = os.environ | {"DATABASE_URL": _address(database) or address}
    worker = subprocess.Popen([sys.executable, "-c", CLIMB], env=env)
    while not (done := SuggestionReminder.objects.count()) and worker.poll() is None:
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert 0 < done < 800

    words = Words(Value("建议"), Value("/"))
    rest = climb(SuggestionClock, SuggestionReminder, date(2026, 11, 20), words)
    assert rest.reminders
    assert SuggestionReminder.objects.count() == 800
    told = Counter(Notice.objects.values_list("recipient__username", flat=True))
    assert told == {"sun": 400, "zheng": 400}
    assert not climb(SuggestionClock, SuggestionReminder, date(2026, 11, 20), words).reminders


@pytest.mark.django_db(transaction=True)
def test_two_workers_who_found_the_same_tell_everybody_once(cast, clock):
    clock(date(2026, 11, 20))
    both_have_looked = Barrier(2, timeout=20)

    def people(clocks):
        both_have_looked.wait()
        return ()

    def work(_) -> int:
        told = climb(
            SuggestionClock, SuggestionReminder, date(2026, 11, 20), Words(Value("建议"), Value("/"), people)
        )
        connection.close()
        return told.reminders

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(work, range(2))) == [0, 2]
    assert (SuggestionReminder.objects.count(), Notice.objects.count()) == (2, 2)


def _address(database) -> str:
    """The address of the test database itself, whatever way the settings name its server."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return ""
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database['NAME']}" + (f"?{query}" if query else "")
