"""Visits typed while the line was down: taken in once, with conflicts told."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from stations.models import Opinion, Visit
from stations.reception_lifecycle import RECEPTION
from tests.stations.conftest import typed
from workflow.lifecycle import perform


@pytest.fixture
def sync(client, cast, open_day):
    client.force_login(cast.lin)

    def post(data: dict, **more):
        answer = client.post(f"/receptions/{open_day.pk}/desk/sync/", data | more)
        return answer.status_code, answer.json()

    return post


def test_a_kept_visit_is_written_once_however_often_it_is_sent(cast, sync, open_day):
    at = timezone.now() - dt.timedelta(minutes=20)
    data = typed(cast, {"text": "路灯不亮"}, typed_at=f"{at:%Y-%m-%dT%H:%M:%S}+0000")
    status, said = sync(data)
    visit = Visit.objects.get()
    assert (status, said) == (200, {"state": "saved", "number": visit.number})
    assert (visit.reception, visit.on) == (open_day, open_day.on)
    assert sync(data) == (200, {"state": "already", "number": visit.number})
    assert Visit.objects.count() == Opinion.objects.count() == 1


def test_the_time_of_typing_is_kept_unless_it_cannot_be_true(cast, sync, open_day):
    for days in (3, -3):
        at = timezone.now() - dt.timedelta(days=days)
        sync(typed(cast, {"text": f"路灯{days}"}, typed_at=f"{at:%Y-%m-%dT%H:%M:%S}+0000"))
    assert all((timezone.now() - visit.recorded_at).seconds < 60 for visit in Visit.objects.all())


def test_what_somebody_else_typed_too_is_a_conflict_until_the_clerk_is_sure(cast, sync, log):
    log("路灯不亮", phone="13912345678")
    data = typed(cast, {"text": "路灯不亮"}, phone="139 1234 5678")
    status, said = sync(data)
    assert (status, said["state"]) == (200, "same") and "已登记相同" in said["faults"][0]
    assert Visit.objects.count() == 1
    assert sync(data, sure="on")[1]["state"] == "saved"


def test_a_day_closed_meanwhile_is_a_conflict_and_can_be_entered_late(cast, sync, open_day):
    open_day.roster.update(attended=True)
    perform(RECEPTION, open_day.pk, "close", cast.lin, summary="完")
    data = typed(cast, {"text": "路灯不亮"})
    status, said = sync(data)
    assert (status, said["state"]) == (200, "closed") and "已归档" in said["faults"][0]
    assert sync(data, late="on")[1]["state"] == "saved"
    visit = Visit.objects.get()
    assert (visit.reception, visit.on, visit.station) == (open_day, open_day.on, cast.qinghe)
    assert open_day.events.get(action="add").note == f"补录{visit.number}"


def test_what_was_typed_before_the_day_began_waits_for_the_beginning(client, cast):
    day = cast.reception(on=timezone.localdate(), state="published")
    client.force_login(cast.lin)
    data = typed(cast, {"text": "路灯不亮"})
    said = client.post(f"/receptions/{day.pk}/desk/sync/", data).json()
    assert said["state"] == "early" and "开始接待" in said["faults"][0] and not Visit.objects.exists()
    entry = day.roster.get()
    click = {"entry": entry.pk, "attended": "yes", "was": ""}
    assert client.post(f"/receptions/{day.pk}/desk/sync/", click).json()["state"] == "early"
    perform(RECEPTION, day.pk, "start", cast.lin)
    assert client.post(f"/receptions/{day.pk}/desk/sync/", data).json()["state"] == "saved"


def test_a_click_of_the_attendance_list_is_taken_in_and_asks_where_somebody_marked_otherwise(
    cast, sync, open_day
):
    entry = open_day.roster.get()
    click = {"entry": entry.pk, "attended": "yes", "was": ""}
    assert sync(click)[1]["state"] == "saved"
    entry.refresh_from_db()
    assert entry.attended is True
    assert sync(click)[1]["state"] == "saved", "the same again does no harm"
    late = {"entry": entry.pk, "attended": "no", "was": ""}
    status, said = sync(late)
    assert (status, said["state"]) == (200, "same") and "陈建国已登记为“到岗”" in said["faults"][0]
    assert sync(late, sure="on")[1]["state"] == "saved"
    entry.refresh_from_db()
    assert entry.attended is False
    assert sync({"code": "没有的证号", "attended": "yes"})[1]["state"] == "faulty"
    open_day.roster.update(attended=True)
    perform(RECEPTION, open_day.pk, "close", cast.lin, summary="完")
    assert sync(late, sure="on")[1]["state"] == "closed"


def test_faults_come_back_in_words(cast, sync):
    status, said = sync(typed(cast, {"text": "路灯", "category": ""}, voter_name=""))
    assert (status, said["state"]) == (200, "faulty")
    assert any("请选择类别" in one for one in said["faults"]) and any("姓名" in one for one in said["faults"])


def test_nobody_elses_visits_can_be_sent(client, cast, open_day):
    for who, status in ((cast.chen, 403), (cast.zhou, 403), (cast.fang, 404)):
        client.force_login(who)
        data = typed(cast, {"text": "路灯不亮"}, token=str(uuid.uuid4()))
        assert client.post(f"/receptions/{open_day.pk}/desk/sync/", data).status_code == status
    assert not Visit.objects.exists()


def test_the_page_kept_by_the_browser_holds_no_voters_data(client, cast, open_day, log):
    log("路灯不亮", name="刘桂英", phone="13912345678")
    client.force_login(cast.lin)
    page = client.get(f"/receptions/{open_day.pk}/desk/offline/").content.decode()
    assert "断网登记" in page and "刘" not in page and "139" not in page and "路灯不亮" not in page
    script = client.get("/receptions/worker.js")
    assert script["Content-Type"].startswith("text/javascript") and "desk/offline" in script.content.decode()


@pytest.mark.django_db(transaction=True)
def test_with_the_line_cut_visits_wait_survive_a_closed_tab_and_go_up_once(
    page, live_server, client, cast, open_day
):
    """In a real browser: nothing lost, nothing doubled, and nothing left behind."""
    client.force_login(cast.lin)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    desk = f"{live_server.url}/receptions/{open_day.pk}/desk/"
    page.goto(desk)
    page.wait_for_selector("#queue[data-ready=yes]", state="attached")

    def say(tab, name: str, text: str) -> None:
        tab.fill("[name=voter_name]", name)
        tab.fill("[name=m-0-text]", text)
        tab.select_option("[name=m-0-category]", str(cast.traffic.pk))
        tab.keyboard.press("Control+Enter")

    page.context.set_offline(True)
    say(page, "刘桂英", "路灯不亮")
    page.get_by_text("只存在这台电脑上的登记（1）").wait_for()
    say(page, "王大海", "井盖破损")
    page.get_by_text("只存在这台电脑上的登记（2）").wait_for()
    assert page.input_value("[name=voter_name]") == "" and not Visit.objects.exists()

    page.close()
    again = page.context.new_page()
    again.goto(desk)
    again.get_by_text("只存在这台电脑上的登记（2）").wait_for()
    assert "断网登记" in again.inner_text("h1") and "刘桂英" not in again.inner_text("#queue")
    say(again, "张小芳", "公交太少")
    again.get_by_text("只存在这台电脑上的登记（3）").wait_for()
    again.reload()
    again.get_by_text("只存在这台电脑上的登记（3）").wait_for()
    say(again, "赵小莉", "树枝遮挡路牌")
    again.get_by_text("只存在这台电脑上的登记（4）").wait_for()

    again.context.set_offline(False)
    again.get_by_text("只存在这台电脑上的登记（0）").wait_for()
    other = again.context.new_page()
    other.goto(desk)
    other.get_by_text("今日来访（4）").wait_for()
    names = ["刘桂英", "王大海", "张小芳", "赵小莉"]
    assert sorted(Visit.objects.values_list("voter_name", flat=True)) == sorted(names)
    left = other.evaluate(
        "() => new Promise(done => { const asked = indexedDB.open('desk', 1); asked.onsuccess = () => {"
        " const all = asked.result.transaction('entries').objectStore('entries').getAll();"
        " all.onsuccess = () => done(all.result.length); }; })"
    )
    assert left == 0


@pytest.mark.django_db(transaction=True)
def test_clicks_half_typed_visits_and_mended_ones_outlive_the_tab_too(
    page, live_server, client, cast, open_day
):
    """The page that keeps all this is the reception day's own, before anybody opened the desk."""
    client.force_login(cast.lin)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.goto(f"{live_server.url}/receptions/{open_day.pk}/")
    page.get_by_text("这台电脑已备好").wait_for()
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/")
    page.get_by_text("接待台（断网登记）").wait_for()
    page.get_by_role("button", name="到岗", exact=True).click()
    page.get_by_text("只存在这台电脑上的登记（1）").wait_for()
    page.fill("[name=voter_name]", "刘桂英")
    page.fill("[name=phone]", "123")
    page.fill("[name=m-0-text]", "路灯不亮")
    page.wait_for_timeout(1500)  # the draft is kept a second after the last key

    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(f"{live_server.url}/receptions/{open_day.pk}/desk/")
    again.get_by_text("没有填完").wait_for()
    again.get_by_role("button", name="取出修改").click()
    assert again.input_value("[name=voter_name]") == "刘桂英"
    again.select_option("[name=m-0-category]", str(cast.traffic.pk))
    again.keyboard.press("Control+Enter")
    again.get_by_text("只存在这台电脑上的登记（2）").wait_for()
    again.context.set_offline(False)
    again.get_by_text("需要改正").wait_for()
    open_day.roster.get(attended=True)

    again.goto(f"{live_server.url}/receptions/{open_day.pk}/desk/")
    again.get_by_role("button", name="取出修改").click()
    again.reload()
    again.get_by_role("button", name="取出修改").click()
    again.fill("[name=phone]", "13912345678")
    again.keyboard.press("Control+Enter")
    again.get_by_text("今日来访（1）").wait_for()
    again.get_by_text("只存在这台电脑上的登记（0）").wait_for(state="attached")
    assert Visit.objects.get().phone == "13912345678"


@pytest.mark.django_db(transaction=True)
def test_a_matter_is_entered_from_the_keyboard_in_under_half_a_minute(
    page, live_server, client, cast, open_day, capsys
):
    """Keys at the pace of a slow typist (a key every 0.12 seconds), from the empty desk to the saved visit."""
    client.force_login(cast.lin)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.goto(f"{live_server.url}/receptions/{open_day.pk}/desk/")
    keys, pace = page.keyboard, {"delay": 120}
    started = page.evaluate("performance.now()")
    keys.type("刘桂英", **pace)
    keys.press("Tab")
    keys.press("Tab")
    keys.type("13912345678", **pace)
    while page.evaluate("document.activeElement.name || ''") != "m-0-text":
        keys.press("Tab", delay=120)
    keys.type("锦绣花园小区门口的路灯坏了两个月，晚上出行看不见路，希望尽快修好。", **pace)
    keys.press("Tab", delay=120)
    keys.press("Tab", delay=120)
    keys.press("ArrowDown", delay=120)
    keys.press("Control+Enter")
    page.get_by_text("今日来访（1）").wait_for()
    seconds = (page.evaluate("performance.now()") - started) / 1000
    with capsys.disabled():
        print(f"\na visit with one matter from the keyboard: {seconds:.1f} s")
    assert seconds < 30 and Visit.objects.get().phone == "13912345678"
