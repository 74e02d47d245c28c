"""The check before submitting: what a text shows, the areas' words, and what became of similar suggestions."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from suggestions.advice.check import check, texts_of
from suggestions.advice.forwarding import bare_forwarding
from suggestions.advice.similar import similar
from suggestions.advice.texts import is_card, is_identity, look, masked
from suggestions.advice.words import adopt, give_up, held, lists_of, warnings
from suggestions.choices import Consent, Grade
from suggestions.likeness import SHARED
from suggestions.models import Lineage, Publication, Suggestion, WordList

SOUND = {
    "title": "关于增设人民路信号灯的建议",
    "situation": "人民路与解放路路口早晚高峰拥堵，2026年以来居民反映32次。",
    "analysis": "现有信号灯配时没有区分早晚高峰，左转车道不足，造成积压。",
    "proposal": "请市公安局交警支队增设左转信号灯，并按早晚高峰优化配时。",
}


@pytest.fixture
def signed_in(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


@pytest.fixture(autouse=True)
def fresh_statistics():
    cache.delete("suggestions:frequent")


def titles(**changed) -> list[str]:
    return [one.title for one in look(SOUND | changed)]


# --- the text itself


def test_a_sound_text_gets_no_advice():
    assert look(SOUND) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请联系张先生13812345678核实，居民反映32次。", "正文中有手机号码"),
        ("请联系138-1234-5678核实，居民反映的情况属实共32次。", "正文中有手机号码"),
        ("当事人身份证号11010519491231002X，居民反映32次。", "正文中有身份证号"),
        ("退款至6222020200112230000的账户，居民反映32次以上。", ""),
        ("请退至4111111111111111账户，居民反映32次以上属实。", "正文中有银行卡号"),
        ("违停车辆皖A12345长期占道，居民反映32次以上属实。", "正文中有车牌号"),
        ("请联系张先生１３８１２３４５６７８核实，居民反映32次。", "正文中有手机号码"),
        ("意见请发liu.gy@example.com，居民反映32次以上属实。", "正文中有电子邮箱"),
        ("她家住清河小区3号楼2单元501室，居民反映32次属实。", "正文中有家庭住址"),
        ("联系人：刘桂英，居民反映道路积水32次以上属实。", "正文中有个人姓名"),
        ("居民刘桂英反映道路积水32次，长期没有解决。", "正文中有个人姓名"),
        ("居民张某反映道路积水32次，当事人是农民工，长期没有解决。", ""),
        ("居民高度关注，村民文化活动32次，业主反映属实。", ""),
        ("合同编号123456789012345678已公示，居民反映32次。", ""),
        ("热线12345和电话0536-1234567都已反映，共32次以上。", ""),
    ],
)
def test_personal_data_is_found_and_shown_masked(text, found):
    assert titles(situation=text) == ([found] if found else [])
    for one in look(SOUND | {"situation": text}):
        assert one.serious and all("*" in hit and hit not in text for hit in one.hits)


def test_the_check_digits_of_identity_and_card_numbers():
    assert is_identity("11010519491231002X") and not is_identity("110105194912310021")
    assert is_card("4111111111111111") and not is_card("4111111111111112")


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"analysis": ""}, "缺少问题分析"),
        ({"proposal": "尽快解决。"}, "具体建议不足20字"),
        ({"proposal": "希望尽快增设左转信号灯，并按早晚高峰优化配时，越快越好。"}, "具体建议没有写明由谁做"),
        ({"situation": "人民路与解放路路口拥堵严重，市民出行十分不便。"}, "基本情况没有数字"),
        ({"title": "人民路信号灯"}, "标题不是通常的写法"),
        ({"title": "关于增设人民路信号灯和改造老旧小区的建议"}, "标题似含多个事项"),
        (
            {"proposal": "一、关于信号灯，请交警支队增设。\n二、关于路面，请住建局修补破损处。"},
            "具体建议分列了2个“关于……”",
        ),
    ],
)
def test_what_is_missing_or_too_much_is_told(changed, found):
    assert titles(**changed) == [found]


@pytest.mark.parametrize(
    ("hit", "shown"),
    [("张三", "张*"), ("张三丰", "张**"), ("皖A12345", "皖A***45"), ("13812345678", "13*******78")],
)
def test_what_is_found_is_shown_masked(hit, shown):
    assert masked(hit) == shown


VOICE = "人民路与解放路路口早晚高峰堵车，左转的车把直行道也占了，孩子上学总迟到。"


@pytest.mark.parametrize(
    ("situation", "copied"),
    [
        (VOICE, True),
        (VOICE.replace("总迟到", "老迟到"), True),
        (VOICE + "经三次实地走访并调取交警支队六月的数据，早高峰平均排队长度为420米，左转车占四成，直行被挡。", False),
        ("据交警支队统计，该路口早高峰平均排队420米，周边三所小学每天有百余名学生迟到。", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_voter_s_words_alone_are_no_suggestion_yet(situation, copied):
    assert bool(list(bare_forwarding({"situation": situation}, [VOICE]))) == copied
    assert not list(bare_forwarding({"situation": situation}, []))


def test_a_draft_is_held_against_the_opinion_it_grew_from(way):
    cast = way.cast
    draft = way.draft(situation=VOICE)
    said = check(texts_of(draft), cast.city, cast.chen, draft.pk)
    assert "基本情况照录了群众原话" not in [one.title for one in said.findings]
    Lineage.objects.create(suggestion=draft, opinion=cast.opinion(text=VOICE))
    said = check(texts_of(draft), cast.city, cast.chen, draft.pk)
    assert "基本情况照录了群众原话" in [one.title for one in said.findings]


# --- the areas' words


def test_the_general_lists_warn_of_what_must_not_be_filed(cast):
    text = SOUND | {"situation": "某公司要求再审此案件，2026年已反映3次，我公司产品也受影响。"}
    found = {one.title for one in warnings(text, cast.city)}
    assert found == {
        "可能涉及具体司法（监察）案件",
        "可能涉及本单位个别问题",
        "可能涉及学术探讨、产品推介、法律政策咨询",
    }


def test_a_line_with_plus_needs_both_words_in_one_sentence():
    assert held(["案件+再审"], "这个案件应当再审") == ["案件+再审"]
    assert held(["案件+再审"], "案件已结。材料再审核一遍") == []
    assert held(["+"], "什么都有+") == []


def test_levels_warn_only_below_them(cast):
    text = SOUND | {"proposal": "请省政府和国务院修改法律，由市级财政支持全市统筹。"}
    city = {one.title for one in warnings(text, cast.city)}
    assert city == {"提到中央和国家事权", "提到省级事权"}
    assert {one.title for one in warnings(text, cast.east)} == city | {"提到市级事权"}


def test_an_areas_own_list_replaces_the_general_one_there_and_below(cast):
    adopt(cast.city, "judicial", "终审，裁定\n终审", cast.zhou)
    own = lists_of(cast.east)["judicial"]
    assert own.area == cast.city and own.lines == ["终审", "裁定"]
    assert lists_of(cast.province)["judicial"].area is None
    assert Entry.objects.filter(actor=cast.zhou, verb="修改提示词表").exists()
    assert give_up(cast.city, "judicial", cast.zhou) and not give_up(cast.city, "judicial", cast.zhou)
    assert lists_of(cast.city)["judicial"].area is None


def test_the_office_edits_its_lists_on_a_page(cast, signed_in):
    client = signed_in(cast.zhou)
    url = reverse("suggestions:words-edit", args=("bidding",))
    page = client.post(url, {"words": "标\n评标专家"})
    assert "words" in page.context["form"].errors and "评标专家" in page.content.decode()
    client.post(url, {"words": "评标专家"})
    assert WordList.objects.get(area=cast.city, kind="bidding").lines == ["评标专家"]
    html = client.get(reverse("suggestions:words")).content.decode()
    assert "评标专家" in html and "本区域" in html
    client.post(reverse("suggestions:words-drop", args=("bidding",)))
    assert not WordList.objects.filter(area=cast.city).exists()
    assert client.get(reverse("suggestions:words-edit", args=("nonsense",))).status_code == 404
    assert signed_in(cast.chen).post(url, {"words": "评标专家"}).status_code == 403


# --- similar ones


def test_an_answered_one_is_found_with_its_class_reply_and_rating(way):
    old = way.rated(way.replied(), way.cast.chen, Grade.BASICALLY)
    draft = way.draft(title="关于治理人民路交通拥堵的建议")
    one = next(iter(similar(texts_of(draft), way.cast.city, way.cast.chen, draft.pk)))
    assert (one.row, one.url) == (old, old.get_absolute_url())
    assert one.row.result_class.code == "A" and one.grades == "基本满意" and "已增设信号灯" in one.excerpt
    assert one.units == "云川市教育局" and one.percent >= 50


def test_what_the_reader_may_not_know_of_is_not_found(way):
    cast, draft = way.cast, way.draft(deputy=way.cast.zhao_deputy)
    running, closed, kept = way.dispatched(), way.replied(), way.replied()
    titled = way.replied(consent=Consent.TITLE)
    secret, silent = way.replied(confidential=True), way.replied(consent=Consent.NONE)
    for row in (closed, titled, secret, silent):
        Publication.objects.create(suggestion=row, scope="full", published_on=timezone.localdate())
    found = {one.row: one for one in similar(texts_of(draft), cast.city, cast.zhao, draft.pk)}
    assert set(found) == {closed, titled}
    assert found[closed].url == reverse("portal:suggestion", args=(closed.pk,)) and not found[closed].excerpt
    office = {one.row for one in similar(texts_of(draft), cast.city, cast.zhou, draft.pk)}
    assert len(office) == 5 and office <= {running, closed, kept, titled, secret, silent}


def test_what_was_split_is_spoken_for_by_its_parts(way):
    whole = way.submitted()
    part = {"situation": whole.situation, "analysis": "", "proposal": whole.proposal}
    parts = [part | {"title": "关于治理人民路交通拥堵的建议"}, part | {"title": "关于人民路交通信号灯的建议"}]
    way.take(whole, "split", way.cast.zhou, parts=parts)
    draft = way.draft(title="关于人民路交通拥堵的建议")
    found = {one.row.state for one in similar(texts_of(draft), way.cast.city, way.cast.zhou, draft.pk)}
    assert found == {"submitted"}


def test_another_subject_or_another_congress_is_not_similar(way):
    way.replied(
        title="关于建设社区养老助餐点的建议",
        situation="老人多。",
        analysis="缺。",
        proposal="民政局建助餐点。",
    )
    way.submitted(area=way.cast.west)
    draft = way.draft()
    assert similar(texts_of(draft), way.cast.city, way.cast.zhou, draft.pk) == []


def test_candidates_come_from_the_index(way):
    way.replied()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {SHARED}", [["人民", "拥堵"], 100, way.cast.city.pk, 0, 10])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "suggestion_grams" in plan and "Seq Scan" not in plan


def test_those_that_share_most_come_first_and_the_draft_itself_not(way):
    near, far = way.replied(), way.replied(title="关于人民广场交通标线的建议")
    draft = way.draft(title="关于解决人民路交通拥堵的建议")
    found = [one.row for one in similar(texts_of(draft), way.cast.city, way.cast.zhou, draft.pk)]
    assert found[0] == near and draft not in found and found.count(far) <= 1


def test_the_very_same_title_comes_before_a_text_that_is_more_alike(way):
    same = way.replied(situation="学生多。", analysis="窄。", proposal="公安局管。")
    way.replied(title="关于解决解放路交通拥堵的建议")
    draft = way.draft(title=same.title)
    first, *rest = similar(texts_of(draft), way.cast.city, way.cast.zhou, draft.pk)
    assert (first.row, first.percent) == (same, 100) and rest and rest[0].percent < 100


def test_the_check_costs_the_same_however_many_are_similar(way, queries):
    draft = way.draft()

    def ask():
        check(texts_of(draft), way.cast.city, way.cast.zhou, draft.pk)

    way.replied()
    ask()
    few = queries(ask)
    way.replied()
    way.replied()
    assert queries(ask) == few <= 12


# --- the panel


def test_the_panel_is_the_deputys_and_the_desks(way, signed_in):
    row = way.submitted()
    url = reverse("suggestions:advice", args=(row.pk,))
    codes = {
        name: signed_in(getattr(way.cast, name)).get(url).status_code
        for name in ("chen", "zhou", "gao", "qian")
    }
    assert codes == {"chen": 200, "zhou": 200, "gao": 403, "qian": 404}
    assert "审查提示" in signed_in(way.cast.zhou).get(row.get_absolute_url()).content.decode()
    assert url in signed_in(way.cast.zhou).get(row.get_absolute_url()).content.decode()


def test_whoever_decides_on_the_text_has_the_check_beside_him(way, signed_in):
    draft, row = way.draft(), way.submitted()
    for who, subject, action, shown in (
        ("chen", draft, "submit", True), ("zhou", row, "register", True), ("zhou", row, "mark", False),
    ):  # fmt: skip
        page = signed_in(getattr(way.cast, who)).get(reverse("suggestions:step", args=(subject.pk, action)))
        assert (reverse("suggestions:advice", args=(subject.pk,)) in page.content.decode()) == shown


def test_what_is_typed_is_checked_before_it_is_saved(cast, signed_in):
    client, url = signed_in(cast.chen), reverse("suggestions:advice-typed")
    page = client.post(url, SOUND | {"situation": "请联系13812345678"}, headers={"HX-Request": "true"})
    html = page.content.decode()
    assert "正文中有手机号码" in html and "13812345678" not in html and "<html" not in html
    assert not Suggestion.objects.exists()
    for name in ("sun", "gao", "luo", "lin"):
        assert signed_in(getattr(cast, name)).post(url, SOUND).status_code == 403


def test_advice_is_never_a_gate(way):
    row = way.draft(situation="请联系13812345678，案件应当再审。")
    assert way.take(row, "submit", way.cast.chen, declared=True).state == "submitted"
