"""Staff enter a suggestion from the signed paper; the deputy confirms, or it stands on the scan."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notices.models import Notice
from offices.models import Setting
from suggestions.choices import SuggestionState
from suggestions.drafting import revise
from suggestions.entering import enter_paper
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Suggestion
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

S = SuggestionState
TEXT = {
    "title": "关于增设校门口信号灯的建议", "situation": "放学时段拥堵", "proposal": "增设信号灯", "consent": "full",
}  # fmt: skip


@pytest.fixture
def signed_in(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("签名件.pdf", b"%PDF-1.4\nscan")


def rule(cast, value):
    Setting.objects.create(
        area=cast.city,
        key="staff_entry",
        value=value,
        unit="choice",
        source="本市办法",
        valid_from="2026-01-01",
    )


def posted(cast, **changed) -> dict:
    return {
        "term": cast.term.pk, "deputy": cast.chen_deputy.pk, "category": cast.traffic.pk, "scan": scan(), **TEXT, **changed,
    }  # fmt: skip


@pytest.fixture
def entered(cast) -> Suggestion:
    return enter_paper(
        cast.zhou, cast.term, cast.chen_deputy, [cast.zhao_deputy], scan(), category=cast.traffic, **TEXT
    )


def take(row, action, user, **data) -> Suggestion:
    return perform(SUGGESTION, row.pk, action, user, **data)


def test_the_office_enters_what_the_paper_says_and_keeps_its_scan(cast, signed_in):
    client = signed_in(cast.zhou)
    answer = client.post(reverse("suggestions:enter"), posted(cast, co=[cast.zhao_deputy.pk]))
    row = Suggestion.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.state, row.deputy, row.entered_by, row.kind) == (
        S.ENTERED,
        cast.chen_deputy,
        cast.zhou,
        "joint",
    )
    assert row.attachments.get().scan and row.signatures.filter(on_paper=True, state="confirmed").count() == 2
    assert Notice.objects.filter(recipient=cast.chen, kind="suggestion.enter").count() == 1
    html = client.get(row.get_absolute_url()).content.decode()
    assert "待代表确认" in html and "签名件.pdf" in html and "以签名纸质件为准提交" in html


def test_a_fault_keeps_what_was_typed_and_asks_for_the_file_again(cast, signed_in):
    client = signed_in(cast.zhou)
    page = client.post(reverse("suggestions:enter"), posted(cast, title="", situation="放学时段拥堵"))
    assert set(page.context["form"].errors) == {"title", "scan"} and "放学时段拥堵" in page.content.decode()
    page = client.post(reverse("suggestions:enter"), posted(cast, deputy=cast.qian_deputy.pk))
    assert set(page.context["form"].errors) == {"deputy", "scan"}
    page = client.post(
        reverse("suggestions:enter"), posted(cast, scan=SimpleUploadedFile("a.pdf", b"no pdf"))
    )
    assert "scan" in page.context["form"].errors and not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("lead", "co", "field"), [("qian", (), "deputy"), ("chen", ("chen",), "co"), ("chen", ("qian",), "co")]
)
def test_only_deputies_of_that_term_sign_and_nobody_twice(cast, lead, co, field):
    people = [getattr(cast, f"{name}_deputy") for name in co]
    with pytest.raises(Refused) as refused:
        enter_paper(cast.zhou, cast.term, getattr(cast, f"{lead}_deputy"), people, scan(), **TEXT)
    assert refused.value.field == field and not Suggestion.objects.exists()


def test_the_deputy_confirms_with_his_declaration(cast, entered, signed_in):
    client = signed_in(cast.chen)
    assert "请我确认的代录建议" in client.get("/").content.decode()
    url = reverse("suggestions:step", args=(entered.pk, "acknowledge"))
    assert "declared" in client.post(url, {}).context["form"].errors
    client.post(url, {"declared": "on"})
    entered.refresh_from_db()
    assert entered.state == S.SUBMITTED and entered.kind == "joint" and not entered.stands_on_scan
    assert {c.rule for c in entered.clocks.open()} == {"acceptance", "dispatch"}


def test_without_him_it_stands_on_the_scan_and_says_so(cast, entered, signed_in):
    row = take(entered, "stand", cast.zhou)
    assert row.state == S.SUBMITTED and row.stands_on_scan and row.versions.count() == 1
    assert "以签名纸质件为准" in signed_in(cast.chen).get(row.get_absolute_url()).content.decode()
    assert "以代表签名的纸质件为准提交" in row.events.get(action="stand").note


def test_without_a_scan_or_a_category_it_does_not_stand(cast, entered):
    entered.attachments.update(scan=False)
    with pytest.raises(OutOfStep, match="没有签名纸质件"):
        take(entered, "stand", cast.zhou)
    Suggestion.objects.filter(pk=entered.pk).update(category=None)
    with pytest.raises(OutOfStep, match="类别"):
        take(entered, "stand", cast.zhou)


def test_who_says_that_it_is_not_his_ends_it(cast, entered):
    with pytest.raises(Refused):
        take(entered, "disown", cast.chen, note=" ")
    assert take(entered, "disown", cast.chen, note="未提出过").state == S.WITHDRAWN
    assert Notice.objects.filter(recipient=cast.zhou, kind="suggestion.disown").exists()


ARROWS = {
    "acknowledge": ("chen", {"declared": True}),
    "stand": ("zhou", {}),
    "disown": ("chen", {"note": "x"}),
    "discard": ("zhou", {"note": "录错"}),
}


@pytest.mark.parametrize("action", ARROWS)
def test_an_arrow_is_its_own_peoples_in_its_own_state_and_once(cast, entered, action):
    who, data = ARROWS[action]
    for name in {"chen", "zhou", "zhao", "tang", "wu", "gao", "sun", "lin"} - {who}:
        assert action not in [t.action for t in offered(SUGGESTION, entered, getattr(cast, name))]
        with pytest.raises(PermissionDenied):
            take(entered, action, getattr(cast, name), **data)
    take(entered, action, getattr(cast, who), **data)
    for state in set(S.values) - {S.ENTERED}:
        Suggestion._base_manager.filter(pk=entered.pk).update(**{"state": state})
        with pytest.raises(OutOfStep):
            take(entered, action, getattr(cast, who), **data)


def test_typing_errors_are_corrected_by_who_entered_it_not_by_the_deputy(cast, entered, signed_in):
    url = reverse("suggestions:edit", args=(entered.pk,))
    page = signed_in(cast.chen).post(url, TEXT, follow=True)
    assert "请由录入人更正" in page.content.decode()
    signed_in(cast.zhou).post(url, TEXT | {"title": "关于校门口信号灯的建议", "category": cast.traffic.pk})
    entered.refresh_from_db()
    assert entered.title == "关于校门口信号灯的建议"
    assert entered.signatures.filter(state="confirmed").count() == 2


def test_a_returned_one_on_paper_is_submitted_again_by_the_office(cast, entered):
    take(entered, "stand", cast.zhou)
    take(entered, "return", cast.zhou, note="请补充")
    assert "submit" in [t.action for t in offered(SUGGESTION, Suggestion.objects.get(), cast.zhou)]
    assert take(entered, "submit", cast.zhou, declared=True).state == S.SUBMITTED


# --- who may, by the area's rule


@pytest.mark.parametrize(
    ("value", "zhou", "lin"), [("none", 403, 403), ("committee", 200, 403), ("station", 200, 200)]
)
def test_the_area_says_who_enters(cast, signed_in, value, zhou, lin):
    rule(cast, value)
    url = reverse("suggestions:enter")
    assert signed_in(cast.zhou).get(url).status_code == zhou
    assert signed_in(cast.lin).get(url).status_code == lin
    for name in ("chen", "wu", "gao", "sun", "luo"):
        assert signed_in(getattr(cast, name)).get(url).status_code == 403


def test_a_station_sees_what_its_clerk_entered_and_another_station_does_not(cast, signed_in):
    rule(cast, "station")
    signed_in(cast.lin).post(reverse("suggestions:enter"), posted(cast))
    row = Suggestion.objects.get()
    assert row.entered_station == cast.qinghe
    assert "以签名纸质件为准提交" in signed_in(cast.lin).get(row.get_absolute_url()).content.decode()
    assert signed_in(cast.fang).get(row.get_absolute_url()).status_code == 404
    for name in ("sun", "gao", "wu"):
        assert signed_in(getattr(cast, name)).get(row.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        enter_paper(cast.lin, cast.west_term, cast.qian_deputy, [], scan(), **TEXT)


def test_the_deputy_confirms_the_text_that_he_read(cast, entered, signed_in):
    client = signed_in(cast.chen)
    page = client.get(entered.get_absolute_url()).content.decode()
    url = re.search(r'href="([^"]*/acknowledge/\?seen=\w+)"', page)[1]
    form = client.get(url).content.decode()
    revise(entered.pk, cast.zhou, proposal="改为取消信号灯")
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    assert url.endswith(seen)
    page = client.post(url, {"declared": "on", "seen": seen}, follow=True).content.decode()
    entered.refresh_from_db()
    assert "内容刚刚有修改" in page and entered.state == S.ENTERED
