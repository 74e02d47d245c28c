"""Files to and from the 12345 hotline: both kinds, both ways, as often as one likes."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from journal.models import Entry
from stations.choices import Channel, OpinionState, Route
from stations.hotline import COLUMNS, BadFile, read_file, take_rows
from stations.models import Opinion
from stations.opinion_lifecycle import OPINION
from workflow.lifecycle import perform


@pytest.fixture
def sent(cast, log) -> Opinion:
    """An opinion with the hotline."""
    return perform(OPINION, log("路灯不亮", phone="13912345678").pk, "refer", cast.lin, route=Route.HOTLINE)


def sheet(*rows: dict) -> bytes:
    file, book = BytesIO(), Workbook()
    book.active.append(list(COLUMNS))
    for row in rows:
        book.active.append([row.get(label, "") for label in COLUMNS])
    book.save(file)
    return file.getvalue()


def as_json(*rows: dict) -> bytes:
    return json.dumps({"热线交换": list(rows)}, ensure_ascii=False).encode()


def put(client, name: str, content: bytes, **more) -> str:
    data = {"file": SimpleUploadedFile(name, content), **more}
    return client.post(reverse("stations:hotline"), data).content.decode()


def test_the_files_out_hold_the_matter_and_not_the_voter(client, cast, sent):
    client.force_login(cast.lin)
    book = client.get(reverse("stations:hotline_xlsx"))
    table = load_workbook(BytesIO(b"".join(book.streaming_content)))["数据"]
    values = [cell.value for row in table.iter_rows() for cell in row]
    assert sent.number in values and "路灯不亮" in values
    due = table.cell(2, COLUMNS.index("办理期限") + 1)
    assert due.is_date and due.value.date() == sent.due_on
    told = client.get(reverse("stations:hotline_json")).json()["热线交换"]
    assert [row["编号"] for row in told] == [sent.number]
    for private in ("刘桂英", "13912345678"):
        assert private not in str(values) and private not in str(told)
    assert Entry.objects.filter(verb="导出12345热线文件").count() == 2
    client.force_login(cast.fang)
    assert client.get(reverse("stations:hotline_json")).json()["热线交换"] == []


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", sheet), ("a.json", as_json)])
def test_a_file_in_brings_numbers_and_results_once(client, cast, sent, name, write):
    client.force_login(cast.lin)
    first = put(client, name, write({"编号": sent.number, "工单号": "RX7"}))
    assert "登记1行" in first and "登记工单号RX7" in first
    content = write({"编号": sent.number, "工单号": "RX7", "办理结果": "已修好路灯"})
    assert "登记办理结果" in put(client, name, content)
    sent.refresh_from_db()
    assert (sent.state, sent.outside_number, sent.answer) == (OpinionState.ANSWERED, "RX7", "已修好路灯")
    again = put(client, name, content)
    assert "登记0行，1行已登记过，0行有问题" in again
    assert sent.events.filter(action="hotline").count() == 1


def test_a_result_is_known_by_the_hotlines_number_alone(cast, sent):
    take_rows(cast.lin, [(2, {"编号": sent.number, "工单号": "RX8"})], None)
    taken = take_rows(cast.lin, [(2, {"工单号": "RX8", "办理结果": "已修"})], None)
    sent.refresh_from_db()
    assert len(taken.done) == 1 and sent.state == OpinionState.ANSWERED


def test_matters_of_the_hotline_become_opinions_of_the_station_once(client, cast):
    client.force_login(cast.lin)
    row = {"工单号": "RX100", "反映事项": "井盖破损", "类别": "交通出行"}
    missing = put(client, "a.json", as_json(row))
    assert "请选择接收新事项的联络站" in missing
    for _ in range(2):
        put(client, "a.json", as_json(row), station=cast.qinghe.pk)
    opinion = Opinion.objects.get()
    assert (opinion.channel, opinion.outside_number, opinion.station) == (
        Channel.HOTLINE,
        "RX100",
        cast.qinghe,
    )
    assert opinion.matters.get().visit.voter_name == "12345热线转来"


def test_rows_that_are_wrong_are_told_with_their_column_and_the_others_are_taken(client, cast, sent):
    client.force_login(cast.lin)
    page = put(client, "a.xlsx", sheet({"编号": "没有的"}, {"工单号": "RX9"}, {"工单号": "9" * 41, "反映事项": "路灯"},
                                       {"编号": sent.number, "办理结果": "已修"}, {"反映事项": "井盖"},
                                       {"编号": "没有的", "工单号": "9" * 41}),
               station=cast.qinghe.pk)  # fmt: skip
    faults = re.findall(r"<strong>第(\d+)行“(.+?)”</strong>", page)
    assert faults == [
        ("2", "编号"),
        ("3", "反映事项"),
        ("4", "工单号"),
        ("6", "工单号"),
        ("7", "编号"),
        ("7", "工单号"),
    ]
    assert "登记1行，0行已登记过，5行有问题" in page


def test_a_category_unknown_here_is_taken_as_another_and_told_by_row_and_column(client, cast):
    client.force_login(cast.lin)
    known = cast.traffic.name
    rows = [
        {"工单号": f"R{n}", "反映事项": f"路灯不亮{n}", "类别": name}
        for n, name in enumerate((known, "天外飞仙", ""))
    ]
    page = put(client, "a.json", as_json(*rows), station=cast.qinghe.pk)
    assert "登记3行" in page and "已经登记，请核对" in page
    assert "<strong>第2行“类别”</strong>：本地没有“天外飞仙”这一类别，已按“" in page
    assert "<strong>第3行“类别”</strong>：没有填写类别" in page and "第1行“类别”" not in page
    assert "请核对" not in put(client, "a.json", as_json(*rows), station=cast.qinghe.pk), "told once"


def test_another_stations_rows_are_not_this_ones(cast, sent):
    taken = take_rows(cast.fang, [(2, {"编号": sent.number, "办理结果": "冒充"})], None)
    sent.refresh_from_db()
    assert taken.faults and sent.state == OpinionState.REFERRED
    take_rows(cast.lin, [(2, {"编号": sent.number, "工单号": "RX1"})], None)
    assert take_rows(cast.fang, [(2, {"工单号": "RX1", "反映事项": "x" * 5})], cast.wangjiang).known == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", b"{not json", "不是有效的 JSON"), ("a.json", b'{"a": 1}', "对象的列表"),
        ("a.json", b'[{"x": 1}]', "没有“编号”"), ("a.xlsx", b"PK\x03\x04broken", "内容与扩展名相符"),
        ("a.exe", b"MZ", "内容与扩展名相符"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_a_sentence(client, cast, name, content, sentence):
    client.force_login(cast.lin)
    assert sentence in put(client, name, content)


def test_a_file_has_its_measure(monkeypatch):
    monkeypatch.setattr("stations.hotline.MOST_ROWS", 1)
    with pytest.raises(BadFile, match="最多1行"):
        read_file(BytesIO(as_json({"编号": "1"}, {"编号": "2"})), "a.json")


def test_how_the_hotline_handles_is_read_by_who_supervises_it_and_every_number_opens_its_rows(
    client, cast, sent
):
    page_of = lambda who: (client.force_login(getattr(cast, who)), client.get(reverse("stations:hotline")))[1]  # noqa: E731
    for who, sends in (("lin", True), ("zhou", True), ("gao", False)):
        page = page_of(who).content.decode()
        for label in ("年转12345热线", "热线办理中", "其中已超期", "待告知选民", "已办结", "有代表督办"):
            assert label in page, who
        assert ("读入热线返回的文件" in page) == sends
        assert client.get(reverse("stations:hotline_json")).status_code == (200 if sends else 403)
        counted = dict(re.findall(r'href="([^"]*route=hotline[^"]*)">(\d+)</a>', page))
        assert sorted(counted.values()) == ["0", "0", "0", "0", "1", "1"]
        for url, number in counted.items():
            rows = client.get(unescape(url)).content.decode()
            assert (sent.number in rows) == (number == "1"), url
    assert client.post(reverse("stations:hotline")).status_code == 403
    assert page_of("fang").content.decode().count(">1</a>") == 0, "another station's"
