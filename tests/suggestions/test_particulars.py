"""The form's own fields, delegations' suggestions, what is still missing, and the printed form."""

import pytest
from django.urls import reverse
from django.utils import timezone

from deputies.models import Delegation
from journal.models import Entry, EntryKind
from offices.models import Office, Setting
from stations.models import Label
from suggestions.choices import Kind, SignatureState
from suggestions.models import Suggestion
from workflow.transitions import OutOfStep

TEXT = {"title": "关于增设校门口信号灯的建议", "situation": "放学时段拥堵", "analysis": "", "proposal": ""}


@pytest.fixture
def signed_in(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


@pytest.fixture
def delegation(cast):
    """陈建国 sits in 东湖区代表团, which 赵敏 heads."""
    row = Delegation.objects.create(term=cast.term, name="东湖区代表团", head=cast.zhao_deputy)
    cast.chen_deputy.mandates.update(delegation=row)
    return row


@pytest.fixture
def in_session(cast):
    cast.session.opens_on = cast.session.closes_on = timezone.localdate()
    cast.session.save()


# --- 相关情况


def test_what_the_form_asks_besides_is_kept_and_shown(cast, signed_in):
    marked = {"research": "topic", "raised": "three", "wants_contact": "on", "reference_only": "on"}
    client = signed_in(cast.chen)
    page = client.get(client.post(reverse("suggestions:new"), TEXT | marked).url).content.decode()
    row = Suggestion.objects.get()
    assert (row.research, row.raised, row.wants_contact, row.open_to_co) == ("topic", "three", True, False)
    assert "专题调研" in page and "希望加强联系沟通；仅供参考，不需书面答复" in page


def test_a_deputy_asks_for_a_unit_of_the_congress_he_writes_to(cast, signed_in, way):
    client, url = signed_in(cast.chen), reverse("suggestions:new")
    options = client.get(reverse("suggestions:units"), {"q": "教育"}).json()["results"]
    assert [one["value"] for one in options] == [cast.education.pk]
    client.post(url, TEXT | {"proposed_office": cast.education.pk})
    row = Suggestion.objects.get()
    assert row.proposed_office == cast.education
    for page in (row.get_absolute_url(), reverse("suggestions:paper", args=(row.pk,))):
        assert "建议承办单位" in client.get(page).content.decode()
    elsewhere = Office.objects.create(area=cast.west, code="CB9", name="西岭区教育局", kind="unit")
    refused = client.post(url, TEXT | {"proposed_office": elsewhere.pk})
    assert "proposed_office" in refused.context["form"].errors and Suggestion.objects.count() == 1


def test_a_draft_says_what_is_missing_with_a_way_to_each_field(way, signed_in):
    row = way.draft(consent="", proposal="")
    page = signed_in(way.cast.chen).get(row.get_absolute_url()).content.decode()
    edit = reverse("suggestions:edit", args=(row.pk,))
    assert (
        f'提交前还需：<a href="{edit}#div_id_proposal">具体建议</a>、<a href="{edit}#div_id_consent">公开意见</a>。'
        in page
    )


def test_saving_for_submission_tells_as_many_faults_as_it_lists(cast, signed_in):
    client = signed_in(cast.chen)
    answer = client.post(reverse("suggestions:new"), TEXT | {"submit": "1"})
    page = client.get(answer.url)
    row = Suggestion.objects.get()
    assert answer.url == reverse("suggestions:edit", args=(row.pk,)) + "?check=1"
    assert set(page.context["form"].errors) == {"category", "analysis", "proposal", "consent"}
    html = page.content.decode()
    assert "还有4处需要改正" in html and html.count('<li><a href="#') == 4 and "放学时段拥堵" in html


def test_what_submitting_needs_is_starred_and_an_empty_choice_says_what_to_do(cast, signed_in):
    html = signed_in(cast.chen).get(reverse("suggestions:new")).content.decode()
    assert '公开意见<span class="asteriskField">*</span>' in html
    assert "请选择" in html and "---------" not in html


# --- a delegation's suggestion (重庆 art. 8)


def test_a_delegation_speaks_in_session_after_discussion_and_with_its_heads_signature(
    way, delegation, in_session
):
    row = way.draft(kind=Kind.DELEGATION, delegation=delegation)
    with pytest.raises(OutOfStep, match="代表团讨论日期、团长赵敏确认联名"):
        way.take(row, "submit", way.cast.chen, declared=True)
    row.discussed_on = timezone.localdate()
    row.save()
    way.co_signed(row)
    row = way.take(row, "submit", way.cast.chen, declared=True)
    assert (row.kind, row.session) == (Kind.DELEGATION, way.cast.session)


def test_between_sessions_a_delegation_cannot_submit(way, delegation):
    row = way.draft(
        kind=Kind.DELEGATION, delegation=delegation, discussed_on=timezone.localdate(), joint=True
    )
    with pytest.raises(OutOfStep, match="只在大会期间提出"):
        way.take(row, "submit", way.cast.chen, declared=True)


def test_the_head_of_a_delegation_does_not_leave_what_it_submitted(way, delegation, in_session, signed_in):
    row = way.draft(
        kind=Kind.DELEGATION, delegation=delegation, discussed_on=timezone.localdate(), joint=True
    )
    way.take(row, "submit", way.cast.chen, declared=True)
    own = row.signatures.get(deputy=way.cast.zhao_deputy)
    url = reverse("suggestions:signature-step", args=(own.pk, "leave"))
    page = signed_in(way.cast.zhao).post(url, {"note": "不再参加"}, follow=True)
    assert "团长不能退出" in page.content.decode()


@pytest.mark.parametrize("allowed", [True, False])
def test_the_question_is_asked_only_where_the_area_knows_such_suggestions(
    cast, delegation, in_session, signed_in, allowed
):
    if not allowed:
        Setting.objects.create(
            area=cast.city, key="delegation_suggestions", value="no", unit="switch", source="x",
            valid_from="2026-01-01",
        )  # fmt: skip
    client, url = signed_in(cast.chen), reverse("suggestions:new")
    assert ("for_delegation" in client.get(url).context["form"].fields) == allowed
    client.post(url, TEXT | {"for_delegation": "on", "discussed_on": "2026-01-11"})
    assert Suggestion.objects.get().kind == (Kind.DELEGATION if allowed else Kind.SINGLE)


def test_nobody_is_asked_far_from_a_session(cast, delegation, signed_in):
    form = signed_in(cast.chen).get(reverse("suggestions:new")).context["form"]
    assert "for_delegation" not in form.fields


def test_a_deputy_without_delegation_is_not_asked_and_a_day_to_come_is_no_discussion(
    cast, delegation, in_session, signed_in
):
    client, url = signed_in(cast.zhao), reverse("suggestions:new")
    assert "for_delegation" not in client.get(url).context["form"].fields
    page = signed_in(cast.chen).post(url, TEXT | {"for_delegation": "on", "discussed_on": "2099-01-01"})
    assert "discussed_on" in page.context["form"].errors and not Suggestion.objects.exists()


# --- the printed form


def test_the_printed_form_has_everything_of_the_paper_one(way, signed_in):
    cast = way.cast
    type(cast.chen_deputy).objects.filter(pk=cast.chen_deputy.pk).update(
        address="人民路1号", postcode="353000"
    )
    row = way.submitted(joint=True)
    url = reverse("suggestions:paper", args=(row.pk,))
    html = signed_in(cast.chen).get(url).content.decode()
    for words in (
        "闭会期间",
        "专用纸",
        "ZH-DB00001",
        "13800000000",
        "人民路1号",
        "353000",
        "赵敏",
        "ZH-DB00002",
        row.proposal,
    ):
        assert words in html


def test_the_full_number_is_printed_for_the_office_alone_and_noted(way, signed_in):
    row = way.dispatched()
    url = reverse("suggestions:paper", args=(row.pk,))
    assert "13800000000" not in signed_in(way.cast.sun).get(url).content.decode()
    assert not Entry.objects.filter(kind=EntryKind.READING).exists()
    assert "13800000000" in signed_in(way.cast.zhou).get(url).content.decode()
    assert Entry.objects.filter(kind=EntryKind.READING, actor=way.cast.zhou).count() == 1
    assert signed_in(way.cast.qian).get(url).status_code == 404


# --- leaving


@pytest.mark.parametrize("stop", ["draft", "submitted", "registered"])
def test_a_co_signer_leaves_before_dispatch_with_a_trace_and_reads_it_no_more(way, signed_in, stop):
    row = getattr(way, stop)(joint=True)
    own = row.signatures.get(deputy=way.cast.zhao_deputy)
    url = reverse("suggestions:signature-step", args=(own.pk, "leave"))
    client = signed_in(way.cast.zhao)
    assert "note" in client.post(url, {"note": " "}).context["form"].errors
    assert client.post(url, {"note": "另有考虑"}).url == "/"
    row.refresh_from_db()
    own.refresh_from_db()
    assert own.state == SignatureState.LEFT and row.kind == Kind.SINGLE
    assert row.events.filter(action="leave", actor=way.cast.zhao, note="另有考虑").exists()
    assert client.get(row.get_absolute_url()).status_code == 404
    assert signed_in(way.cast.chen).post(url, {"note": "x"}).status_code == 403


def test_after_dispatch_nobody_leaves(way, signed_in):
    row = way.dispatched(joint=True)
    own = row.signatures.get(deputy=way.cast.zhao_deputy)
    url = reverse("suggestions:signature-step", args=(own.pk, "leave"))
    page = signed_in(way.cast.zhao).post(url, {"note": "x"}, follow=True)
    assert "已经交办，不能退出联名" in page.content.decode()


def test_a_deputy_who_declined_no_longer_reads_the_draft(way, signed_in):
    row = way.draft()
    way.take(row, "invite", way.cast.chen, deputies=[way.cast.zhao_deputy])
    own = row.signatures.get(deputy=way.cast.zhao_deputy)
    client = signed_in(way.cast.zhao)
    assert client.get(row.get_absolute_url()).status_code == 200
    client.post(reverse("suggestions:signature-step", args=(own.pk, "refuse")))
    assert client.get(row.get_absolute_url()).status_code == 404
    assert not Suggestion.objects.visible_to(way.cast.zhao).exists()


class TestACampaign:
    """A suggestion made in a campaign of the area (专项行动, seed row TG-09)."""

    @pytest.fixture
    def drive(self, cast):
        return Label.objects.create(area=cast.city, sort="campaign", name="聚民意惠民生")

    def test_is_asked_for_kept_shown_and_filtered_by(self, cast, drive, way, client):
        row = way.draft()
        client.force_login(cast.chen)
        assert "聚民意惠民生" in client.get(f"/suggestions/{row.pk}/edit/").content.decode()
        text = {
            name: getattr(row, name) for name in ("title", "situation", "analysis", "proposal", "consent")
        }
        client.post(
            f"/suggestions/{row.pk}/edit/", {**text, "category": row.category_id, "campaign": drive.pk}
        )
        assert "聚民意惠民生" in client.get(f"/suggestions/{row.pk}/").content.decode()
        way.draft(title="关于河道治理的建议")
        page = client.get(f"/suggestions/?campaign={drive.pk}").content.decode()
        assert row.title in page and "关于河道治理的建议" not in page

    def test_is_not_asked_for_where_the_area_has_none(self, cast, way, client):
        client.force_login(cast.chen)
        assert "主题（专项）活动" not in client.get(f"/suggestions/{way.draft().pk}/edit/").content.decode()
