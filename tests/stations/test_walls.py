"""What hangs on the wall: rules, the deputies' board, the structure, the year's days."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models import Entry
from offices.models import Setting
from stations.models import BoardPhoto, RuleDocument
from stations.walls import LISTS, documents_of
from tests.pictures import png

PNG = png()


@pytest.fixture
def rule(cast) -> RuleDocument:
    return RuleDocument.objects.create(
        area=cast.city, title="接待选民制度", text="第一条 每月10日接待。", changed_by=cast.zhou
    )


def page_of(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(f"stations:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_flow_comes_with_a_first_text_and_hangs_line_by_line(cast, client):
    client.force_login(cast.zhou)
    client.post(reverse("stations:documents_start"), {"which": "posted"})
    row = RuleDocument.objects.get(title="代表接待选民流程")
    assert len(row.lines) == 3 and row.lines[0].startswith("接待前：")
    client.force_login(cast.lin)
    page = client.get(reverse("stations:wall_rules", args=(cast.qinghe.pk,))).content.decode()
    assert "<p>接待中：" in page and "联络站工作职责" not in page


def test_the_six_titles_are_those_of_the_source_and_come_without_text(cast, client):
    client.force_login(cast.zhou)
    url = reverse("stations:documents_start")
    assert "请选择基本制度" in client.post(url, {"which": ""}).content.decode()
    client.post(url, {"which": "six"})
    rows = list(RuleDocument.objects.filter(area=cast.city).order_by("order"))
    assert [row.title for row in rows] == list(LISTS["six"][1]) and not any(row.text for row in rows)
    client.post(url, {"which": "six"})
    assert RuleDocument.objects.count() == 6 and documents_of(cast.qinghe) == []


def test_the_office_writes_a_rule_and_the_stations_below_hang_it(cast, client):
    client.force_login(cast.zhou)
    url = reverse("stations:document_new")
    data = {
        "title": "联系选民制度",
        "order": "1",
        "text": "第一条 每名代表联系10户。",
        "adopted_on": "2026-01-05",
    }
    assert "请填写制度名称" in client.post(url, data | {"title": ""}).content.decode()
    assert client.post(url, data).status_code == 302
    assert "已有同名的制度" in client.post(url, data).content.decode()
    client.force_login(cast.lin)
    sheets = page_of(client, "wall_rules", cast.qinghe.pk)
    assert "第一条 每名代表联系10户。" in sheets and "2026年1月5日" in sheets and "size-a3" in sheets
    assert "size-a4" in page_of(client, "wall_rules", cast.qinghe.pk, size="a4")
    assert "size-a3" in page_of(client, "wall_rules", cast.qinghe.pk, size="b5")


def test_a_withdrawn_rule_leaves_the_wall_and_stays_in_the_list(cast, client, rule):
    client.force_login(cast.zhou)
    client.post(reverse("stations:document_withdraw", args=(rule.pk,)))
    assert documents_of(cast.qinghe) == []
    assert "已停用" in page_of(client, "documents")
    assert Entry.objects.filter(verb="停用上墙制度").count() == 1


def test_only_the_areas_own_office_writes_it(cast, client, rule):
    edit, drop = (reverse(f"stations:document_{name}", args=(rule.pk,)) for name in ("edit", "withdraw"))
    for who, read, change in (("lin", 200, 403), ("tang", 200, 403), ("gao", 200, 403), ("chen", 403, 403)):
        client.force_login(getattr(cast, who))
        assert client.get(rule.get_absolute_url()).status_code == read, who
        assert (client.get(edit).status_code, client.post(drop).status_code) == (change, change), who
    lower = RuleDocument.objects.create(area=cast.west, title="学习制度", text="一", changed_by=cast.tang)
    client.force_login(cast.lin)
    assert client.get(lower.get_absolute_url()).status_code == 404
    assert "学习制度" not in page_of(client, "documents")


def test_the_board_shows_what_the_area_makes_public_and_no_telephone(cast, client):
    cast.chen_deputy.employer = "云川机械厂工程师"
    cast.chen_deputy.save()
    client.force_login(cast.lin)
    board = page_of(client, "wall_deputies", cast.qinghe.pk)
    for shown in ("陈建国", "赵敏", "市级人大代表", "云川机械厂工程师"):
        assert shown in board
    assert "13800000000" not in board and "钱涛" not in board
    for key, value in (("public_employer", "no"), ("public_phone", "yes")):
        row = Setting.objects.get(key=key)
        row.value = value
        row.save()
    again = page_of(client, "wall_deputies", cast.qinghe.pk)
    assert "云川机械厂" not in again and "13800000000" in again


def test_a_photo_of_the_board_is_replaced_and_kept_from_strangers(
    cast, client, django_capture_on_commit_callbacks
):
    url = reverse("stations:board_photo_new", args=(cast.qinghe.pk, cast.chen_deputy.pk))
    client.force_login(cast.lin)
    assert "只接受内容" in client.post(url, {"file": SimpleUploadedFile("a.png", b"MZ")}).content.decode()
    client.post(url, {"file": SimpleUploadedFile("a.png", PNG)})
    first = BoardPhoto.objects.get()
    storage, name = first.file.storage, first.file.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"file": SimpleUploadedFile("b.png", PNG)})
    row = BoardPhoto.objects.get()
    assert row.pk != first.pk and not storage.exists(name)
    picture = reverse("stations:board_photo", args=(row.pk,))
    assert picture in page_of(client, "wall_deputies", cast.qinghe.pk)
    assert client.get(picture)["Content-Type"] == "image/png"
    for who, code in (("fang", 404), ("tang", 404), ("chen", 200), ("luo", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(picture).status_code == code, who
    client.force_login(cast.lin)
    other = reverse("stations:board_photo_new", args=(cast.qinghe.pk, cast.qian_deputy.pk))
    assert client.get(other).status_code == 404
    client.force_login(cast.gao)
    assert client.get(url).status_code == 403


def test_structure_and_schedule_are_drawn_from_what_is_known(cast, client):
    cast.reception()
    called_off = cast.reception(state="cancelled")
    called_off.place = "别处的会议室"
    called_off.save()
    client.force_login(cast.lin)
    structure = page_of(client, "wall_structure", cast.qinghe.pk)
    assert "联络员" in structure and "林晓燕" in structure and "陈建国、赵敏" in structure
    schedule = page_of(client, "wall_schedule", cast.qinghe.pk)
    assert called_off.place not in schedule
    client.force_login(cast.fang)
    assert client.get(reverse("stations:wall_schedule", args=(cast.qinghe.pk,))).status_code == 404
