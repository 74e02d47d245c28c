"""Rounds of looking back: the list, a new round, one round with its rates and its suggestions, and their steps."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb, Empty, SavedView
from pages.asked import whole
from pages.casefile import Part
from pages.columns import Badge, Column
from pages.files import serve
from pages.filters import FilterSet
from pages.labels import label
from pages.lists import ListPage
from suggestions.choices import Further, LookState
from suggestions.forms.lookbacks import LOOK_FORMS, MeetingRoundForm, RoundForm
from suggestions.look_lifecycle import LOOK
from suggestions.looking_back import begin_round, changes, rate
from suggestions.models import HandlingMeeting, LookBack, LookBackItem, Suggestion
from suggestions.views.surveys import READERS as SURVEY_READERS
from workflow.cases import offered_actions
from workflow.transitions import Refused
from workflow.views import StepView

L = LookState
COLOURS = {L.OPEN: "orange", L.PROPOSED: "blue", L.ANSWERED: "purple", L.SETTLED: "green"}
ROUNDS = Crumb("回头看", "/suggestions/look-backs/")


class LookBackList(ListPage):
    """/suggestions/look-backs/"""

    title = "回头看"
    model = LookBack
    columns = (
        Column("name", "名称", link=lambda row: row.get_absolute_url(), width=40),
        Column("area", "行政区域", "area.name", width=16),
        Column("opened_on", "开始日期", kind="date", sort="opened_on", width=15),
        Column("closed_on", "结束日期", kind="date", width=15),
    )
    order = ("-opened_on",)
    empty = Empty("还没有开展回头看", "对已答复的建议逐条梳理、逐项验收，从这里开始。")

    def rows(self) -> QuerySet:
        return LookBack.objects.visible_to(self.request.user).select_related("area")

    def actions(self) -> list[Action]:
        if not holds(self.request.user, Role.COMMITTEE):
            return []
        return [Action("开展回头看", reverse("suggestions:look-back-new"), "primary", "plus")]


@login_required
def look_back_new(request: HttpRequest) -> HttpResponse:
    """/suggestions/look-backs/new/"""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    area = acting_post(request.user).principal.area
    meeting = _of_meeting(request)
    form = (MeetingRoundForm if meeting else RoundForm)(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        rows = Suggestion.objects.visible_to(request.user)
        rows = rows.filter(discussed__meeting=meeting) if meeting else form.filters().apply(rows)
        try:
            look = begin_round(area, form.cleaned_data["name"], rows, request.user, meeting)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, f"已开始“{look}”，已通知各承办单位报送落实情况。")
            return redirect(look)
    intro = f"“{meeting}”研究的、已答复的建议全部列入。" if meeting else ""
    intro += "所选范围内已答复的建议全部列入：原类别存档不变，未解决的由承办单位重新报送，凭证明材料和代表意见验收后才调整类别。"
    context = {
        "title": "开展回头看",
        "form": form,
        "intro": intro,
        "back": reverse("suggestions:look-backs"),
        "crumbs": [ROUNDS],
    }
    return render(request, "pages/form.html", context)


def _of_meeting(request: HttpRequest) -> HandlingMeeting | None:
    """?meeting=: the suggestions of one meeting (专题询问后的回头看, seed row TG-14)."""
    if (pk := whole(request.GET.get("meeting"))) is None:
        return None
    return get_object_or_404(HandlingMeeting.objects.visible_to(request.user), pk=pk)


class ItemFilters(FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=LookState.choices, empty_label="全部")
    further = django_filters.ChoiceFilter(label="后续措施", choices=Further.choices, empty_label="全部")


class LookBackPage(ListPage):
    """/suggestions/look-backs/<pk>/: the suggestions of one round, its rates on top."""

    model, filters = LookBackItem, ItemFilters
    columns = (
        Column("number", "建议号", "suggestion.called", width=16, whole=True),
        Column("title", "标题", "suggestion.title", link=lambda i: i.suggestion.get_absolute_url(), width=40),
        Column("office", "承办单位", "office.name", width=22),
        Column("before", "原类别", "before.code", width=8),
        Column("proposed", "拟调整为", "proposed.code", width=8),
        Column("after", "现类别", "after.code", width=8),
        Column(
            "state",
            "状态",
            lambda i: Badge(label(i, "state"), COLOURS[L(i.state)]),
            kind="badge",
            width=12,
        ),
        Column(
            "next", "下一步", lambda i: i.next_step[0], link=lambda i: i.next_step[1], export=False, width=14
        ),
        Column(
            "more",
            "其他步骤",
            lambda i: i.other_steps,
            link=lambda i: i.get_absolute_url(),
            export=False,
            width=20,
        ),
        Column("further", "后续措施", "get_further_display", width=12),
        Column("report", "落实情况", shown=False, width=40),
        Column("word", "代表意见", shown=False, width=30),
    )
    order = ("pk",)
    views = (SavedView("全部"), *(SavedView(label, f"state={value}") for value, label in LookState.choices))
    empty = Empty("没有建议", "换一个状态再看。")

    @property
    def look(self) -> LookBack:
        if not hasattr(self, "_look"):
            self._look = get_object_or_404(
                LookBack.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
            )
        return self._look

    @property
    def title(self) -> str:
        return self.look.name

    @property
    def note(self) -> str:
        """The rate of the whole round, for whoever counts; for the others, what is asked of them."""
        if holds(self.request.user, Role.DEPUTY):
            return "承办单位报送落实情况后，请您表态：认可的，验收后调整类别；不认可的，类别不变。"
        if not holds(self.request.user, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER):
            return "请逐件报送落实情况；调整为已解决的须附证明材料，由代表表态后验收。"
        before, after = rate(self.look).words
        moved = "，".join(f"{a}→{b} {n}件" for a, b, n in changes(self.look))
        return f"解决率：回头看之前{before}，现在{after}{'（' + moved + '）' if moved else ''}。"

    def crumbs(self) -> list[Crumb]:
        return [ROUNDS, Crumb(self.title)]

    def actions(self) -> list[Action]:
        if not holds(self.request.user, *SURVEY_READERS):
            return []
        return [Action("问卷和座谈", reverse("suggestions:surveys", args=(self.look.pk,)), icon="list-check")]

    def rows(self) -> QuerySet:
        rows = LookBackItem.objects.visible_to(self.request.user).filter(look_back=self.look)
        return rows.select_related(
            "suggestion__deputy", "suggestion__area", "office", "before", "proposed", "after", "look_back"
        ).defer("suggestion__grams", "suggestion__deputy__grams", "suggestion__deputy__phone")

    def page(self):
        """With each row's next step of this person, and what else he may do on the case page."""
        page = super().page()
        for row in page.rows:
            found = offered_actions(
                LOOK, row, self.request.user, step_url=lambda a, row=row: item_url(row, a)
            )
            row.next_step = (found[0].label, found[0].url) if found else ("", None)
            row.other_steps = "、".join(step.label for step in found[1:])
        return page


def item_url(item: LookBackItem, action: str) -> str:
    return reverse("suggestions:look-step", args=(item.pk, action))


def look_parts(user: Any, suggestion: Suggestion) -> list[Part]:
    """The section of the case page: each round with the class before and after, what was shown and said, and the steps."""
    if not (found := list(suggestion.look_backs.all())):
        return []
    shown = []
    for item in found:
        item.suggestion = suggestion
        steps = offered_actions(LOOK, item, user, step_url=lambda a, item=item: item_url(item, a))
        shown.append((item, Badge(item.get_state_display(), COLOURS[L(item.state)]), steps))
    return [Part("回头看", template="suggestions/_looks.html", data=shown)]


class LookStep(StepView):
    """/suggestions/look-backs/items/<pk>/do/<action>/"""

    lifecycle, forms = LOOK, LOOK_FORMS
    template_name = "suggestions/look_step.html"

    def case_url(self, subject: LookBackItem) -> str:
        """Back to the round, where the next one waits; a deputy, back to his suggestion."""
        deputy = holds(self.request.user, Role.DEPUTY)
        return subject.get_absolute_url() if deputy else subject.look_back.get_absolute_url()

    def get_subject(self) -> LookBackItem:
        rows = LookBackItem.objects.visible_to(self.request.user).select_related(
            "suggestion__area", "suggestion__deputy", "office", "before", "proposed", "look_back"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


@login_required
def look_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """/suggestions/look-backs/items/<pk>/evidence/"""
    row = get_object_or_404(LookBackItem.objects.visible_to(request.user), pk=pk)
    if not row.evidence:
        raise Http404
    return serve(row.evidence, row.evidence_name, inline=True)
