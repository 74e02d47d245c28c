"""《代表之声》: the list of issues, and recording an instruction."""

import django_filters
from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from pages.actions import Crumb, Empty, SavedView
from pages.columns import Badge, Column
from pages.files import serve
from pages.filters import DayRange, FilterSet
from pages.labels import label
from pages.lists import ListPage
from suggestions.forms.voices import VOICE_FORMS
from suggestions.models import Instruction, Voice
from suggestions.voice_lifecycle import VOICE
from workflow.views import StepView

TEXTS = ("suggestion__grams", "suggestion__situation", "suggestion__analysis", "suggestion__proposal")


def _state(row: Voice) -> Badge:
    return Badge(label(row, "state"), "green" if row.told else "grey")


COLUMNS = (
    Column("issue", "期号", str, width=24),
    Column("headline", "标题", link=lambda row: row.get_absolute_url(), width=40),
    Column("number", "建议", lambda row: str(row.suggestion), width=16, whole=True),
    Column("recipients", "报送", width=24),
    Column("sent_on", "报送日期", kind="date", sort="sent_on", width=15),
    Column("state", "批示", _state, kind="badge", width=10),
    Column("told", "批示件数", kind="number", shown=False, width=8),
)


class VoiceFilters(FilterSet):
    mine = django_filters.ChoiceFilter(label="送阅", choices=(("1", "送我阅示"),), method="own_ones")
    sent_on = DayRange(label="报送日期")

    class Meta:
        model = Voice
        fields = ("state",)

    def own_ones(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(readers=self.request.user.pk)


class VoiceList(ListPage):
    """/suggestions/voices/"""

    title, model, columns, filters, search = "代表之声", Voice, COLUMNS, VoiceFilters, True
    search_hint = "建议号或标题"
    order = ("-sent_on",)
    views = (SavedView("全部"), SavedView("未见批示", "state=sent"), SavedView("有批示", "state=instructed"))
    empty = Empty("还没有《代表之声》", "在建议页面上“编发《代表之声》”后，列在这里。")

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表建议", "/suggestions/"), Crumb("代表之声")]

    def rows(self) -> QuerySet:
        rows = Voice.objects.visible_to(self.request.user).annotate(told=Count("instructions"))
        return rows.select_related("suggestion").defer(*TEXTS)


@login_required
def instruction_scan(request: HttpRequest, pk: int) -> FileResponse:
    """/suggestions/voices/instructions/<pk>/scan/: the instruction as it was written by hand."""
    row = get_object_or_404(Instruction.objects.visible_to(request.user), pk=pk)
    if not row.scan:
        raise Http404
    return serve(row.scan, row.scan_name, inline=True)


class VoiceStep(StepView):
    """/suggestions/voices/<pk>/do/<action>/"""

    lifecycle, forms = VOICE, VOICE_FORMS

    def get_subject(self) -> Voice:
        rows = Voice.objects.visible_to(self.request.user).select_related("suggestion__area")
        return get_object_or_404(rows, pk=self.kwargs["pk"])
