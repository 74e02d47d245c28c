"""While deputies judge, those who are judged read nothing of it (直评)."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from offices.choices import Role
from suggestions.models.clocks import SuggestionClock

VEILED = (Role.HANDLER, Role.UNIT_HEAD, Role.GOVERNMENT)


def under_judgement(suggestion: str = "suggestion", rule: str = "feedback") -> Exists:
    """Does the time to judge still run? suggestion: how a row leads to it. rule: of the first or the second verdict."""
    in_time = Q(due_on__gte=timezone.localdate()) | Q(paused_on__isnull=False)
    running = SuggestionClock._base_manager.filter(in_time, rule=rule, stopped_on__isnull=True)
    return Exists(running.filter(subject=OuterRef(suggestion)))


def told_to_units(rule: str = "feedback") -> Q:
    """The verdicts whose time is over, and those on an earlier handling."""
    return Q(~under_judgement(rule=rule)) | Q(round__lt=F("suggestion__round"))
