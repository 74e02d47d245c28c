"""件件有回音: every voter whose matter a suggestion carries hears each milestone, and it is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from journal.models import Entry
from notices.models import Text
from notices.texting import send_texts
from offices.models import Setting
from reports.cells import DERIVED
from reports.figures import FIGURES, totals
from stations.models import Matter, Visit
from stations.opinion_lifecycle import OPINION
from suggestions.choices import Grade, Milestone
from suggestions.models import Suggestion, VoterTold
from suggestions.telling import (
    KEY,
    due,
    milestones,
    owe,
    owe_latecomers,
    reached,
    share_told,
    tell,
    tell_all,
    untold,
    words_of,
)
from suggestions.voter_texts import text_milestones
from tests.portal import gateway
from tests.suggestions.way import stands
from workflow.calendar import legal_calendar
from workflow.lifecycle import OutOfStep, Refused, perform


@pytest.fixture
@stands
def heard(cast, way):
    """A dispatched suggestion that carries three voters' matters of 清河站."""
    day = cast.reception()
    opinion = cast.opinion(cast.visit(day), state="suggested", deputy=cast.chen_deputy)
    for _ in range(2):
        visit = cast.visit(day)
        Matter.objects.create(visit=visit, opinion=opinion, order=1, text="同一件事", category=cast.traffic)
    row = way.dispatched()
    row.lineage.create(opinion=opinion)
    owe(row)
    return opinion


def waiting(user) -> list[str]:
    return list(VoterTold.objects.visible_to(user).waiting().values_list("milestone", flat=True))


def row_of(matter: Matter) -> VoterTold:
    return VoterTold.objects.waiting().get(matter=matter)


def test_the_milestones_of_an_opinions_suggestion(cast, heard):
    told = milestones(heard)
    assert [stop.milestone for stop in told] == [Milestone.REGISTERED, Milestone.DISPATCHED]
    assert "云川市教育局" in told[-1].words
    assert "陈建国" not in "".join(stop.words for stop in told)
    assert milestones(cast.opinion()) == []


def test_two_suggestions_of_one_number_are_told_apart_by_their_sessions(cast, way):
    between, at_session = way.dispatched(), way.dispatched()
    Suggestion.objects.filter(pk=between.pk).update(number=26)
    Suggestion.objects.filter(pk=at_session.pk).update(number=26, session=cast.session)
    told = [
        words_of(Suggestion.objects.get(pk=row.pk), milestone)
        for row in (between, at_session)
        for milestone in (Milestone.REGISTERED, Milestone.CLOSED)
    ]
    assert told == [
        "您反映的事项已由人大代表提出十七届闭会第26号建议并立案。", "十七届闭会第26号建议已办结。",
        "您反映的事项已由人大代表提出十七届五次第26号建议并立案。", "十七届五次第26号建议已办结。",
    ]  # fmt: skip


def test_a_confidential_suggestion_is_told_without_number_and_unit(heard):
    row = heard.lineage.suggestion
    row.confidential = True
    assert [stop.words for stop in reached(row)] == [
        "您反映的事项已由人大代表提出代表建议并立案。",
        "代表建议已交有关单位办理。",
    ]


class TestOwing:
    def test_each_voter_waits_for_the_latest_milestone(self, cast, way, heard):
        assert waiting(cast.lin) == ["dispatched"] * 3
        assert waiting(cast.fang) == []
        assert tell(row_of(heard.matters.first()), "phone", cast.lin) == 2
        assert len(waiting(cast.lin)) == 2
        row = heard.lineage.suggestion
        assert share_told(row) == (1, 3)
        way.reply_row(way.part(row))
        way.take(row, "reply")
        assert waiting(cast.lin) == ["replied"] * 3

    def test_by_the_day_that_the_area_says(self, cast, heard):
        row = VoterTold.objects.filter(milestone="dispatched").first()
        assert row.due_on == legal_calendar().add_workdays(row.reached_on, 5)
        Setting.objects.create(
            key=KEY, area=cast.city, value="3", unit="day", source="本地", valid_from=row.reached_on
        )
        assert due(cast.city, row.reached_on) == row.reached_on + timedelta(days=3)

    def test_who_joins_later_is_owed_the_same_once(self, cast, heard):
        visit = cast.visit(cast.reception())
        Matter.objects.create(visit=visit, opinion=heard, order=1, text="又一位", category=cast.traffic)
        today = timezone.localdate()
        assert owe_latecomers(today) == "补列应告知2项。"
        assert owe_latecomers(today) == "补列应告知0项。"
        assert len(waiting(cast.lin)) == 4

    def test_what_is_taken_back_is_not_told_any_more(self, cast, way, heard):
        way.take(heard.lineage.suggestion, "undispatch", cast.zhou, note="交错了单位")
        assert waiting(cast.lin) == ["registered"] * 3

    def test_a_withdrawn_suggestion_owes_nobody(self, cast, way, heard):
        row = way.take(heard.lineage.suggestion, "undispatch", cast.zhou, note="交错了单位")
        tell(row_of(heard.matters.first()), "phone", cast.lin)
        way.take(row, "withdraw", cast.chen, note="已经解决")
        assert waiting(cast.lin) == []
        assert VoterTold.objects.count() == 1

    def test_a_second_reply_is_told_anew(self, cast, way, heard):
        row = heard.lineage.suggestion
        way.reply_row(way.part(row))
        row = way.take(row, "reply")
        tell_all(VoterTold.objects.waiting(), "phone", cast.lin)
        assert untold(row) == 0
        row = way.rated(row, cast.chen, Grade.DISSATISFIED, "没有解决")
        assert waiting(cast.lin) == []
        row.refresh_from_db()
        way.reply_row(way.part(row))
        row = way.take(row, "reply")
        assert waiting(cast.lin) == ["replied"] * 3
        assert untold(row) == 3


class TestTelling:
    def test_once_however_often_somebody_taps_and_journalled(self, cast, heard):
        row = row_of(heard.matters.first())
        tell(row, "phone", cast.lin)
        with pytest.raises(OutOfStep, match="已经告知过"):
            tell(row, "phone", cast.lin)
        assert VoterTold.objects.filter(told_on=timezone.localdate()).count() == 2
        assert Entry.objects.filter(verb="告知群众建议进展").count() == 1

    def test_not_before_it_happened(self, cast, heard):
        with pytest.raises(Refused, match="不能早于"):
            tell(row_of(heard.matters.first()), "phone", cast.lin, timezone.localdate() - timedelta(days=1))

    def test_all_at_once_passes_over_who_was_told_meanwhile(self, cast, heard):
        rows = VoterTold.objects.waiting()
        tell(row_of(heard.matters.first()), "phone", cast.lin)
        assert tell_all(rows, "face", cast.lin) == 2
        assert tell_all(rows, "face", cast.lin) == 0

    def test_the_end_is_the_outcome_of_the_matter(self, cast, way, heard):
        row = heard.lineage.suggestion
        way.reply_row(way.part(row))
        row = way.rated(way.take(row, "reply"), cast.chen)
        way.take(row, "close", cast.zhou)
        first, second, third = heard.matters.order_by("pk")
        tell(row_of(first), "phone", cast.lin)
        first.refresh_from_db()
        assert (first.told_on, first.told_how, first.told_by) == (timezone.localdate(), "phone", cast.lin)
        today = timezone.localdate()
        perform(OPINION, heard.pk, "tell", cast.lin, matter=second, told_on=today, told_how="face")
        assert [one.matter for one in VoterTold.objects.waiting()] == [third]


class TestByShortMessage:
    @pytest.fixture
    def asked(self, heard, settings):
        """One of the three voters wants to hear by SMS, and there is a gateway."""
        settings.SMS_GATEWAY, settings.NOTICE_CHANNELS = "tests.portal.gateway.send", ["sms"]
        gateway.SENT.clear()
        gateway.MOOD.update(down=False, refuses=False)
        matter = heard.matters.first()
        Visit.objects.filter(pk=matter.visit_id).update(sms=True, receipt="ABCDEFGHJK", phone_digest="x")
        return matter

    def test_the_latest_milestone_once_and_told_when_it_has_left(self, asked, heard, cast):
        today = timezone.localdate()
        assert text_milestones(today) == "应告知1条，已送达登记0条。"
        assert row_of(asked)
        assert send_texts(today) == "发出1条。"
        assert text_milestones(today) == "应告知0条，已送达登记1条。"
        ((_, words),) = gateway.SENT
        assert "已交云川市教育局办理" in words and "ABCDEFGHJK" in words
        assert not VoterTold.objects.waiting().filter(matter=asked).exists()
        assert text_milestones(today) == "应告知0条，已送达登记0条。"
        assert VoterTold.objects.filter(matter=asked, told_how="sms", told_by=None).count() == 2
        assert totals(FIGURES["voter_way"].cells(cast.zhou), "label") == {"texted": 2, "untold": 4}

    def test_the_end_of_it_is_the_outcome_by_message_too(self, asked, heard, way, cast):
        row = heard.lineage.suggestion
        way.reply_row(way.part(row))
        row = way.rated(way.take(row, "reply"), cast.chen)
        way.take(row, "close", cast.zhou)
        today = timezone.localdate()
        for chore in (text_milestones, send_texts, text_milestones):
            chore(today)
        asked.refresh_from_db()
        assert (asked.told_on, asked.told_how, asked.told_by) == (today, "sms", None)
        assert heard.untold.count() == 2

    def test_who_was_texted_and_then_looked_is_counted_as_having_seen_it(self, asked, cast, client):
        today = timezone.localdate()
        for chore in (text_milestones, send_texts, text_milestones):
            chore(today)
        client.post("/p/follow/", {"code": "ABCD-EFGH-JK", "digits": "5678"})
        assert totals(FIGURES["voter_way"].cells(cast.zhou), "label") == {"seen": 2, "untold": 4}
        for label, count in (("seen", 2), ("untold", 4), ("texted", 0), ("told", 0)):
            assert FIGURES["voter_way"].rows(cast.zhou).filter(DERIVED["told"][label]).count() == count, label

    def test_a_message_that_was_refused_leaves_the_voter_to_the_station(self, asked, cast):
        gateway.MOOD["refuses"] = True
        text_milestones(timezone.localdate())
        for _ in range(7):
            Text.objects.update(next_at=timezone.now() - timedelta(seconds=1))
            send_texts(timezone.localdate())
        assert text_milestones(timezone.localdate()) == "应告知1条，已送达登记0条。"
        assert len(waiting(cast.lin)) == 3

    def test_without_a_gateway_nobody_is_promised_anything(self, heard):
        assert text_milestones(timezone.localdate()) == "没有配置短信网关。"

    def test_who_looks_it_up_by_his_receipt_has_been_told(self, asked, client):
        client.post("/p/follow/", {"code": "ABCD-EFGH-JK", "digits": "5678"})
        assert VoterTold.objects.filter(matter=asked, told_how="web").count() == 2


class TestThePage:
    def test_one_tap_tells(self, cast, heard, client):
        client.force_login(cast.lin)
        page = client.get("/suggestions/telling/").content.decode()
        assert "共有3位待告知" in page
        assert "刘桂英" not in page
        row = row_of(heard.matters.first())
        page = client.post(f"/suggestions/telling/{row.pk}/", {"how": "phone"}, follow=True)
        assert "共有2位待告知" in page.content.decode()
        page = client.post(f"/suggestions/telling/{row.pk}/", {"how": "phone"}, follow=True)
        assert "已经告知过" in page.content.decode()
        page = client.post(f"/suggestions/telling/{row.pk}/", {"how": ""}, follow=True)
        assert "请选择告知方式" in page.content.decode()

    def test_it_says_what_to_say_and_leads_to_the_number_to_call(self, cast, heard, client):
        client.force_login(cast.lin)
        page = client.get("/suggestions/telling/").content.decode()
        assert page.count(f"号建议已交{cast.education}办理。") == 3 and "答复内容见" not in page
        for matter in heard.matters.all():
            assert f'href="/visits/{matter.visit_id}/unmask/?why=tell"' in page

    def test_one_tap_tells_all_of_the_station_and_nobody_of_another(self, cast, heard, client):
        far = cast.opinion(
            cast.visit(cast.reception(cast.wangjiang)), state="suggested", deputy=cast.chen_deputy
        )
        row = heard.lineage.suggestion
        row.lineage.create(opinion=far)
        owe(row)
        client.force_login(cast.lin)
        url = f"/suggestions/{row.pk}/voters/told/"
        page = client.post(url, {"how": "phone", "back": "voters"}, follow=True).content.decode()
        assert "电话告知3位群众" in page and "已告知<strong>3</strong>位 / 共<strong>4</strong>位" in page
        assert "没有待告知的群众" in client.post(url, {"how": "phone"}, follow=True).content.decode()
        assert [one.matter.opinion for one in VoterTold.objects.waiting()] == [far]

    def test_the_suggestions_page_says_who_was_told_when_and_how(self, cast, heard, client):
        tell(row_of(heard.matters.first()), "phone", cast.lin)
        row = heard.lineage.suggestion
        for user, taps in ((cast.lin, True), (cast.zhou, False), (cast.chen, False)):
            client.force_login(user)
            page = client.get(f"/suggestions/{row.pk}/voters/").content.decode()
            assert "已告知<strong>1</strong>位 / 共<strong>3</strong>位" in page
            assert "电话，林晓燕" in page and "刘桂英" not in page
            assert ("已当面告知" in page) == taps
        client.force_login(cast.sun)
        assert client.get(f"/suggestions/{row.pk}/voters/").status_code == 403
        client.force_login(cast.fang)
        assert client.get(f"/suggestions/{row.pk}/voters/").status_code == 404

    def test_the_case_file_counts_them(self, cast, heard, client):
        tell(row_of(heard.matters.first()), "phone", cast.lin)
        client.force_login(cast.zhou)
        page = client.get(f"/suggestions/{heard.lineage.suggestion.pk}/").content.decode()
        assert "共3位群众，最近的进展已告知1位" in page and "谁在何时怎样告知" in page
        client.force_login(cast.sun)
        assert (
            "谁在何时怎样告知"
            not in client.get(f"/suggestions/{heard.lineage.suggestion.pk}/").content.decode()
        )

    @pytest.mark.parametrize(
        ("who", "listing", "tap", "every"),
        [("fang", 200, 404, 404), ("zhou", 403, 403, 403), ("sun", 403, 404, 403), ("chen", 403, 404, 403)],
    )
    def test_other_hands_are_refused(self, cast, heard, client, who, listing, tap, every):
        client.force_login(getattr(cast, who))
        row = row_of(heard.matters.first())
        assert client.get("/suggestions/telling/").status_code == listing
        assert client.post(f"/suggestions/telling/{row.pk}/", {"how": "phone"}).status_code == tap
        told = client.post(f"/suggestions/{row.suggestion_id}/voters/told/", {"how": "phone"})
        assert told.status_code == every
        assert not VoterTold.objects.filter(told_on__isnull=False).exists()

    def test_the_stations_first_page_says_how_many_wait(self, cast, heard, client):
        client.force_login(cast.lin)
        assert "待告知群众的建议进展" in client.get("/").content.decode()

    def test_the_list_costs_the_same_for_one_and_for_three(self, cast, heard, client, queries):
        client.force_login(cast.lin)
        client.get("/suggestions/telling/")
        many = queries(lambda: client.get("/suggestions/telling/"))
        tell_all(
            VoterTold.objects.waiting().filter(matter__in=list(heard.matters.order_by("pk")[:2])),
            "phone",
            cast.lin,
        )
        assert queries(lambda: client.get("/suggestions/telling/")) == many


def test_the_dashboard_counts_who_was_told_in_time_and_opens_the_rows(cast, heard, client):
    first, second, _ = (row_of(matter) for matter in heard.matters.order_by("pk"))
    tell(first, "phone", cast.lin)
    VoterTold.objects.filter(matter=second.matter).update(due_on=second.due_on - timedelta(days=30))
    tell(second, "phone", cast.lin)
    cells = totals(FIGURES["voter_told"].cells(cast.zhou), "label")
    assert cells == {"in_time": 2, "late": 2, "waiting": 2}
    client.force_login(cast.zhou)
    page = strip_tags(client.get("/reports/?period=all").content.decode())
    assert "建议进展及时告知率" in page and "期限内告知2人次÷应告知6人次，待告知2人次" in page
    assert "已告知4人次：工作人员告知4人次" in page
    for label, count in cells.items():
        listed = client.get(f"/reports/figures/voter_told/?label={label}").content.decode()
        assert listed.count(f"/suggestions/{first.suggestion_id}/voters/") >= count, label
        assert FIGURES["voter_told"].rows(cast.zhou).filter(DERIVED["in_time"][label]).count() == count


class TestTheOpinionsPage:
    def test_says_where_the_suggestion_is(self, cast, heard, client):
        client.force_login(cast.lin)
        url = f"/suggestions/of-opinion/{heard.pk}/"
        row = heard.lineage.suggestion
        heard.route = "deputy"
        heard.save()
        assert url in client.get(heard.get_absolute_url()).content.decode()
        piece = client.get(url).content.decode()
        assert row.title in piece and "已交云川市教育局办理" in piece and "前答复" in piece

    def test_is_nobodys_who_may_not_read_the_opinion(self, cast, heard, client):
        for user in (cast.fang, cast.qian):
            client.force_login(user)
            assert client.get(f"/suggestions/of-opinion/{heard.pk}/").status_code == 404
