"""Supervision: the list, the page of each, its steps."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from offices.choices import Role
from offices.posts import holds
from pages.actions import Action, Crumb, Empty, SavedView
from pages.addresses import page_url
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.lists import ListPage
from suggestions.casefile.parts import timeline
from suggestions.forms.pressing import SUPERVISION_FORMS
from suggestions.models import SuggestionEvent, Supervision
from suggestions.pressing_tables import SUPERVISION_COLUMNS, SupervisionFilters, supervision_state, with_plan
from suggestions.supervising import receipt_of
from suggestions.supervision_lifecycle import SUPERVISION
from workflow.cases import offers
from workflow.views import StepView

KEY_READERS = (Role.COMMITTEE, Role.LEADER, Role.GOVERNMENT)
TEXTS = ("suggestion__grams", "suggestion__situation", "suggestion__analysis", "suggestion__proposal")
CRUMBS = [Crumb("代表建议", "/suggestions/"), Crumb("督办", "/suggestions/supervisions/")]


def rows_of(user: Any) -> QuerySet[Supervision]:
    rows = Supervision.objects.visible_to(user)
    return rows.select_related(
        "suggestion__deputy", "suggestion__area", "team", "charged", "chief_charged", "area"
    ).prefetch_related("receipts__office", "receipts__signed_by")


class SupervisionList(ListPage):
    """/suggestions/supervisions/"""

    title, model, columns, filters, search = (
        "督办",
        Supervision,
        SUPERVISION_COLUMNS,
        SupervisionFilters,
        True,
    )
    search_hint = "建议号或标题"
    order = ("-created_on",)
    views = (
        SavedView("全部"),
        SavedView("拟订方案", "state=planned"),
        SavedView("督办中", "state=served&sort=due_on"),
        SavedView("有超期事项", "late=1"),
        SavedView("已结束", "state=ended"),
    )
    empty = Empty("没有督办", "在办理中的建议页面上“督办立项”后，列在这里。")

    def crumbs(self) -> list[Crumb]:
        return CRUMBS

    def rows(self) -> QuerySet:
        rows = Supervision.objects.visible_to(self.request.user)
        return with_plan(
            rows.select_related("suggestion__lead_office", "team", "charged", "chief_charged")
        ).defer(*TEXTS)

    def actions(self) -> list[Action]:
        found = [
            Action("催办函", page_url("suggestions:urges"), icon="bell"),
            Action("代表之声", page_url("suggestions:voices"), icon="message"),
        ]
        if holds(self.request.user, *KEY_READERS):
            found.append(Action("超期单位", page_url("suggestions:late"), icon="alert-triangle"))
            found.append(Action("重点督办建议", page_url("suggestions:key"), icon="flag"))
            found.append(Action("时间归属", page_url("suggestions:time"), icon="clock"))
        if holds(self.request.user, Role.COMMITTEE):
            found.append(Action("督查组和对口督办表", page_url("suggestions:teams"), icon="settings"))
        return found


@login_required
def supervision(request: HttpRequest, pk: int) -> HttpResponse:
    """One supervision: who, the plan, what may be done now."""
    row = get_object_or_404(rows_of(request.user), pk=pk)
    return render(request, "pages/case.html", {"case": supervision_file(row, request.user)})


def supervision_file(row: Supervision, user: Any) -> CaseFile:
    items = list(row.items.all())
    return CaseFile(
        title=row.suggestion.title,
        number=str(row.suggestion),
        kind=row.get_kind_display(),
        badges=[supervision_state(row)],
        due_on=row.due_on if row.state != "ended" else None,
        summary=_facts(row),
        offers=_offers(row, user),
        parts=[
            Part("督办要求", text=row.aim),
            Part("督办方案", template="suggestions/_plan.html", data=items),
            *([Part("督办结果", text=row.result)] if row.result else []),
        ],
        timeline=timeline(_happened(row, user), user, phased=False),
        crumbs=[*CRUMBS, Crumb(str(row))],
    )


def _facts(row: Supervision) -> list[Fact]:
    found = [
        Fact("建议", str(row.suggestion), row.suggestion.get_absolute_url()),
        *(Fact(label, who) for label, who in row.parts), Fact("立项日期", row.created_on),
        Fact("督办通知单", row.title, row.notice_url),
        *(Fact(f"{one.office}签收", one.signed_on or "待签收") for one in row.receipts.all()),
        Fact("完成期限", row.due_on), Fact("结束日期", row.ended_on),
    ]  # fmt: skip
    return [fact for fact in found if fact.value]


def _offers(row: Supervision, user: Any) -> list[Offer]:
    """A unit that has signed is not asked again while others have not."""
    own = receipt_of(row, user)
    done = own is None or own.signed_on is not None
    found = offers(SUPERVISION, row, user, SUPERVISION_FORMS)
    return [offer for offer in found if offer.action != "sign_notice" or not done]


def _happened(row: Supervision, user: Any) -> list[dict[str, Any]]:
    """Its own steps; those of another supervision of the suggestion stand on that one's page."""
    rows = SuggestionEvent.objects.visible_to(user).filter(subject=row.suggestion_id, supervision=row)
    fields = ("at", "action", "before", "after", "note", "post", "on_behalf_of", "actor__name")
    return [{**one, "unit": ""} for one in rows.order_by("at", "pk").values(*fields)]


class SupervisionStep(StepView):
    """/suggestions/supervisions/<pk>/do/<action>/"""

    lifecycle, forms = SUPERVISION, SUPERVISION_FORMS

    def get_subject(self) -> Supervision:
        return get_object_or_404(rows_of(self.request.user), pk=self.kwargs["pk"])
