"""Over a change of term (换届结转, domain rule 27): open cases and promises keep a deputy who follows them.

上海 art. 19 and 22: handling goes on and the reply goes to who proposed it. He keeps his signature and his verdict;
a deputy of the new congress reads along, is told, and speaks for him on promises and look-backs.
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from deputies.choices import MandateState
from deputies.models import Deputy, Mandate
from notices.outbox import post
from offices.limits import setting
from offices.models import Area
from pages.planning import OneOf
from suggestions.choices import OPEN, PromiseState, SuggestionState
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.ending_parts import end_parts
from suggestions.models import Promise, Suggestion
from suggestions.origins import give_back
from workflow.transitions import Refused, Step

KEY = "carry_over"
UNSETTLED = (PromiseState.OPEN, PromiseState.REPORTED)


def _over(suggestion: Suggestion) -> bool:
    ends = suggestion.term.ends_on
    return ends is not None and ends < timezone.localdate()


def why_not_carried(suggestion: Suggestion) -> str:
    """Why nobody of the new term is named, or ""."""
    if not _over(suggestion):
        return "本届任期未满，不需要结转。"
    if not setting(KEY, suggestion.area).flag:
        return "本区域规定换届后不再继续办理。"
    if (
        suggestion.state == SuggestionState.CLOSED
        and not suggestion.promises.filter(state__in=UNSETTLED).exists()
    ):
        return "已办结，也没有待落实的承诺，不需要结转。"
    return ""


def why_not_ended(suggestion: Suggestion) -> str:
    """Why its handling does not end with the term, or ""."""
    if not _over(suggestion):
        return "本届任期未满。"
    return "本区域规定换届后继续办理。" if setting(KEY, suggestion.area).flag else ""


def heirs(area: Area) -> QuerySet[Deputy]:
    """The deputies who sit in the congress of the area now."""
    now = Mandate.objects.filter(
        deputy=OuterRef("pk"),
        term__area=area,
        state=MandateState.ACTIVE,
        term__starts_on__lte=timezone.localdate(),
    )
    return Deputy._base_manager.filter(Exists(now.exclude(term__ends_on__lt=timezone.localdate())))


def carry(step: Step) -> None:
    """Somebody of the present congress follows it from now on; another one may be named later. Raises Refused."""
    suggestion, heir = step.subject, step.subject.heir
    if heir is None or not heirs(suggestion.area).filter(pk=heir.pk).exists():
        raise Refused("请选择本级本届在任的代表。", "heir")
    suggestion.carried_on = timezone.localdate()
    suggestion.save(update_fields=["carried_on"])
    remark(step, f"由{heir}代表接续联系。")
    if heir.user_id:
        post(
            [heir.user], kind="suggestion.carry", key=f"suggestion.carry:{step.event.pk}",
            title=f"{suggestion}由您接续联系：《{suggestion.title}》", url=suggestion.get_absolute_url(),
            body="这是上届代表提出、换届后继续办理的建议，请跟踪办理和承诺落实。",
        )  # fmt: skip


def end_with_term(step: Step) -> None:
    """Where the area does not carry over: handling ends, its opinions go back to their stations."""
    needs_reason(step)
    end_parts(step.subject, "本届任期届满，终止办理。")
    give_back(step.subject, f"届满终止办理：{step.event.note.strip()}")


def left_open(rows: QuerySet[Suggestion], today: date) -> QuerySet[Suggestion]:
    """Of these, the open cases that an ended term left behind and nobody follows yet."""
    return rows.filter(state__in=OPEN, term__ends_on__lt=today, heir=None)


def left_promised(rows: QuerySet[Suggestion], today: date, area: Area | None = None) -> QuerySet[Suggestion]:
    """Of these, the closed ones with promises that an ended term (of that area) left behind and nobody follows yet.

    Looked for from the promises, which are few: the closed ones are nearly all there ever were.
    """
    promises = Promise._base_manager.filter(state__in=UNSETTLED, term__ends_on__lt=today).order_by()
    promises = promises.filter(term__area=area) if area else promises
    promised = OneOf(F("pk"), ArraySubquery(promises.values("suggestion")))
    return rows.filter(promised, state=SuggestionState.CLOSED, heir=None)


def left_over(rows: QuerySet[Suggestion], today: date) -> QuerySet[Suggestion]:
    """Both; each is found by its own index."""
    own = rows.order_by().select_related(None)
    found = left_open(own, today).values("pk").union(left_promised(own, today).values("pk"), all=True)
    return rows.filter(pk__in=found)
