"""What was assigned to whom: the list, and the pages of a part's steps."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Empty, SavedView
from pages.columns import Column
from pages.filters import FilterSet
from pages.lists import ListPage
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.bulks import bulk_actions
from suggestions.dues import with_due
from suggestions.forms.handling import HANDLING_FORMS
from suggestions.groups import shared_opinions
from suggestions.models import Assignment
from suggestions.part_tables import PART_COLUMNS, OfficialFilters, PartFilters
from suggestions.ranking import NOTHING, told_rule
from suggestions.replies import co_assignments, earlier_replies
from workflow.views import StepView

LEDGER_READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
TEXTS = ("grams", "situation", "analysis", "proposal")


class AssignmentList(ListPage):
    """A unit's own parts; a government office's and its units'; for congress and leaders all they may see."""

    title = "建议承办"
    model = Assignment
    columns = PART_COLUMNS
    search = True
    search_hint = "建议号或标题"
    order = ("-sent_on",)
    views = (
        SavedView("全部"),
        SavedView("待签收", "state=sent"),
        SavedView("办理中", "state=received"),
        SavedView("申请退办", "state=handed_back"),
        SavedView("待签发", "state=drafted"),
        SavedView("待发出", "state=signed"),
        SavedView("已超期", "late=yes&sort=due"),
        SavedView("进展逾期未报", "progress=late"),
    )
    empty = Empty("没有承办的建议", "交办后在这里签收、办理和答复。")

    @property
    def filters(self) -> type[FilterSet]:
        return PartFilters if self.own else OfficialFilters

    @property
    def own(self) -> bool:
        """Is it the list of one unit's own parts?"""
        return holds(self.request.user, Role.HANDLER, Role.UNIT_HEAD)

    def get_columns(self) -> tuple[Column, ...]:
        """A unit knows its own name."""
        return tuple(c for c in PART_COLUMNS if c.name != "office") if self.own else PART_COLUMNS

    def bulk(self) -> list[Action]:
        return bulk_actions("suggestions:assignments-many", ("receive",)) if self.own else []

    def actions(self) -> list[Action]:
        reports = Action("进展报告", reverse("suggestions:progress"), icon="message")
        if not holds(self.request.user, *LEDGER_READERS):
            told = self.own and told_rule(acting_post(self.request.user).principal.area) != NOTHING
            place = Action("本单位办理情况", reverse("suggestions:ranking"), icon="chart-bar")
            return [reports, place] if told else [reports]
        government = holds(self.request.user, Role.GOVERNMENT)
        tiers = [Action("二级交办", reverse("suggestions:transfers"), icon="list-check")]
        return tiers * holds(self.request.user, Role.COMMITTEE, Role.GOVERNMENT) + [
            reports,
            Action(
                "政府台账" if government else "办理情况汇总表",
                reverse("suggestions:ledger"),
                icon="file-text",
            ),
            Action("批量文书", reverse("suggestions:documents"), icon="printer"),
            Action("结果类别", reverse("suggestions:classes"), icon="list"),
        ]

    def rows(self) -> QuerySet:
        """The list's rows with all that its columns read, in one query."""
        rows = Assignment.objects.visible_to(self.request.user, own=True)
        rows = with_due(rows).select_related("suggestion__deputy", "office", "dispatcher")
        return rows.defer(*(f"suggestion__{name}" for name in TEXTS), "suggestion__deputy__grams", "opinion")


class AssignmentStep(StepView):
    """One step of one unit's part."""

    lifecycle = ASSIGNMENT
    forms = HANDLING_FORMS
    template_name = "suggestions/assignment_step.html"

    def get_subject(self) -> Assignment:
        rows = Assignment.objects.visible_to(self.request.user).select_related("suggestion__area", "office")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def extra(self, subject: Assignment) -> dict[str, Any]:
        """Beside the draft: what the deputy asked for, and what the co-units said, which the reply must state.

        The latter by 山东 art. 21.
        """
        if self.action != "draft_reply":
            return {}
        parts = [*co_assignments(subject), *shared_opinions(subject)]
        return {
            "drafting": subject.suggestion,
            "earlier": earlier_replies(subject),
            "co_parts": parts,
            "silent": [
                part.office
                for part in parts
                if part.state != "done" and part.suggestion_id == subject.suggestion_id
            ],
        }
