"""Every arrow of every table of stations and of the registry: refused to wrong hands, and taken by right ones."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liaison.handbook import lifecycles
from stations.models import Echo, Opinion, PlateRound, Reception
from tests.house.walking import refusals, repeated, walk

today = timezone.localdate
ROOMS = ("stations", "deputies")
# the row of the world that each table is tried on
SUBJECTS: dict[str, Callable[[Any], Any]] = {
    "Mandate": lambda w: w.mandate, "Appraisal": lambda w: w.appraised,
    "AppraisalRound": lambda w: w.appraised.round,
    "Booking": lambda w: w.booking, "Opinion": lambda w: w.heard, "PlateRound": lambda w: PlateRound.objects.get(),
    "Reception": lambda w: w.day, "Theme": lambda w: w.theme,
    "Scrutiny": lambda w: w.scrutiny, "Wish": lambda w: w.wish, "Idea": lambda w: w.idea,
}  # fmt: skip
TABLES = [one for one in lifecycles() if one.model._meta.app_label in ROOMS]
NAMES = pytest.mark.parametrize("lifecycle", TABLES, ids=lambda one: one.model.__name__)


def in_days(days: int) -> Any:
    return today() + timedelta(days=days)


DATA: dict[str, Callable[[Any], Any]] = {
    "stations": lambda w: [w.qinghe],
    "suspend.basis": lambda w: "detained", "basis": lambda w: "resigned", "ends_on": lambda w: today(),
    "end.announcement": lambda w: "〔2026〕3号", "expire.basis": lambda w: "expired",
    "answer": lambda w: "已安排检修。", "level": lambda w: "town", "advice": lambda w: "请研究。",
    "order": lambda w: w.sent_order, "office": lambda w: w.education, "route": lambda w: "office",
    "refer.office": lambda w: w.education,
    "deputy": lambda w: w.chen_deputy, "overseer": lambda w: w.chen_deputy,
    "refusal": lambda w: "litigation", "go_instead": lambda w: "人民法院",
    "outside": lambda w: "12345-1", "matter": lambda w: w.heard.matters.first(), "told_on": lambda w: today(),
    "revisit": lambda w: "已电话回访。",
    "told_how": lambda w: "phone", "verdict": lambda w: "satisfied", "question": lambda w: "路口拥堵",
    "public_answer": lambda w: "已增设信号灯。", "category": lambda w: w.traffic, "group": lambda w: w.group,
    "allot.group": lambda w: w.appraised.group,
    "words": lambda w: "符合标准。", "grade": lambda w: "pass", "stars": lambda w: 3,
    "rectified": lambda w: "已整改。",
    "places": lambda w: 2, "awarded_on": lambda w: today(), "letters": lambda w: {},
    "notice_number": lambda w: "〔2026〕9号",
    "notice_text": lambda w: "公告", "publish.late_ok": lambda w: True, "summary": lambda w: "接待结束。",
    "deputies": lambda w: [w.chen_deputy],
    "title": lambda w: "路口", "text": lambda w: "一台收音机。", "reason": lambda w: "多人反映",
    "meeting": lambda w: "第六次会议", "voted_on": lambda w: today(), "valid": lambda w: 200, "votes": lambda w: 150,
    "progress": lambda w: "已开工。", "on": lambda w: today(), "way": lambda w: "look", "content": lambda w: "实地察看。",
    "found": lambda w: "", "led_to": lambda w: "",
    "done": lambda w: "已走访。", "outcome": lambda w: "已解决",
    "result": lambda w: "已送到。", "done_on": lambda w: today(), "place": lambda w: "服务中心",
    "starts": lambda w: w.day.starts_at,
    "ends": lambda w: w.day.ends_at, "new_day": lambda w: in_days(14), "entry": lambda w: w.day.roster.first(),
    "attended": lambda w: True,
    "into": lambda w: Opinion.objects.exclude(pk=w.heard.pk).first(),
    "proposed": lambda w: Reception.objects.filter(on=in_days(20)).get(),
}  # fmt: skip


def change(**fields: Any) -> Callable:
    """The row itself is as the step needs it."""
    return lambda w, row: type(row)._base_manager.filter(pk=row.pk).update(**fields)


def ended_from(state: str) -> Callable:
    return lambda w, row: row.events.create(action="end", before=state, after="ended", actor=w.zhou)


def graded(grade: str) -> Callable:
    return change(grade=grade, total=60, decided_on=today())


def objection_runs(w: Any, row: Any) -> None:
    row.clocks.create(
        rule="appraisal_objection", office=w.committee, started_on=today(), due_on=in_days(5), sheet={}
    )


def scored(w: Any, row: Any) -> None:
    row.candidates.update(score=90)


def told(w: Any, row: Any) -> None:
    row.matters.update(told_on=today(), told_how="phone")


def displeased(w: Any, row: Any) -> None:
    row.matters.update(verdict="dissatisfied", verdict_words="还是不亮")


def public(w: Any, row: Any) -> None:
    Echo.objects.create(subject=row, station=row.station, question="问", answer="答", published_on=today())


def of_a_theme(w: Any, row: Any) -> None:
    w.theme.opinions.add(row)
    type(w.theme)._base_manager.filter(pk=w.theme.pk).update(state="taken")


def attended(w: Any, row: Any) -> None:
    row.roster.update(attended=True)


def taken_off(w: Any, row: Any) -> None:
    row.events.create(action="without", before=row.state, after=row.state)
    row.roster.filter(deputy=w.chen_deputy).delete()


def another_opinion(w: Any, row: Any) -> None:
    w.opinion(w.caller)


def all_settled(w: Any, row: Any) -> None:
    row.appraisals.update(state="settled")


def round_cancelled(w: Any, row: Any) -> None:
    type(row.round)._base_manager.filter(pk=row.round_id).update(state="cancelled")


def row_closed(w: Any, row: Any) -> None:
    type(row.station)._base_manager.filter(pk=row.station_id).update(closed_on=today())


def due_earlier(w: Any, row: Any) -> None:
    type(row.round)._base_manager.filter(pk=row.round_id).update(report_by=in_days(-1))


def looked_at(w: Any, row: Any) -> None:
    row.records.create(way="look", content="实地察看。", recorded_by=w.zhou)


def another_day(w: Any, row: Any) -> None:
    other = w.reception(on=in_days(20), state="published")
    type(row)._base_manager.filter(pk=row.pk).update(proposed=other)


ARRANGE: dict[str, Callable] = {
    "Idea.finish": change(voted_on=today()),
    "Mandate.restore": ended_from("active"), "Mandate.restore_suspended": ended_from("suspended"),
    "Appraisal.inspect": due_earlier, "Appraisal.decide": change(total=80), "Appraisal.accept": objection_runs,
    "Appraisal.object": objection_runs, "Appraisal.confirm": graded("pass"), "Appraisal.demand": graded("rectify"),
    "Appraisal.revoke": graded("revoke"), "Appraisal.fail": change(due_on=in_days(-1), grade="rectify"),
    "Appraisal.exempt": row_closed, "Appraisal.cancel": round_cancelled,
    "AppraisalRound.open": lambda w, row: row.appraisals.all().delete(),
    "AppraisalRound.join": lambda w, row: row.appraisals.filter(station=w.qinghe).delete(),
    "AppraisalRound.close": all_settled, "Booking.propose": another_day, "Booking.accept": another_day,
    "Opinion.number": change(route="hotline"), "Opinion.hotline": change(route="hotline"),
    "Opinion.merge": another_opinion, "Opinion.close": told, "Opinion.take_down": public,
    "Opinion.revisit": displeased, "Opinion.verdict": told,
    "Opinion.follow": lambda w, row: change(overseer=w.chen_deputy)(w, row),
    "Opinion.suggest": lambda w, row: change(deputy=w.chen_deputy)(w, row),
    "Opinion.decline": lambda w, row: change(deputy=w.chen_deputy)(w, row), "Opinion.adopt": of_a_theme,
    "PlateRound.rank": scored, "Reception.start": change(on=today()), "Reception.close": attended,
    "Reception.with": taken_off, "Scrutiny.finish": looked_at,
}  # fmt: skip


def test_every_table_of_the_rooms_has_a_row_to_be_tried_on():
    assert {one.model.__name__ for one in TABLES} == set(SUBJECTS)


@NAMES
def test_wrong_state_wrong_hand_and_second_click_are_refused_on_every_arrow(world, lifecycle):
    assert refusals(world, lifecycle, SUBJECTS[lifecycle.model.__name__](world)) == []


@NAMES
def test_no_step_exists_twice_in_one_state(lifecycle):
    assert repeated(lifecycle) == []


@NAMES
def test_every_arrow_leads_where_it_says(world, lifecycle):
    row = SUBJECTS[lifecycle.model.__name__](world)
    assert walk(world, lifecycle, row, DATA, ARRANGE) == {}
