"""专题询问 → 承诺 → 承诺事项交办清单 → 回头看 (seed row TG-14)."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from docx import Document as Word

from journal.models import Entry
from notices.models import Notice
from suggestions.meeting import keep, promise
from suggestions.models import HandlingMeeting, PromiseOrder
from suggestions.promise_orders import hand_over
from workflow.transitions import Refused

today = timezone.localdate


@pytest.fixture
def sat(cast, way) -> HandlingMeeting:
    """Two separate units have each promised something about an answered suggestion."""
    row = way.take(way.registered(), "dispatch", cast.zhou, separate=[cast.education, cast.transport])
    one = HandlingMeeting(
        area=cast.city, office=cast.committee, kind="inquiry", title="建议办理专题询问", on=today(), people="局长",
        recorded_by=cast.zhou,
    )  # fmt: skip
    keep(one, [row], cast.zhou)
    for part, what in zip(row.assignments.order_by("pk"), ("增设信号灯", "调整公交线路"), strict=True):
        said = {"what": what, "due_on": today() + timedelta(days=30), "who": "李副局长", "proof": "照片"}
        promise(one, part, said, cast.zhou)
    return one


def words(response) -> str:
    paper = Word(BytesIO(b"".join(response.streaming_content)))
    cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_each_unit_gets_a_numbered_list_of_its_own_and_reads_no_other(cast, sat, client):
    client.force_login(cast.zhou)
    assert "交办承诺清单" in client.get(sat.get_absolute_url()).content.decode()
    page = client.post(f"/suggestions/meetings/{sat.pk}/orders/", follow=True).content.decode()
    first, second = PromiseOrder.objects.order_by("pk")
    assert (first.number, second.number) == (1, 2) and "已交办2份清单" in page and str(second) in page
    assert Notice.objects.filter(kind="promise.order", recipient=cast.sun).count() == 1
    told = words(client.get(f"/suggestions/meetings/orders/{first.pk}/?docx"))
    assert "增设信号灯" in told and "调整公交线路" not in told and f"承诺交办〔{today().year}〕1号" in told
    assert "增设信号灯" in client.get(f"/suggestions/meetings/orders/{first.pk}/").content.decode()
    names = ZipFile(
        BytesIO(b"".join(client.get(f"/suggestions/meetings/{sat.pk}/orders/all/").streaming_content))
    ).namelist()
    assert len(names) == 2 and Entry.objects.filter(verb="生成文书：承诺事项交办清单").count() == 4
    client.force_login(cast.sun)
    assert client.get(f"/suggestions/meetings/orders/{first.pk}/").status_code == 200
    assert client.get(f"/suggestions/meetings/orders/{second.pk}/").status_code == 404
    page = client.get(sat.get_absolute_url()).content.decode()
    assert str(first) in page and str(second) not in page and "交办承诺清单</button>" not in page
    client.force_login(cast.chen)
    assert client.get(f"/suggestions/meetings/orders/{first.pk}/").status_code == 404


def test_what_is_promised_later_goes_on_a_further_list_and_nothing_twice(cast, sat):
    hand_over(sat, cast.zhou)
    with pytest.raises(Refused, match="都已交办"):
        hand_over(sat, cast.zhou)
    said = {"what": "再报方案", "due_on": today() + timedelta(days=9), "who": "李副局长", "proof": "文件"}
    promise(sat, sat.promises.first().assignment, said, cast.zhou)
    (order,) = hand_over(sat, cast.zhou)
    assert order.number == 3 and [row.what for row in order.promises.all()] == ["再报方案"]


def test_only_the_office_that_called_it_hands_over(cast, sat, client):
    for who, status in ((cast.wu, 403), (cast.gao, 403), (cast.sun, 403), (cast.chen, 403), (cast.tang, 404)):
        client.force_login(who)
        assert client.post(f"/suggestions/meetings/{sat.pk}/orders/").status_code == status, who
    assert not PromiseOrder.objects.exists()


def test_nothing_is_handed_over_where_nothing_was_promised(cast, way, client):
    one = HandlingMeeting(
        area=cast.city,
        office=cast.committee,
        kind="inquiry",
        title="专题询问",
        on=today(),
        people="局长",
        recorded_by=cast.zhou,
    )
    keep(one, [way.replied()], cast.zhou)
    client.force_login(cast.zhou)
    page = client.post(f"/suggestions/meetings/{one.pk}/orders/", follow=True).content.decode()
    assert "还没有登记会上承诺" in page
    assert client.get(f"/suggestions/meetings/{one.pk}/orders/all/").status_code == 404
    # the round of looking back holds the suggestions of the meeting and no others
    way.replied()
    page = client.post(
        f"/suggestions/look-backs/new/?meeting={one.pk}", {"name": "专题询问回头看"}, follow=True
    )
    look = one.look_backs.get()
    assert [item.suggestion_id for item in look.items.all()] == [one.items.get().suggestion_id]
    assert "专题询问回头看" in client.get(one.get_absolute_url()).content.decode()


def test_the_unit_signs_for_its_list_once_from_the_case_and_all_see_it(cast, sat, client):
    orders = hand_over(sat, cast.zhou)
    order = next(one for one in orders if one.office == cast.education)
    case = sat.items.get().suggestion
    sign, paper = (
        f"/suggestions/meetings/orders/{order.pk}/sign/",
        f"/suggestions/{case.pk}/documents/promise-order",
    )
    for who, status in (
        (cast.zhou, 403),
        (cast.he, 404),
        (cast.gao, 403),
        (cast.chen, 404),
        (cast.tang, 404),
    ):
        client.force_login(who)
        assert client.post(sign).status_code == status, who
    client.force_login(cast.sun)
    assert f"{order}" in client.get("/").content.decode()
    page = client.get(case.get_absolute_url()).content.decode()
    assert f"{sign}?case={case.pk}" in page and f"{paper}/{order.pk}/print/" in page
    assert all(f"{paper}/{one.pk}/" not in page for one in orders if one != order)
    assert sign in client.get(sat.get_absolute_url()).content.decode()
    response = client.post(f"{sign}?case={case.pk}", follow=True)
    assert (
        response.redirect_chain[0][0] == case.get_absolute_url()
        and f"已签收{order}" in response.content.decode()
    )
    assert "已经签收" in client.post(f"{sign}?case=x", follow=True).content.decode()
    order.refresh_from_db()
    assert (order.signed_by, order.signed_on) == (cast.sun, today())
    assert Entry.objects.filter(verb="签收承诺事项交办清单").count() == 1
    assert str(order) not in client.get("/").content.decode()
    client.force_login(cast.zhou)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "由孙丽娟签收" in page and all(f"{paper}/{one.pk}/print/" in page for one in orders)
    assert "签收人：孙丽娟" in client.get(f"{paper}/{order.pk}/print/").content.decode()
