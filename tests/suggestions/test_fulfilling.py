"""Carried out, or only answered: by the reply's class, by promises kept, by a look-back (落实率, seed row DL-14)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from reports.figures import FIGURES, totals
from suggestions.backfill import fill_fulfilments
from suggestions.choices import Grade
from suggestions.look_lifecycle import LOOK
from suggestions.looking_back import begin_round
from suggestions.models import Fulfilment, Promise, ResultClass, Suggestion
from suggestions.promise_lifecycle import PROMISE
from tests.suggestions.units import today
from workflow.lifecycle import perform


def answered(way, code: str, promises: int = 0, **fields) -> Suggestion:
    """One answered with a class, and so many promises made with it."""
    row = way.dispatched(**fields)
    part = way.part(row)
    way.reply_row(part, code=code)
    for order in range(promises):
        due = today() + timedelta(days=90)
        made = Promise.objects.create(
            suggestion=row, assignment=part, office=part.office, order=order, what="增设信号灯", who="李副局长",
            proof="照片", due_on=due, first_due_on=due,
        )  # fmt: skip
        perform(PROMISE, made.pk, "make", None)
    return way.take(row, "reply")


def how(row) -> str:
    return next(iter(Fulfilment.objects.filter(suggestion=row).values_list("how", flat=True)), "")


def keep(way, promise) -> None:
    perform(PROMISE, promise.pk, "report", way.cast.sun, report="已完成。")
    perform(PROMISE, promise.pk, "confirm", way.cast.chen, word="属实。")


def test_what_the_reply_solved_is_carried_out_and_a_plan_is_not(way):
    assert how(answered(way, "A")) == "solved"
    assert how(answered(way, "B")) == "" and how(answered(way, "B", promises=1)) == ""


def test_a_plan_is_carried_out_when_the_last_of_its_promises_is_kept(way):
    row = answered(way, "B", promises=2)
    first, last = Promise.objects.filter(suggestion=row)
    keep(way, first)
    assert how(row) == ""
    keep(way, last)
    found = Fulfilment.objects.get(suggestion=row)
    assert (found.how, found.on) == ("kept", today())


def test_a_promise_let_go_was_not_kept(way):
    row = answered(way, "B", promises=2)
    first, last = Promise.objects.filter(suggestion=row)
    later = last.due_on + timedelta(days=30)
    perform(PROMISE, last.pk, "explain", way.cast.sun, note="规划调整。", due_on=later)
    perform(PROMISE, last.pk, "release", way.cast.zhou, note="情况变化。")
    keep(way, first)
    assert how(row) == ""


def test_handled_again_it_is_carried_out_no_more(way):
    row = answered(way, "A")
    way.rated(row, way.cast.chen, Grade.DISSATISFIED, "没有解决")
    row.refresh_from_db()
    assert row.round == 2 and how(row) == ""


@pytest.fixture
def raised(way) -> Suggestion:
    row = answered(way, "B")
    look = begin_round(way.cast.city, "2026年回头看", Suggestion.objects.all(), way.cast.zhou)
    item = look.items.get()
    file = SimpleUploadedFile("验收单.pdf", b"%PDF-1.4\n")
    solved = ResultClass.objects.get(area=None, code="A")
    perform(LOOK, item.pk, "look_propose", way.cast.sun, proposed=solved, report="已建成。", evidence=file)
    perform(LOOK, item.pk, "look_answer", way.cast.chen, agreed=True, word="看过了。")
    perform(LOOK, item.pk, "look_settle", way.cast.zhou)
    return row


def test_a_look_back_that_raises_the_class_shows_it(raised):
    assert how(raised) == "looked"


def test_what_was_told_by_steps_and_told_of_the_past_is_the_same(way, raised):
    answered(way, "A"), answered(way, "B", promises=1), answered(way, "C")
    kept = answered(way, "B", promises=1)
    keep(way, Promise.objects.get(suggestion=kept))
    told = set(Fulfilment.objects.values_list("suggestion", "on", "how"))
    Fulfilment.objects.all().delete()
    assert fill_fulfilments(connection) == len(told) == 3
    assert set(Fulfilment.objects.values_list("suggestion", "on", "how")) == told
    assert fill_fulfilments(connection) == 0, "what is told is left alone"


def test_the_dashboard_says_how_many_were_carried_out_of_those_answered(way, client):
    (
        answered(way, "A"),
        answered(way, "B", promises=1),
        answered(way, "A"),
        answered(way, "A", confidential=True),
    )
    client.force_login(way.cast.zhou)
    page = client.get("/reports/").content.decode()
    rate = page.split("<dt>落实率</dt>")[1].split("</div>")[0]
    assert "66.7%" in rate
    figure, gao = FIGURES["suggestion_unit_kept"], way.cast.gao
    cells = totals(figure.cells(gao), "office")
    assert figure.rows(gao).count() == cells[way.cast.education.pk] == 2


def test_the_list_finds_them_and_the_case_says_since_when(way, client):
    done, open_ = answered(way, "A"), answered(way, "B", promises=1)
    client.force_login(way.cast.zhou)
    for asked, wanted in (("yes", done), ("no", open_)):
        page = client.get("/suggestions/", {"kept": asked}).content.decode()
        assert [row.get_absolute_url() in page for row in (done, open_)] == [
            row == wanted for row in (done, open_)
        ]
    listed = client.get("/suggestions/", {"cols": "number,kept_on"})
    assert listed.status_code == 200
    day = timezone.localdate()
    assert (
        f"答复时已解决（{day.year}年{day.month}月{day.day}日）"
        in client.get(done.get_absolute_url()).content.decode()
    )
