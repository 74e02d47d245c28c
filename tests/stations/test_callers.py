"""Who called before: masked until asked, journalled when asked, and nobody else's business."""

import pytest

from journal.models import Entry
from stations.models import Booking, Visit

PHONE = "13912345678"
ASK = {"phone": PHONE}


@pytest.fixture
def before(cast, log):
    visit = log("路灯不亮", phone=PHONE).matters.get().visit
    Visit.objects.filter(pk=visit.pk).update(gender="female", address="清河路8号", constituency="第三选区")
    return visit


@pytest.fixture
def desk(client, cast, open_day):
    client.force_login(cast.lin)
    return f"/receptions/{open_day.pk}/desk/"


def test_a_known_caller_is_shown_masked_and_taken_over_on_request_with_a_trace(client, cast, before, desk):
    page = client.post(f"{desk}caller/", ASK).content.decode()
    assert "刘**" in page and "填入上次登记的信息" in page and "刘桂英" not in page and "清河路" not in page
    assert not Entry.objects.filter(kind="reading").exists()
    filled = client.post(f"{desk}prefill/", ASK)
    words = filled.content.decode()
    for value in ("刘桂英", "清河路8号", "第三选区"):
        assert f'value="{value}"' in words
    assert words.count('hx-swap-oob="true"') == 4 and '<option value="female" selected>' in words
    entry = Entry.objects.get(kind="reading")
    assert entry.actor == cast.lin and entry.data["reason"] == "接待台登记再次来访"
    assert "no-store" in filled["Cache-Control"]


def test_an_unknown_number_and_a_forgotten_voter_fill_nothing(client, before, desk, today):
    assert client.post(f"{desk}prefill/", {"phone": "13900000000"}).status_code == 404
    Visit.objects.update(forgotten_on=today)
    assert "填入上次登记" not in client.post(f"{desk}caller/", ASK).content.decode()
    assert client.post(f"{desk}prefill/", ASK).status_code == 404
    assert not Entry.objects.filter(kind="reading").exists()


def test_others_cannot_ask(client, cast, before, desk):
    for who, code in ((cast.fang, 404), (cast.zhou, 403), (cast.chen, 403)):
        client.force_login(who)
        assert client.post(f"{desk}prefill/", ASK).status_code == code


def test_who_had_booked_is_expected_at_the_desk_and_taken_over_when_he_comes(client, cast, open_day, desk):
    facts = {"reception": open_day, "phone": PHONE, "about": "路灯不亮", "made_by": cast.lin}
    row = Booking.objects.create(voter_name="刘桂英", **facts)
    gone = Booking.objects.create(voter_name="王大海", state="cancelled", **facts)
    page = client.get(desk).content.decode()
    assert "预约的群众（1）" in page and "刘**" in page and "刘桂英" not in page
    words = client.post(f"{desk}arrived/", {"booking": row.pk}).content.decode()
    assert 'value="刘桂英"' in words and PHONE in words and "路灯不亮" in words
    assert Entry.objects.get(kind="reading").data["reason"] == "接待台登记预约来访"
    for key in (gone.pk, "", "x", "9" * 30):
        assert client.post(f"{desk}arrived/", {"booking": key}).status_code == 404
    client.force_login(cast.zhou)
    assert client.post(f"{desk}arrived/", {"booking": row.pk}).status_code == 403
