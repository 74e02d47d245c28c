"""Taking a suggestion back: by the lead alone or only with all signers, before dispatch and, where allowed, after."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from deputies.models import Deputy, Mandate
from notices.models import Notice
from offices.models import Setting
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.choices import SuggestionState, Withdrawal
from suggestions.signature_lifecycle import SIGNATURE
from tests.suggestions.units import today
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

S = SuggestionState


def rule(cast, key, value, unit="choice"):
    Setting.objects.create(
        area=cast.city, key=key, value=value, unit=unit, source="本市办法", valid_from="2026-01-01"
    )


@pytest.fixture
def together(way):
    """The area lets nobody withdraw without all his co-signers (上海 art. 10)."""
    rule(way.cast, "withdraw_joint", "all")
    return way


def own(row, deputy):
    return row.signatures.get(deputy=deputy)


def test_a_joint_one_is_not_withdrawn_by_the_lead_alone(together):
    row, cast = together.submitted(joint=True), together.cast
    with pytest.raises(OutOfStep, match="赵敏代表尚未同意"):
        together.take(row, "withdraw", cast.chen)
    with pytest.raises(Refused):
        together.take(row, "ask_withdrawal", cast.chen)
    together.take(row, "ask_withdrawal", cast.chen, note="情况已有变化")
    assert Notice.objects.filter(recipient=cast.zhao, kind="suggestion.ask_withdrawal").count() == 1
    with pytest.raises(OutOfStep, match="正在等待"):
        together.take(row, "ask_withdrawal", cast.chen, note="再问")


def test_the_case_page_says_why_it_cannot_be_withdrawn_yet(together, client):
    row = together.submitted(joint=True)
    client.force_login(together.cast.chen)
    html = client.get(row.get_absolute_url()).content.decode()
    assert "赵敏代表尚未同意" in html and "申请撤回" in html


def test_when_all_agree_it_is_withdrawn_with_the_leads_reason(together):
    row, cast = together.registered(joint=True), together.cast
    together.take(row, "ask_withdrawal", cast.chen, note="情况已有变化")
    signature = own(row, cast.zhao_deputy)
    with pytest.raises(PermissionDenied):
        perform(SIGNATURE, signature.pk, "agree_withdrawal", cast.chen)
    perform(SIGNATURE, signature.pk, "agree_withdrawal", cast.zhao)
    row.refresh_from_db()
    assert row.state == S.WITHDRAWN and not row.clocks.open().exists()
    assert row.events.get(action="withdraw").note == "情况已有变化"
    with pytest.raises(OutOfStep):
        perform(SIGNATURE, signature.pk, "agree_withdrawal", cast.zhao)


def test_one_no_keeps_it_and_the_lead_may_ask_again_or_give_up(together):
    row, cast = together.submitted(joint=True), together.cast
    together.take(row, "ask_withdrawal", cast.chen, note="x")
    perform(SIGNATURE, own(row, cast.zhao_deputy).pk, "refuse_withdrawal", cast.zhao)
    row.refresh_from_db()
    assert row.state == S.SUBMITTED
    together.take(row, "ask_withdrawal", cast.chen, note="请再考虑")
    assert own(row, cast.zhao_deputy).withdrawal == Withdrawal.ASKED
    together.take(row, "drop_withdrawal", cast.chen)
    assert own(row, cast.zhao_deputy).withdrawal == ""
    with pytest.raises(OutOfStep, match="没有撤回申请"):
        together.take(row, "drop_withdrawal", cast.chen)


def test_one_deputys_own_needs_nobody_else(together):
    row = together.submitted()
    with pytest.raises(OutOfStep, match="不必征求"):
        together.take(row, "ask_withdrawal", together.cast.chen, note="x")
    assert together.take(row, "withdraw", together.cast.chen).state == S.WITHDRAWN


@pytest.mark.parametrize("action", ["ask_withdrawal", "drop_withdrawal", "end"])
def test_withdrawing_is_the_leads_alone(together, action):
    rule(together.cast, "withdraw_dispatched", "yes", "switch")
    row = together.dispatched(joint=True)
    if action == "drop_withdrawal":
        together.take(row, "ask_withdrawal", together.cast.chen, note="x")
    for name in ("zhao", "zhou", "sun", "wu", "gao", "lin"):
        with pytest.raises(PermissionDenied):
            together.take(row, action, getattr(together.cast, name), note="x")


def test_by_default_dispatch_is_the_end_of_withdrawing(way, client):
    row = way.dispatched()
    with pytest.raises(OutOfStep, match="交办后不能撤回"):
        way.take(row, "end", way.cast.chen, note="x")
    client.force_login(way.cast.chen)
    assert "要求终止办理" not in client.get(row.get_absolute_url()).content.decode()


def test_where_allowed_a_written_request_ends_handling(way, client):
    rule(way.cast, "withdraw_dispatched", "yes", "switch")
    row = way.dispatched()
    client.force_login(way.cast.chen)
    url = reverse("suggestions:step", args=(row.pk, "end"))
    assert "note" in client.post(url, {"note": ""}).context["form"].errors
    client.post(url, {"note": "工程已经完工"})
    row.refresh_from_db()
    assert row.state == S.WITHDRAWN and not row.clocks.open().exists()
    for user in (way.cast.sun, way.cast.wu, way.cast.zhou):
        assert Notice.objects.filter(recipient=user, kind="suggestion.end").count() == 1
    assert "已撤回" in client.get(row.get_absolute_url()).content.decode()
    with pytest.raises(OutOfStep):
        way.take(row, "end", way.cast.chen, note="x")


def test_a_joint_one_under_handling_ends_when_all_agree(together):
    rule(together.cast, "withdraw_dispatched", "yes", "switch")
    row, cast = together.dispatched(joint=True), together.cast
    with pytest.raises(OutOfStep, match="赵敏"):
        together.take(row, "end", cast.chen, note="x")
    together.take(row, "ask_withdrawal", cast.chen, note="工程已经完工")
    perform(SIGNATURE, own(row, cast.zhao_deputy).pk, "agree_withdrawal", cast.zhao)
    row.refresh_from_db()
    assert row.state == S.WITHDRAWN and row.events.get(action="end").note == "工程已经完工"


def test_the_co_signer_is_asked_on_the_case_page(together, client):
    row, cast = together.submitted(joint=True), together.cast
    client.force_login(cast.zhao)
    assert "同意撤回" not in client.get(row.get_absolute_url()).content.decode()
    together.take(row, "ask_withdrawal", cast.chen, note="x")
    assert "同意撤回" in client.get(row.get_absolute_url()).content.decode()
    client.post(
        reverse("suggestions:signature-step", args=(own(row, cast.zhao_deputy).pk, "agree_withdrawal"))
    )
    row.refresh_from_db()
    assert row.state == S.WITHDRAWN


def test_with_the_handling_every_part_that_is_at_work_ends(way, client):
    cast = way.cast
    rule(cast, "withdraw_dispatched", "yes", "switch")
    row = way.dispatched(co=[cast.transport])
    perform(ASSIGNMENT, way.part(row).pk, "receive", cast.sun)
    row = way.take(row, "end", cast.chen, note="情况已有变化，不再需要办理。")
    assert set(row.assignments.values_list("state", flat=True)) == {"ended"}
    client.force_login(cast.sun)
    page = client.get("/suggestions/assignments/").content.decode()
    assert "已终止" in page
    assert row.title not in client.get("/suggestions/assignments/?state=received").content.decode()
    with pytest.raises(OutOfStep):
        perform(ASSIGNMENT, way.part(row).pk, "log_contact", cast.sun)
    assert "终止办理" in client.get(row.get_absolute_url()).content.decode()


class TestWhoCannotAnswerHimself:
    """Deputies without an account, and who have left the congress."""

    @pytest.fixture
    def asked(self, together):
        row = together.submitted(joint=True)
        together.take(row, "ask_withdrawal", together.cast.chen, note="情况已有变化")
        return row

    def test_the_office_notes_the_written_word_of_a_co_signer_without_an_account(
        self, asked, together, client
    ):
        cast = together.cast
        signature = own(asked, cast.zhao_deputy)
        url = f"/suggestions/signatures/{signature.pk}/do/note_agreement/"
        client.force_login(cast.zhou)
        assert client.post(url, {"note": "收到书面意见"}).status_code == 403
        Deputy.objects.filter(pk=cast.zhao_deputy.pk).update(user=None)
        assert url in client.get(asked.get_absolute_url()).content.decode()
        assert "请写明书面意见" in client.post(url, {"note": " "}).content.decode()
        client.force_login(cast.chen)
        assert client.post(url, {"note": "x"}).status_code == 403
        client.force_login(cast.zhou)
        client.post(url, {"note": "12月1日收到书面意见"})
        asked.refresh_from_db()
        assert asked.state == S.WITHDRAWN

    def test_nobody_waits_for_a_co_signer_who_has_left_the_congress(self, asked, together):
        cast = together.cast
        Mandate.objects.filter(deputy=cast.zhao_deputy).update(state="ended", basis="moved", ends_on=today())
        together.take(asked, "withdraw", cast.chen)
        asked.refresh_from_db()
        assert asked.state == S.WITHDRAWN

    def test_who_left_with_the_whole_term_is_still_asked(self, asked, together):
        cast = together.cast
        Mandate.objects.filter(deputy=cast.zhao_deputy).update(
            state="ended", basis="expired", ends_on=today()
        )
        with pytest.raises(OutOfStep, match="赵敏代表尚未同意"):
            together.take(asked, "withdraw", cast.chen)

    def test_the_office_notes_that_a_lead_without_an_account_withdraws(self, way, client):
        cast, row = way.cast, way.registered()
        url = f"/suggestions/{row.pk}/do/note_withdrawal/"
        client.force_login(cast.zhou)
        assert client.post(url, {"note": "收到书面意见"}).status_code == 403
        Deputy.objects.filter(pk=row.deputy_id).update(user=None)
        client.post(url, {"note": "12月1日收到本人签名的书面要求"})
        row.refresh_from_db()
        assert row.state == S.WITHDRAWN and row.events.get(action="note_withdrawal").note.startswith(
            "12月1日"
        )
