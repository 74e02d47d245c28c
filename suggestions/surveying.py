"""Asking the deputies of a look-back what they think of process and result, and what they answer (seed row TG-13)."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import Message, post_many
from pages.addresses import row_url
from suggestions.choices import Grade, SignatureState
from suggestions.models import HandlingMeeting, LookBack, Signature, SurveyReply
from workflow.transitions import Refused

G = Grade


@transaction.atomic
def send(look: LookBack, actor: Any) -> int:
    """A questionnaire to every signing deputy of the round's suggestions who has none; how many. Raises Refused."""
    signed = Signature._base_manager.filter(
        suggestion__look_backs__look_back=look,
        suggestion__look_backs__isnull=False,
        state=SignatureState.CONFIRMED,
    )
    had = set(
        SurveyReply._base_manager.filter(item__look_back=look).values_list("item__suggestion", "deputy")
    )
    items = dict(look.items.values_list("suggestion", "pk"))
    wanted = (
        signed.values_list("suggestion", "deputy", "deputy__user").distinct().order_by("suggestion", "deputy")
    )
    rows, users = [], set()
    for suggestion, deputy, user in wanted:
        if (suggestion, deputy) not in had:
            rows.append(
                SurveyReply(item_id=items[suggestion], deputy_id=deputy, sent_on=timezone.localdate())
            )
            users.add(user)
    if not rows:
        raise Refused("问卷都已发出。")
    SurveyReply.objects.bulk_create(rows, batch_size=1000)
    post_many(
        Message(user, "survey.sent", f"survey.sent:{look.pk}:{timezone.localdate()}", f"{look}：请填写办理情况问卷", url="/")
        for user in sorted(users - {None})
    )  # fmt: skip
    enter(
        EntryKind.DEED,
        "发放回头看问卷",
        actor,
        label=f"{look.area}{look}",
        data={"look_back": look.pk, "rows": len(rows)},
    )
    return len(rows)


@transaction.atomic
def answer(reply: SurveyReply, said: Mapping[str, Any], actor: Any) -> None:
    """Once, by the deputy himself. said: process, result, words, talk. Raises Refused."""
    row = SurveyReply._base_manager.select_for_update(of=("self",)).get(pk=reply.pk)
    if row.at:
        raise Refused("这份问卷已经填写。")
    if G.DISSATISFIED in (said["process"], said["result"]) and not said["words"].strip():
        raise Refused("不满意的，请写明意见。", "words")
    for name in ("process", "result", "words", "talk"):
        setattr(row, name, said[name])
    row.at = timezone.now()
    row.save()
    enter(EntryKind.DEED, "填写回头看问卷", actor, subject=row.item.suggestion, data={"survey": row.pk})


class Summary(NamedTuple):
    """What came back of a round. process, result: how many of each grade."""

    sent: int
    back: int
    process: dict[str, int]
    result: dict[str, int]
    talks: list[HandlingMeeting]

    def words(self, counted: dict[str, int]) -> str:
        """满意7、基本满意1、不满意1；满意率7÷9=77.8%: of those that came back."""
        told = "、".join(f"{label}{counted[value]}" for value, label in G.choices)
        whole = sum(counted.values())
        return (
            f"{told}；满意率{counted[G.SATISFIED]}÷{whole}={100 * counted[G.SATISFIED] / whole:.1f}%"
            if whole
            else "—"
        )


def summary(look: LookBack, rows: QuerySet[SurveyReply], talks: Iterable[HandlingMeeting]) -> Summary:
    """rows, talks: as the reader may know of them."""
    found = list(rows.filter(item__look_back=look).order_by().values_list("process", "result", "at"))
    back = [row for row in found if row[2]]
    counted = [{value: sum(row[place] == value for row in back) for value in G.values} for place in (0, 1)]
    return Summary(len(found), len(back), counted[0], counted[1], list(talks))


def to_talk_with(look: LookBack, rows: QuerySet[SurveyReply]) -> list[int]:
    """The suggestions whose deputies are not content, or wish to talk."""
    rows = rows.filter(item__look_back=look, at__isnull=False)
    found = rows.values_list("item__suggestion", "process", "result", "talk").order_by("item__suggestion")
    return sorted({pk for pk, process, result, talk in found if talk or G.DISSATISFIED in (process, result)})


def survey_url(reply: SurveyReply) -> str:
    return row_url("suggestions:survey", reply.pk)
