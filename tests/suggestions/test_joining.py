"""可否联名: a suggestion that its deputy marked as open to others may be signed by colleagues until its dispatch."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from deputies.models import Mandate
from notices.models import Notice
from offices.choices import Role
from suggestions.choices import Kind, SignatureState
from suggestions.joinable import open_to
from suggestions.models import Signature, Suggestion
from suggestions.signature_lifecycle import SIGNATURE
from tests.suggestions.rules import rule
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

LIST = "/suggestions/joining/"


@pytest.fixture
@stands
def row(way):
    """陈建国's, submitted; others may sign."""
    return way.submitted(open_to_co=True)


def asked(way, row, user=None) -> Signature:
    way.take(row, "ask_to_join", user or way.cast.zhao, note="我也多次听到反映。")
    return row.signatures.get(deputy__user=user or way.cast.zhao)


def listed(user) -> list[Suggestion]:
    return list(open_to(user))


class TestWhoMayAsk:
    def test_colleagues_of_the_same_congress_read_it_until_it_is_dispatched(self, cast, way, row, client):
        client.force_login(cast.zhao)
        assert row.title in client.get(LIST).content.decode()
        page = client.get(f"{LIST}{row.pk}/").content.decode()
        assert row.proposal in page and "申请联名" in page
        assert client.get(f"/suggestions/{row.pk}/").status_code == 404
        way.take(way.take(row, "register", cast.zhou), "dispatch", cast.zhou, lead=cast.education)
        assert listed(cast.zhao) == []
        assert client.get(f"{LIST}{row.pk}/").status_code == 404

    @pytest.mark.parametrize("who", ["qian", "zhou", "sun", "lin", "gao", "chen"])
    def test_nobody_else(self, cast, way, row, client, who):
        user = getattr(cast, who)
        client.force_login(user)
        assert listed(user) == []
        assert client.get(f"{LIST}{row.pk}/").status_code == 404
        with pytest.raises(PermissionDenied):
            way.take(row, "ask_to_join", user)

    @pytest.mark.parametrize(("change", "why"), [
        ({"open_to_co": False}, "没有注明可以联名"), ({"confidential": True}, "保密办理"),
    ])  # fmt: skip
    def test_not_where_it_was_not_marked_or_is_confidential(self, cast, way, row, change, why):
        Suggestion.objects.filter(pk=row.pk).update(**change)
        assert listed(cast.zhao) == []
        with pytest.raises(OutOfStep, match=why):
            way.take(row, "ask_to_join", cast.zhao)

    def test_not_where_the_area_closes_the_list_with_the_submission(self, cast, way, row):
        rule(cast.city, "join_later", "no")
        assert listed(cast.zhao) == []
        with pytest.raises(OutOfStep, match="提交后不再增加"):
            way.take(row, "ask_to_join", cast.zhao)

    def test_not_with_a_mandate_that_has_ended(self, cast, row):
        Mandate.objects.filter(deputy=cast.zhao_deputy).update(state="ended")
        assert listed(cast.zhao) == []


class TestTheLeadsAnswer:
    def test_accepted_he_signs_and_it_is_a_joint_one(self, cast, way, row):
        mine = asked(way, row)
        assert mine.state == SignatureState.ASKED
        assert (
            "赵敏代表申请联名" in Notice.objects.get(recipient=cast.chen, kind="suggestion.ask_to_join").title
        )
        perform(SIGNATURE, mine.pk, "accept", cast.chen)
        row.refresh_from_db()
        assert (row.kind, row.signatures.get(pk=mine.pk).state) == (Kind.JOINT, SignatureState.CONFIRMED)
        assert Suggestion.objects.visible_to(cast.zhao).filter(pk=row.pk).exists()
        assert row.events.filter(action="accept").exists()

    def test_turned_down_he_may_ask_again_and_says_why(self, cast, way, row):
        first = asked(way, row)
        perform(SIGNATURE, first.pk, "turn_down", cast.chen, note="联名代表已经较多。")
        assert [one.before for one in listed(cast.zhao)] == [True]
        with pytest.raises(Refused, match="再次申请的理由"):
            way.take(row, "ask_to_join", cast.zhao)
        again = asked(way, row)
        assert (
            again.state == SignatureState.ASKED
            and row.signatures.filter(deputy=cast.zhao_deputy).count() == 1
        )
        assert Notice.objects.filter(recipient=cast.chen, kind="suggestion.ask_to_join").count() == 2
        with pytest.raises(PermissionDenied):
            way.take(row, "ask_to_join", cast.zhao, note="再问一次。")
        perform(SIGNATURE, again.pk, "accept", cast.chen)
        told = [event.action for event in row.events.order_by("at", "pk")][-4:]
        assert told == ["ask_to_join", "turn_down", "ask_to_join", "accept"]

    @pytest.mark.parametrize("who", ["zhao", "zhou", "qian", "sun"])
    def test_is_the_leads_alone(self, cast, way, row, who):
        mine = asked(way, row)
        with pytest.raises(PermissionDenied):
            perform(SIGNATURE, mine.pk, "accept", getattr(cast, who))

    def test_of_a_lead_without_an_account_is_noted_by_who_entered_the_paper(self, cast, way, row):
        mine = asked(way, row)
        Suggestion.objects.filter(pk=row.pk).update(entered_by=cast.zhou)
        with pytest.raises(PermissionDenied):
            perform(SIGNATURE, mine.pk, "accept", cast.zhou)
        cast.chen_deputy.__class__.objects.filter(pk=cast.chen_deputy.pk).update(user=None)
        assert perform(SIGNATURE, mine.pk, "accept", cast.zhou).state == SignatureState.CONFIRMED

    def test_is_given_before_the_dispatch_or_the_request_lapses_and_he_is_told(self, cast, way, row):
        mine = asked(way, row)
        row = way.take(way.take(row, "register", cast.zhou), "dispatch", cast.zhou, lead=cast.education)
        mine.refresh_from_db()
        assert mine.state == SignatureState.DECLINED
        assert Notice.objects.filter(recipient=cast.zhao, kind="signature.lapse").count() == 1
        with pytest.raises(OutOfStep):
            perform(SIGNATURE, mine.pk, "accept", cast.chen)

    def test_while_it_is_back_with_him_too(self, cast, way, row):
        mine = asked(way, row)
        way.take(row, "return", cast.zhou, note="请补充数据")
        assert listed(cast.zhao) == []
        assert perform(SIGNATURE, mine.pk, "accept", cast.chen).state == SignatureState.CONFIRMED


class TestThePages:
    def test_asking_waiting_and_taking_it_back(self, cast, way, row, client):
        client.force_login(cast.zhao)
        page = client.post(f"{LIST}{row.pk}/", {"note": "我也听到反映。"}, follow=True).content.decode()
        assert "已向陈建国代表申请联名" in page and "已申请，待同意" in page
        back = client.get(f"{LIST}{row.pk}/", follow=True).content.decode()
        assert "正在等待陈建国代表同意" in back and "撤回联名申请" in back
        client.post(f"{LIST}{row.pk}/back/")
        assert row.signatures.get(deputy=cast.zhao_deputy).state == SignatureState.LEFT
        assert "未联名，可再次申请" in client.get(LIST).content.decode()
        page = client.post(f"{LIST}{row.pk}/", {"note": ""}).content.decode()
        assert "请写明再次申请的理由。" in page
        client.post(f"{LIST}{row.pk}/", {"note": "又有居民反映。"})
        assert row.signatures.get(deputy=cast.zhao_deputy).state == SignatureState.ASKED

    def test_the_lead_answers_on_his_case_page_from_his_first_page(self, cast, way, row, client):
        mine = asked(way, row)
        client.force_login(cast.chen)
        assert "赵敏代表申请联名" in client.get("/").content.decode()
        page = client.get(f"/suggestions/{row.pk}/").content.decode()
        url = reverse("suggestions:signature-step", args=(mine.pk, "accept"))
        assert "联名申请" in page and url in page
        client.post(url, {"action": "accept"})
        assert "赵敏代表申请联名" not in client.get("/").content.decode()
        client.force_login(cast.zhou)
        assert url not in client.get(f"/suggestions/{row.pk}/").content.decode()

    def test_the_list_costs_the_same_for_one_and_for_three(self, cast, way, row, client, queries):
        client.force_login(cast.zhao)
        client.get(LIST)
        one = queries(lambda: client.get(LIST))
        for _ in range(2):
            way.submitted(open_to_co=True)
        assert queries(lambda: client.get(LIST)) == one

    def test_a_deputy_acting_in_another_post_sees_none(self, cast, row, client):
        assert cast.zhao.posts.get().role == Role.DEPUTY
        cast.zhao.posts.update(ends_on="2023-01-01")
        client.force_login(cast.zhao)
        assert row.title not in client.get(LIST).content.decode()
