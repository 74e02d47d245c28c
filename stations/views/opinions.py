"""The list of opinions, the page of one, and its steps."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.models import Category, Office
from offices.posts import holds
from pages.addresses import page_url
from pages.files import serve
from pages.lists import Action, Empty, ListPage, SavedView
from pages.loading import besides
from stations.actors import STATION_ROLES
from stations.filters import OpinionFilters
from stations.forms.opinions import OPINION_FORMS
from stations.models import Opinion, OpinionFile, Station
from stations.opinion_lifecycle import OPINION
from stations.tables import OPINION_COLUMNS
from stations.views.opinion_case import opinion_case
from workflow.lifecycle import perform
from workflow.views import StepView

UNREAD = (  # of what a row leads to the columns show the names
    *besides("station", Station, "name"), *besides("office", Office, "name"), *besides("category", Category, "name"),
    *besides("deputy", Deputy, "name"),
)  # fmt: skip


class OpinionList(ListPage):
    """The opinions; no voter's name or number is among the columns."""

    title, model, filters, search = "群众意见", Opinion, OpinionFilters, True
    search_hint = "事项、编号、办理结果"
    columns = OPINION_COLUMNS
    order = ("-opened_on",)
    views = (
        SavedView("全部"), SavedView("待处理", "stage=opened"), SavedView("待批办", "stage=pending"),
        SavedView("转办中", "stage=referred"),
        SavedView("已超期", "stage=overdue&sort=due_on"), SavedView("待代表提建议", "stage=offered"),
        SavedView("已转为建议", "stage=suggested"), SavedView("待告知选民", "stage=tell"),
        SavedView("不满意待回访", "stage=displeased"),
        SavedView("已办结", "stage=closed"),
    )  # fmt: skip
    empty = Empty("还没有群众意见", "接待日登记的事项会出现在这里。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("station", "office", "category", "deputy").defer(*UNREAD)

    def actions(self) -> list[Action]:
        user = self.request.user
        themes = Action("小组议题", page_url("stations:themes"), icon="users")
        if holds(user, Role.DEPUTY):
            return [themes]
        found = [themes, Action("交办单", page_url("stations:orders"), icon="send"),
                 Action("12345热线", page_url("stations:hotline"), icon="phone")]  # fmt: skip
        if not holds(user, *STATION_ROLES):
            return found if holds(user, Role.COMMITTEE) else found[-1:] if holds(user, Role.LEADER) else []
        return [*found, Action("登记来访", page_url("stations:opinion_new"), "primary", "plus")]


def opinion_of(request: HttpRequest, pk: int) -> Opinion:
    """An opinion in sight, or 404."""
    rows = Opinion.objects.visible_to(request.user).select_related(
        "station", "area", "office", "deputy", "category", "addressee", "overseer", "order", "merged_into"
    )
    return get_object_or_404(rows.defer("grams"), pk=pk)


@login_required
def opinion_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case file of an opinion."""
    opinion = opinion_of(request, pk)
    return render(request, "stations/case.html", {"case": opinion_case(opinion, request.user)})


@login_required
def opinion_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A photo or a voice that came with an opinion; of a confidential one the reading is journalled."""
    row = get_object_or_404(OpinionFile.objects.visible_to(request.user).select_related("subject"), pk=pk)
    if row.subject.confidential:
        enter(
            EntryKind.READING, "查看保密意见的附件", request.user, subject=row.subject, data={"file": row.pk}
        )
    return serve(row.file, row.name, inline=True)


class OpinionStep(StepView):
    """One step of an opinion."""

    lifecycle, forms = OPINION, OPINION_FORMS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["action"] in ("suggest", "order"):  # taken where the suggestion or the order is made
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self) -> Opinion:
        return opinion_of(self.request, self.kwargs["pk"])

    def form(self, data: Any = None, files: Any = None) -> Any:
        """The voter beside whom the link stands (?matter=) is chosen already."""
        form = super().form(data, files)
        asked = self.request.GET.get("matter", "")
        if form is not None and "matter" in form.fields and asked.isdecimal():
            form.initial["matter"] = int(asked)
        return form

    def done(self, step: Any, subject: Opinion) -> HttpResponse:
        """With the last voter told, nothing is left to do: close it at once."""
        if step.action == "tell" and not subject.untold.exists():
            subject = perform(OPINION, subject.pk, "close", self.request.user)
        return super().done(step, subject)
