"""Who puts his name to a text signs what he saw: where it was changed meanwhile, the step is not taken."""

import re

import pytest

from suggestions.drafting import revise
from suggestions.models import Assignment, Signature
from tests.suggestions.units import contact, draft, lead_part, step

SEEN = re.compile(r'name="seen" value="(\w+)"')
MARK = re.compile(r'name="as_seen" value="([^"]+)"')
CHANGED = "内容刚刚有修改"


def seen_on(client, user, url: str) -> str:
    client.force_login(user)
    return SEEN.search(client.get(url).content.decode())[1]


@pytest.fixture
def invited(way) -> Signature:
    row = way.draft()
    way.take(row, "invite", way.cast.chen, deputies=[way.cast.zhao_deputy])
    return row.signatures.get(role="co")


def test_a_co_signer_confirms_the_text_that_was_on_his_page(way, invited, client):
    cast, case = way.cast, invited.suggestion
    seen = seen_on(client, cast.zhao, case.get_absolute_url())
    revise(case.pk, cast.chen, proposal="改为取消信号灯")
    confirm = f"/suggestions/signatures/{invited.pk}/do/confirm/"
    assert CHANGED in client.post(confirm, {"seen": seen}, follow=True).content.decode()
    invited.refresh_from_db()
    assert invited.state == "invited"
    client.post(confirm, {"seen": seen_on(client, cast.zhao, case.get_absolute_url())})
    invited.refresh_from_db()
    assert invited.state == "confirmed"


def test_the_head_signs_the_draft_that_he_read(cast, client):
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    contact(part, cast.sun)
    draft(part, cast.sun, text="已增设信号灯两处。")
    case, sign = part.suggestion.get_absolute_url(), f"/suggestions/assignments/{part.pk}/do/sign_reply/"
    seen = seen_on(client, cast.zheng, case)
    step(part, "take_back", cast.sun)
    draft(part, cast.sun, text="暂不增设信号灯。")
    assert CHANGED in client.post(sign, {"seen": seen}, follow=True).content.decode()
    assert Assignment.objects.get(pk=part.pk).state == "drafted"
    client.post(sign, {"seen": seen_on(client, cast.zheng, case)})
    assert Assignment.objects.get(pk=part.pk).state == "signed"


def test_a_draft_changed_in_another_window_is_not_written_over_unseen(way, client):
    cast, row = way.cast, way.draft()
    url = f"/suggestions/{row.pk}/edit/"
    client.force_login(cast.chen)
    page = client.get(url)
    typed = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    typed |= {"proposal": "增设公交站", "as_seen": MARK.search(page.content.decode())[1]}
    revise(row.pk, cast.chen, proposal="增设信号灯两处")
    again = client.post(url, typed)
    row.refresh_from_db()
    assert "您打开这一页以后" in again.content.decode() and "增设公交站" in again.content.decode()
    assert "现在是：“增设信号灯两处”" in again.content.decode()
    assert row.proposal == "增设信号灯两处"
    client.post(url, typed | {"as_seen": MARK.search(again.content.decode())[1]})
    row.refresh_from_db()
    assert row.proposal == "增设公交站"


def test_of_a_long_text_changed_in_another_window_what_is_new_is_shown(way, client):
    """The same beginning tells nothing: who writes further must see what the other one added at the end."""
    cast, row, long = way.cast, way.draft(), "工业园区夜班女工下班后没有公交车。" * 30
    revise(row.pk, cast.chen, proposal=long)
    url = f"/suggestions/{row.pk}/edit/"
    client.force_login(cast.chen)
    page = client.get(url)
    typed = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    typed |= {"proposal": f"{long}先开一班。", "as_seen": MARK.search(page.content.decode())[1]}
    revise(row.pk, cast.chen, proposal=f"{long}请补装路灯。")
    again = client.post(url, typed).content.decode()
    assert re.search("现在是：“…[^“”]{1,12}请补装路灯。”", again)
