"""The main job from a voter's matter to a closed suggestion and the ledgers, in a real browser."""

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from stations.models import Matter, Opinion, Reception
from suggestions.models import Suggestion
from tests.journeys.visitor import Visitor

WORDS = "人民路早晚高峰交通拥堵，孩子上学老迟到，希望增设信号灯"
GRADES = {"attitude": "satisfied", "result": "satisfied"}
TITLE = "关于在人民路增设信号灯的建议"

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_voters_matter_travels_to_a_closed_suggestion_and_into_the_ledgers(people, cast):
    reception = plan_publish_and_open(people("lin"))
    opinion = log_a_visit(people("lin"), reception)
    suggestion = draft_sign_and_submit(people("chen"), people("zhao"), opinion)
    register_and_dispatch(people("zhou"), suggestion)
    answer(people("sun"), people("he"), people("zheng"), suggestion)
    rate(people("chen"), people("zhao"), suggestion)
    answer_again(people("sun"), people("zheng"), suggestion)
    for who in ("chen", "zhao"):
        grade(people(who), suggestion)
    close(people("zhou"), suggestion)
    tell_the_voter(people("lin"), opinion)
    look_at_the_figures(people("gao"), people("zhou"), suggestion)


def plan_publish_and_open(clerk: Visitor) -> Reception:
    clerk.go("/").follow("接待日").follow("安排接待日")
    clerk.fill("接待日期", timezone.localdate().isoformat()).fill("开始时间", "09:00").fill(
        "结束时间", "11:00"
    )
    clerk.fill("接待地点", "清河街道党群服务中心").pick("轮值代表", "陈建国").press("保存计划")
    clerk.page.wait_for_load_state()
    if clerk.page.get_by_label("仍在该日接待").count():  # a day off
        clerk.tick("仍在该日接待").press("保存计划")
    clerk.open("发布公告")
    clerk.fill("公告文号", "〔2026〕7号")
    clerk.page.get_by_role("checkbox").last.check()
    clerk.press("发布公告")
    clerk.sees("已公告").open("开始接待").sees("接待台")
    return Reception.objects.get()


def log_a_visit(clerk: Visitor, reception: Reception) -> Opinion:
    clerk.go(f"/receptions/{reception.pk}/desk/")
    clerk.fill("姓名", "刘桂英").fill("联系电话", "13912345678").fill("反映事项", WORDS)
    clerk.choose("类别", "交通出行").choose("处理方式", "代表提出建议").pick("拟提建议代表", "陈建国")
    clerk.page.keyboard.press("Control+Enter")
    clerk.sees("刘**")
    assert "13912345678" not in clerk.page.content()
    return Opinion.objects.get(state="offered")


def draft_sign_and_submit(lead: Visitor, co_signer: Visitor, opinion: Opinion) -> Suggestion:
    lead.go(f"/opinions/{opinion.pk}/").follow("起草代表建议").press("起草").sees("补充完整")
    suggestion = Suggestion.objects.get()
    lead.fill("标题", TITLE)
    lead.fill("基本情况", "人民路早晚高峰车辆通行缓慢。").fill("问题分析", "路口没有信号灯。").fill(
        "具体建议", "增设信号灯。"
    )
    lead.choose("类别", "交通出行").tick("同意全文公开").press("保存草稿")
    lead.go(f"/suggestions/{suggestion.pk}/").step("邀请联名", pick={"联名代表": "赵敏"})
    co_signer.go("/").sees(TITLE).go(f"/suggestions/{suggestion.pk}/").step("确认联名")
    lead.go(f"/suggestions/{suggestion.pk}/").step("提交", tick=["本人"]).sees("待审查")
    suggestion.refresh_from_db()
    return suggestion


def register_and_dispatch(office: Visitor, suggestion: Suggestion) -> None:
    office.go("/").sees(suggestion.title).go(f"/suggestions/{suggestion.pk}/").step("立案编号").sees("第1号")
    office.step("交办", pick={"主办单位": "教育局", "协办单位": "交通运输局"}).sees("办理中")


def answer(unit: Visitor, co_unit: Visitor, head: Visitor, suggestion: Suggestion) -> None:
    case = f"/suggestions/{suggestion.pk}/"
    unit.go("/").sees(suggestion.title).go(case).step("签收")
    co_unit.go(case).step("签收").go(case).step(
        "提交会办意见", fill={"会办意见": "同意增设，我局配合施工期间的交通组织。"}
    )
    today = timezone.localdate().isoformat()
    unit.go(case).step(
        "登记面商",
        tick=["办前", "见面"],
        fill={"日期": today, "单位参加人": "孙丽娟", "沟通内容": "现场听取代表意见。"},
    )
    draft_and_send(unit, head, case, "A", "云教函〔2026〕12号")


def draft_and_send(unit: Visitor, head: Visitor, case: str, result: str, number: str, **more: str) -> None:
    unit.go(case).step(
        "拟写答复，提交签发",
        tick=[f"^{result}"],
        fill={"答复内容": "已列入计划，年内建成。", "联系人": "孙丽娟", "联系电话": "0599-2000001"} | more,
    )
    head.go("/").sees("签发").go(case).step("签发")
    unit.go(case).step("发出答复", fill={"文号": number}).sees("已答复")


def rate(lead: Visitor, co_signer: Visitor, suggestion: Suggestion) -> None:
    """Nothing is chosen beforehand; 不满意 asks why; the verdict sends it back with a new clock."""
    case = f"/suggestions/{suggestion.pk}/"
    lead.go("/").sees(suggestion.title)
    grade(lead, suggestion)
    co_signer.go(case).step("评价", radios=GRADES | {"result": "dissatisfied"}).sees("理由")
    co_signer.step("评价", radios=GRADES | {"result": "dissatisfied"}, fill={"不满意的理由": "尚未开工。"})
    co_signer.go(case).sees("办理中").sees("重新办理")


def grade(deputy: Visitor, suggestion: Suggestion) -> None:
    deputy.go(f"/suggestions/{suggestion.pk}/")
    assert deputy.page.locator("input[name=attitude]:checked, input[name=result]:checked").count() == 0
    deputy.step("评价", radios=GRADES)


def answer_again(unit: Visitor, head: Visitor, suggestion: Suggestion) -> None:
    case = f"/suggestions/{suggestion.pk}/"
    unit.go(case).step("签收")
    today = timezone.localdate().isoformat()
    unit.go(case).step(
        "登记面商",
        tick=["办后", "电话"],
        fill={"日期": today, "单位参加人": "孙丽娟", "沟通内容": "通报施工进展。"},
    )
    silent = {"协办单位未提意见的说明": "协办单位意见与第一次办理相同。"}
    draft_and_send(unit, head, case, "A", "云教函〔2026〕13号", **silent)


def close(office: Visitor, suggestion: Suggestion) -> None:
    office.go("/").sees(suggestion.title).go(f"/suggestions/{suggestion.pk}/").step("办结").sees(
        "已办结"
    ).sees("未告知")


def tell_the_voter(clerk: Visitor, opinion: Opinion) -> None:
    clerk.go("/").sees("告知").go(f"/opinions/{opinion.pk}/").sees("刘**")
    clerk.press("今天已电话告知").sees("已告知")
    assert Matter.objects.get().told_on == timezone.localdate()
    assert Opinion.objects.get().state == "closed"


def look_at_the_figures(leader: Visitor, office: Visitor, suggestion: Suggestion) -> None:
    leader.go("/reports/").sees("教育局").follow("1").sees(suggestion.title)
    office.go("/suggestions/ledger/")
    sheet = load_workbook(office.download("下载 Excel"))["数据"]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert TITLE in cells
    assert "云教函〔2026〕13号" in cells
    office.go("/receptions/ledger/")
    receptions = load_workbook(office.download("生成台账"))["数据"]
    words = [str(cell) for row in receptions.iter_rows(values_only=True) for cell in row if cell]
    assert WORDS in words
    assert not any("13912345678" in word for word in words)
