"""A station's year in a real browser: planned for 55 stations, one day with the line cut, one suggestion of three matters."""

import datetime as dt

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from deputies.models import Deputy, Group, GroupMember, Mandate
from offices.choices import AreaKind
from offices.models import Area
from stations.models import DayRule, Matter, Opinion, Reception, Station, Stationing, Tier, Visit, spaced
from suggestions.models import Suggestion
from tests.cast import Cast
from tests.journeys.test_main_job import answer, close, grade, register_and_dispatch
from tests.journeys.visitor import Visitor
from tests.visiting import VISITOR

pytestmark = pytest.mark.django_db(transaction=True)

STATIONS = 55  # 1 + 4 + 50, as the demo city has them
THEME = "老旧小区加装电梯难"
VOTERS = (
    ("刘桂英", "13912340001", "红星小区没有电梯，我家住六楼，老人上下楼太难，希望推进加装电梯"),
    ("王大海", "13912340002", "红星小区老楼没有电梯，老人上下楼实在困难，盼着早点推进加装电梯"),
    ("张小芳", "13912340003", "红星小区三号楼的老人上下楼困难，没有电梯太不方便，能不能推进加装电梯"),
)


def test_a_year_of_a_station_from_the_plan_to_the_voters_verdicts(people, cast, browser, live_server):
    network(cast)
    plan_the_year(people("zhou"))
    day = todays_day(cast)
    receive(people("lin"), day, cast)
    theme_of_three(people("lin"), cast)
    suggestion = draft(people("chen"))
    register_and_dispatch(people("zhou"), suggestion)
    answer(people("sun"), people("he"), people("zheng"), suggestion)
    grade(people("chen"), suggestion)
    close(people("zhou"), suggestion)
    tell(people("lin"))
    judge(browser, live_server.url)
    archive_and_print(people("lin"), day)


def network(cast: Cast) -> None:
    """The city's tree of stations with a rule and two deputies each, made in bulk; 清河站 and 望江站 are two of them."""
    facts = {"tier": cast.qinghe.tier, "kind": cast.qinghe.kind, "address": "党群服务中心"}
    above = {**facts, "tier": Tier.objects.order_by("rank", "pk").first(), "area": cast.city}
    top = Station.objects.add_root({"code": "Z000", "name": "云川市总站", **above})
    centres = [
        Station.objects.add_child(top, {"code": f"Z00{n}", "name": f"第{n}中心站", **above})
        for n in range(1, 5)
    ]
    halls = [cast.qinghe, cast.wangjiang]
    for number in range(STATIONS - 7):
        street = Area.objects.add_child(
            cast.east, {"code": f"9901019{number:02}", "name": f"第{number}街道", "kind": AreaKind.STREET}
        )
        hall = {"code": f"Z1{number:02}", "name": f"第{number}街道联络站", **facts, "area": street}
        halls.append(Station.objects.add_child(centres[number % 4], hall))
    rule = {"pattern": "days", "days": "10", "starts_at": dt.time(9), "ends_at": dt.time(11), "on_duty": 2}
    DayRule.objects.bulk_create(
        DayRule(station=hall, starts_on=dt.date(2026, 1, 1), **rule) for hall in halls
    )
    settle(cast, halls[2:])
    group = Group.objects.create(area=cast.street, name="清河第一小组")
    cast.qinghe.groups.add(group)
    GroupMember.objects.create(group=group, deputy=cast.chen_deputy, starts_on=timezone.localdate())


def settle(cast: Cast, halls: list[Station]) -> None:
    """Two county deputies into each."""
    rows = Deputy.objects.bulk_create(
        Deputy(name=f"代表{n:03}", sort_key=f"{n:03}", area=halls[n // 2].area, code=f"DX{n:05}")
        for n in range(2 * len(halls))
    )
    start = cast.term.starts_on
    Mandate.objects.bulk_create(
        Mandate(
            deputy=one,
            term=cast.west_term,
            level=cast.west_term.level,
            certificate=f"X{one.pk}",
            starts_on=start,
        )
        for one in rows
    )
    Stationing.objects.bulk_create(
        Stationing(station=halls[n // 2], deputy=one, starts_on=start) for n, one in enumerate(rows)
    )


def plan_the_year(office: Visitor) -> None:
    """Next year's days of every station with one press; the tiers above are covered by those below."""
    year = timezone.localdate().year + 1
    office.go("/receptions/").follow("年度计划").choose("年度", f"{year}年").press("预览")
    office.sees("由下级12个站点接待").sees("拟安排的接待日").press(f"生成{year}年计划")
    expect(office.page.locator("body")).to_contain_text("已安排600次接待")
    days = Reception.objects.filter(on__year=year)
    assert days.count() == 600 and days.values("station").distinct().count() == 50
    assert not days.filter(roster=None).exists()


def todays_day(cast: Cast) -> Reception:
    """Today's day of 清河站, announced in time."""
    today = timezone.localdate()
    return cast.reception(
        on=today, state="published", published_on=today - dt.timedelta(days=5), notice_text="公告"
    )


def receive(clerk: Visitor, day: Reception, cast: Cast) -> None:
    """One voter, then the line is cut for two more, then it comes back."""
    clerk.go(f"/receptions/{day.pk}/").step("开始接待").go(f"/receptions/{day.pk}/desk/")
    page, first, *others = clerk.page, *VOTERS
    page.wait_for_selector("#queue[data-ready=yes]", state="attached")
    page.get_by_role("button", name="到岗").click()
    expect(page.locator("#roster")).to_contain_text("已到岗")
    type_in(clerk, cast, *first)
    page.get_by_text("今日来访（1）").wait_for()
    said = len(clerk.complaints)
    page.context.set_offline(True)
    for number, voter in enumerate(others, 1):
        type_in(clerk, cast, *voter)
        page.get_by_text(f"只存在这台电脑上的登记（{number}）").wait_for()
    assert Visit.objects.count() == 1
    page.context.set_offline(False)
    page.get_by_text("只存在这台电脑上的登记（0）").wait_for()
    del clerk.complaints[said:]  # what the browser says of a line that is cut
    assert set(Visit.objects.values_list("voter_name", flat=True)) == {name for name, _, _ in VOTERS}
    assert Matter.objects.count() == 3


def type_in(clerk: Visitor, cast: Cast, name: str, phone: str, words: str) -> None:
    page = clerk.page
    page.fill("[name=voter_name]", name)
    page.fill("[name=phone]", phone)
    page.fill("[name=m-0-text]", words)
    page.select_option("[name=m-0-category]", str(cast.traffic.pk))
    page.keyboard.press("Control+Enter")
    expect(page.locator("[name=voter_name]")).to_have_value("")


def theme_of_three(clerk: Visitor, cast: Cast) -> None:
    """What the three said is found alike, and handed to the deputies' group."""
    clerk.go("/opinions/").follow("小组议题").follow("提出议题").choose("类别", cast.traffic.name)
    clerk.press("查找相近意见").sees("3件相近意见").follow("以此提出议题")
    clerk.fill("议题", THEME).fill("提出理由", "三位群众反映。").pick("代表小组", "清河第一小组").press(
        "交给小组"
    )
    clerk.sees("待承接").sees("共3件")


def draft(deputy: Visitor) -> Suggestion:
    """The group takes it up, and its deputy makes one suggestion of the three."""
    deputy.go("/").sees("请小组研究的议题").follow(THEME).step("承接").step("据此起草代表建议").sees(
        "修改建议"
    )
    suggestion = Suggestion.objects.get()
    assert suggestion.lineage.count() == 3
    deputy.fill("问题分析", "居民意见难统一，管线迁移费用高。").fill(
        "具体建议", "出台补助办法，明确牵头单位。"
    )
    deputy.tick("同意全文公开").press("保存草稿").go(suggestion.get_absolute_url())
    deputy.step("提交", tick=["本人"]).sees("待审查")
    suggestion.refresh_from_db()
    return suggestion


def tell(clerk: Visitor) -> None:
    """Each of the three voters is called."""
    for opinion in Opinion.objects.order_by("pk"):
        clerk.go(opinion.get_absolute_url()).press("今天已电话告知").sees("已告知")
    assert set(Opinion.objects.values_list("state", flat=True)) == {"closed"}


def judge(browser: Browser, home: str) -> None:
    """Each voter follows his own receipt on a telephone, and judges."""
    visits = {visit.voter_name: visit for visit in Visit.objects.all()}
    for (name, phone, _), verdict in zip(VOTERS, ("满意", "基本满意", "不满意"), strict=True):
        context = browser.new_context(**VISITOR, viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(f"{home}/p/follow/")
        page.get_by_label("回执码").fill(spaced(visits[name].receipt))
        page.get_by_label("电话号码后四位").fill(phone[-4:])
        page.get_by_role("button", name="查询").click()
        expect(page.locator("main")).to_contain_text("代表建议的办理")
        page.get_by_label(verdict, exact=True).check()
        page.get_by_label("想说的话").fill("希望早点开工")
        page.get_by_role("button", name="提交评价").click()
        expect(page.locator("main")).to_contain_text(f"您的评价：{verdict}")
        context.close()
    assert sorted(Matter.objects.values_list("verdict", flat=True)) == [
        "basically",
        "dissatisfied",
        "satisfied",
    ]


def archive_and_print(clerk: Visitor, day: Reception) -> None:
    """The day is closed with its summary, and the year's ledgers come out of what was entered."""
    clerk.go(f"/receptions/{day.pk}/").step("结束并归档").sees("已归档")
    year = timezone.localdate().year
    clerk.go("/reports/sets/").follow("打印或下载").choose("年度", f"{year}年")
    book = load_workbook(clerk.download("下载 Excel"))
    words = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    for _, phone, text in VOTERS:
        assert any(text[:20] in word for word in words) and not any(phone in word for word in words)
    clerk.go("/reports/sets/").follow("打印或下载").press("打印页")
    clerk.sees(VOTERS[0][2][:20])
