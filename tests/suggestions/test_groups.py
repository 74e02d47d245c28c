"""并案不并号: one thread of work, and every member keeps number, deputies, clock, reply and rating (domain rule 36)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from suggestions.closing import closable, why_not_closed
from suggestions.grouping import bring_together, candidates
from suggestions.groups import seat_of, shared_contacts, shared_opinions, shared_progress, shared_reply
from suggestions.models import Assignment, HandlingGroup, Membership, Suggestion
from tests.suggestions.settings import rule
from tests.suggestions.units import contact, days_ago, dispatched, draft, step, today
from tests.suggestions.way import stands
from workflow.transitions import OutOfStep, Refused

TITLE = "关于解决人民路拥堵的建议"


@pytest.fixture
@stands
def parts(cast):
    """Two suggestions led by one unit, the second with a co-unit; their parts by suggestion."""
    one = dispatched(cast, title=TITLE)[cast.education]
    two = dispatched(cast, title=TITLE, co=[cast.transport])[cast.education]
    return one, two


@pytest.fixture
def pair(parts):
    return [part.suggestion for part in parts]


@pytest.fixture
def group(cast, pair):
    return bring_together(pair, "人民路拥堵", cast.zhou)


class TestJoining:
    def test_each_keeps_number_clock_and_deputies_and_its_people_are_told(self, cast, pair, group):
        before = [(row.number, row.due_on, row.state, row.lead_office_id) for row in pair]
        for row in pair:
            row.refresh_from_db()
        assert [(row.number, row.due_on, row.state, row.lead_office_id) for row in pair] == before
        assert (
            group.lead_office == cast.education and [seat_of(row).group_id for row in pair] == [group.pk] * 2
        )
        told = Notice.objects.filter(kind="suggestion.join_group")
        assert {n.recipient.username for n in told} >= {"chen", "sun", "zheng", "he"}
        assert "十七届闭会第1号建议、十七届闭会第2号建议并案办理，分别答复" in told[0].body

    def test_a_third_joins_the_group_that_is_there(self, cast, pair, group):
        third = dispatched(cast, title=TITLE)[cast.education].suggestion
        assert bring_together([third, pair[0]], "人民路", cast.zhou) == group
        assert group.members.count() == 3

    def test_only_with_the_same_lead_unit(self, cast, pair):
        other = dispatched(cast, title=TITLE, lead=cast.transport)[cast.transport].suggestion
        with pytest.raises(Refused, match="主办单位不同"):
            bring_together([*pair, other], "人民路", cast.zhou)
        assert not HandlingGroup.objects.exists()
        assert other.pk not in [row.pk for row in candidates(pair[0], cast.zhou)]

    def test_neither_confidential_ones_nor_separate_ones_nor_members_of_two_groups(
        self, cast, way, pair, group
    ):
        secret = dispatched(cast, confidential=True)[cast.education].suggestion
        with pytest.raises(Refused, match="保密"):
            bring_together([pair[0], secret], "人民路", cast.zhou)
        apart = way.take(way.registered(), "dispatch", cast.zhou, separate=[cast.education, cast.transport])
        with pytest.raises(Refused, match="没有主办单位"):
            bring_together([pair[0], apart], "人民路", cast.zhou)
        more = [dispatched(cast)[cast.education].suggestion for _ in range(2)]
        bring_together(more, "别的", cast.zhou)
        with pytest.raises(Refused, match="不同的并案"):
            bring_together([pair[0], more[0]], "人民路", cast.zhou)

    @pytest.mark.parametrize("who", ["sun", "he", "chen", "gao", "tang"])
    def test_units_deputies_and_strangers_group_nothing(self, cast, pair, who):
        with pytest.raises(PermissionDenied):
            bring_together(pair, "人民路", getattr(cast, who))
        assert not Membership.objects.exists()

    def test_the_second_click_is_too_late(self, cast, way, pair, group):
        with pytest.raises(OutOfStep, match="已在并案中"):
            way.take(pair[0], "join_group", cast.wu, group=group)

    def test_not_yet_dispatched_ones_go_to_the_same_lead_unit_or_leave_first(self, cast, way):
        rows = [way.registered(title=TITLE) for _ in range(2)]
        group = bring_together(rows, "人民路", cast.zhou)
        assert group.lead_office is None
        way.take(rows[0], "dispatch", cast.zhou, lead=cast.education)
        with pytest.raises(Refused, match="应由云川市教育局主办") as no:
            way.take(rows[1], "dispatch", cast.zhou, lead=cast.transport)
        assert no.value.field == "lead"
        way.take(rows[1], "leave_group", cast.zhou)
        assert way.take(rows[1], "dispatch", cast.zhou, lead=cast.transport).state == "dispatched"

    def test_one_given_to_another_lead_unit_leaves(self, cast, way, pair, group):
        part = way.handed_back(pair[0])
        row = way.take(pair[0], "redispatch", cast.zhou, assignment=part, office=cast.housing)
        assert seat_of(row) is None and "已退出并案" in row.events.last().note


class TestSharing:
    def test_a_contact_about_one_counts_for_the_others_while_they_are_together(self, cast, parts, group):
        one, two = parts
        for part in parts:
            step(part, "receive", cast.sun)
        contact(one, cast.sun)
        assert [c.suggestion for c in shared_contacts(two)] == [one.suggestion]
        draft(two, cast.sun)
        two.refresh_from_db()
        assert two.state == "drafted" and not two.contacts.exists()

    def test_what_came_before_joining_is_not_shared(self, cast, parts, pair):
        one, two = parts
        for part in parts:
            step(part, "receive", cast.sun)
        contact(one, cast.sun)
        bring_together(pair, "人民路", cast.zhou)
        assert shared_contacts(two) == []
        with pytest.raises(OutOfStep, match="尚未登记与代表的面商"):
            draft(two, cast.sun)

    def test_co_opinions_and_the_text_of_the_reply_are_at_hand(self, cast, parts, group, client):
        one, two = parts
        co = two.suggestion.assignments.get(office=cast.transport)
        step(co, "receive", cast.he)
        step(co, "give_opinion", cast.he, opinion="我单位负责信号灯配时。")
        for part in parts:
            step(part, "receive", cast.sun)
        contact(two, cast.sun)
        draft(two, cast.sun, text="已增设信号灯两处。")
        assert shared_opinions(one) == [co] and shared_reply(one).text == "已增设信号灯两处。"
        client.force_login(cast.sun)
        page = client.get(
            reverse("suggestions:assignment-step", args=(one.pk, "draft_reply"))
        ).content.decode()
        assert (
            "已增设信号灯两处" in page
            and "我单位负责信号灯配时" in page
            and "已带入并案的十七届闭会第2号建议" in page
        )

    def test_each_is_answered_and_judged_by_itself(self, cast, way, parts, group):
        row = parts[0].suggestion
        way.reply_row(parts[0])
        row = way.take(row, "reply")
        assert row.state == "replied"
        parts[1].suggestion.refresh_from_db()
        assert parts[1].suggestion.state == "dispatched" and parts[1].suggestion.replied_on is None


def may_close(row) -> bool:
    """What the office's card and what the step say of the contacts; they agree."""
    fresh = Suggestion.objects.get(pk=row.pk)
    listed = closable(Suggestion.objects.filter(pk=row.pk), timezone.localdate(), row.area).exists()
    assert listed == (not why_not_closed(fresh))
    return listed


def met_after(cast, way, parts) -> None:
    """All of them answered and judged; the unit meets the deputy about the first alone."""
    for part in parts:
        way.reply_row(part)
        part.contacts.all().delete()
        way.rated(way.take(part.suggestion, "reply"), cast.chen)
    Assignment.objects.filter(pk__in=[part.pk for part in parts]).update(state="done")
    contact(parts[0], cast.sun, stage="after")


class TestClosing:
    def test_what_counts_for_the_reply_counts_for_closing(self, cast, way, parts, group):
        met_after(cast, way, parts)
        assert may_close(parts[1].suggestion)

    def test_but_not_what_came_after_they_parted(self, cast, way, parts, pair, group):
        way.take(pair[1], "leave_group", cast.wu, note="改为单独办理")
        met_after(cast, way, parts)
        assert may_close(pair[0]) and not may_close(pair[1])


class TestLeaving:
    def test_at_any_time_and_what_was_shared_stays(self, cast, way, parts, pair, group):
        one, two = parts
        for part in parts:
            step(part, "receive", cast.sun)
        contact(one, cast.sun)
        way.take(pair[1], "leave_group", cast.wu, note="改为单独办理")
        contact(one, cast.sun, stage="during")
        assert [c.stage for c in shared_contacts(two)] == ["before"]
        with pytest.raises(OutOfStep, match="没有并案"):
            way.take(pair[1], "leave_group", cast.zhou)

    @pytest.mark.parametrize("action", ["leave_group", "undo_join"])
    @pytest.mark.parametrize("who", ["sun", "chen", "gao", "tang"])
    def test_only_whoever_dispatches_takes_one_out(self, cast, way, pair, group, action, who):
        with pytest.raises(PermissionDenied):
            way.take(pair[0], action, getattr(cast, who))

    def test_undoing_restores_exactly_what_was(self, cast, way, parts, pair):
        one, two = parts
        for part in parts:
            step(part, "receive", cast.sun)
        fields = [f.attname for f in pair[1]._meta.concrete_fields]
        pair[1].refresh_from_db()
        before = [getattr(pair[1], name) for name in fields]
        bring_together(pair, "人民路", cast.zhou)
        contact(one, cast.sun)
        way.take(pair[1], "undo_join", cast.zhou)
        pair[1].refresh_from_db()
        assert [getattr(pair[1], name) for name in fields] == before
        assert shared_contacts(two) == [] and not pair[1].memberships.exists()
        with pytest.raises(OutOfStep, match="尚未登记与代表的面商"):
            draft(two, cast.sun)

    def test_what_was_drafted_in_the_group_is_not_undone(self, cast, way, parts, pair, group):
        one, two = parts
        for part in parts:
            step(part, "receive", cast.sun)
        contact(one, cast.sun)
        draft(two, cast.sun)
        with pytest.raises(OutOfStep, match="只能退出并案"):
            way.take(pair[1], "undo_join", cast.zhou)


class TestNeverAlone:
    def test_the_last_one_leaves_with_the_last_but_one_and_is_told(self, cast, way, parts, pair, group):
        one, two = parts
        for part in parts:
            step(part, "receive", cast.sun)
        contact(one, cast.sun)
        way.take(pair[1], "leave_group", cast.zhou, note="改为单独办理")
        assert seat_of(pair[0]) is None
        assert "只剩本件，并案解散" in pair[0].events.last().note
        assert Notice.objects.filter(kind="suggestion.dissolve_group", recipient=cast.chen).exists()
        assert [c.stage for c in shared_contacts(two)] == ["before"], "what was shared stays shared"

    def test_with_three_the_other_two_stay_together(self, cast, way, pair, group):
        third = dispatched(cast, title=TITLE)[cast.education].suggestion
        bring_together([third, pair[0]], "人民路", cast.zhou)
        way.take(third, "leave_group", cast.zhou)
        assert [seat_of(row).group_id for row in pair] == [group.pk] * 2

    def test_undoing_a_pair_undoes_it_for_both(self, cast, way, pair, group):
        way.take(pair[1], "undo_join", cast.zhou)
        assert not Membership.objects.exists()

    def test_the_page_of_a_group_says_that_nobody_is_in_it_any_more(self, cast, way, pair, group, client):
        client.force_login(cast.zhou)
        page = group.get_absolute_url()
        assert "并案已经解散" not in client.get(page).content.decode()
        way.take(pair[1], "undo_join", cast.zhou)
        told = client.get(page).content.decode()
        assert "并案已经解散" in told and "并案已撤销" in told

    def test_one_given_to_another_lead_unit_leaves_nobody_alone(self, cast, way, pair, group):
        way.take(pair[0], "redispatch", cast.zhou, assignment=way.handed_back(pair[0]), office=cast.housing)
        assert seat_of(pair[1]) is None

    def test_nobody_dissolves_it_by_hand(self, cast, way, pair, group):
        with pytest.raises(PermissionDenied):
            way.take(pair[0], "dissolve_group", cast.zhou, undone=False)


class TestProgressTogether:
    def test_a_report_on_one_counts_for_all_and_is_read_there(self, cast, parts, pair, group, client):
        rule(cast.city, "progress_reports", "all")
        one, two = parts
        for part in parts:
            step(part, "receive", cast.sun)
        late = two.clocks.filter(rule="progress", stopped_on=None)
        late.update(due_on=days_ago(3))
        step(one, "report_progress", cast.sun, done="已完成现场踏勘。")
        assert two.clocks.get(rule="progress", stopped_on=None).due_on > today()
        assert [row.done for row in shared_progress(pair[1])] == ["已完成现场踏勘。"]
        client.force_login(cast.zhou)
        assert "已完成现场踏勘" in client.get(group.get_absolute_url()).content.decode()
        assert "已完成现场踏勘" in client.get(pair[1].get_absolute_url()).content.decode()

    def test_what_was_reported_before_is_not_shared(self, cast, parts, pair):
        for part in parts:
            step(part, "receive", cast.sun)
        step(parts[0], "report_progress", cast.sun, done="已踏勘。")
        assert shared_progress(pair[1]) == []


class TestThePages:
    def test_from_choosing_to_the_group(self, cast, pair, client):
        client.force_login(cast.zhou)
        url = reverse("suggestions:group-new", args=(pair[0].pk,))
        assert url in client.get(pair[0].get_absolute_url()).content.decode()
        page = client.post(url, {"title": "人民路拥堵"})
        assert page.context["form"].errors["companions"] == ["请至少选择一件建议。"]
        chosen = {"title": "人民路拥堵", "companions": [pair[1].pk]}
        preview = client.post(url, chosen).content.decode()
        assert "第" not in preview.split("<h1>")[0] and "确定并案" in preview and "分别答复代表" in preview
        assert not Membership.objects.exists(), "nothing is written by the preview"
        page = client.post(url, chosen | {"confirmed": "1"}, follow=True)
        assert page.redirect_chain[-1][0] == HandlingGroup.objects.get().get_absolute_url()
        assert "2件建议已并案办理。" in page.content.decode()
        assert client.get(url).status_code == 302, "it is in one now"

    def test_any_open_one_may_be_looked_up_and_what_cannot_join_is_told(self, cast, way, pair, client):
        client.force_login(cast.zhou)
        url = reverse("suggestions:group-new", args=(pair[0].pk,))
        late = way.registered(title="关于修缮青年公园步道的建议")
        preview = client.post(url, {"title": "人民路", "others": [late.pk]}).content.decode()
        assert late.title in preview and "确定并案" in preview
        client.post(url, {"title": "人民路", "others": [late.pk, pair[1].pk], "confirmed": "1"})
        assert Membership.objects.filter(left_at=None).count() == 3
        alone, gone = way.registered(), way.submitted()
        url = reverse("suggestions:group-new", args=(alone.pk,))
        page = client.post(url, {"title": "人民路", "others": [gone.pk]})
        assert "不能并案" in page.context["form"].errors["others"][0]

    def test_a_third_joins_the_group_that_is_there(self, cast, way, pair, group, client):
        third = way.registered()
        client.force_login(cast.zhou)
        url = reverse("suggestions:group-new", args=(third.pk,))
        client.post(url, {"title": "人民路", "others": [pair[0].pk], "confirmed": "1"})
        assert Membership.objects.filter(group=group, left_at=None).count() == 3

    def test_one_like_it_is_offered_however_many_came_after_it(self, cast, way, pair, monkeypatch):
        monkeypatch.setattr("suggestions.grouping.NEWEST", 1)
        row = way.registered(title="关于优化解放大道公交线路走向的建议")
        old = way.registered(title="关于延长解放大道公交线路的建议")
        for _ in range(3):
            way.registered(title="关于修缮青年公园步道的建议")
        assert candidates(row, cast.zhou)[0] == old

    def test_officials_open_it_and_deputies_read_the_numbers(self, cast, pair, group, client):
        for who, opens in (("zhou", True), ("sun", True), ("chen", False)):
            client.force_login(getattr(cast, who))
            page = client.get(pair[0].get_absolute_url()).content.decode()
            assert "第2号建议" in page and "并案办理，分别答复" in page
            assert (group.get_absolute_url() in page) == opens
        client.force_login(cast.chen)
        assert client.get(group.get_absolute_url()).status_code == 404

    def test_the_page_shows_the_thread(self, cast, parts, group, client, queries):
        step(parts[0], "receive", cast.sun)
        contact(parts[0], cast.sun, content="到现场听取意见。")
        client.force_login(cast.zhou)
        page = client.get(group.get_absolute_url()).content.decode()
        assert "到现场听取意见" in page and page.count(TITLE) >= 2 and "退出" in page
