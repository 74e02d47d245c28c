"""Letters of urging: their list and their steps."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from pages.actions import Crumb, Empty, SavedView
from pages.columns import Column
from pages.lists import ListPage
from suggestions.forms.pressing import URGE_FORMS
from suggestions.models import Urge
from suggestions.pressing_tables import URGE_COLUMNS, UrgeFilters, letter_column
from suggestions.urge_lifecycle import URGE
from workflow.views import StepView

TEXTS = ("suggestion__grams", "suggestion__situation", "suggestion__analysis", "suggestion__proposal")


class UrgeList(ListPage):
    """/suggestions/urges/"""

    title, model, filters, search = "催办", Urge, UrgeFilters, True
    search_hint = "建议号或标题"
    order = ("-urged_on",)
    views = (SavedView("全部"), SavedView("待签收", "state=sent"), SavedView("已签收", "state=signed"))
    empty = Empty("没有催办", "在办理中的建议页面上催办后，催办函列在这里。")

    def get_columns(self) -> tuple[Column, ...]:
        return (letter_column(self.request.user), *URGE_COLUMNS)

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表建议", "/suggestions/"), Crumb("催办")]

    def rows(self) -> QuerySet:
        rows = Urge.objects.visible_to(self.request.user)
        rows = rows.select_related("suggestion", "assignment__office", "urged_by", "signed_by")
        return rows.defer(*TEXTS)


class UrgeStep(StepView):
    """/suggestions/urges/<pk>/do/<action>/"""

    lifecycle, forms = URGE, URGE_FORMS

    def get_subject(self) -> Urge:
        rows = Urge.objects.visible_to(self.request.user).select_related(
            "suggestion__area", "assignment__office"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])
