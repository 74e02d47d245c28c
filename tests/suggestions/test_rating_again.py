"""双测评: a second verdict when the promises are kept or after a look-back; both stay, and are counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from journal.models import Entry
from notices.models import Notice
from offices.epoch import changed
from offices.models import Setting
from reports.figures import FIGURES, totals
from suggestions.choices import Grade
from suggestions.chores import settle_feedback
from suggestions.models import Promise, Rating, SecondRating
from suggestions.promise_lifecycle import PROMISE
from suggestions.rating_again import LIMIT, ask_again, both_times
from suggestions.rating_links import find_link, make_link, revoke, use_link
from suggestions.reminding import people
from tests.suggestions.rules import rule
from tests.suggestions.way import stands
from workflow.calendar import legal_calendar
from workflow.lifecycle import OutOfStep, Refused, perform

VERDICT = {"attitude": Grade.SATISFIED, "result": Grade.SATISFIED}


@pytest.fixture
@stands
def promised(cast, way):
    """A closed suggestion of 陈建国 and 赵敏 with two promises of 教育局, where verdicts are asked for twice."""
    rule(cast.city, "double_feedback", "yes")
    row = way.dispatched(joint=True)
    part = way.part(row)
    way.reply_row(part, code="B")
    row = way.take(row, "reply")
    today = timezone.localdate()
    for what in ("装信号灯", "修人行道"):
        Promise.objects.create(
            suggestion=row, assignment=part, office=cast.education, state="open", what=what, who="李副局长", proof="照片",
            due_on=today + timedelta(days=90), first_due_on=today + timedelta(days=90), made_on=today,
        )  # fmt: skip
    way.rated(row, cast.chen, Grade.BASICALLY)
    way.rated(row, cast.zhao)
    return way.take(row, "close", cast.zhou)


def keep(cast, promise: Promise) -> None:
    perform(PROMISE, promise.pk, "report", cast.sun, report="已完成。")
    perform(PROMISE, promise.pk, "confirm", cast.chen, word="属实。")


@pytest.fixture
def kept(cast, promised):
    for promise in promised.promises.order_by("pk"):
        keep(cast, promise)
    return promised


def test_when_the_last_promise_is_kept_every_rating_deputy_is_asked_once(cast, promised):
    first, second = promised.promises.order_by("pk")
    keep(cast, first)
    assert not SecondRating.objects.exists()
    keep(cast, second)
    assert SecondRating.objects.filter(suggestion=promised, at=None).count() == 2
    assert Notice.objects.filter(kind="suggestion.rate_again", recipient=cast.zhao).count() == 1
    assert ask_again(promised) == 0


def test_where_one_verdict_is_enough_nobody_is_asked_again(cast, promised):
    Setting.objects.filter(key="double_feedback", area=cast.city).update(value="no")
    changed()
    for promise in promised.promises.order_by("pk"):
        keep(cast, promise)
    assert not SecondRating.objects.exists()


class TestTheSecondVerdict:
    def test_stands_beside_the_first_which_stays(self, cast, way, kept, client):
        way.take(kept, "rate_again", cast.chen, **VERDICT)
        assert Rating.objects.get(signature__deputy=cast.chen_deputy).result == Grade.BASICALLY
        assert SecondRating.objects.get(signature__deputy=cast.chen_deputy).result == Grade.SATISFIED
        client.force_login(cast.zhou)
        page = client.get(f"/suggestions/{kept.pk}/").content.decode()
        assert "落实后评价" in page and "还有1位代表未评" in page
        listed = client.get("/suggestions/second-ratings/").content.decode()
        assert "两次都评价的1人次：满意率 0÷1=0.0% → 1÷1=100.0%" in listed
        assert (
            cast.chen_deputy.name in client.get("/suggestions/second-ratings/?changed=yes").content.decode()
        )

    def test_is_given_once_and_by_himself_alone(self, cast, way, kept):
        way.take(kept, "rate_again", cast.chen, **VERDICT)
        with pytest.raises(OutOfStep, match="已经作过"):
            way.take(kept, "rate_again", cast.chen, **VERDICT)
        for user in (cast.sun, cast.zheng, cast.zhou, cast.qian):
            with pytest.raises(PermissionDenied):
                way.take(kept, "rate_again", user, **VERDICT)
        way.take(kept, "rate_again", cast.zhao, **VERDICT)
        with pytest.raises(OutOfStep, match="没有待作"):
            way.take(kept, "rate_again", cast.zhao, **VERDICT)

    def test_is_not_asked_for_before_its_time(self, cast, way, promised):
        with pytest.raises(OutOfStep, match="没有待作"):
            way.take(promised, "rate_again", cast.chen, **VERDICT)

    def test_says_why_when_not_satisfied_and_may_then_be_supervised(self, cast, way, kept, client):
        bad = {**VERDICT, "result": Grade.DISSATISFIED}
        aim = {"manner": "daily", "aim": "限期整改。", "committee": "城建环资委"}
        with pytest.raises(OutOfStep, match="已办结"):
            way.take(kept, "supervise", cast.zhou, **aim)
        with pytest.raises(Refused, match="说明理由"):
            way.take(kept, "rate_again", cast.chen, **bad)
        way.take(kept, "rate_again", cast.chen, **bad, reason="只修了一半。")
        client.force_login(cast.zhou)
        assert "落实后仍不满意，待督办" in client.get("/").content.decode()
        way.take(kept, "supervise", cast.zhou, **aim)
        title = "落实后仍不满意，待督办"
        waits = {card.title: card.count for card in client.get("/").context["quiet"]}
        assert waits[title] == 0
        kept.supervisions.update(state="ended")  # dropped before its notice was served: nobody supervises it
        assert title in {card.title for card in client.get("/").context["cards"]}
        kept.supervisions.update(served_on=timezone.localdate())
        assert title not in {card.title for card in client.get("/").context["cards"]}

    def test_is_on_the_deputys_first_page_and_leaves_it(self, cast, way, kept, client):
        client.force_login(cast.chen)
        assert "请再评价一次" in client.get("/").content.decode()
        form = client.get(f"/suggestions/{kept.pk}/do/rate_again/").content.decode()
        assert "装信号灯" in form and "您对答复的评价：办理态度满意，办理结果基本满意" in form
        assert (
            f"/suggestions/{kept.pk}/do/rate_again/"
            in client.get(f"/suggestions/{kept.pk}/").content.decode()
        )
        client.post(
            f"/suggestions/{kept.pk}/do/rate_again/", {"attitude": "satisfied", "result": "basically"}
        )
        assert "请再评价一次" not in client.get("/").content.decode()
        assert (
            f"/suggestions/{kept.pk}/do/rate_again/"
            not in client.get(f"/suggestions/{kept.pk}/").content.decode()
        )

    def test_units_read_it_when_everybody_has_spoken(self, cast, way, kept, client):
        client.force_login(cast.sun)
        way.take(
            kept, "rate_again", cast.chen, **VERDICT | {"attitude": Grade.DISSATISFIED}, reason="态度敷衍。"
        )
        for page in (f"/suggestions/{kept.pk}/", "/suggestions/second-ratings/"):
            assert "态度敷衍" not in client.get(page).content.decode(), page
        way.take(kept, "rate_again", cast.zhao, **VERDICT)
        for page in (f"/suggestions/{kept.pk}/", "/suggestions/second-ratings/"):
            assert "态度敷衍" in client.get(page).content.decode(), page


class TestItsLimit:
    def test_runs_for_everybody_asked_and_ends_with_the_last_verdict(self, way, cast, kept):
        clock = kept.clocks.get(rule=LIMIT, stopped_on=None)
        assert clock.due_on == legal_calendar().add_workdays(timezone.localdate(), 15)
        way.take(kept, "rate_again", cast.chen, **VERDICT)
        assert kept.clocks.filter(rule=LIMIT, stopped_on=None).exists()
        way.take(kept, "rate_again", cast.zhao, **VERDICT)
        assert not kept.clocks.filter(rule=LIMIT, stopped_on=None).exists()

    def test_reminds_only_who_has_not_spoken(self, way, cast, kept):
        way.take(kept, "rate_again", cast.chen, **VERDICT)
        clock = kept.clocks.get(rule=LIMIT)
        assert list(people({LIMIT: [clock.pk]})) == [(clock.pk, "holder", cast.zhao.pk)]

    def test_once_over_the_office_hears_how_many_were_silent_once(self, way, cast, kept):
        way.take(kept, "rate_again", cast.chen, **VERDICT)
        kept.clocks.filter(rule=LIMIT).update(due_on=timezone.localdate() - timedelta(days=1))
        assert settle_feedback(timezone.localdate()).endswith("落实后评价期满1件。")
        assert settle_feedback(timezone.localdate()) == "没有反馈期满或须重新办理的建议。"
        told = Notice.objects.get(kind="suggestion.second_over")
        assert told.recipient == cast.zhou and "1位代表未评价" in told.title

    def test_goes_on_where_the_area_keeps_reminding(self, cast, kept):
        rule(cast.city, "silence", "remind")
        kept.clocks.filter(rule=LIMIT).update(due_on=timezone.localdate() - timedelta(days=1))
        assert settle_feedback(timezone.localdate()) == "没有反馈期满或须重新办理的建议。"


class TestByLink:
    def test_a_deputy_without_an_account_judges_what_was_kept(self, cast, kept, client):
        mine = kept.signatures.get(deputy=cast.zhao_deputy)
        client.force_login(cast.zhou)
        page = client.get(f"/suggestions/{kept.pk}/rating-links/").content.decode()
        assert "落实后评价" in page and "对答复的评价" not in page
        made = client.post(f"/suggestions/rating-links/{mine.pk}/new/", {"second": "1"})
        url = made.context["new"]["url"]
        client.logout()
        form = client.get(url).content.decode()
        assert (
            "承诺落实情况" in form and "装信号灯" in form and "对落实结果" in form and "checked" not in form
        )
        assert "评价已提交" in client.post(url, VERDICT | {"reason": ""}).content.decode()
        row = SecondRating.objects.get(signature=mine)
        assert (row.via, row.result) == ("link", "satisfied") and row.at
        assert client.get(url).status_code == 404
        assert kept.events.get(action="rate_again_by_link").note == "赵敏代表凭一次性链接评价。"

    def test_is_made_for_who_is_asked_and_has_not_spoken(self, way, cast, kept, promised):
        mine = kept.signatures.get(deputy=cast.zhao_deputy)
        first = make_link(mine, cast.zhou, second=True)
        assert find_link(make_link(mine, cast.zhou, second=True)) and find_link(first) is None
        with pytest.raises(Refused, match="答复后才能"):
            make_link(mine, cast.zhou)
        way.take(kept, "rate_again", cast.zhao, **VERDICT)
        with pytest.raises(Refused, match="已经作过"):
            make_link(mine, cast.zhou, second=True)

    def test_is_spent_with_its_round_and_revocable(self, cast, kept):
        mine = kept.signatures.get(deputy=cast.zhao_deputy)
        token = make_link(mine, cast.zhou, second=True)
        assert not revoke(mine, cast.zhou)
        assert revoke(mine, cast.zhou, second=True)
        with pytest.raises(OutOfStep, match="作废"):
            use_link(token, VERDICT, None)

    def test_warns_the_office_of_an_address_that_the_unit_uses(self, cast, kept, client):
        Entry.objects.create(kind="sign_in", verb="登录", actor=cast.sun, address="10.1.1.7")
        token = make_link(kept.signatures.get(deputy=cast.zhao_deputy), cast.zhou, second=True)
        use_link(token, VERDICT, "10.1.1.7")
        assert SecondRating.objects.get(via="link").warnings == ["address"]
        told = Notice.objects.filter(kind="suggestion.rating_warning").latest("pk")
        assert told.title.endswith("赵敏代表的落实后评价请核实")
        for who, seen in ((cast.zhou, True), (cast.zhao, False)):
            client.force_login(who)
            assert ("请核实" in client.get(f"/suggestions/{kept.pk}/").content.decode()) == seen


def test_both_times_leave_silence_out_and_the_dashboard_counts(cast, way, kept, client):
    assert both_times(SecondRating.objects.all()).judged == 0
    way.take(kept, "rate_again", cast.chen, **VERDICT)
    found = both_times(SecondRating.objects.all())
    assert (found.judged, found.first, found.second) == (1, 0, 1)
    assert totals(FIGURES["rating_second"].cells(cast.zhou), "label") == {"satisfied": 1}
    client.force_login(cast.zhou)
    assert "落实后满意率" in client.get("/reports/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_two(cast, kept, client, queries):
    client.force_login(cast.zhou)
    client.get("/suggestions/second-ratings/")
    two = queries(lambda: client.get("/suggestions/second-ratings/"))
    SecondRating.objects.earliest("pk").delete()
    assert queries(lambda: client.get("/suggestions/second-ratings/")) == two
