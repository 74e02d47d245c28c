"""仅供参考、不需书面答复: what the deputy's mark changes, by the area's rule; and how he takes it back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from notices.models import Notice
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.choices import AssignmentState, SuggestionState
from suggestions.closing import closable, why_not_closed
from suggestions.ledger import LedgerFilters, ledger_rows, visible_rows
from suggestions.models import Suggestion
from suggestions.part_tables import kept
from suggestions.telling import words_of
from suggestions.totals import Totals
from tests.suggestions.rules import rule
from tests.suggestions.test_documents import paper
from tests.suggestions.test_serving_papers import pieces
from tests.suggestions.units import answered, step
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

S = SuggestionState
SAID = {"used": "已列入明年道路改造的研究范围。"}


def running(row) -> set[str]:
    return set(row.clocks.filter(stopped_on=None).values_list("rule", flat=True))


@pytest.fixture
@stands
def row(way):
    return way.dispatched(reference_only=True)


def noted(way, row) -> Suggestion:
    """The unit signed for it and said how it made use of it."""
    part = way.part(row)
    step(part, "receive", way.cast.sun)
    step(part, "note_use", way.cast.sun, **SAID)
    row.refresh_from_db()
    return row


class TestToldHowItWasUsed:
    """By default: within the limit of the reply, without letter and verdict."""

    def test_the_limit_runs_and_no_contact_is_owed(self, row):
        assert running(row) == {"hand_back", "reply"}

    def test_who_wishes_closer_contact_has_it(self, way):
        assert "first_contact" in running(way.dispatched(reference_only=True, wants_contact=True))

    def test_the_deputy_is_told_and_nobody_is_asked_for_a_verdict(self, cast, way, row):
        row = noted(way, row)
        assert (row.state, row.replied_on, row.result_class) == (S.REPLIED, timezone.localdate(), None)
        assert running(row) == set()
        assert SAID["used"] in Notice.objects.get(recipient=cast.chen, kind="suggestion.refer").body
        with pytest.raises(PermissionDenied):
            way.rated(row, cast.chen)

    def test_it_may_be_closed_at_once_and_waits_on_the_first_page(self, cast, way, row):
        assert "尚未答复" in why_not_closed(row)
        row = noted(way, row)
        assert why_not_closed(row) == ""
        assert list(closable(Suggestion.objects.all(), timezone.localdate(), cast.city)) == [row]
        assert way.take(row, "close", cast.zhou).state == S.CLOSED

    def test_says_nothing_with_a_word_or_two(self, way, cast, row):
        part = way.part(row)
        step(part, "receive", cast.sun)
        with pytest.raises(Refused, match="研究和采用"):
            step(part, "note_use", cast.sun, used=" 已阅 ")

    def test_the_unit_may_write_all_the_same_and_is_judged_then(self, cast, way, row):
        answered(way.part(row), cast.sun, cast.zheng)
        row.refresh_from_db()
        assert row.state == S.REPLIED and row.result_class.code == "A"
        assert way.rated(row, cast.chen).state == S.REPLIED

    @pytest.mark.parametrize("who", ["he", "zhou", "chen", "wu"])
    def test_is_said_by_the_unit_alone(self, cast, way, row, who):
        part = way.part(row)
        step(part, "receive", cast.sun)
        with pytest.raises(PermissionDenied):
            step(part, "note_use", getattr(cast, who), **SAID)

    def test_every_separate_unit_says_it(self, cast, way):
        row = way.take(
            way.registered(reference_only=True),
            "dispatch",
            cast.zhou,
            separate=[cast.education, cast.transport],
        )
        assert noted(way, row).state == S.DISPATCHED
        other = way.part(row, cast.transport)
        step(other, "receive", cast.he)
        step(other, "note_use", cast.he, **SAID)
        row.refresh_from_db()
        assert row.state == S.REPLIED


class TestOnlyKept:
    @pytest.fixture
    def one(self, cast, way):
        rule(cast.city, "reference_only", "file")
        return way.dispatched(reference_only=True, co=[cast.transport])

    def test_no_limit_runs_but_that_of_handing_back(self, one):
        assert running(one) == {"hand_back"} and one.due_on is None

    def test_signing_for_it_is_the_end(self, cast, way, one):
        part = step(way.part(one), "receive", cast.sun)
        one.refresh_from_db()
        assert (part.state, one.state) == (AssignmentState.DONE, S.REPLIED)
        assert running(one) == set()

    def test_the_dispatcher_sees_the_limits_that_will_run(self, cast, way, one, client):
        row = way.registered(reference_only=True)
        client.force_login(cast.zhou)
        page = client.get(f"/suggestions/{row.pk}/do/dispatch/").content.decode()
        assert "仅供工作参考，不需书面答复" in page and "可以申请退办" in page
        assert "单位答复代表" not in page and "首次联系代表" not in page

    def test_the_unit_is_told_before_it_signs_that_this_is_the_end(self, cast, way, one, client):
        client.force_login(cast.sun)
        page = client.get(f"/suggestions/{one.pk}/").content.decode()
        assert "签收后留作参考，不能再申请退办。确定签收吗？" in page and "签收后由本单位办理" not in page

    def test_what_is_kept_is_not_called_answered_and_asks_for_nothing_more(self, cast, way, one, client):
        step(way.part(one), "receive", cast.sun)
        client.force_login(cast.sun)
        page = client.get(f"/suggestions/{one.pk}/").content.decode()
        assert page.count(">留作参考<") == 2 and "登记当面答复" not in page and "当面答复记录" not in page
        client.force_login(cast.he)
        assert "留作参考" in client.get("/suggestions/assignments/").content.decode()

    def test_of_separate_units_the_first_to_sign_has_kept_it_too(self, cast, way):
        rule(cast.city, "reference_only", "file")
        row = way.registered(reference_only=True)
        row = way.take(row, "dispatch", cast.zhou, separate=[cast.education, cast.transport])
        step(way.part(row), "receive", cast.sun)
        assert [kept(part) for part in row.assignments.order_by("pk")] == [True, False]

    def test_more_time_makes_no_sense(self, cast, way, one):
        with pytest.raises(OutOfStep, match="不计答复期限"):
            way.take(one, "extend", cast.zhou, note="涉及面广")

    def test_not_every_part_may_be_kept(self, way, row, cast):
        part = way.part(row)
        Suggestion.objects.filter(pk=row.pk).update(reference_only=False)
        step(part, "receive", cast.sun)
        with pytest.raises(OutOfStep, match="须反馈"):
            perform(ASSIGNMENT, part.pk, "keep", None)


class TestLikeAnyOther:
    def test_where_the_area_answers_everything_in_writing(self, cast, way):
        rule(cast.city, "reference_only", "reply")
        row = way.dispatched(reference_only=True)
        assert running(row) == {"hand_back", "reply", "first_contact"}
        part = way.part(row)
        step(part, "receive", cast.sun)
        with pytest.raises(OutOfStep, match="须书面答复"):
            step(part, "note_use", cast.sun, **SAID)

    def test_an_unmarked_one_is_answered(self, cast, way):
        part = way.part(way.dispatched())
        step(part, "receive", cast.sun)
        with pytest.raises(OutOfStep, match="须书面答复"):
            step(part, "note_use", cast.sun, **SAID)


class TestAWrittenReplyAfterAll:
    def test_before_anybody_has_said_anything(self, cast, way, row):
        row = way.take(row, "want_reply", cast.chen)
        assert not row.reference_only and "reply" in running(row)
        with pytest.raises(OutOfStep, match="本来就书面答复"):
            way.take(row, "want_reply", cast.chen)

    def test_a_limit_begins_where_none_ran(self, cast, way):
        rule(cast.city, "reference_only", "file")
        row = way.take(way.dispatched(reference_only=True), "want_reply", cast.chen)
        assert "reply" in running(row) and row.due_on

    def test_afterwards_the_units_answer_in_a_round_of_their_own(self, cast, way, row):
        row = way.take(noted(way, row), "want_reply", cast.chen)
        assert (row.state, row.round, running(row)) == (
            S.DISPATCHED,
            2,
            {"hand_back", "first_contact", "rehandle"},
        )
        assert "要求书面答复" in way.part(row).requirement
        answered(way.part(row), cast.sun, cast.zheng)
        row.refresh_from_db()
        assert way.rated(row, cast.chen).state == S.REPLIED

    def test_not_between_two_units_words(self, cast, way):
        row = way.take(
            way.registered(reference_only=True),
            "dispatch",
            cast.zhou,
            separate=[cast.education, cast.transport],
        )
        noted(way, row)
        with pytest.raises(OutOfStep, match="各单位都反馈后"):
            way.take(row, "want_reply", cast.chen)

    @pytest.mark.parametrize("who", ["zhao", "zhou", "sun"])
    def test_is_the_leads_alone(self, cast, way, row, who):
        with pytest.raises(PermissionDenied):
            way.take(row, "want_reply", getattr(cast, who))


class TestWhatIsShown:
    def test_the_case_says_so_to_the_unit_and_what_was_said_to_everybody(self, cast, way, row, client):
        client.force_login(cast.sun)
        assert "代表注明仅供工作参考，不需书面答复" in client.get(f"/suggestions/{row.pk}/").content.decode()
        noted(way, row)
        client.force_login(cast.chen)
        page = client.get(f"/suggestions/{row.pk}/").content.decode()
        assert SAID["used"] in page and "已作参考，待办结" in page and "要求书面答复" in page
        assert "已答复待评价" not in page, "neither the badge nor the timeline says that a verdict is awaited"

    def test_the_order_says_so_and_no_verdict_is_asked_on_paper(self, cast, way, row):
        told = paper(row, cast.zhou, "order")
        assert "不需书面答复" in told and "反馈研究和采用的情况" in told and "书面答复代表并报" not in told
        assert "书面答复代表并报交办机构" in paper(way.dispatched(), cast.zhou, "order")
        assert pieces(noted(way, row), cast.zhou, "feedback-form") == []

    def test_voters_hear_that_it_was_made_use_of(self, way, row):
        assert words_of(noted(way, row), "replied") == "云川市教育局已研究十七届闭会第1号建议，作为工作参考。"

    def test_the_ledger_counts_it_apart_and_reconciles(self, cast, way, row):
        noted(way, row)
        way.replied()
        totals = Totals()
        rows = list(ledger_rows(visible_rows(cast.zhou, LedgerFilters()), totals, timezone.localdate()))
        assert [line[-1] for line in rows] == ["仅供参考", ""]
        told = "\n".join(totals.lines())
        assert "仅供参考：1件，占50.0%" in told
        assert "解决率：1÷1=100.0%（计入解决的结果类别÷已答复，不含仅供参考）" in told
