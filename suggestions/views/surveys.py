"""Questionnaires of a look-back: sending them, answering one, and what came back."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb, Empty, SavedView
from pages.columns import Badge, Column
from pages.filters import FilterSet
from pages.layouts import PageForm, Section
from pages.lists import ListPage
from suggestions.casefile.parts import GRADED
from suggestions.choices import Grade
from suggestions.models import HandlingMeeting, LookBack, SurveyReply
from suggestions.surveying import answer, send, summary
from workflow.transitions import Refused

READERS = (Role.COMMITTEE, Role.LEADER)


def look_of(request: HttpRequest, pk: int) -> LookBack:
    """A round of an area within reach; whose questionnaires are nobody else's."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    return get_object_or_404(LookBack.objects.visible_to(request.user).select_related("area"), pk=pk)


@require_POST
@login_required
def surveys_send(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/look-backs/<pk>/surveys/send/"""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    look = look_of(request, pk)
    if look.area_id != acting_post(request.user).principal.area_id:
        raise PermissionDenied
    try:
        messages.success(request, f"已向代表发出{send(look, request.user)}份问卷。")
    except Refused as no:
        messages.warning(request, str(no))
    return redirect("suggestions:surveys", look.pk)


def _grade(value: str) -> Badge | str:
    return Badge(Grade(value).label, GRADED[Grade(value)]) if value else ""


class SurveyFilters(FilterSet):
    state = django_filters.ChoiceFilter(
        label="状态", choices=(("owed", "未收回"), ("back", "已收回")), method="by_state"
    )
    process = django_filters.ChoiceFilter(label="办理过程", choices=Grade.choices)
    result = django_filters.ChoiceFilter(label="办理结果", choices=Grade.choices)
    talk = django_filters.ChoiceFilter(label="座谈", choices=(("1", "愿意参加"),), method="willing")

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(at__isnull=value == "owed")

    def willing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(talk=True)


class SurveyList(ListPage):
    """/suggestions/look-backs/<pk>/surveys/: what came back, and the shares of it on top."""

    model, filters = SurveyReply, SurveyFilters
    columns = (
        Column("number", "建议号", "item.suggestion.called", width=16, whole=True),
        Column("title", "标题", lambda r: r.item.suggestion.title, link=lambda r: r.item.suggestion.get_absolute_url(), width=40),
        Column("deputy", "代表", "deputy.name", width=12),
        Column("office", "承办单位", "item.office.name", width=22),
        Column("process", "办理过程", lambda r: _grade(r.process), kind="badge", width=12),
        Column("result", "办理结果", lambda r: _grade(r.result), kind="badge", width=12),
        Column("words", "意见和建议", width=40),
        Column("talk", "愿意座谈", lambda r: "是" if r.talk else "", width=10),
        Column("at", "填写时间", kind="datetime", width=18),
    )  # fmt: skip
    order = ("pk",)
    views = (
        SavedView("全部"),
        SavedView("未收回", "state=owed"),
        SavedView("对结果不满意", "result=dissatisfied"),
    )
    empty = Empty("还没有问卷", "向提出建议的代表发放问卷后，收回情况列在这里。")

    @property
    def look(self) -> LookBack:
        if not hasattr(self, "_look"):
            self._look = look_of(self.request, self.kwargs["pk"])
        return self._look

    @property
    def title(self) -> str:
        return f"{self.look.name}问卷"

    @property
    def note(self) -> str:
        user = self.request.user
        talks = HandlingMeeting.objects.visible_to(user).filter(look_back=self.look).order_by("on")
        found = summary(self.look, SurveyReply.objects.visible_to(user), talks)
        held = "；".join(f"{one.on:%-m月%-d日}{one.title}" for one in found.talks)
        return (
            f"发出{found.sent}份，收回{found.back}份。办理过程：{found.words(found.process)}。"
            f"办理结果：{found.words(found.result)}。座谈{len(found.talks)}次{'：' + held if held else ''}。"
        )

    def crumbs(self) -> list[Crumb]:
        home = Crumb("回头看", reverse("suggestions:look-backs"))
        return [home, Crumb(self.look.name, self.look.get_absolute_url()), Crumb("问卷")]

    def rows(self) -> QuerySet:
        rows = SurveyReply.objects.visible_to(self.request.user).filter(item__look_back=self.look)
        rows = rows.select_related("item__suggestion", "item__office", "deputy")
        return rows.defer("item__suggestion__grams", "deputy__grams", "deputy__phone")

    def actions(self) -> list[Action]:
        own = (
            holds(self.request.user, Role.COMMITTEE)
            and self.look.area_id == acting_post(self.request.user).principal.area_id
        )
        if not own:
            return []
        talk = f"{reverse('suggestions:meeting-new')}?talk={self.look.pk}"
        url = reverse("suggestions:surveys-send", args=(self.look.pk,))
        ask = "向本轮各件建议的签名代表发放问卷，已经发过的不重复。确定吗？"
        return [
            Action("发放问卷", url, "primary", "send", method="post", confirm=ask),
            Action("邀请代表座谈", talk, icon="users"),
        ]


class SurveyForm(PageForm):
    """Nothing is chosen beforehand."""

    submit_label = "提交问卷"
    process = forms.ChoiceField(label="办理过程", choices=Grade.choices, widget=forms.RadioSelect)
    result = forms.ChoiceField(label="办理结果", choices=Grade.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="意见和建议", required=False, max_length=2000, widget=forms.Textarea)
    talk = forms.BooleanField(label="愿意参加面对面座谈", required=False)
    sections = (Section("", ("process", "result", "words", "talk")),)


@login_required
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/look-backs/surveys/<pk>/: the deputy's own; answered once."""
    rows = SurveyReply.objects.visible_to(request.user).select_related(
        "item__suggestion", "item__look_back", "deputy"
    )
    row = get_object_or_404(rows, pk=pk)
    if not holds(request.user, Role.DEPUTY) or row.deputy.user_id != request.user.pk:
        raise PermissionDenied
    suggestion = row.item.suggestion
    if row.at:
        messages.info(request, "这份问卷已经填写，谢谢。")
        return redirect(suggestion)
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, row, form):
        return redirect("/")
    context: dict[str, Any] = {
        "title": "办理情况问卷", "form": form, "back": suggestion.get_absolute_url(),
        "intro": f"{row.item.look_back}：{suggestion}《{suggestion.title}》。问卷由人大代表工作机构汇总，承办单位看不到。",
        "crumbs": [Crumb(str(suggestion), suggestion.get_absolute_url()), Crumb("问卷")],
    }  # fmt: skip
    return render(request, "pages/form.html", context)


def _answered(request: HttpRequest, row: SurveyReply, form: SurveyForm) -> bool:
    try:
        answer(row, form.cleaned_data, request.user)
    except Refused as no:
        form.add_error(no.field or None, str(no))
        return False
    messages.success(request, "问卷已提交，谢谢。")
    return True
