"""A suggestion made of a group's theme: the opinions the theme stands on, and nobody has dealt with, become its sources."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from deputies.models import Deputy, Mandate
from stations.choices import OpinionState
from stations.models import Opinion, Theme
from stations.opinion_lifecycle import OPINION
from stations.opinion_steps import why_not_sent
from stations.theme_lifecycle import THEME
from suggestions.drafting import mandates_of, start
from suggestions.models import Lineage, Suggestion
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep

OPEN = (OpinionState.OPENED, OpinionState.OFFERED)
MOST_WORDS = 3000  # of what voters said, in the first draft


def sources(theme: Theme) -> QuerySet[Opinion]:
    """The theme's opinions that may still become a suggestion's, oldest first."""
    rows = Opinion._base_manager.filter(themes=theme, state__in=OPEN, confidential=False)
    return rows.select_related("area").defer("grams").order_by("opened_on", "pk")


@transaction.atomic
def start_from_theme(theme: Theme, deputy: Deputy, actor: Any) -> Suggestion:
    """The deputy's draft with lineage to the theme's open opinions.

    Raises OutOfStep when he holds no mandate, or none of the opinions is open any more; PermissionDenied.
    """
    Theme._base_manager.select_for_update(of=("self",)).get(pk=theme.pk)
    rows = [row for row in sources(theme) if not why_not_sent(row)]
    if not rows:
        raise OutOfStep("所据意见都已另行处理，或尚未批办，不能据此起草建议。")
    note = f"{deputy.name}代表据此起草代表建议，来源意见{len(rows)}件。"
    perform(THEME, theme.pk, "draft", actor, note=note)
    words = {"title": theme.title, "situation": _situation(rows), "category": theme.category}
    suggestion = start(_mandate(theme, deputy), actor, **words)
    for row in rows:
        perform(OPINION, row.pk, "adopt", actor, deputy=deputy)
        Lineage.objects.create(suggestion=suggestion, opinion=row)
    return suggestion


def _mandate(theme: Theme, deputy: Deputy) -> Mandate:
    """The mandate of the congress nearest above the place of the theme."""
    mandates = mandates_of(deputy)
    fitting = [m for m in mandates if theme.area.path.startswith(m.term.area.path)] or mandates
    if not fitting:
        raise OutOfStep("您当前没有在任的代表资格，不能提出建议。")
    return fitting[0]


def _situation(rows: list[Opinion]) -> str:
    said = "\n".join(f"{number}. {row.text}" for number, row in enumerate(rows, 1))
    return f"群众在联络站反映：\n{said}"[:MOST_WORDS]
