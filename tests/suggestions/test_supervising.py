"""督办: who supervises, with which plan, by which notice; the key ones and their share."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notices.models import Notice
from suggestions.keying import allowed
from suggestions.models import CategoryCommittee, Suggestion, Team
from suggestions.supervision_lifecycle import SUPERVISION
from tests.suggestions.settings import rule
from tests.suggestions.units import days_ago, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

PLAN = {"who": "云川市教育局", "what": "完成现场踏勘，拿出方案", "by_day": today() + timedelta(days=20)}


@pytest.fixture
@stands
def case(way):
    return way.dispatched(co=[way.cast.transport])


def supervise(way, case, kind="leader", who=None, aim="按期答复，确保落实。", **data):
    data = {"leader": "王建军副主任"} | data if kind in ("leader", "key") else data
    way.take(case, "supervise", who or way.cast.zhou, manner=kind, aim=aim, **data)
    return case.supervisions.latest("pk")


def take(row, action, user, note="", **data):
    return perform(SUPERVISION, row.pk, action, user, note=note, **data)


@pytest.fixture
def served(way, case):
    row = supervise(way, case)
    take(row, "add_item", way.cast.zhou, **PLAN)
    return take(row, "serve", way.cast.zhou)


class TestOpening:
    def test_a_leader_leads_it_and_a_second_of_the_kind_is_refused(self, way, case):
        row = supervise(way, case, chief="李明副市长")
        assert (row.state, row.leader, row.chief) == ("planned", "王建军副主任", "李明副市长")
        assert Suggestion.objects.get(pk=case.pk).kind == case.kind, "the suggestion itself stays as it is"
        with pytest.raises(Refused, match="领衔督办已经立项") as no:
            supervise(way, case)
        assert no.value.field == "manner"

    def test_the_committee_comes_from_the_area_s_table_by_category(self, way, case):
        with pytest.raises(Refused, match="请填写督办机构"):
            supervise(way, case, "committee")
        CategoryCommittee.objects.create(area=way.cast.city, category=way.cast.traffic, committee="城环资委")
        assert supervise(way, case, "committee").by == "城环资委"

    @pytest.mark.parametrize(("kind", "field"), [("leader", "leader"), ("key", "leader"), ("daily", "team")])
    def test_each_kind_says_who_supervises(self, way, case, kind, field):
        with pytest.raises(Refused) as no:
            supervise(way, case, kind, leader="")
        assert no.value.field == field

    def test_daily_work_is_a_team_s_and_a_key_one_marks_the_suggestion(self, way, case):
        team = Team.objects.create(area=way.cast.city, name="第一督查组", head="刘洋")
        assert "第一督查组" in supervise(way, case, "daily", leader="", team=team).by
        supervise(way, case, "key")
        assert Suggestion.objects.get(pk=case.pk).key

    @pytest.mark.parametrize("who", ["wu", "gao", "sun", "chen", "tang"])
    def test_only_the_congress_office_opens_it(self, way, case, who):
        with pytest.raises(PermissionDenied):
            supervise(way, case, who=getattr(way.cast, who))


class TestThePlanAndTheNotice:
    def test_no_notice_without_a_plan(self, way, case):
        row = supervise(way, case)
        with pytest.raises(OutOfStep, match="请先拟订督办方案"):
            take(row, "serve", way.cast.zhou)

    def test_a_line_lies_ahead(self, way, case):
        with pytest.raises(Refused, match="不能早于今天") as no:
            take(supervise(way, case), "add_item", way.cast.zhou, **PLAN | {"by_day": today() - timedelta(1)})
        assert no.value.field == "by_day"

    def test_the_notice_gets_its_number_and_goes_to_units_and_deputies(self, way, served):
        assert (served.state, served.number, served.due_on) == ("served", 1, PLAN["by_day"])
        told = Notice.objects.filter(kind="supervision.serve").values_list("recipient__username", flat=True)
        assert {"sun", "zheng", "he", "chen"} <= set(told)
        with pytest.raises(OutOfStep, match="已由周文静"):
            take(served, "serve", way.cast.zhou)

    def test_an_answering_unit_signs_for_it_once(self, way, served):
        for who in (way.cast.he, way.cast.zhou, way.cast.chen):
            with pytest.raises(PermissionDenied):
                take(served, "sign_notice", who)
        assert take(served, "sign_notice", way.cast.sun).receipts.get().signed_by == way.cast.sun
        with pytest.raises(OutOfStep, match="已签收"):
            take(served, "sign_notice", way.cast.zheng)

    def test_each_of_separate_units_signs_for_itself(self, way, client):
        units = [way.cast.education, way.cast.transport]
        row = way.take(way.registered(), "dispatch", way.cast.zhou, separate=units)
        notice = supervise(way, row)
        take(notice, "add_item", way.cast.zhou, **PLAN)
        notice = take(take(notice, "serve", way.cast.zhou), "sign_notice", way.cast.sun)
        assert [one.signed_on for one in notice.receipts.all()] == [today(), None]
        with pytest.raises(Refused, match="本单位已签收"):
            take(notice, "sign_notice", way.cast.zheng)
        for who, asked in ((way.cast.sun, False), (way.cast.he, True)):
            client.force_login(who)
            page = client.get(notice.get_absolute_url()).content.decode()
            assert ("do/sign_notice/" in page) is asked and "云川市交通运输局签收" in page
            assert ("请签收督办通知单" in client.get("/").content.decode()) is asked
        take(notice, "sign_notice", way.cast.he)
        with pytest.raises(OutOfStep, match="已签收"):
            take(notice, "sign_notice", way.cast.he)
        assert [event.note for event in notice.events.filter(action="sign_notice")] == [
            f"{unit}签收{notice.title}" for unit in units
        ]

    def test_lines_are_ticked_off_once_and_the_end_tells_what_is_left(self, way, served):
        item = served.items.get()
        take(served, "add_item", way.cast.zhou, **PLAN | {"what": "年内完工"})
        take(served, "finish_item", way.cast.sun, item=item, outcome="已踏勘。")
        with pytest.raises(Refused, match="已登记完成"):
            take(served, "finish_item", way.cast.sun, item=item, outcome="已踏勘。")
        with pytest.raises(Refused, match="督办结果"):
            take(served, "end", way.cast.zhou, result=" ")
        row = take(served, "end", way.cast.zhou, result="建议基本落实。")
        assert (row.state, row.result) == ("ended", "建议基本落实。")
        assert "还有1项未完成" in row.events.get(action="end").note
        with pytest.raises(OutOfStep):
            take(row, "add_item", way.cast.zhou, **PLAN)

    def test_one_not_yet_served_is_dropped_with_a_reason(self, way, case):
        row = supervise(way, case)
        with pytest.raises(Refused):
            take(row, "drop", way.cast.zhou)
        assert take(row, "drop", way.cast.zhou, "重复立项。").state == "ended"
        assert supervise(way, case).state == "planned", "it may be opened anew"


class TestTheFourParts:
    """领衔督办、领衔办理、重点督办、对口督办 (seed row TL-12)."""

    @pytest.mark.parametrize(
        ("kind", "part"), [("leader", "领衔督办"), ("key", "重点督办"), ("committee", "对口督办")]
    )
    def test_who_is_charged_has_it_on_his_first_page_and_says_what_he_did(
        self, way, case, client, kind, part
    ):
        row = supervise(
            way, case, kind, leader="", committee="城环资委", charged=way.cast.gao, chief_charged=way.cast.wu
        )
        client.force_login(way.cast.gao)
        assert f"{part} · 拟订方案" in client.get("/").content.decode()
        assert "高志明" in client.get(case.get_absolute_url()).content.decode()
        listed = client.get("/suggestions/supervisions/", {"mine": "1"}).context["page"].rows
        assert [one.pk for one in listed] == [row.pk]
        url = f"/suggestions/supervisions/{row.pk}/do/attend/"
        assert "请写明督办情况和要求" in client.post(url, {"note": ""}).content.decode()
        client.post(url, {"note": "已到现场，请月底前拿出方案。"})
        assert "已到现场" in client.get(row.get_absolute_url()).content.decode()
        assert Notice.objects.filter(kind="supervision.attend", recipient=way.cast.sun).exists()

    def test_the_government_leads_the_handling(self, way, case, client):
        row = supervise(way, case, chief_charged=way.cast.wu)
        assert row.parts[-1][0] == "领衔办理" and way.cast.wu.name in row.chief
        client.force_login(way.cast.wu)
        assert "领衔办理 · 拟订方案" in client.get("/").content.decode()

    def test_nobody_is_charged_who_may_not_read_it_and_nobody_else_speaks(self, way, case):
        Suggestion.objects.filter(pk=case.pk).update(confidential=True)
        with pytest.raises(Refused, match="不能查看") as no:
            supervise(way, case, charged=way.cast.gao)
        assert no.value.field == "charged"
        row = supervise(way, case, charged=way.cast.zhou)
        for who in (way.cast.sun, way.cast.wu, way.cast.chen, way.cast.gao):
            with pytest.raises(PermissionDenied):
                take(row, "attend", who, "请抓紧。")

    def test_two_supervisions_each_have_their_own_steps(self, way, case):
        first, second = supervise(way, case), supervise(way, case, "key")
        take(first, "add_item", way.cast.zhou, **PLAN)
        told = [[event.action for event in row.events.order_by("pk")] for row in (first, second)]
        assert told == [["supervise", "add_item"], ["supervise"]]
        assert case.events.filter(action="supervise").count() == 2


class TestKeySuggestions:
    def test_beyond_the_share_a_reason_is_needed(self, way):
        rule(way.cast.city, "key_share", "50", "percent")
        first, second, _third = way.dispatched(), way.dispatched(), way.dispatched()
        way.take(first, "mark", way.cast.zhou, key=True)
        with pytest.raises(Refused, match="超过立案数的50%"):
            way.take(second, "mark", way.cast.zhou, key=True)
        assert way.take(second, "mark", way.cast.zhou, note="主任会议研究决定。", key=True).key
        assert not way.take(first, "mark", way.cast.zhou, key=False).key

    @pytest.mark.parametrize(
        ("registered", "share", "most"), [(159, 6, 9), (3, 6, 1), (0, 6, 1), (200, 10, 20)]
    )
    def test_the_share_in_whole_suggestions(self, registered, share, most):
        assert allowed(registered, share) == most

    def test_the_page_shows_the_share_and_what_has_no_supervision(self, way, client, case, queries):
        way.take(case, "mark", way.cast.zhou, key=True)
        client.force_login(way.cast.zhou)
        page = client.get(reverse("suggestions:key"))
        assert [row.suggestion for row in page.context["found"].rows] == [case]
        assert "未立项" in page.content.decode()
        row = supervise(way, case, "key")
        take(row, "add_item", way.cast.zhou, **PLAN)
        found = client.get(reverse("suggestions:key")).context["found"].rows[0]
        assert (found.done, len(found.items), found.late) == (0, 1, 0)
        one = queries(lambda: client.get(reverse("suggestions:key")))
        for other in (way.dispatched(), way.dispatched()):
            Suggestion.objects.filter(pk=other.pk).update(key=True)
        assert queries(lambda: client.get(reverse("suggestions:key"))) == one

    def test_every_figure_opens_as_many_rows(self, way, client, case):
        row = supervise(way, case, "key")
        take(row, "add_item", way.cast.zhou, **PLAN)
        row.items.update(due_on=days_ago(1))
        answered, closed = way.replied(), way.replied()
        Suggestion.objects.filter(pk__in=(case.pk, answered.pk, closed.pk)).update(key=True)
        Suggestion.objects.filter(pk=closed.pk).update(state="closed")
        elsewhere = way.draft(area=way.cast.west, term=way.cast.west_term)
        Suggestion.objects.filter(pk=elsewhere.pk).update(
            key=True, submitted_on=days_ago(2), state="dispatched"
        )
        client.force_login(way.cast.zhou)
        figures = client.get(reverse("suggestions:key")).context["figures"]
        assert [figure.value for figure in figures] == [3, 1, 1, 1, 2]
        for figure in figures:
            assert len(client.get(figure.url).context["page"].rows) == figure.value, figure.label


class TestThePages:
    def test_the_case_and_the_list_lead_to_it(self, way, client, served, queries):
        client.force_login(way.cast.zhou)
        assert served.get_absolute_url() in client.get(served.suggestion.get_absolute_url()).content.decode()
        url = reverse("suggestions:supervisions")
        assert [row.pk for row in client.get(url, {"state": "served"}).context["page"].rows] == [served.pk]
        one = queries(lambda: client.get(url))
        supervise(way, way.dispatched())
        assert queries(lambda: client.get(url)) == one
        served.items.update(due_on=today() - timedelta(days=1))
        assert [row.pk for row in client.get(url, {"late": "1"}).context["page"].rows] == [served.pk]

    def test_a_line_without_a_day_is_refused_beside_its_field(self, way, client, served):
        client.force_login(way.cast.zhou)
        url = reverse("suggestions:supervision-step", args=(served.pk, "add_item"))
        response = client.post(url, {"who": "市教育局", "what": "现场踏勘", "by_day": ""})
        assert response.context["form"].errors["by_day"] and "现场踏勘" in response.content.decode()

    def test_the_notice_is_printed_with_its_plan(self, way, client, served):
        client.force_login(way.cast.sun)
        page = client.get(served.notice_url).content.decode()
        assert f"督办〔{today().year}〕1号" in page and PLAN["what"] in page and "云川市教育局" in page

    def test_the_office_keeps_its_teams_and_its_table_of_committees(self, way, client):
        client.force_login(way.cast.zhou)
        new = reverse("suggestions:team-new")
        data = {"name": "第一督查组", "head": "刘洋", "members": "", "active": "on"}
        client.post(new, data)
        assert client.post(new, data).context["form"].errors["name"] == ["本区域已有同名的督查组。"]
        field = f"c{way.cast.traffic.pk}"
        client.post(reverse("suggestions:committees"), {field: "城环资委"})
        assert CategoryCommittee.objects.get().committee == "城环资委"
        client.post(reverse("suggestions:committees"), {field: ""})
        assert not CategoryCommittee.objects.exists()
        assert "第一督查组" in client.get(reverse("suggestions:teams")).content.decode()
