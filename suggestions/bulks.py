"""The steps that may be taken on many suggestions, or on many of a unit's parts, from their lists."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from offices.choices import Role
from pages.actions import Action
from pages.addresses import page_url
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.choices import UrgeState
from suggestions.escalating import CIRCULATE, reserve, to_circulate, why_not_circulated
from suggestions.extending import choices
from suggestions.forms.carrying import HeirForm
from suggestions.forms.many import CirculateForm, DispatchManyForm
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Assignment, Publication, Suggestion, Urge
from suggestions.publishing import already_public, effect
from suggestions.reference import no_limit
from suggestions.urge_lifecycle import URGE
from suggestions.urging import urgeable
from workflow.bulk import Bulk, Outcome, take_back
from workflow.forms import NoteForm, ReasonForm


def _suggestions(user: Any) -> QuerySet:
    return Suggestion.objects.visible_to(user).select_related("area", "deputy__user", "term").defer("grams")


def _to_publish(user: Any) -> QuerySet:
    return _suggestions(user).select_related("publication")


def _to_be_dispatched(user: Any) -> QuerySet:
    return _suggestions(user).select_related("category")


def _parts(user: Any) -> QuerySet:
    rows = Assignment.objects.visible_to(user, own=True)
    return rows.select_related("suggestion__area", "suggestion__deputy", "office").defer("suggestion__grams")


def _whose(suggestion: Suggestion) -> str:
    return f"由{suggestion.area}人大代表工作机构办理。"


# --- signing for


def _to_receive(part: Assignment) -> str:
    return "签收后留作参考，办理结束" if no_limit(part.suggestion) else "由本单位签收办理"


# --- dispatching


def _to_dispatch(suggestion: Suggestion) -> str:
    told = [str(suggestion.category)] if suggestion.category else []
    told += [f"{suggestion.deputy}代表领衔"] + ["列为重点督办"] * suggestion.key
    return "交给下面选择的单位（" + "，".join(told) + "）"


def _back_to_registered(keys: Sequence[int], mark: Any, actor: Any) -> list[Outcome]:
    """Those that no unit has signed for wait for their dispatch again."""
    rows = Suggestion.objects.visible_to(actor).filter(pk__in=keys).order_by("pk")
    return take_back(SUGGESTION, rows, "undispatch", actor, "批量交办后撤销。", lambda row: row)


# --- urging


def _to_urge(suggestion: Suggestion) -> str:
    units = [str(part.office) for part in urgeable(suggestion)]
    return f"向{'、'.join(units)}{'各' * (len(units) > 1)}发一份催办函"


def _last_urge() -> int:
    return Urge._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _withdraw(keys: Sequence[int], after: Any, actor: Any) -> list[Outcome]:
    """Letters that nobody has signed for are withdrawn; their numbers stay used."""
    mine = Urge.objects.visible_to(actor).filter(suggestion__in=keys, pk__gt=after, urged_by=actor)
    rows = mine.exclude(state=UrgeState.WITHDRAWN).select_related("suggestion", "assignment__office")
    return take_back(URGE, rows, "withdraw_urge", actor, "批量催办后撤销。", lambda urge: urge.suggestion)


def _letters_made(suggestion: Suggestion) -> str:
    """The letters of this run: those of the last event of urging."""
    rows = suggestion.urges.filter(urged_on=timezone.localdate(), state=UrgeState.SENT).order_by("-pk")
    many = len(urgeable(suggestion))
    return "；".join(
        f"{row}（{row.assignment.office}）"
        for row in reversed(rows.select_related("assignment__office")[:many])
    )


# --- one 通报 over all of them


def _circulated(suggestion: Suggestion) -> str:
    """The paper's number, with the units it names."""
    rows = suggestion.escalations.filter(level=CIRCULATE, round=suggestion.round).select_related("office")
    return "；".join(f"{row.paper}（{row.office}）" for row in rows.order_by("pk"))


# --- extending


def _to_extend(suggestion: Suggestion) -> str:
    return f"答复期限改为{choices(suggestion)[-1][1]}"


# --- publishing


def _last_publication() -> int:
    return Publication._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _take_down(keys: Sequence[int], after: Any, actor: Any) -> list[Outcome]:
    """What this run made public is taken down again."""
    mine = Publication.objects.visible_to(actor).filter(suggestion__in=keys, pk__gt=after, published_by=actor)
    rows = Suggestion.objects.visible_to(actor).filter(publication__in=mine).order_by("pk")
    return take_back(SUGGESTION, rows, "take_down", actor, "批量公开后撤销。", lambda row: row)


OFFICE, UNIT = (Role.COMMITTEE,), (Role.HANDLER, Role.UNIT_HEAD)
BULKS = {
    "dispatch": Bulk(
        SUGGESTION, "dispatch", "批量交办", _to_be_dispatched, DispatchManyForm, _to_dispatch, undo=_back_to_registered,
        icon="list-check", whose=_whose, roles=OFFICE,
    ),
    "urge": Bulk(
        SUGGESTION, "urge", "批量催办", _suggestions, ReasonForm, _to_urge, _last_urge, _withdraw, icon="bell",
        whose=_whose, roles=OFFICE, made=_letters_made,
    ),
    "circulate": Bulk(
        SUGGESTION, "escalate", "合并通报", _suggestions, CirculateForm, to_circulate, icon="alert-triangle",
        permanent="通报已编号送达，不能整批撤销。", bar=why_not_circulated, whose=_whose, roles=OFFICE, shared=reserve,
        made=_circulated,
    ),
    "extend": Bulk(
        SUGGESTION, "extend", "批量延期", _suggestions, ReasonForm, _to_extend, icon="clock",
        permanent="延期已书面告知代表，不能整批撤销。", whose=_whose, roles=OFFICE,
    ),
    "publish": Bulk(
        SUGGESTION, "publish", "批量公开", _to_publish, NoteForm, effect, _last_publication, _take_down, icon="eye",
        bar=already_public, whose=_whose, roles=OFFICE,
    ),
    "carry": Bulk(
        SUGGESTION, "carry", "批量结转", _suggestions, HeirForm, lambda row: f"继续办理，原领衔代表{row.deputy}", icon="replace",
        permanent="已告知接续联系的代表；可以再次结转给其他代表。", whose=_whose, roles=OFFICE,
    ),
    "receive": Bulk(
        ASSIGNMENT, "receive", "批量签收", _parts, NoteForm, _to_receive, icon="check",
        permanent="签收即送达，不能撤销；不属本单位职责的，可在期限内申请退办。", roles=UNIT,
    ),
}  # fmt: skip


def bulk_actions(name: str, actions: Sequence[str]) -> list[Action]:
    """The buttons of a list whose rows may be ticked; name is the URL of the room's BulkView."""
    return [Action(BULKS[one].label, page_url(name, one), icon=BULKS[one].icon) for one in actions]
