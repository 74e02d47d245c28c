"""Speaking up at a code: what a voter may send, what becomes of it, and what a machine cannot do."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import User
from notices.models import Notice
from offices.models import Setting
from portal.proof import answers, challenge, proves, question
from stations.choices import Channel, OpinionState
from stations.codes import revoke
from stations.models import Opinion, OpinionFile, Visit
from tests.pictures import png
from tests.portal.speaking import JPG, MP3, hidden, photo, said, speak, worked


def text_of(response) -> str:
    return response.content.decode()


def test_what_is_said_becomes_an_opinion_of_that_station_with_a_receipt(online, client, settings):
    settings.SMS_GATEWAY, settings.NOTICE_CHANNELS = "tests.portal.gateway.send", ["mail", "sms"]
    answer = speak(client, online.code, voter_name="刘大姐", sms="on")
    assert answer.status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.station, opinion.channel, opinion.state) == (
        online.qinghe,
        Channel.WEB,
        OpinionState.OPENED,
    )
    visit = opinion.matters.get().visit
    assert (visit.voter_name, visit.phone, visit.sms) == ("刘大姐", "13912345678", True)
    assert visit.recorded_by is None and visit.consented_at
    shown = text_of(client.get(answer.url))
    assert (
        f"{visit.receipt[:4]}-{visit.receipt[4:8]}-{visit.receipt[8:]}" in shown
        and "13912345678" not in shown
    )
    assert Notice.objects.filter(recipient=online.lin, kind="opinion.web").count() == 1


def test_a_voter_need_not_say_his_name_nor_know_the_category(online, client):
    speak(client, online.code)
    assert Visit.objects.get().voter_name == "网上群众"
    assert Opinion.objects.get().category_id


def test_at_a_deputys_code_the_deputy_hears_of_it_and_may_read_it(online, client):
    page = text_of(client.get(reverse("portal:code", args=(online.chen_code,))))
    assert "向陈建国代表反映" in page and "13800000000" not in page
    speak(client, online.chen_code)
    opinion = Opinion.objects.get()
    assert opinion.addressee == online.chen_deputy and opinion.station == online.qinghe
    assert Notice.objects.filter(recipient=online.chen, kind="opinion.web").exists()
    assert list(Opinion.objects.visible_to(online.chen)) == [opinion]
    assert not Opinion.objects.visible_to(online.zhao).exists()
    client.force_login(online.chen)
    shown = text_of(client.get(opinion.get_absolute_url()))
    assert "路灯" in shown and "13912345678" not in shown


def test_revoked_unknown_and_closed_codes_say_the_same(online, client):
    revoke(online.lin, online.qinghe, online.code)
    gone = client.get(reverse("portal:code", args=(online.code,)))
    never = client.get(reverse("portal:code", args=("nobody-ever-made",)))
    assert gone.status_code == never.status_code == 404
    assert text_of(gone) == text_of(never) and "已经停用" in text_of(gone)
    late = client.post(gone.request["PATH_INFO"], {"text": "写到一半，二维码换了"})
    assert late.status_code == 404 and "写到一半，二维码换了</textarea>" in late.content.decode()
    assert client.post(reverse("portal:code", args=(online.code,)), {"text": "还想说"}).status_code == 404


def test_a_station_not_open_online_shows_its_days_and_takes_nothing(online, client):
    online.qinghe.online = False
    online.qinghe.save()
    page = client.get(reverse("portal:code", args=(online.code,)))
    assert page.status_code == 200 and "还没有开通网上反映" in text_of(page)
    assert client.post(reverse("portal:code", args=(online.code,)), {"text": "还想说"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "请写下您要反映的事情"), ({"text": "路灯"}, "至少五个字"), ({"text": "长" * 2001}, "2000"),
        ({"phone": ""}, "请填写联系电话"), ({"phone": "12345"}, "11位手机号码"), ({"consent": ""}, "勾选同意"),
        ({"proof": ""}, "安全确认没有完成"), ({"proof": "bm90IGEgcHJvb2Y="}, "安全确认没有完成"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(online, client, typed, sentence):
    answer = speak(client, online.code, **{"voter_name": "刘大姐", **typed})
    assert answer.status_code == 200
    assert sentence in text_of(answer) and "刘大姐" in text_of(answer)
    assert not Opinion.objects.exists()


def test_photos_and_a_voice_are_kept_under_names_of_our_own(online, client):
    speak(
        client,
        online.code,
        photos=[photo("我家.jpg"), photo("b.png", png())],
        voice=photo("v.mp3", MP3),
    )
    files = list(OpinionFile.objects.order_by("pk"))
    assert [(f.name, f.sound) for f in files] == [
        ("照片1.jpg", False),
        ("照片2.png", False),
        ("录音1.mp3", True),
    ]
    assert all("我家" not in f.file.name for f in files)
    for who, status in (("lin", 200), ("fang", 404), ("zhou", 200), ("gao", 200), ("luo", 404)):
        client.force_login(getattr(online, who))
        answer = client.get(reverse("stations:opinion_file", args=(files[0].pk,)))
        assert answer.status_code == status, who
    client.force_login(online.lin)
    voice = client.get(reverse("stations:opinion_file", args=(files[2].pk,)))
    assert voice["Content-Type"] == "audio/mpeg" and voice["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("written", "kept"), [("", "（群众以录音反映，请听录音）"), ("路灯", "路灯")])
def test_who_sends_a_recording_need_not_write(online, client, written, kept):
    speak(client, online.code, text=written, voice=photo("v.mp3", MP3))
    assert Opinion.objects.get().text == kept and OpinionFile.objects.get().sound


def test_a_recording_that_is_none_is_said_at_the_recording_alone(online, client):
    page = text_of(speak(client, online.code, text="", voice=photo("v.mp3", b"not a sound")))
    assert "请写下您要反映的事情" not in page and not Opinion.objects.exists()


def test_a_confidential_photo_stays_with_its_station(online, client):
    speak(client, online.code, confidential="on", photos=[photo()])
    row = OpinionFile.objects.get()
    seen = [
        w
        for w in ("lin", "fang", "zhou", "gao")
        if OpinionFile.objects.visible_to(getattr(online, w)).exists()
    ]
    assert seen == ["lin"] and row.subject.confidential


@pytest.mark.parametrize(
    "files",
    [
        {"photos": [photo("a.jpg", b"<html><script>alert(1)</script>")]},
        {"photos": [photo("a.svg", b"<svg onload=alert(1)>")]},
        {"photos": [photo("a.png", JPG)]},
        {"voice": photo("a.mp3", b"MZ\x90\x00" + b"\0" * 60)},
        {"photos": [photo(), photo(), photo(), photo()]},
        {"photos": [photo("a.jpg", b"")]},
    ],
    ids=["html named jpg", "svg", "jpg named png", "program named mp3", "too many", "empty"],
)
def test_wrong_files_are_refused(online, client, files):
    answer = speak(client, online.code, **files)
    assert answer.status_code == 200 and "照片和录音需要重新选择" in text_of(answer)
    assert not Opinion.objects.exists() and not OpinionFile.objects.exists()


def test_a_file_beyond_the_setting_is_refused(online, client):
    Setting.objects.filter(key="public_file_mb").update(value="1")
    big = photo("a.jpg", JPG + b"\0" * 1024 * 1024)
    answer = speak(client, online.code, photos=[big])
    assert "不能超过1MB" in text_of(answer) and not Opinion.objects.exists()


def test_html_and_formulas_are_only_text(online, client):
    speak(client, online.code, text='=HYPERLINK("http://x")<script>alert(1)</script>')
    opinion = Opinion.objects.get()
    client.force_login(online.lin)
    page = text_of(client.get(opinion.get_absolute_url()))
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    sheet = client.get(f"{reverse('stations:opinions')}?export=xlsx")
    assert b"HYPERLINK" not in b"".join(sheet.streaming_content)[:200]


def test_the_same_form_sent_twice_is_one_opinion(online, client):
    data = said(client, online.code)
    url = reverse("portal:code", args=(online.code,))
    first = client.post(url, data)
    again = client.post(url, data | {"proof": worked(text_of(client.get(url)))})
    assert first.status_code == again.status_code == 302
    assert Opinion.objects.count() == Visit.objects.count() == 1


def test_one_proof_is_good_for_one_form(online, client):
    url, data = reverse("portal:code", args=(online.code,)), said(client, online.code)
    client.post(url, data)
    again = client.post(url, said(client, online.code, proof=data["proof"], phone="13700000001"))
    assert "安全确认没有完成" in text_of(again) and Opinion.objects.count() == 1


def test_a_form_sent_at_once_is_a_machines(online, client, monkeypatch):
    monkeypatch.setattr("portal.forms.proven.PATIENCE", 2)
    assert "提交得太快" in text_of(speak(client, online.code)) and not Opinion.objects.exists()
    assert "提交得太快" in text_of(speak(client, online.code, opened="forged"))


def test_a_sum_in_words_serves_where_the_work_cannot_be_done(online, client):
    url = reverse("portal:code", args=(online.code,))
    page = text_of(client.get(url))
    digits = "零一二三四五六七八九"
    at = page.index("请回答：")
    right = digits.index(page[at + 4]) + digits.index(page[at + 6])
    data = hidden(page) | {"text": "小区门口的路灯坏了", "phone": "13912345678", "consent": "on"}
    wrong = client.post(url, data | {"answer": str(right + 1)})
    assert "答案不对" in text_of(wrong)
    assert client.post(url, data | {"answer": str(right)}).status_code == 302
    assert Opinion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_where_the_work_never_ends_the_sum_appears_and_what_was_chosen_stays(online, live_server, page):
    """A telephone so old that its browser stalls: the voter waits a little, answers, and need not choose again."""
    page.route(
        "**/proof_worker*.js",
        lambda route: route.fulfill(body="onmessage = null;", content_type="text/javascript"),
    )
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # the page's own time stands until it is moved, however slow this machine is
    page.goto(live_server.url + reverse("portal:code", args=(online.code,)))
    page.set_input_files(
        "[name=photos]", {"name": "大.jpg", "mimeType": "image/jpeg", "buffer": b"\xff" * 12_000_000}
    )
    page.get_by_text("“大.jpg”有11.4MB，超过10MB").wait_for()
    page.set_input_files("[name=photos]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": JPG})
    page.fill("[name=text]", "小区门口的路灯坏了")
    page.fill("[name=phone]", "13912345678")
    page.check("[name=consent]")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("完成后自动提交").wait_for()
    assert not page.locator("[name=answer]").is_visible()
    page.clock.fast_forward(13_000)
    page.get_by_text("请回答上面的问题").wait_for()
    asked = page.locator(".proof-answer label").inner_text()
    digits = "零一二三四五六七八九"
    right = sum(digits.index(sign) for sign in asked.split("：")[1].split("等于")[0].split("加"))
    page.fill("[name=answer]", str(right))
    page.get_by_role("button", name="提交").click()
    page.get_by_text("请记下回执码").wait_for()
    assert OpinionFile.objects.get().name == "照片1.jpg"


def test_proofs_and_answers_are_good_once_and_only_when_ours(db):
    page = f'data-proof="{challenge().replace(chr(34), "&quot;")}"'
    proof = worked(page)
    assert proves(proof) and not proves(proof) and not proves("") and not proves("e30=")
    asked, sealed = question()
    right = str("零一二三四五六七八九".index(asked[0]) + "零一二三四五六七八九".index(asked[2]))
    assert not answers(sealed, "99") and answers(sealed, right) and not answers(sealed, right)
    assert not answers("forged", right)


def test_one_address_and_one_telephone_have_their_measure(online, client):
    Setting.objects.filter(key="speak_per_day").update(value="1")
    assert speak(client, online.code).status_code == 302
    more = speak(client, online.code)
    assert more.status_code == 429 and "今天已反映1件" in text_of(more)
    Setting.objects.filter(key="speak_per_hour").update(value="1")
    cache.clear()
    assert speak(client, online.code, phone="13700000001").status_code == 302
    assert "一小时后再试" in text_of(speak(client, online.code, phone="13700000002"))
    assert Opinion.objects.count() == 2


def test_the_form_is_kept_by_nobody_and_says_what_happens_to_the_data(online, client):
    page = client.get(reverse("portal:code", args=(online.code,)))
    assert "no-store" in page["Cache-Control"]
    assert "办结之日起保存12个月" in text_of(page)
    assert not User.objects.filter(name="").exists()


def test_a_receipt_is_shown_only_with_its_own_key(online, client):
    assert client.get(reverse("portal:receipt", args=("1:forged",))).status_code == 404


def test_a_landline_is_as_welcome_as_a_mobile_but_takes_no_text_message(online, client, settings):
    shown = text_of(client.get(reverse("portal:code", args=(online.code,))))
    assert "联系电话" in shown and "手机或带区号的固定电话都可以" in shown and "手机号码" not in shown
    settings.SMS_GATEWAY, settings.NOTICE_CHANNELS = "tests.portal.gateway.send", ["mail", "sms"]
    refused = speak(client, online.code, phone="0536-2345678", sms="on")
    assert "固定电话收不到短信" in text_of(refused) and not Visit.objects.exists()
    assert speak(client, online.code, phone="0536-2345678").status_code == 302
    assert Visit.objects.get().phone == "0536-2345678"
