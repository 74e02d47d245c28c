"""Choosing excellent suggestions and units that handle well (评优, seed row HN-04): who comes into question, who is named."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import post
from offices.choices import Role
from offices.models import Area, Office
from offices.posts import acting_post, holders
from pages.counted import counted
from pages.framed import with_known
from suggestions import roles
from suggestions.choices import Grade, SuggestionState
from suggestions.choices_meetings import Commended
from suggestions.ledger import LedgerFilters
from suggestions.models import Commendation, Nominee, Rating, Suggestion
from suggestions.ranking import ranking
from workflow.transitions import Refused

MOST = 30
NAMED = counted(Nominee._base_manager.filter(commendation=OuterRef("pk")), "commendation")
ANSWERED = (SuggestionState.REPLIED, SuggestionState.CLOSED)


class Candidate(NamedTuple):
    """One who comes into question, with what speaks for it."""

    row: Any
    words: str


def with_counts(commendations: QuerySet) -> QuerySet:
    """Commendations with count (who is on the list)."""
    return with_known(commendations, count=NAMED)


def keeps(commendation: Commendation, user: Any) -> bool:
    """The congress office of its own area."""
    acting = acting_post(user)
    own = acting.principal if acting else None
    return own is not None and own.role == Role.COMMITTEE and own.area_id == commendation.area_id


def eligible(user: Any, area: Area, year: int) -> QuerySet[Suggestion]:
    """Suggestions of the area that were registered in the year and answered; never a confidential one."""
    rows = Suggestion.objects.visible_to(user).filter(area=area, confidential=False, state__in=ANSWERED)
    return rows.filter(registered_on__year=year)


def best(rows: QuerySet[Suggestion]) -> list[Candidate]:
    """Solved, researched, key or wholly satisfying ones; those with most to speak for them first. A proposal, no more."""
    now = Rating._base_manager.filter(suggestion=OuterRef("pk"), round=OuterRef("round"))
    rows = rows.annotate(
        judged=Exists(now), disliked=Exists(now.exclude(result=Grade.SATISFIED)),
        joined=Count("signatures", filter=Q(signatures__state="confirmed"), distinct=True),
    )  # fmt: skip
    fine = Q(judged=True, disliked=False)
    told = rows.filter(fine & (Q(result_class__resolved=True) | ~Q(research="") | Q(key=True)))
    told = told.select_related("deputy", "result_class").defer("grams", "situation", "analysis", "proposal")
    found = [
        Candidate(row, "，".join(_reasons(row)))
        for row in told.order_by(F("closed_on").desc(nulls_last=True), "-pk")[:200]
    ]
    return sorted(found, key=lambda one: -one.words.count("，"))[:MOST]


def _reasons(row: Suggestion) -> list[str]:
    solved = row.result_class is not None and row.result_class.resolved
    told = {
        "经过调研": bool(row.research), "问题已经解决": solved, "代表评价均为满意": True, "重点督办": row.key,
        f"{row.joined}名代表联名": row.joined > 1,
    }  # fmt: skip
    return [words for words, holds in told.items() if holds]


def best_units(user: Any, area: Area, year: int) -> list[Candidate]:
    """The units that are ranked, best first, with their scores."""
    span = LedgerFilters(
        since=timezone.datetime(year, 1, 1).date(), until=timezone.datetime(year, 12, 31).date()
    )
    found = [one for one in ranking(user, area, span, timezone.localdate()) if one.rank]
    offices = Office.objects.in_bulk([one.office for one in found[:MOST]])
    return [
        Candidate(offices[o.office], f"第{o.rank}名，综合得分{o.score}，主办{o.led}件") for o in found[:MOST]
    ]


@transaction.atomic
def name(commendation: Commendation, rows: Iterable[Any], reason: str, actor: Any) -> int:
    """Put them on the list; who is on it already stays as he is. Raises Refused once it was announced, or beyond the quota."""
    commendation = Commendation._base_manager.select_for_update().get(pk=commendation.pk)
    if commendation.announced_on:
        raise Refused("结果已经公布，不能再推荐。")
    kind = "suggestion" if commendation.kind == Commended.SUGGESTION else "office"
    there = set(commendation.nominees.values_list(kind, flat=True))
    new = [row for row in dict.fromkeys(rows) if row.pk not in there]
    if commendation.quota and len(there) + len(new) > commendation.quota:
        raise Refused(
            f"名额为{commendation.quota}个，已有{len(there)}个，不能再增加{len(new)}个；请先移出一些。",
            "chosen",
        )
    for row in new:
        Nominee.objects.create(commendation=commendation, reason=reason, named_by=actor, **{kind: row})
    enter(
        EntryKind.DEED,
        "推荐评优",
        actor,
        subject=commendation,
        data={kind: [row.pk for row in new], "reason": reason},
    )
    return len(new)


@transaction.atomic
def take_out(nominee: Nominee, actor: Any) -> None:
    """Off the list, while it is being made. Raises Refused."""
    commendation = Commendation._base_manager.select_for_update().get(pk=nominee.commendation_id)
    if commendation.announced_on:
        raise Refused("结果已经公布，不能再移出。")
    enter(
        EntryKind.DEED,
        "移出评优名单",
        actor,
        subject=commendation,
        data={"nominee": str(nominee), "reason": nominee.reason},
    )
    nominee.delete()


@transaction.atomic
def announce(commendation: Commendation, decided_by: str, document: str, actor: Any) -> Commendation:
    """From today on they are commended, and everybody concerned is told; once. Raises Refused."""
    commendation = Commendation._base_manager.select_for_update().get(pk=commendation.pk)
    if commendation.announced_on:
        raise Refused("结果已经公布。")
    nominees = list(commendation.nominees.select_related("suggestion", "office"))
    if not nominees:
        raise Refused("名单还是空的，请先推荐。")
    commendation.decided_by, commendation.document, commendation.announced_on = (
        decided_by,
        document,
        timezone.localdate(),
    )
    commendation.save(update_fields=["decided_by", "document", "announced_on"])
    enter(
        EntryKind.DEED,
        "公布评优结果",
        actor,
        subject=commendation,
        data={"nominees": [str(one) for one in nominees]},
    )
    for one in nominees:
        post(
            _concerned(one), kind="commendation.announced", key=f"commendation.announced:{one.pk}",
            title=f"{one}被评为“{commendation}”", body=f"{decided_by}决定。{one.reason}", url=commendation.get_absolute_url(),
        )  # fmt: skip
    return commendation


def _concerned(nominee: Nominee) -> list[Any]:
    """The deputies who signed and the unit that led; or the people of the unit."""
    if nominee.suggestion is None:
        return holders((Role.HANDLER, Role.UNIT_HEAD), office=nominee.office_id)
    lead = nominee.suggestion.lead_office_id
    units = holders((Role.HANDLER, Role.UNIT_HEAD), office=lead) if lead else []
    return [user for user in (*roles.signers(nominee.suggestion), *units) if user]
