"""What the desk does for the clerk: attendance by code, likenesses, the slip, the words kept apart."""

import pytest

from deputies.models import Mandate
from stations.codes import renew, revoke
from stations.models import Matter, Opinion
from stations.similar import similar_open
from tests.stations.conftest import typed


@pytest.fixture
def desk(client, cast, open_day):
    """Post to an address of the desk as lin."""
    client.force_login(cast.lin)
    return lambda data, path="": client.post(
        f"/receptions/{open_day.pk}/desk/{path}", data, headers={"HX-Request": "true"}
    )


def test_a_scanned_code_or_certificate_signs_the_deputy_in(cast, desk, open_day):
    certificate = Mandate.objects.get(deputy=cast.chen_deputy).certificate
    code = renew(cast.lin, cast.chen_deputy)
    for typed_code in (cast.chen_deputy.code.lower(), f" {certificate} ", f"https://x.cn/p/c/{code.token}/"):
        open_day.roster.update(attended=None)
        page = desk({"code": typed_code, "attended": "yes"}, "attend/").content.decode()
        assert "已到岗" in page and open_day.roster.get().attended is True, typed_code


def test_a_code_of_nobody_on_duty_is_told_and_changes_nothing(cast, desk, open_day):
    for code in (cast.zhao_deputy.code, "没有这个"):
        assert "不在本次轮值名单中" in desk({"code": code, "attended": "yes"}, "attend/").content.decode()
    gone = renew(cast.lin, cast.chen_deputy).token
    revoke(cast.lin, cast.chen_deputy, gone)
    assert "这个代表码已经停用" in desk({"code": gone, "attended": "yes"}, "attend/").content.decode()
    assert "没有找到这位代表" in desk({"attended": "yes"}, "attend/").content.decode()
    assert open_day.roster.get().attended is None


def test_only_the_stations_staff_sign_in_and_look_for_likenesses(client, cast, open_day):
    for who, status in ((cast.chen, 403), (cast.zhou, 403), (cast.fang, 404)):
        client.force_login(who)
        for path in ("attend/", "similar/"):
            assert (
                client.post(f"/receptions/{open_day.pk}/desk/{path}", {"text": "路灯"}).status_code == status
            )


def test_open_opinions_like_the_words_are_shown_and_closed_ones_are_not(cast, desk, log):
    log("锦绣花园小区门口的路灯坏了两个月，晚上出行不安全")
    log("锦绣花园小区门口的路灯坏了，已经修好", "on_spot", answer="已修复")
    page = desk({"text": "我们锦绣花园小区门口路灯不亮，晚上出行看不见"}, "similar/").content.decode()
    assert "有1件未办结的相似意见" in page and "坏了两个月" in page
    assert "相似意见" not in desk({"text": "农贸市场垃圾没人清运"}, "similar/").content.decode()
    assert "相似意见" not in desk({"text": "灯"}, "similar/").content.decode()


def test_likenesses_of_other_stations_stay_unknown(cast, log):
    log("锦绣花园小区门口的路灯坏了两个月，晚上出行不安全")
    text = "锦绣花园小区门口路灯坏了，晚上出行不安全"
    assert len(similar_open(cast.lin, text)) == 1 and similar_open(cast.fang, text) == []


def test_the_clerks_summary_stays_apart_from_the_voters_own_words(cast, desk):
    desk(typed(cast, {"text": "那个灯又黑了，摔了一跤！", "summary": "路灯故障"}))
    opinion = Opinion.objects.get()
    assert (opinion.text, opinion.summary, Matter.objects.get().text) == (
        "那个灯又黑了，摔了一跤！",
        "路灯故障",
        opinion.text,
    )


def test_the_slip_gives_the_reason_the_rule_and_where_to_go(client, cast, log):
    opinion = log("多年信访", "refused", refusal="petition", go_instead="区信访局")
    client.force_login(cast.lin)
    page = client.get(f"/opinions/{opinion.pk}/slip/").content.decode()
    for words in ("属信访事项", "区信访局", "《信访工作条例》第二十三条", "十五日内", "来访人签收"):
        assert words in page, words
