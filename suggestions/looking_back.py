"""Rounds of looking back: which suggestions, what each step writes, and the resolution rate before and after."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import Message, post_many
from offices.choices import Role
from offices.models import Area
from offices.posts import acting_post
from suggestions import parties
from suggestions.choices import LookState, SuggestionState
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.fulfilling import note_fulfilment
from suggestions.models import HandlingMeeting, LookBack, LookBackItem, Suggestion
from suggestions.rating_again import ask_again
from suggestions.replies import result_classes
from workflow.transitions import Refused, Step

ANSWERED = (SuggestionState.REPLIED, SuggestionState.CLOSED)


def candidates(rows: QuerySet[Suggestion], area: Area) -> QuerySet[Suggestion]:
    """Of these, the answered ones of the area; resolved ones too, so that the rate is that of all of them."""
    return rows.filter(area=area, state__in=ANSWERED, result_class__isnull=False, lead_office__isnull=False)


def to_look_back_at(meeting: HandlingMeeting, user: Any) -> QuerySet[Suggestion]:
    """What was answered of the suggestions of a meeting, in the person's own area."""
    rows = Suggestion.objects.visible_to(user).filter(discussed__meeting=meeting)
    return candidates(rows, acting_post(user).principal.area)


@transaction.atomic
def begin_round(
    area: Area, name: str, rows: QuerySet[Suggestion], actor: Any, meeting: HandlingMeeting | None = None
) -> LookBack:
    """Take a snapshot of every answered suggestion of a range. Raises Refused for a name used or an empty range."""
    if LookBack.objects.filter(area=area, name=name).exists():
        raise Refused("已有同名的回头看，请换一个名称。", "name")
    found = list(
        candidates(rows, area).values_list("pk", "lead_office", "result_class", "result_class__resolved")
    )
    if not found:
        raise Refused("所选范围内没有已答复的建议。", "which")
    look = LookBack.objects.create(
        area=area, name=name, opened_on=timezone.localdate(), opened_by=actor, meeting=meeting
    )
    LookBackItem.objects.bulk_create(
        (_snapshot(look, *row) for row in found), batch_size=1000
    )  # resolved ones need nobody's hand: they are in the rate and settled at once
    enter(
        EntryKind.DEED,
        "开展回头看",
        actor,
        label=f"{area}{name}",
        data={"look_back": look.pk, "rows": len(found)},
    )
    _tell_units(look)
    return look


def _snapshot(look: LookBack, suggestion: int, office: int, before: int, resolved: bool) -> LookBackItem:
    done = {"state": LookState.SETTLED, "after_id": before, "settled_on": look.opened_on} if resolved else {}
    return LookBackItem(look_back=look, suggestion_id=suggestion, office_id=office, before_id=before, **done)


def _tell_units(look: LookBack) -> None:
    """Each unit that owes something: how many, and where."""
    rows = LookBackItem.objects.filter(look_back=look, state=LookState.OPEN).order_by()
    owed = rows.values_list("office").annotate(n=Count("pk"))
    post_many([
        Message(
            user.pk, "look_back.begun", f"look_back.begun:{look.pk}:{office}",
            f"{look}：请报送{count}件建议的落实情况", url=look.get_absolute_url(),
        )
        for office, count in owed
        for user in parties.holders_of(office)
    ])  # fmt: skip


@dataclass(frozen=True)
class Rate:
    """解决率 of a round: before it and as it stands, each with its numbers."""

    total: int
    before: int
    after: int

    def share(self, part: int) -> str:
        return f"{part}÷{self.total}={100 * part / self.total:.1f}%" if self.total else "—"

    @property
    def words(self) -> tuple[str, str]:
        return self.share(self.before), self.share(self.after)


def rate(look: LookBack) -> Rate:
    """One query; what is not yet settled counts as it was (大连 2021: 59.5% → 73.6%)."""
    now = Q(after__resolved=True) | Q(after__isnull=True, before__resolved=True)
    found = LookBackItem.objects.filter(look_back=look).aggregate(
        n=Count("pk"), was=Count("pk", filter=Q(before__resolved=True)), now=Count("pk", filter=now)
    )
    return Rate(found["n"], found["was"], found["now"])


def changes(look: LookBack) -> list[tuple[str, str, int]]:
    """(class before, class after, how many) of what was settled differently."""
    rows = LookBackItem.objects.filter(look_back=look, after__isnull=False).exclude(after=F("before"))
    counted = rows.order_by().values("before__code", "after__code").annotate(n=Count("pk"))
    return [(row["before__code"], row["after__code"], row["n"]) for row in counted.order_by("before__code")]


def of_the_unit(item: LookBackItem, user: Any) -> bool:
    """The people of the unit that answered."""
    post = acting_post(user)
    if post is None or post.role not in (Role.HANDLER, Role.UNIT_HEAD):
        return False
    return post.principal.office_id == item.office_id


def proposed(step: Step) -> None:
    """Another class only from the area's scheme, and a resolved one only with what shows it."""
    item = step.subject
    if item.proposed not in result_classes(item.suggestion.area):
        raise Refused("请选择现行方案中的类别。", "proposed")
    if item.proposed.resolved and not item.before.resolved and not item.evidence:
        raise Refused("调整为已解决的，须附证明材料。", "evidence")
    if file := step.data.get("evidence"):
        item.evidence_name = file.name[-200:]
    item.agreed, item.word = None, ""
    item.save(update_fields=["evidence_name", "agreed", "word"])
    remark(step, f"{item.look_back}：拟由{item.before.code}类调整为{item.proposed.code}类。")


def answered(step: Step) -> None:
    item = step.subject
    if not item.word.strip():
        raise Refused("请写明代表的意见。", "word")
    item.agreed = bool(step.data.get("agreed"))
    item.save(update_fields=["agreed"])
    remark(step, f"{item.look_back}：代表{'认可' if item.agreed else '不认可'}。{item.word}")


def kept(step: Step) -> None:
    needs_reason(step)
    _settle(step.subject, step.subject.before)


def accept(step: Step) -> None:
    """The class moves only with the deputy's word; the snapshot of the class before stays."""
    item = step.subject
    _settle(item, item.proposed if item.agreed else item.before)
    remark(step, f"{item.look_back}：{item.before.code}类 → {item.after.code}类。")


def sent_back(step: Step) -> None:
    needs_reason(step)


def _settle(item: LookBackItem, after: Any) -> None:
    item.after, item.settled_on = after, timezone.localdate()
    item.save(update_fields=["after", "settled_on"])
    if not LookBackItem.objects.filter(look_back=item.look_back_id).exclude(state=LookState.SETTLED).exists():
        LookBack.objects.filter(pk=item.look_back_id).update(closed_on=item.settled_on)
    if after != item.before:
        item.suggestion.result_class = after
        item.suggestion.save(update_fields=["result_class"])
        note_fulfilment(item.suggestion_id)
        ask_again(item.suggestion)


def why_not_further(item: LookBackItem) -> str:
    """Why nothing more is to follow, or ""."""
    now = item.after or item.before
    return "已经解决，不需要后续措施。" if item.state == LookState.SETTLED and now.resolved else ""


def further(step: Step) -> None:
    """再调研、再检查、再审议、再督办 (seed row DZ-05): which one, why and how; a later one takes its place."""
    needs_reason(step)
    item = step.subject
    item.further_on = timezone.localdate()
    item.save(update_fields=["further_on"])
    remark(step, item.get_further_display())
