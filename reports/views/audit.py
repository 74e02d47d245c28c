"""/reports/journal/: the journal, for the audit administrator and nobody else."""

import json
from datetime import datetime

from django.apps import apps
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from kombu.exceptions import OperationalError

from accounts.models import AdminKind, User
from journal.models import Entry, EntryKind, Link
from journal.verifying import still_stands
from offices.doors import Only, only
from offices.house import house
from pages.casefile import Fact
from pages.columns import Badge, Column
from pages.dates import cn_date, local
from pages.labels import label
from pages.lists import Action, Crumb, Empty, ListPage, SavedView
from pages.options import OptionsPage
from reports.audit import AT_ONCE, KEY, PATIENCE, progress, results, run
from reports.audit_filters import HeadForm, JournalFilters
from reports.tasks import verify_journal

AUDIT = AdminKind.AUDIT
COLOURS = {
    EntryKind.READING: "orange",
    EntryKind.EXPORT: "purple",
    EntryKind.SIGN_IN: "grey",
    EntryKind.ACCOUNT: "teal",
    EntryKind.SETTING: "teal",
}


def to_the_second(at: datetime) -> str:
    """2026年11月20日 09:05:07."""
    return f"{cn_date(at)} {local(at):%H:%M:%S}"


def type_words(name: str) -> str:
    """The kind of a subject in Chinese, by its model's label; the label itself when the model is gone."""
    try:
        return str(apps.get_model(name)._meta.verbose_name)
    except (LookupError, ValueError):
        return name


def kind_of(entry: Entry) -> Badge:
    return Badge(label(entry, "kind"), COLOURS.get(entry.kind, "blue"))


def outcome(entry: Entry) -> Badge:
    return Badge("成功", "green") if entry.success else Badge("未成功", "red")


class JournalList(Only, ListPage):
    """Everything that happened, newest first."""

    whose = (AUDIT,)
    title, model, filters, search = "日志", Entry, JournalFilters, True
    search_hint = "对象、姓名、动作或编号"
    columns = (
        Column(
            "number", "编号", "pk", link=lambda e: reverse("reports:entry", args=[e.pk]), sort="pk", width=10
        ),
        Column("at", "时间", kind="datetime", sort="at", width=20),
        Column("kind", "类型", kind_of, kind="badge", width=14),
        Column("actor", "操作人", "actor_name", width=12),
        Column("post", "以何身份", width=30),
        Column("on_behalf_of", "代何人", shown=False, width=12),
        Column("verb", "动作", link=lambda e: reverse("reports:entry", args=[e.pk]), width=24),
        Column("subject", "对象", width=36),
        Column("address", "来源地址", width=18),
        Column("success", "结果", outcome, kind="badge", width=10),
        Column("data", "内容", lambda e: json.dumps(e.data, ensure_ascii=False), shown=False, width=50),
    )
    order = ("-pk",)
    views = (
        SavedView("全部"),
        SavedView("查看个人信息", "kind=reading"),
        SavedView("导出", "kind=export"),
        SavedView("登录被拒", "kind=sign_in&success=0"),
        SavedView("账号与任职", "kind=account"),
        SavedView("参数", "kind=setting"),
    )
    empty = Empty("没有日志", "业务办理、登录、导出和查看个人信息都会记入日志。")

    @property
    def note(self) -> str:
        """How long entries are kept: the limit that binds this house, and how far back they reach."""
        first = (
            Entry.objects.visible_to(self.request.user).order_by("pk").values_list("at", flat=True).first()
        )
        since = f"最早一条记于{cn_date(first)}" if first else "尚无记录"
        return f"日志只增不删，规定至少保存{house('log_retention_days')}天；{since}。"

    def actions(self) -> list[Action]:
        return [Action("核验", reverse("reports:verify"), "primary", "shield")]


class ActorOptions(Only, OptionsPage):
    """Everybody who may have done something."""

    whose = (AUDIT,)
    model, search_fields = User, ("name", "username")

    def rows(self):
        return User.objects.order_by("name", "pk")

    def label(self, row: User) -> str:
        return f"{row.name}（{row.username}）"


def crumbs() -> list[Crumb]:
    return [Crumb("日志", reverse("reports:journal"))]


@only(AUDIT)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One row with all it holds, and its place in the chain."""
    row = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    link = Link.objects.filter(entry_id=pk).first()
    facts = [
        Fact("时间", to_the_second(row.at)),
        Fact("类型", row.get_kind_display()),
        Fact("动作", row.verb),
        Fact("结果", "成功" if row.success else "未成功"),
        Fact("操作人", row.actor_name),
        Fact("以何身份", row.post),
        Fact("代何人", row.on_behalf_of),
        Fact("来源地址", row.address),
        Fact("对象", row.subject),
        Fact("对象类型", type_words(row.subject_type)),
        Fact("对象编号", row.subject_id),
    ]
    context = {"title": f"日志 #{pk}", "facts": facts, "link": link, "crumbs": crumbs()}
    context["content"] = (
        json.dumps(row.data, ensure_ascii=False, indent=2, sort_keys=True) if row.data else ""
    )
    return render(request, "reports/audit_entry.html", context)


@only(AUDIT)
def verification(request: HttpRequest) -> HttpResponse:
    """The last results, a verification that runs, and the head to be printed and compared."""
    found = results(request.user)
    form = HeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        position, told = form.cleaned_data["head"]
        if still_stands(position, told):
            messages.success(request, f"第{position}环与打印件一致，此后的日志没有被截短。")
        else:
            messages.error(request, f"第{position}环与打印件不一致或已不在链中，请立即核查。")
        return redirect("reports:verify")
    context = {"title": "日志核验", "last": found[0] if found else None, "results": found, "form": form}
    context |= {"progress": progress(), "crumbs": crumbs()}
    template = "reports/_audit_result.html" if request.htmx else "reports/audit_verify.html"
    return render(request, template, context)


@only(AUDIT)
@require_POST
def verify_now(request: HttpRequest) -> HttpResponse:
    """Verify: a short journal at once, a long one in the background."""
    if progress():
        messages.warning(request, "核验正在进行，请稍候。")
    elif Link.objects.last_position() <= AT_ONCE:
        report = run(request.user)
        tell = messages.success if report.whole else messages.error
        tell(request, "日志完好。" if report.whole else f"发现{report.fault_count}处损坏。")
    else:
        begin(request)
    return redirect("reports:verify")


def begin(request: HttpRequest) -> None:
    """Hand the verification to a worker."""
    cache.set(KEY, {"done": 0, "total": Link.objects.last_position()}, PATIENCE)
    try:
        verify_journal.delay(request.user.pk)
    except OperationalError:
        cache.delete(KEY)
        messages.error(request, "后台任务暂不可用，请稍后再试，或由运维人员执行 manage.py verify_journal。")
        return
    messages.success(request, "已开始核验，可以离开本页，结果记入日志。")
