"""A small show of everything the room draws, over the accounts; urls.py serves it to the tests."""

import datetime as dt

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import AdminKind, User
from deputies.models import Deputy
from pages.actions import Action, Crumb, Empty, SavedView
from pages.cards import Card, CardRow, Figure
from pages.casefile import (
    CaseFile,
    ClockRow,
    Fact,
    Offer,
    Paper,
    Part,
    Person,
    Sheet,
    SheetRow,
    TimelineItem,
    TrackStep,
)
from pages.charts import Chart, Series
from pages.columns import Badge, Column
from pages.fields import PhoneField
from pages.files import UploadField
from pages.filters import DayRange, FilterSet, Pick
from pages.layouts import CaseForm, PageForm, Section
from pages.lists import ListPage
from pages.options import OptionsPage, SearchSelectMultiple

COLOURS = {"": "grey", "system": "blue", "security": "orange", "audit": "purple"}


class UserFilters(FilterSet):
    rare = ("number",)
    kind = django_filters.ChoiceFilter(
        field_name="admin_kind", label="管理员类别", choices=AdminKind.choices[1:]
    )
    created = DayRange(field_name="created_at", label="创建时间")
    number = django_filters.NumberFilter(field_name="pk", label="序号")
    one = Pick(label="某人", queryset=User.objects.all(), options="options", method="only")

    def only(self, rows, name, user):
        return rows.filter(pk=user.pk)


class UserList(ListPage):
    title, model, filters, note = "账号", User, UserFilters, "所有可以登录的人。"
    columns = (
        Column("username", "登录名", link=lambda user: f"/case/?u={user.pk}", sort="username"),
        Column("name", "姓名", sort="name"),
        Column(
            "kind", "类别", lambda u: Badge(u.get_admin_kind_display(), COLOURS[u.admin_kind]), kind="badge"
        ),
        Column("created", "创建时间", "created_at", kind="datetime", sort="created_at"),
        Column("last_login", "最近登录", kind="date", sort="last_login"),
        Column("pk", "序号", kind="number", sort="pk"),
        Column("active", "启用", "is_active", kind="bool", sort="is_active"),
        Column("email", "邮箱", kind="masked", shown=False),
    )
    order = ("username",)
    page_size = 5
    count_cap = 20
    views = (SavedView("全部"), SavedView("系统管理员", "kind=system"))
    empty = Empty("还没有账号", "由系统管理员开通。", Action("开通账号", "/form/", "primary", "plus"))

    def rows(self):
        return User.objects.exclude(username="viewer")

    def actions(self):
        return [Action("开通账号", "/form/", "primary", "plus"), Action("批量打印", "/case/", more=True)]

    def crumbs(self):
        return [Crumb("系统管理", "/"), Crumb("账号")]


class Searched(UserList):
    """The same with a search box; accounts have no words to search by, so it is only typed into."""

    search = True

    def rows(self):
        return Deputy.objects.none()

    filters, views = None, ()
    columns = (Column("name", "姓名", sort="name"),)
    order = ("name",)


class UserOptions(OptionsPage):
    model = User
    search_fields = ("username", "name")

    def rows(self):
        return User.objects.order_by("pk")


class StationForm(PageForm):
    sections = (
        Section("基本情况", ("title", ("day", "place"), "phone"), "带星号的必须填写。"),
        Section("内容", ("text", "choice", "many", "paper", "agree")),
    )
    title = forms.CharField(label="标题", max_length=40, help_text="写明事项和请求，不超过40字。")
    day = forms.DateField(label="日期")
    place = forms.CharField(label="地点", required=False)
    phone = PhoneField(required=False)
    text = forms.CharField(label="正文", widget=forms.Textarea)
    choice = forms.ChoiceField(label="态度", choices=[("1", "满意"), ("2", "基本满意"), ("3", "不满意")],
                               widget=forms.RadioSelect, required=False)  # fmt: skip
    many = forms.ModelMultipleChoiceField(
        label="参加人员", queryset=User.objects.all(), widget=SearchSelectMultiple("options"), required=False
    )
    paper = UploadField(label="附件", required=False)
    agree = forms.BooleanField(label="同意公开", required=False)


class NoteForm(CaseForm):
    note = forms.CharField(label="理由", widget=forms.Textarea)


def form(request: HttpRequest) -> HttpResponse:
    filled = StationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and filled.is_valid():
        messages.success(request, "已保存。")
    return render(
        request, "pages/form.html", {"title": "登记", "form": filled, "back": "/", "intro": "请如实填写。"}
    )


def case(request: HttpRequest) -> HttpResponse:
    day, now = dt.date(2026, 11, 20), dt.datetime(2026, 11, 20, 9, 5, tzinfo=dt.UTC)
    steps = ("提交", "审查", "立案", "交办", "办理", "答复", "评价", "办结")
    states = ["done"] * 3 + ["skipped", "now"] + ["todo"] * 3
    track = [
        TrackStep(label, state, day, "张三", "第2次办理") if state == "done" else TrackStep(label, state)
        for label, state in zip(steps, states, strict=True)
    ]
    refused = NoteForm(request.POST) if request.POST.get("action") == "refuse" else NoteForm()
    filed = CaseFile(
        "关于在老城区增设公共停车位、缓解学校周边接送拥堵的事项",
        "第0123号",
        "办理事项",
        (Badge("办理中", "blue"), Badge("重点", "red")),
        "市交通运输局",
        dt.date.today() + dt.timedelta(3),
        summary=(Fact("提出人", "李四"), Fact("日期", day), Fact("公开", True), Fact("空的")),
        notice="该事项的到期日落入尚未公布放假安排的年份。",
        track=track,
        offers=(
            Offer("签收", "/case/", "accept", style="primary", note="签收后开始计时。"),
            Offer("退回", "/case/", "refuse", refused, "danger", "须说明理由。"),
            Offer("查看全文", "/case/", style="link"),
        ),
        parts=(
            Part("正文", text="第一段文字。\n\n第二段文字，很长。" * 8),
            Part("事实", facts=(Fact("长", "字" * 80, wide=True),)),
        ),
        timeline=(
            TimelineItem(now, "张三", "提交", after="已提交"),
            TimelineItem(now, "王五", "立案", "李四", "符合条件", "已提交", "已立案"),
        ),
        people=(Person("张三", "领衔", "某某小学校长"), Person("李四", "附议")),
        papers=(Paper("现场照片.jpg", "/", 345_678, now, "张三"),),
        clocks=(
            ClockRow("答复", "市交通运输局", day, dt.date.today() - dt.timedelta(2), sheet_url="/sheet/"),
            ClockRow("签收", "市交通运输局", day, day, day),
        ),
        crumbs=(Crumb("事项", "/"), Crumb("第0123号")),
    )
    return render(request, "pages/case.html", {"case": filed})


def worklist(request: HttpRequest) -> HttpResponse:
    today = dt.date.today()
    rows = [
        CardRow(f"第{n}号 关于停车难的事项", "/case/", "市交通运输局", today + dt.timedelta(n - 2), n == 1)
        for n in range(1, 6)
    ]
    cards = [
        Card("due", "等我办理", rows, 12, url="/", tone="red"),
        Card("new", "有变化的", rows[:2], 1000, True, "/"),
        Card("none", "等待他人", empty="没有等待他人的事项"),
    ]
    figures = [
        Figure("在办", 128, "/", "截至今天", unit="件"),
        Figure("超期", 3, "/", tone="red"),
        Figure("满意率", "96.5%"),
    ]
    return render(request, "pages/worklist.html", {"title": "我的待办", "cards": cards, "figures": figures})


def charts(request: HttpRequest) -> HttpResponse:
    months = [f"{n}月" for n in range(1, 13)]
    numbers = [
        Series("收到", [n * 3 % 17 for n in range(12)], ["/"] * 12),
        Series("办结", [n * 2 % 13 for n in range(12)]),
    ]
    drawn = [
        Chart("trend", "十二个月", months, numbers, "按收到日期计，截至今天", "line"),
        Chart("bars", "各单位", ["交通局", "教育局", "住建局"], numbers[:1], "在办件数", "across"),
        Chart(
            "ring",
            "结果类别",
            ["解决", "计划解决", "留作参考"],
            [Series("件数", [5, 3, 1])],
            "已答复的",
            "ring",
        ),
        Chart("none", "空的", ["甲"], [Series("件数", [0])], "没有"),
    ]
    return render(request, "tests/charts.html", {"title": "统计", "charts": drawn})


def sheet(request: HttpRequest) -> HttpResponse:
    rows = [SheetRow(dt.date(2026, 11, 20 + n), "工作日", str(n), "") for n in range(5)]
    drawn = Sheet(
        "答复时限计算书",
        "2027年2月20日",
        [Fact("规则", "三个月")],
        rows,
        "2027年放假安排尚未公布，日期暂定。",
    )
    return render(request, "pages/sheet.html", {"sheet": drawn, "back": "/"})


def confirm(request: HttpRequest) -> HttpResponse:
    told = {
        "title": "停用账号",
        "question": "停用后该账号不能登录。",
        "label": "停用",
        "style": "danger",
        "back": "/",
    }
    return render(request, "pages/confirm.html", told | {"facts": [Fact("登录名", "abc")]})
