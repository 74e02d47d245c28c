"""Writing a draft, and asking colleagues to sign it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from deputies.models import Mandate
from journal.models import Entry
from notices.models import Notice
from stations.choices import OpinionState
from suggestions.choices import SignatureRole, SignatureState
from suggestions.drafting import colleagues, mandates_of, revise
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Signature, Suggestion
from suggestions.papers import attach
from suggestions.signature_lifecycle import SIGNATURE
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

TEXT = {"title": "关于增设校门口信号灯的建议", "situation": "放学时段拥堵", "analysis": "", "proposal": ""}


@pytest.fixture
def signed_in(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


def answer(signature, action, user):
    return perform(SIGNATURE, signature.pk, action, user)


@pytest.fixture
def invited(way):
    """A draft of 陈建国's that 赵敏 was asked to sign."""
    row = way.draft()
    way.take(row, "invite", way.cast.chen, deputies=[way.cast.zhao_deputy])
    return row, row.signatures.get(deputy=way.cast.zhao_deputy)


# --- the page


def test_a_title_is_enough_to_keep_a_draft(cast, signed_in):
    page = signed_in(cast.chen).post(reverse("suggestions:new"), TEXT)
    row = Suggestion.objects.get()
    assert page.url == row.get_absolute_url()
    assert (row.deputy, row.area, row.term, row.state) == (cast.chen_deputy, cast.city, cast.term, "draft")
    lead = row.signatures.get()
    assert (lead.role, lead.state) == (SignatureRole.LEAD, SignatureState.CONFIRMED)
    assert row.events.get().action == "create"


def test_saving_may_lead_straight_to_submission(cast, signed_in):
    whole = {
        "analysis": "配时不合理",
        "proposal": "增设信号灯",
        "category": cast.traffic.pk,
        "consent": "full",
    }
    page = signed_in(cast.chen).post(reverse("suggestions:new"), {**TEXT, **whole, "submit": "1"})
    assert page.url == reverse("suggestions:step", args=(Suggestion.objects.get().pk, "submit"))


def test_without_a_title_it_says_so_beside_the_field_and_keeps_the_text(cast, signed_in):
    page = signed_in(cast.chen).post(reverse("suggestions:new"), {**TEXT, "title": " "})
    assert page.status_code == 200 and not Suggestion.objects.exists()
    assert "title" in page.context["form"].errors and "放学时段拥堵" in page.content.decode()


@pytest.mark.parametrize("name", ["zhou", "sun", "lin", "gao", "luo"])
def test_only_deputies_in_office_write_suggestions(cast, signed_in, name):
    assert signed_in(getattr(cast, name)).get(reverse("suggestions:new")).status_code == 403


def test_a_deputy_whose_mandate_ended_writes_none(cast, signed_in):
    Mandate.objects.filter(deputy=cast.chen_deputy).update(**{"state": "ended"})
    assert signed_in(cast.chen).get(reverse("suggestions:new")).status_code == 403


def test_a_deputy_at_two_levels_chooses_the_congress(cast, signed_in):
    Mandate.objects.create(
        deputy=cast.chen_deputy, term=cast.west_term, level="county", certificate="X1", starts_on="2022-01-10"
    )
    client = signed_in(cast.chen)
    assert "mandate" in client.get(reverse("suggestions:new")).context["form"].fields
    city = next(m for m in mandates_of(cast.chen_deputy) if m.term == cast.term)
    client.post(reverse("suggestions:new"), {**TEXT, "mandate": city.pk})
    assert Suggestion.objects.get().term == cast.term


def test_the_congress_may_be_changed_until_others_are_asked_to_sign(way, signed_in):
    cast, row = way.cast, way.draft()
    Mandate.objects.create(
        deputy=cast.chen_deputy, term=cast.west_term, level="county", certificate="X1", starts_on="2022-01-10"
    )
    west = next(m for m in mandates_of(cast.chen_deputy) if m.term == cast.west_term)
    client, url = signed_in(cast.chen), reverse("suggestions:edit", args=(row.pk,))
    assert client.get(url).context["form"]["mandate"].value() != west.pk
    client.post(url, {**TEXT, "mandate": west.pk})
    row.refresh_from_db()
    assert (row.area, row.term) == (cast.west, cast.west_term)
    way.co_signed(row)
    assert "mandate" not in client.get(url).context["form"].fields


def test_changing_it_is_the_lead_deputys_alone(way, signed_in):
    row = way.draft(joint=True)
    url = reverse("suggestions:edit", args=(row.pk,))
    assert signed_in(way.cast.zhao).get(url).status_code == 403
    assert signed_in(way.cast.zhou).get(url).status_code == 404
    assert signed_in(way.cast.chen).post(url, {**TEXT, "consent": "title"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.consent, row.analysis) == (TEXT["title"], "title", "")


def test_what_was_submitted_cannot_be_changed_even_by_a_page_left_open(way, signed_in):
    row = way.submitted()
    page = signed_in(way.cast.chen).post(reverse("suggestions:edit", args=(row.pk,)), TEXT, follow=True)
    assert "不能修改" in page.content.decode()
    with pytest.raises(OutOfStep):
        revise(row.pk, way.cast.chen, title="x")
    with pytest.raises(PermissionDenied):
        revise(row.pk, way.cast.zhao, title="x")


# --- from an opinion


def test_an_opinion_becomes_a_draft_with_one_post(cast, signed_in):
    opinion = cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy)
    url = reverse("suggestions:from-opinion", args=(opinion.pk,))
    client = signed_in(cast.chen)
    assert client.get(url).status_code == 200 and not Suggestion.objects.exists()
    first, second = client.post(url), client.post(url)
    row = Suggestion.objects.get()
    assert first.url == second.url == reverse("suggestions:edit", args=(row.pk,))
    assert row.situation == opinion.text and row.category == opinion.category
    assert row.lineage.get().opinion == opinion
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.SUGGESTED


@pytest.mark.parametrize("secret", [True, False])
def test_the_deputy_is_told_why_his_draft_is_confidential(cast, signed_in, secret):
    opinion = cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy, confidential=secret)
    url = reverse("suggestions:from-opinion", args=(opinion.pk,))
    page = signed_in(cast.chen).post(url, follow=True).content.decode()
    assert Suggestion.objects.get().confidential is secret
    assert ("反映的群众要求保密，所以已勾选“保密”" in page) is secret


def test_a_draft_begins_with_what_every_voter_of_merged_opinions_said(cast, signed_in):
    opinion = cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy, text="没有电梯")
    cast.opinion(text="盼着加装电梯").matters.update(opinion=opinion)
    cast.opinion(text="没有电梯").matters.update(opinion=opinion)
    signed_in(cast.chen).post(reverse("suggestions:from-opinion", args=(opinion.pk,)))
    assert Suggestion.objects.get().situation == "共有3位选民反映：\n1. 没有电梯\n2. 盼着加装电梯"


def test_an_opinion_one_may_not_see_does_not_exist(cast, signed_in):
    opinion = cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy)
    url = reverse("suggestions:from-opinion", args=(opinion.pk,))
    assert signed_in(cast.zhao).post(url).status_code == 404
    assert signed_in(cast.lin).post(url).status_code == 403


# --- co-signers


def test_colleagues_are_the_deputies_of_the_same_term(cast):
    assert list(colleagues(cast.chen_deputy)) == [cast.zhao_deputy]
    assert list(colleagues(cast.qian_deputy)) == []


def test_an_invitation_is_told_and_shows_the_draft(way, invited):
    row, _ = invited
    assert Notice.objects.get(recipient=way.cast.zhao).title.startswith("陈建国代表邀请您联名")
    assert Suggestion.objects.visible_to(way.cast.zhao).filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("who", "words"), [("chen", "不必邀请本人"), ("zhao", "已在联名名单"), ("qian", "不是本届")]
)
def test_an_invitation_that_makes_no_sense_is_refused(way, invited, who, words):
    row, _ = invited
    with pytest.raises(Refused, match=words) as refused:
        way.take(row, "invite", way.cast.chen, deputies=[getattr(way.cast, f"{who}_deputy")])
    assert refused.value.field == "deputies"


def test_the_page_of_an_invitation_finds_colleagues_without_their_telephones(way, signed_in):
    client = signed_in(way.cast.chen)
    found = client.get(reverse("suggestions:colleagues"), {"q": "赵敏"}).json()["results"]
    assert [one["label"] for one in found] == ["赵敏（DB00002）"]
    row = way.draft()
    url = reverse("suggestions:step", args=(row.pk, "invite"))
    assert client.post(url, {"deputies": [found[0]["value"]]}).status_code == 302
    assert row.signatures.count() == 2


def test_a_co_signer_answers_for_himself(way, invited):
    row, signature = invited
    with pytest.raises(PermissionDenied):
        answer(signature, "confirm", way.cast.chen)
    answer(signature, "confirm", way.cast.zhao)
    signature.refresh_from_db()
    assert signature.state == SignatureState.CONFIRMED and signature.answered_at
    with pytest.raises(OutOfStep):
        answer(signature, "refuse", way.cast.zhao)
    assert row.events.filter(action="confirm", actor=way.cast.zhao).exists()
    assert Notice.objects.filter(recipient=way.cast.chen, kind="signature.confirm").exists()


def test_he_answers_on_the_page(way, invited, signed_in):
    _, signature = invited
    url = reverse("suggestions:signature-step", args=(signature.pk, "confirm"))
    assert signed_in(way.cast.qian).post(url).status_code == 404
    assert signed_in(way.cast.chen).post(url).status_code == 403
    client = signed_in(way.cast.zhao)
    assert client.post(url).status_code == 302
    assert "已由" in client.post(url, follow=True).content.decode()


def test_another_text_needs_another_confirmation(way, invited):
    row, signature = invited
    answer(signature, "confirm", way.cast.zhao)
    revise(row.pk, way.cast.chen, title=row.title, confidential=True)
    signature.refresh_from_db()
    assert signature.state == SignatureState.CONFIRMED
    revise(row.pk, way.cast.chen, proposal="改设天桥")
    signature.refresh_from_db()
    assert signature.state == SignatureState.INVITED
    assert Notice.objects.filter(recipient=way.cast.zhao, kind="signature.reopen").exists()


def test_a_deputy_reads_beforehand_whom_another_text_asks_again(way, invited, signed_in):
    row, signature = invited
    url = reverse("suggestions:edit", args=(row.pk,))
    assert "须重新确认联名" not in signed_in(way.cast.chen).get(url).content.decode()
    answer(signature, "confirm", way.cast.zhao)
    assert "改动标题或正文后，赵敏须重新确认联名。" in signed_in(way.cast.chen).get(url).content.decode()


def test_who_comes_too_late_is_told_of_the_step_that_changed_the_state(way):
    """A colleague's confirmation stands in the same history, and is not what sent the suggestion back."""
    row = way.submitted(joint=True)
    way.take(row, "return", way.cast.zhou, reasons=["analysis"], note="请补充。")
    revise(row.pk, way.cast.chen, analysis="另写的分析")
    assert row.events.order_by("at", "pk").last().action == "reopen"
    with pytest.raises(OutOfStep, match="已由周文静于.+处理（退回修改），当前状态为“退回修改”"):
        way.take(row, "register", way.cast.zhou)


def test_a_co_signer_who_refused_does_not_hold_it_up(way, invited):
    row, signature = invited
    answer(signature, "refuse", way.cast.zhao)
    row = way.take(row, "submit", way.cast.chen, declared=True)
    assert row.kind == "single"


def test_confirmed_co_signers_make_it_a_joint_one(way, invited):
    row, signature = invited
    answer(signature, "confirm", way.cast.zhao)
    row = way.take(row, "submit", way.cast.chen, declared=True)
    assert row.kind == "joint"
    with pytest.raises(OutOfStep):
        answer(signature, "confirm", way.cast.zhao)


def test_the_lead_may_drop_a_co_signer_and_he_is_told(way, invited):
    row, signature = invited
    way.take(row, "uninvite", way.cast.chen, signature=signature)
    assert not Signature.objects.filter(pk=signature.pk).exists()
    assert Notice.objects.filter(recipient=way.cast.zhao, kind="suggestion.uninvite").exists()
    assert not Suggestion.objects.visible_to(way.cast.zhao).filter(pk=row.pk).exists()


def test_the_only_co_signer_stands_in_the_form_of_taking_him_off(way, invited, signed_in):
    row, signature = invited
    url = reverse("suggestions:step", args=(row.pk, "uninvite"))
    page = signed_in(way.cast.chen).get(url).content.decode()
    assert f'<option value="{signature.pk}" selected>' in page and "请选择" not in page


def test_who_declined_may_be_invited_anew_and_needs_no_taking_off(way, invited):
    row, signature = invited
    answer(signature, "refuse", way.cast.zhao)
    assert "uninvite" not in [step.action for step in offered(SUGGESTION, row, way.cast.chen)]
    way.take(row, "invite", way.cast.chen, deputies=[way.cast.zhao_deputy])
    assert row.signatures.get(deputy=way.cast.zhao_deputy).state == SignatureState.INVITED
    assert Notice.objects.filter(recipient=way.cast.zhao, kind="suggestion.invite").count() == 2


def test_the_lead_cannot_drop_himself(way, invited):
    row, _ = invited
    with pytest.raises(Refused):
        way.take(row, "uninvite", way.cast.chen, signature=row.signatures.get(role=SignatureRole.LEAD))


def test_the_journal_says_who_did_what_to_a_draft_and_nothing_of_what_it_says(invited, way):
    row, signature = invited
    answer(signature, "confirm", way.cast.zhao)
    attach(way.cast.chen, row, SimpleUploadedFile("图.pdf", b"%PDF-1.4"))
    told = Entry.objects.filter(subject_type__startswith="suggestions.")
    assert f"未编号的建议（{row.pk}）" in {entry.subject for entry in told}
    assert len(told) == 3 and not any(row.title in f"{entry.subject}{entry.data}" for entry in told)
