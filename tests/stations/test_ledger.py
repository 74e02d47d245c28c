"""The reception ledger, read back from its file."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from stations.ledger import COLUMNS, TITLE, reception_ledger
from stations.models import Matter, RosterEntry


@pytest.fixture
def rows(cast, log):
    log("路灯不亮", "on_spot", name="刘桂英", phone="13912345678", answer="已报修")
    log("公交太少", "office", name="王大海", phone="13700001111", office=cast.transport, advice="请增开班次")
    log("=1+1 拆迁官司", "refused", name="慕容雪梅", phone="13987654321", secret=True, refusal="litigation",
        go_instead="区人民法院")  # fmt: skip


def read(user, start, end, reason=""):
    file = BytesIO()
    count = reception_ledger(user, start, end, file, reason=reason)
    sheet = openpyxl.load_workbook(file)["数据"]
    labels = [cell.value for cell in sheet[2]]
    lines = [
        dict(zip(labels, [cell.value for cell in line], strict=True)) for line in sheet.iter_rows(min_row=3)
    ]
    return count, sheet, lines


def test_the_ledger_has_the_columns_of_the_register_and_a_total(cast, rows, today, open_day):
    open_day.roster.update(attended=True)
    count, sheet, lines = read(cast.lin, today, today)
    assert count == 3 and len(lines) == 4
    assert sheet["A1"].value == f"清河街道{TITLE}" and "A1:AB1" in [str(r) for r in sheet.merged_cells.ranges]
    assert [cell.value for cell in sheet[2]] == [column.label for column in COLUMNS]
    spot, sent, refused, total = lines
    assert (spot["序号"], spot["反映事项（原话）"], spot["现场答复"], spot["处理方式"]) == (
        1,
        "路灯不亮",
        "已报修",
        "当场答复",
    )
    assert spot["接待日期"].date() == spot["反馈选民日期"].date() == today
    assert (spot["接待代表"], spot["接待地点"], spot["记录人"]) == ("陈建国", open_day.place, "林晓燕")
    assert (sent["转交单位"], sent["拟办意见"], sent["状态"]) == (cast.transport.name, "请增开班次", "转办中")
    assert refused["是否保密"] == "是" and "区人民法院" in refused["办理结果"]
    assert refused["反映事项（原话）"] == "'=1+1 拆迁官司"
    assert total["登记编号"] == "合计" and total["反映事项（原话）"] == "共3件事项，来访3人次"
    assert total["反馈选民日期"] == "已告知2件"


def test_who_was_on_the_roster_is_named_only_once_marked_present(cast, rows, today, open_day):
    def named() -> str:
        return read(cast.lin, today, today)[2][0]["接待代表"]

    mine = RosterEntry.objects.filter(reception=open_day)
    mine.update(attended=None)
    assert named() == "（到岗未登记）"
    RosterEntry.objects.create(reception=open_day, deputy=cast.zhao_deputy, attended=True)
    assert named() == "赵敏、（另有1位到岗未登记）"
    mine.filter(deputy=cast.chen_deputy).update(attended=False)
    assert named() == "赵敏"
    mine.update(attended=False)
    assert named() == "（轮值代表未到岗）"


def test_it_is_set_up_to_be_printed(cast, rows, today):
    _, sheet, _ = read(cast.lin, today, today)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows == "$1:$2"


def test_voters_are_masked_unless_staff_say_why(cast, rows, today):
    _, _, masked = read(cast.lin, today, today)
    assert [line["来访选民"] for line in masked[:3]] == ["刘**", "王**", "慕***"]
    assert masked[0]["联系电话"] == "139****5678"
    assert not Entry.objects.filter(kind="reading").exists()
    _, _, full = read(cast.lin, today, today, reason="年度归档")
    assert [line["来访选民"] for line in full[:3]] == ["刘桂英", "王大海", "慕容雪梅"]
    assert full[0]["联系电话"] == "13912345678"
    assert Entry.objects.get(kind="reading").data["reason"] == "年度归档"
    assert Entry.objects.filter(kind="export", verb="导出接待台账").count() == 2


def test_a_reason_opens_nothing_to_those_who_are_no_staff(cast, rows, today):
    _, _, lines = read(cast.zhou, today, today, reason="想看一看")
    assert [line["来访选民"] for line in lines[:3]] == ["刘**", "王**", "（要求保密）"]
    assert lines[2]["联系电话"] in (None, "")


def test_each_gets_the_rows_he_may_know_of(cast, rows, today):
    found = {
        who: read(getattr(cast, who), today, today)[0] for who in ("lin", "zhou", "gao", "fang", "sun", "luo")
    }
    assert found == {"lin": 3, "zhou": 3, "gao": 2, "fang": 0, "sun": 0, "luo": 0}


def test_the_range_holds_both_its_ends(cast, rows, today):
    day = dt.timedelta(days=1)
    assert read(cast.lin, today - day, today)[0] == read(cast.lin, today, today + day)[0] == 3
    assert read(cast.lin, today - 2 * day, today - day)[0] == read(cast.lin, today + day, today + day)[0] == 0


def test_it_costs_the_same_queries_for_three_rows_and_for_thirty(cast, log, today):
    costs = []
    for count in (3, 27):
        for i in range(count):
            log(f"事项{i}")
        reception_ledger(cast.lin, today, today, BytesIO())
        with CaptureQueriesContext(connection) as found:
            reception_ledger(cast.lin, today, today, BytesIO())
        costs.append(len(found))
    assert Matter.objects.count() == 30
    assert costs[0] == costs[1] <= 6


def test_the_page_gives_the_file(client, cast, rows, today):
    client.force_login(cast.lin)
    asked = {"since": str(today), "until": str(today)}
    answer = client.get("/receptions/ledger/", asked)
    assert answer["Content-Type"].endswith("sheet")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book["数据"]["H3"].value == "刘**"
    assert "请写明查看理由" in client.get("/receptions/ledger/", asked | {"full": "on"}).content.decode()
    full = client.get("/receptions/ledger/", asked | {"full": "on", "reason": "年度归档"})
    assert openpyxl.load_workbook(BytesIO(b"".join(full.streaming_content)))["数据"]["H3"].value == "刘桂英"


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2026-02-01", "2026-01-01", "不能早于开始"),
        ("x", "2026-01-01", "有效的日期"),
        ("2000-01-01", "2026-01-01", "最多五年"),
    ],
)
def test_a_bad_range_is_told(client, cast, since, until, said):
    client.force_login(cast.lin)
    assert said in client.get("/receptions/ledger/", {"since": since, "until": until}).content.decode()


def test_the_full_box_is_not_even_there_for_others(client, cast, today):
    client.force_login(cast.zhou)
    assert 'name="full"' not in client.get("/receptions/ledger/").content.decode()
    answer = client.get(
        "/receptions/ledger/", {"since": str(today), "until": str(today), "full": "on", "reason": "想看一看"}
    )
    assert not Entry.objects.filter(kind="reading").exists() and answer.status_code == 200
