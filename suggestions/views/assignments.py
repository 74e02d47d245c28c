"""What was assigned to whom: the list, and the pages of a part's steps."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.shortcuts import get_object_or_404

from offices.choices import Role
from offices.posts import acting_post
from pages.actions import Empty, SavedView
from pages.lists import ListPage
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.dues import at_work, with_due
from suggestions.forms.handling import HANDLING_FORMS
from suggestions.models import Assignment
from suggestions.part_tables import PART_COLUMNS, PartFilters
from suggestions.replies import co_assignments
from workflow.views import StepView

TEXTS = ("grams", "situation", "analysis", "proposal")


class AssignmentList(ListPage):
    """A unit's own parts; a government office's and its units'; for congress and leaders all they may see."""

    title = "建议承办"
    model = Assignment
    columns = PART_COLUMNS
    filters = PartFilters
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
    )
    empty = Empty("没有承办的建议", "交办后在这里签收、办理和答复。")

    def rows(self) -> QuerySet:
        """The list's rows with all that its columns read, in one query."""
        rows = Assignment.objects.visible_to(self.request.user).filter(own_parts(self.request.user))
        rows = with_due(rows).annotate(open_now=ExpressionWrapper(at_work(), output_field=BooleanField()))
        rows = rows.select_related("suggestion__deputy", "office", "dispatcher")
        return rows.defer(*(f"suggestion__{name}" for name in TEXTS), "suggestion__deputy__grams", "opinion")


def own_parts(user: Any) -> Q:
    """Of the parts that a unit's people may see, those assigned to them; co-handlers' parts are on the case page."""
    post = acting_post(user)
    office = post.principal.office_id if post else None
    if post and post.role in (Role.HANDLER, Role.UNIT_HEAD):
        return Q(office=office)
    if post and post.role == Role.GOVERNMENT:
        return Q(office=office) | Q(office__coordinator=office)
    return Q()


class AssignmentStep(StepView):
    """One step of one unit's part."""

    lifecycle = ASSIGNMENT
    forms = HANDLING_FORMS
    template_name = "suggestions/assignment_step.html"

    def get_subject(self) -> Assignment:
        rows = Assignment.objects.visible_to(self.request.user).select_related("suggestion__area", "office")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def extra(self, subject: Assignment) -> dict[str, Any]:
        """Beside the draft: what the co-units said, which the reply must state (山东 art. 21)."""
        if self.action != "draft_reply":
            return {}
        parts = co_assignments(subject)
        return {"co_parts": parts, "silent": [part.office for part in parts if not part.opinion]}
