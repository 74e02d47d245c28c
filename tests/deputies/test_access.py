"""The registry in a real browser: without a barrier, on wide and narrow screens, and a sheet's way by hand."""

import pytest
from django.urls import reverse

from deputies.models import Deputy, Group, Import
from tests.barriers import hindrances
from tests.deputies.sheets import registry, sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(registry_cast, live_server, client, page):
    """The browser of the city's committee office."""
    client.force_login(registry_cast.zhou)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.told = []
    page.on("console", lambda message: page.told.append(message.text) if message.type == "error" else None)
    return page


def test_no_page_of_the_registry_has_a_barrier(registry_cast, office, live_server, bring_in):
    made = bring_in(registry(20))
    deputy, group = registry_cast.chen_deputy, Group.objects.first()
    urls = [
        reverse(f"deputies:{name}") for name in ("deputies", "new", "terms", "groups", "import", "export")
    ]
    urls += [row.get_absolute_url() for row in (deputy, group, made)]
    urls += [
        reverse("deputies:term", args=(registry_cast.east_term.pk,)),
        reverse("deputies:phone", args=(deputy.pk,)),
        reverse("deputies:mandate-do", args=(deputy.mandates.get().pk, "end")),
        reverse("deputies:member-new", args=(group.pk,)),
    ]
    for url in urls:
        office.goto(live_server.url + url)
        assert hindrances(office) == [], url
    assert office.told == []


def upload(page, live_server, file) -> None:
    page.goto(live_server.url + reverse("deputies:import"))
    page.set_input_files(
        "input[type=file]", {"name": "登记.xlsx", "mimeType": XLSX, "buffer": file.getvalue()}
    )
    page.get_by_role("button", name="上传并核对").click()


def test_a_sheet_is_mended_confirmed_and_taken_back_by_hand(registry_cast, office, live_server):
    row = {"代表编号": "D1", "姓名": "张三", "代表证号": "0001"}
    office.on("dialog", lambda dialog: dialog.accept())
    upload(office, live_server, sheet(row | {"联系电话": "123"}))
    office.get_by_role("heading", name="1行有错误").wait_for()
    with office.expect_download() as given:
        office.get_by_role("link", name="下载标注错误的文件").click()
    assert given.value.suggested_filename == "错误标注_登记.xlsx"
    upload(office, live_server, sheet(row | {"联系电话": "13800000001"}))
    office.get_by_role("button", name="确认导入").click()
    office.get_by_text("导入完成").wait_for()
    assert Deputy.objects.filter(code="D1").exists()
    office.get_by_role("button", name="撤销这次导入").click()
    office.get_by_text("已撤销，").first.wait_for()
    assert not Deputy.objects.filter(code="D1").exists() and Import.objects.get().undone_at


def test_a_deputy_is_registered_with_looked_up_places(registry_cast, office, live_server):
    office.goto(live_server.url + reverse("deputies:new"))
    office.get_by_label("姓名").fill("张三")
    office.get_by_label("代表证号").fill("0001")
    for label, words, choice in (
        ("所在行政区域", "清河", "清河街道（990101001）"), ("届次", "东湖", "东湖区第十七届"),
    ):  # fmt: skip
        office.get_by_label(label).fill(words)
        office.get_by_role("option", name=choice).first.click()
    office.get_by_role("button", name="保存").click()
    office.get_by_role("heading", name="张三").wait_for()
    assert Deputy.objects.get(name="张三").mandates.get().term == registry_cast.east_term
