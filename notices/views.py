"""One's own notices: the list, opening one, and marking all as read."""

from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from notices.models import Notice
from pages.actions import Action, Crumb, Empty, SavedView
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet
from pages.lists import ListPage


class NoticeFilters(FilterSet):
    unread = django_filters.ChoiceFilter(
        label="状态", choices=(("1", "未读"), ("0", "已读")), method="by_state"
    )
    created_at = DayRange(label="时间")

    class Meta:
        model = Notice
        fields: ClassVar[list[str]] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(read_at__isnull=value == "1")


class NoticeList(ListPage):
    """A person's notices, the unread ones first."""

    title, model, filters = "消息", Notice, NoticeFilters
    columns = (
        Column("title", "消息", link=lambda n: n.get_absolute_url(), width=60),
        Column(
            "state", "状态", lambda n: Badge("已读") if n.read_at else Badge("未读", "blue"), kind="badge"
        ),
        Column("created_at", "时间", kind="datetime", sort="created_at", width=18),
        Column("read_at", "阅读时间", kind="datetime", shown=False, width=18),
    )
    order = ("-unread_at",)
    views = (SavedView("全部"), SavedView("未读", "unread=1"))
    empty = Empty("没有消息", "有需要您知道的事情时，会在这里提醒。")

    def rows(self) -> QuerySet:
        own = Notice.objects.filter(recipient=self.request.user)
        return own.annotate(unread_at=Case(When(read_at__isnull=True, then=F("created_at"))))

    def actions(self) -> list[Action]:
        return [Action("全部标为已读", reverse("notices:read_all"), icon="check", method="post")]


@login_required
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a notice: it is read from now on, and leads to what it is about."""
    row = get_object_or_404(Notice.objects.filter(recipient=request.user), pk=pk)
    Notice.objects.filter(pk=row.pk, read_at=None).update(read_at=timezone.now())
    if row.url and url_has_allowed_host_and_scheme(row.url, allowed_hosts=None):
        return redirect(row.url)
    context: dict[str, Any] = {"title": row.title, "notice": row}
    return render(
        request, "notices/notice.html", context | {"crumbs": [Crumb("消息", reverse("notices:notices"))]}
    )


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything unread as read."""
    count = Notice.objects.filter(recipient=request.user, read_at=None).update(read_at=timezone.now())
    messages.success(request, f"{count}条消息已标为已读。" if count else "没有未读消息。")
    return redirect("notices:notices")
