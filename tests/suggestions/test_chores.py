"""What happens by the clock: told once, decided from the rows, finished by the next run."""

from datetime import date, timedelta

import pytest

from notices.models import Notice
from offices.choices import OfficeKind, Role
from offices.models import Office
from suggestions import chores
from suggestions.choices import Grade
from suggestions.models import SuggestionClock, SuggestionReminder
from tests.suggestions.units import dispatched, lead_part, today
from workflow.models import Rung

FRIDAY = date(2026, 11, 20)


def due(row, rule: str, day: date) -> None:
    SuggestionClock.objects.filter(subject=row, rule=rule).update(due_on=day)


def reminders(user) -> list[str]:
    rows = Notice.objects.filter(recipient=user, kind="suggestionclock.reminder").order_by("pk")
    return list(rows.values_list("title", flat=True))


@pytest.fixture
def rungs(db):
    """Two rungs only: the holder on the day, holder, head and dispatcher the working day after."""
    Rung.objects.update(active=False)
    for offset, to in ((0, "holder"), (1, "holder"), (1, "head"), (1, "dispatcher"), (3, "leader")):
        Rung.objects.update_or_create(
            area=None, offset=offset, to=to, defaults={"label": "提醒", "active": True}
        )


class TestReminding:
    def test_the_unit_is_reminded_on_the_day_and_once(self, cast, rungs):
        part = lead_part(cast)
        due(part.suggestion, "reply", FRIDAY)
        chores.remind(FRIDAY)
        (title,) = reminders(cast.sun)
        assert "十七届闭会第1号建议《关于解决人民路交通拥堵问题的建议》" in title and "今天到期" in title
        assert chores.remind(FRIDAY) == "没有需要提醒的时限。"
        assert reminders(cast.sun) == [title]
        assert not reminders(cast.zheng) and not reminders(cast.gao)

    def test_the_day_after_it_climbs_to_head_and_dispatcher(self, cast, rungs):
        part = lead_part(cast)
        due(part.suggestion, "reply", FRIDAY - timedelta(days=1))
        chores.remind(FRIDAY)
        for who in (cast.sun, cast.zheng, cast.zhou):
            assert len(reminders(who)) == 1, who
        assert reminders(cast.he) == []

    def test_the_government_office_hears_of_its_units_own_limits(self, cast, rungs):
        part = dispatched(cast, co=[cast.transport])[cast.transport]
        due(part.suggestion, "co_opinion", FRIDAY - timedelta(days=1))
        chores.remind(FRIDAY)
        assert len(reminders(cast.he)) == len(reminders(cast.wu)) == 1

    def test_every_separate_unit_is_reminded_of_the_clock_they_share(self, cast, rungs):
        parts = dispatched(cast, separate=[cast.education, cast.transport])
        due(parts[cast.education].suggestion, "reply", FRIDAY)
        chores.remind(FRIDAY)
        assert len(reminders(cast.sun)) == len(reminders(cast.he)) == 1

    def test_every_deputy_who_has_not_rated_is_reminded_and_no_other(self, cast, way, rungs):
        row = way.replied(joint=True)
        way.rated(row, cast.chen)
        due(row, "feedback", FRIDAY)
        SuggestionClock.objects.filter(subject=row, rule="feedback").update(person=None)
        chores.remind(FRIDAY)
        assert len(reminders(cast.zhao)) == 1
        assert reminders(cast.chen) == []

    def test_a_confidential_title_is_not_told(self, cast, rungs):
        part = lead_part(cast, confidential=True)
        due(part.suggestion, "reply", FRIDAY)
        chores.remind(FRIDAY)
        assert "人民路" not in reminders(cast.sun)[0]

    def test_a_right_not_used_lapses_and_is_never_late(self, cast, rungs):
        part = lead_part(cast)
        last = FRIDAY - timedelta(days=1)
        due(part.suggestion, "hand_back", last)
        chores.remind(FRIDAY)
        assert SuggestionClock.objects.get(assignment=part, rule="hand_back").stopped_on == last
        assert reminders(cast.sun) == []

    def test_on_the_last_day_the_right_still_runs(self, cast, rungs):
        part = lead_part(cast)
        due(part.suggestion, "hand_back", FRIDAY)
        chores.lapse(FRIDAY)
        assert SuggestionClock.objects.get(assignment=part, rule="hand_back").stopped_on is None

    def test_nothing_is_told_on_a_day_off(self, cast, rungs):
        part = lead_part(cast)
        due(part.suggestion, "reply", FRIDAY)
        assert "不发提醒" in chores.remind(FRIDAY + timedelta(days=1))
        assert not SuggestionReminder.objects.exists()

    def test_a_court_has_no_government_office_above_it(self, cast, rungs):
        court = Office.objects.create(
            area=cast.city, code="FY01", name="云川市中级人民法院", kind=OfficeKind.COURT
        )
        cast.person("fa", "法官", Role.HANDLER, area=cast.city, office=court)
        part = dispatched(cast, lead=court)[court]
        due(part.suggestion, "first_contact", FRIDAY - timedelta(days=1))
        chores.remind(FRIDAY)
        assert len(reminders(cast.fa)) == 1 and not reminders(cast.wu)


class TestSettlingFeedback:
    def over(self, row) -> None:
        due(row, "feedback", today() - timedelta(days=1))

    def test_a_suggestion_with_a_bad_verdict_is_handled_again_once_the_time_is_over(self, cast, way):
        row = way.replied(joint=True)
        way.rated(row, cast.chen, Grade.DISSATISFIED, "未见成效。")
        assert chores.settle_feedback(today()) == "没有反馈期满或须重新办理的建议。"
        self.over(row)
        assert (
            chores.settle_feedback(today()) == "转重新办理1件；反馈期满可以办结0件，已告知人大代表工作机构。"
        )
        row.refresh_from_db()
        assert (row.state, row.round) == ("dispatched", 2)
        assert set(row.clocks.open().values_list("rule", flat=True)) >= {"rehandle", "first_contact"}
        assert chores.settle_feedback(today()) == "没有反馈期满或须重新办理的建议。"

    def test_silence_is_told_to_the_office_once_and_nothing_is_decided(self, cast, way):
        row = way.replied()
        self.over(row)
        assert "可以办结1件" in chores.settle_feedback(today())
        notice = Notice.objects.get(recipient=cast.zhou, kind="suggestion.feedback_over")
        assert "反馈期限已过" in notice.title
        row.refresh_from_db()
        assert row.state == "replied"
        chores.settle_feedback(today())
        assert Notice.objects.filter(kind="suggestion.feedback_over").count() == 1
        assert way.take(row, "close", cast.zhou).state == "closed"

    def test_a_late_bad_verdict_still_leads_to_another_round(self, cast, way):
        row = way.replied(joint=True)
        self.over(row)
        chores.settle_feedback(today())
        way.rated(row, cast.chen, Grade.DISSATISFIED, "未见成效。")
        assert "转重新办理1件" in chores.settle_feedback(today())

    def test_the_last_day_still_belongs_to_the_deputy(self, cast, way):
        row = way.replied()
        due(row, "feedback", today())
        assert chores.settle_feedback(today()) == "没有反馈期满或须重新办理的建议。"

    def test_a_run_that_was_killed_is_finished_by_the_next(self, cast, way, monkeypatch):
        rows = [way.replied() for _ in range(3)]
        for row in rows:
            self.over(row)
        told, real = [], chores.post

        def dies(*args, **kwargs):
            if len(told) == 1:
                raise KeyboardInterrupt
            told.append(kwargs["key"])
            return real(*args, **kwargs)

        monkeypatch.setattr(chores, "post", dies)
        with pytest.raises(KeyboardInterrupt):
            chores.settle_feedback(today())
        monkeypatch.setattr(chores, "post", real)
        assert "可以办结2件" in chores.settle_feedback(today())
        assert Notice.objects.filter(recipient=cast.zhou, kind="suggestion.feedback_over").count() == 3

    def test_it_works_in_batches(self, cast, way, monkeypatch):
        monkeypatch.setattr(chores, "BATCH", 2)
        for row in [way.replied() for _ in range(5)]:
            self.over(row)
        assert "可以办结5件" in chores.settle_feedback(today())
