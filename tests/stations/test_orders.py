"""One order for many opinions and many units (RD-04)."""

import pytest
from django.urls import reverse

from notices.models import Notice
from stations.models import Opinion, OpinionClock, Order
from stations.orders import send
from workflow.calendar import forget_calendar
from workflow.models import CalendarYear

NEW = "/opinions/orders/new/"


@pytest.fixture
def three(log):
    return [log(f"第{number}件意见") for number in range(3)]


def page(client, **data):
    return client.post(NEW, {"requirement": "请抓紧办理", **data}, follow=True)


@pytest.mark.parametrize("announced", [True, False])
def test_the_day_of_an_order_is_called_tentative_while_the_years_holidays_are_unknown(
    client, cast, three, announced
):
    CalendarYear.objects.update(confirmed=announced)
    forget_calendar()
    client.force_login(cast.lin)
    kept = {f"unit-{row.pk}": cast.transport.pk for row in three}
    look = page(client, action="preview", **kept).content.decode()
    assert look.count("日（暂定）</span>") == (0 if announced else 3)


def test_opinions_are_ticked_for_units_looked_at_and_sent(client, cast, three):
    client.force_login(cast.lin)
    a, b, c = three
    first = page(client, action="assign", pick=[a.pk, b.pk], office=cast.transport.pk).content.decode()
    assert "已选2件" in first
    kept = {f"unit-{row.pk}": cast.transport.pk for row in (a, b)}
    second = page(client, action="assign", pick=[c.pk], office=cast.housing.pk, **kept).content.decode()
    assert "已选3件" in second
    kept[f"unit-{c.pk}"] = cast.housing.pk
    look = page(client, action="preview", **kept).content.decode()
    assert "将交办3件，2个单位" in look and "期限" in look and not Order.objects.exists()
    paper = page(client, action="send", **kept).content.decode()
    order = Order.objects.get()
    assert (
        order.number in paper
        and paper.count("群众意见交办单") == 2
        and "第2件意见" in paper
        and "请抓紧办理" in paper
    )
    assert order.opinions.filter(state="referred", route="office").count() == 3
    assert OpinionClock.objects.filter(subject__order=order, rule="opinion").count() == 3
    assert Notice.objects.filter(recipient=cast.he, kind="opinion.order").count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"action": "assign"}, "请先勾选"), ({"action": "preview"}, "请先勾选意见"), ({"action": "send"}, "请先勾选意见"),
    ],
)  # fmt: skip
def test_nothing_chosen_is_told(client, cast, three, data, sentence):
    client.force_login(cast.lin)
    assert sentence in page(client, **data).content.decode()


def test_a_unit_must_be_named_and_a_forged_one_does_not_count(client, cast, three):
    client.force_login(cast.lin)
    assert "请选择单位" in page(client, action="assign", pick=[three[0].pk]).content.decode()
    forged = page(client, action="send", **{f"unit-{three[0].pk}": 999999}).content.decode()
    assert "请先勾选意见" in forged and not Order.objects.exists()


def test_the_second_sending_finds_them_gone_and_makes_no_empty_order(cast, three):
    choices = dict.fromkeys(three, cast.transport)
    assert len(send(cast.lin, choices, "").done) == 3
    late = send(cast.lin, choices, "")
    assert late.order is None and len(late.failed) == 3 and "已由林晓燕" in late.failed[0][1]
    assert Order.objects.count() == 1


def test_the_working_organ_sends_what_its_stations_heard_and_strangers_do_not(client, cast, three):
    sent = send(cast.zhou, dict.fromkeys(three[:2], cast.education), "")
    assert len(sent.done) == 2 and sent.order.area == cast.city
    assert len(send(cast.fang, {three[2]: cast.education}, "").failed) == 1
    for who, status in (("zhou", 200), ("tang", 200), ("chen", 403), ("he", 403), ("gao", 403)):
        client.force_login(getattr(cast, who))
        assert client.get(NEW).status_code == status, who


def test_an_order_is_read_by_its_area_and_station(client, cast, three):
    order = send(cast.lin, dict.fromkeys(three, cast.transport), "").order
    for who, status in (("lin", 200), ("zhou", 200), ("fang", 404), ("he", 200), ("sun", 404), ("chen", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(order.get_absolute_url()).status_code == status, who
    client.force_login(cast.lin)
    assert order.number in client.get(reverse("stations:orders")).content.decode()
    assert order.number in client.get(Opinion.objects.first().get_absolute_url()).content.decode()


def test_a_unit_reads_its_own_part_of_an_order_and_no_other_s(client, cast, three):
    a, b, c = three
    order = send(cast.lin, {a: cast.transport, b: cast.transport, c: cast.housing}, "").order
    client.force_login(cast.he)
    paper = client.get(order.get_absolute_url())
    assert paper.status_code == 200
    told = paper.content.decode()
    assert a.number in told and b.number in told and c.number not in told and str(cast.housing) not in told
    (row,) = client.get(reverse("stations:orders")).context["page"].rows
    assert (row.count, row.units) == (2, 1)
    client.force_login(cast.sun)
    assert client.get(order.get_absolute_url()).status_code == 404
    assert not client.get(reverse("stations:orders")).context["page"].rows
