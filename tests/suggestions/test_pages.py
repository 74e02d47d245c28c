"""The list and the case page: what exists for whom, what it shows, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pages.addresses import row_url
from pages.queues import drawn
from suggestions.choices import Grade
from suggestions.models import Suggestion
from suggestions.worklist import deputy_queues
from tests.suggestions.units import contact, step

LIST = "/suggestions/"
EVERYBODY = (
    "lin",
    "fang",
    "chen",
    "zhao",
    "qian",
    "zhou",
    "tang",
    "wu",
    "gao",
    "sun",
    "zheng",
    "he",
    "luo",
    "shen",
)
SEERS = {
    "draft": {"chen"},
    "submitted": {"chen", "zhou", "gao"},
    "dispatched": {"chen", "zhou", "gao", "wu", "sun", "zheng"},
    "replied": {"chen", "zhou", "gao", "wu", "sun", "zheng"},
}


@pytest.fixture
def get(client):
    """A page as somebody sees it; forgets who looked before."""

    def as_(user, url, **query):
        client.force_login(user)
        return client.get(url, query)

    return as_


# --- who may know of it


@pytest.mark.parametrize("stop", SEERS)
def test_it_exists_for_those_concerned_and_for_nobody_else(way, get, stop):
    row = getattr(way, stop)()
    seen = {n for n in EVERYBODY if get(getattr(way.cast, n), row.get_absolute_url()).status_code == 200}
    assert seen == SEERS[stop]
    listed = {n for n in EVERYBODY if row.title in get(getattr(way.cast, n), LIST).content.decode()}
    assert listed == SEERS[stop]


def test_a_confidential_one_does_not_exist_for_the_leader(way, get):
    row = way.dispatched(confidential=True)
    assert get(way.cast.gao, row.get_absolute_url()).status_code == 404
    assert row.title not in get(way.cast.gao, LIST).content.decode()


def test_an_invited_deputy_reads_the_draft_and_a_stranger_does_not(way, get):
    row = way.draft()
    url = row.get_absolute_url()
    assert get(way.cast.zhao, url).status_code == 404
    way.take(row, "invite", way.cast.chen, deputies=[way.cast.zhao_deputy])
    assert "确认联名" in get(way.cast.zhao, url).content.decode()


@pytest.mark.parametrize("action", ["register", "dispatch", "rate", "close", "withdraw"])
def test_a_step_that_is_never_ones_own_is_forbidden_not_hidden(way, get, action):
    row = way.dispatched()
    url = reverse("suggestions:step", args=(row.pk, action))
    assert get(way.cast.sun, url).status_code == 403
    assert get(way.cast.he, url).status_code == 404


# --- the steps on their pages


def test_dispatch_on_its_page_refuses_beside_the_field_and_keeps_what_was_chosen(way, client):
    cast, row = way.cast, way.registered()
    client.force_login(cast.zhou)
    url = reverse("suggestions:step", args=(row.pk, "dispatch"))
    page = client.post(
        url, {"lead": cast.education.pk, "co": [cast.education.pk], "requirement": "请现场办理"}
    )
    assert "co" in page.context["form"].errors and "请现场办理" in page.content.decode()
    assert (
        client.post(url, {"lead": cast.education.pk, "co": [cast.transport.pk]}).url == row.get_absolute_url()
    )
    page = client.post(url, {"lead": cast.housing.pk}, follow=True)
    assert "已由周文静" in page.content.decode()
    assert row.assignments.count() == 2


def test_every_step_with_a_form_draws_it(way, client):
    stops = {
        "draft": ("chen", ("invite", "submit")),
        "submitted": ("zhou", ("register", "return", "decline", "mark")),
        "registered": ("zhou", ("dispatch",)),
        "dispatched": ("zhou", ("extend", "urge")),
        "replied": ("chen", ("rate",)),
    }
    for stop, (name, actions) in stops.items():
        row = getattr(way, stop)()
        client.force_login(getattr(way.cast, name))
        assert client.get(row.get_absolute_url()).status_code == 200
        for action in actions:
            page = client.get(reverse("suggestions:step", args=(row.pk, action)))
            assert page.status_code == 200 and page.context["form"] is not None, action


def test_redispatch_on_its_page_offers_what_the_unit_proposed(way, client):
    row = way.dispatched()
    part = way.part(row)
    way.hand_back(part)
    type(part).objects.filter(pk=part.pk).update(proposed_office=way.cast.housing)
    way.agree(part)
    client.force_login(way.cast.zhou)
    assert "已退办" in client.get(row.get_absolute_url()).content.decode()
    url = reverse("suggestions:step", args=(row.pk, "redispatch"))
    assert client.get(url).context["form"]["office"].value() == way.cast.housing.pk
    client.post(url, {"assignment": part.pk, "office": way.cast.housing.pk})
    assert row.assignments.filter(office=way.cast.housing).exists()


def test_nothing_is_chosen_beforehand_in_a_rating(way, get):
    row = way.replied()
    page = get(way.cast.chen, reverse("suggestions:step", args=(row.pk, "rate"))).content.decode()
    assert "checked" not in page and page.count('type="radio"') == 6


def test_who_has_rated_is_not_asked_again(way, get):
    row = way.rated(way.replied(joint=True), way.cast.chen)
    page = get(way.cast.chen, row.get_absolute_url()).content.decode()
    assert "您已评价，等待其他代表评价和办结" in page and 'name="attitude"' not in page


def test_who_has_rated_reads_what_is_waited_for(way, get):
    row = way.rated(way.replied(), way.cast.chen)
    assert "您已评价，等待办结。" in get(way.cast.chen, row.get_absolute_url()).content.decode()


def test_who_was_dissatisfied_twice_reads_that_it_is_coordinated(way, get):
    row = way.rated(way.replied(), way.cast.chen, result="dissatisfied", reason="没有解决")
    way.reply_row(way.part(row), code="B")
    row = way.rated(way.take(row, "reply"), way.cast.chen, result="dissatisfied", reason="仍没有解决")
    page = get(way.cast.chen, row.get_absolute_url()).content.decode()
    assert "您已评价，正由人大代表工作机构协调。" in page


# --- what the case page says


def test_a_draft_says_what_it_lacks_and_offers_no_submission_yet(way, get):
    row = way.draft(analysis="", consent="")
    page = get(way.cast.chen, row.get_absolute_url())
    html = page.content.decode()
    assert "提交前还需：" in html and "#div_id_analysis" in html and "#div_id_consent" in html
    assert "提交" not in [offer.label for offer in page.context["case"].offers]


def test_units_read_the_verdicts_when_the_deputies_time_is_over(way, get):
    row = way.rated(way.replied(joint=True), way.cast.chen, Grade.BASICALLY)
    assert "基本满意" not in get(way.cast.sun, row.get_absolute_url()).content.decode()
    assert "基本满意" in get(way.cast.zhou, row.get_absolute_url()).content.decode()
    row.clocks.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    assert "基本满意" in get(way.cast.sun, row.get_absolute_url()).content.decode()


def test_the_track_shows_where_it_stands(way, get):
    stands = {
        stop: [
            step.state
            for step in get(way.cast.chen, getattr(way, stop)().get_absolute_url()).context["case"].track
        ]
        for stop in ("draft", "submitted", "dispatched", "replied")
    }
    assert stands["draft"] == ["now", *["todo"] * 6]
    assert stands["submitted"] == ["done", "now", *["todo"] * 5]
    assert stands["dispatched"] == [*["done"] * 3, "now", *["todo"] * 3]
    assert stands["replied"] == [*["done"] * 5, "now", "todo"]


def test_a_declined_one_ends_its_track_there(way, get):
    row = way.take(way.submitted(), "decline", way.cast.zhou, decline_reason="empty", note="没有具体建议")
    case = get(way.cast.chen, row.get_absolute_url()).context["case"]
    assert [step.label for step in case.track if step.state == "now"] == ["不予立案"]
    assert "没有实际内容" in case.notice


# --- the list


def test_it_is_found_by_number_by_title_and_by_text(way, get):
    row, other = way.registered(), way.registered(title="关于校车安全的建议", situation="校车少")
    for q in ("第1号", "1", "人民路", "信号灯", "拥堵 配时"):
        page = get(way.cast.zhou, LIST, q=q).content.decode()
        assert row.title in page, q
    assert other.title not in get(way.cast.zhou, LIST, q="第1号").content.decode()


def test_the_tabs_and_filters_narrow_it(way, get):
    cast, row = way.cast, way.dispatched(key=True)
    way.submitted(title="另一件")
    today = timezone.localdate()
    Suggestion.objects.filter(pk=row.pk).update(due_on=today - timedelta(days=1))
    narrow = (
        {"state": "dispatched"}, {"overdue": "1"}, {"key": "1"}, {"office": cast.education.pk},
        {"office": cast.education.pk, "category": cast.traffic.pk, "deputy": cast.chen_deputy.pk, "term": cast.term.pk},
    )  # fmt: skip
    for query in narrow:
        page = get(cast.zhou, LIST, **query).content.decode()
        assert row.title in page and "另一件" not in page, query
    assert (
        row.title not in get(cast.zhou, LIST, submitted_on_after=today + timedelta(days=1)).content.decode()
    )
    Suggestion.objects.filter(pk=row.pk).update(due_on=today)
    assert row.title not in get(cast.zhou, LIST, overdue="1").content.decode(), "never late on its last day"


def test_a_deputy_finds_his_own_by_their_part(way, get):
    mine, joint, asked = (
        way.draft(title="我的草稿"),
        way.submitted(title="关于校车的", joint=True),
        way.draft(title="邀请的"),
    )
    way.take(asked, "invite", way.cast.chen, deputies=[way.cast.zhao_deputy])
    assert mine.title in get(way.cast.chen, LIST, mine="draft").content.decode()
    assert joint.title not in get(way.cast.chen, LIST, mine="draft").content.decode()
    assert joint.title in get(way.cast.zhao, LIST, mine="co").content.decode()
    assert asked.title in get(way.cast.zhao, LIST, mine="invited").content.decode()


def test_a_card_of_the_first_page_opens_the_rows_it_counts(way, get):
    """What a deputy is to answer is not looked for among all that he leads."""
    cast = way.cast
    other, open_one = way.submitted(title="关于路灯的"), way.submitted(title="关于校车的", open_to_co=True)
    way.take(open_one, "ask_to_join", cast.zhao, note="我也听到。")
    met = way.dispatched(title="关于公园的")
    part = way.part(met)
    step(part, "receive", cast.sun)
    contact(part, cast.sun)
    replied = way.replied(title="关于食堂的", joint=True)
    way.rated(replied, cast.zhao)
    for key, row in (("joining", open_one), ("contacts", met), ("rate", replied)):
        page = get(cast.chen, LIST, mine=key).content.decode()
        assert row.title in page and other.title not in page
    assert replied.title not in get(cast.zhao, LIST, mine="rate").content.decode()


def test_the_figure_on_a_deputys_card_is_the_number_of_rows_it_opens(way, get):
    """Also where two wait about one suggestion, and where he signed what another leads."""
    cast = way.cast
    met = way.dispatched(title="关于公园的", co=[cast.transport])
    for office, who in ((cast.education, cast.sun), (cast.transport, cast.he)):
        part = met.assignments.get(office=office)
        step(part, "receive", who)
        contact(part, who)
    way.replied(title="关于食堂的", joint=True)
    way.draft()
    for user, told in ((cast.chen, {"contacts": 1, "under-way": 2}), (cast.zhao, {"under-way": 1})):
        cards = {card.key: card for card in drawn(deputy_queues(user)) if card.url.startswith(f"{LIST}?")}
        for key, card in cards.items():
            listed = get(user, card.url).context["page"].rows if card.count else []
            assert card.count == len(listed) == told.get(key, card.count), (user, key)


LEDGER = "number,title,deputy,co_signers,category,lead,units,co_units,dispatched_on,due_on,replied_on,letters,class," \
         "attitude,result,contacts,key,consent,again,state,remark"  # fmt: skip


def test_the_columns_of_the_ledger_leave_as_a_sheet(way, client, tmp_path):
    row = way.rated(way.replied(co=[way.cast.transport], joint=True), way.cast.chen, Grade.BASICALLY)
    client.force_login(way.cast.zhou)
    page = client.get(LIST, {"cols": LEDGER})
    assert "云川市交通运输局" in page.content.decode() and "基本满意" in page.content.decode()
    answer = client.get(LIST, {"cols": LEDGER, "export": "xlsx"})
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))
    assert row.title.encode() and file.stat().st_size > 2000


def test_units_cannot_ask_for_the_verdicts_as_a_column(way, get):
    way.rated(way.replied(joint=True), way.cast.chen, Grade.BASICALLY)
    assert "基本满意" not in get(way.cast.sun, LIST, cols="number,title,result,attitude").content.decode()


# --- what it costs


def cost(client, url, queries, **query) -> int:
    client.get(url, query)  # dictionaries and settings are read once
    return queries(lambda: client.get(url, query))


@pytest.mark.parametrize("name", ["chen", "zhou", "gao", "sun"])
@pytest.mark.parametrize("cols", ["", LEDGER])
def test_the_list_costs_the_same_for_one_row_and_for_three(way, client, queries, name, cols):
    client.force_login(getattr(way.cast, name))
    way.replied(joint=True)
    one = cost(client, LIST, queries, cols=cols)
    way.replied(joint=True), way.dispatched()
    assert cost(client, LIST, queries, cols=cols) == one <= 8


@pytest.mark.parametrize("name", ["chen", "zhou", "gao", "sun", "wu"])
def test_the_case_page_costs_the_same_however_much_hangs_on_it(way, client, queries, name):
    client.force_login(getattr(way.cast, name))
    small = way.replied()
    one = cost(client, small.get_absolute_url(), queries)
    large = way.rated(
        way.replied(co=[way.cast.transport], joint=True), way.cast.zhao, Grade.DISSATISFIED, "不满意"
    )
    large = way.rated(large, way.cast.chen)
    way.reply_row(way.part(large))
    way.take(large, "reply")
    assert (
        cost(client, large.get_absolute_url(), queries) <= max(one, 12) + 1
    )  # a second round may have been coordinated
    assert one <= 12


def test_making_a_draft_costs_little(way, client, queries):
    client.force_login(way.cast.chen)
    text = {"title": "关于校车安全的建议", "situation": "校车少", "category": way.cast.traffic.pk}
    client.post(reverse("suggestions:new"), text)
    savepoints = 4  # the test's own transaction makes savepoints of transactions
    assert queries(lambda: client.post(reverse("suggestions:new"), text)) <= 10 + savepoints


def test_the_address_of_a_row_is_the_one_that_reverse_gives():
    assert row_url("suggestions:suggestion", 12) == reverse("suggestions:suggestion", args=(12,))


def test_track_and_timeline_name_the_three_phases_and_a_second_round_begins_anew(way, get):
    page = get(way.cast.zhou, way.registered().get_absolute_url())
    assert {item.phase for item in page.context["case"].timeline} == {"办前·明确责任"}
    assert "办后·追踪问效" in page.content.decode()  # the track names what is still to come
    row = way.rated(way.replied(), way.cast.chen, "dissatisfied", "没有解决。")
    told = [
        (item.label, item.phase[:2])
        for item in get(way.cast.zhou, row.get_absolute_url()).context["case"].timeline
    ]
    assert [pair for pair in told if pair[0] in ("交办", "答复", "重新办理")] == [
        ("交办", "办前"), ("答复", "办中"), ("重新办理", "办后"),
    ]  # fmt: skip
    row = way.hand_back(way.part(row)).suggestion
    last = get(way.cast.zhou, row.get_absolute_url()).context["case"].timeline[-1]
    assert last.label.endswith("申请退办") and last.phase.startswith("办中")
