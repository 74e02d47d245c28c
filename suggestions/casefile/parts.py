"""The sections of the case file: the text, the verdicts, the voters behind it, the people and the clocks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import holds, role_of
from pages.casefile import ClockRow, Part, Person, TimelineItem
from pages.columns import Badge
from pages.dates import cn_date
from pages.masks import mask_name
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.casefile.phases import phases
from suggestions.casefile.reading import spans_of
from suggestions.choices import Grade, SuggestionState, Via, Warning
from suggestions.contact_lifecycle import CONTACT
from suggestions.ending_parts import PART_END
from suggestions.extension_lifecycle import EXTENSION
from suggestions.holding import shares
from suggestions.lifecycle import SUGGESTION
from suggestions.look_lifecycle import LOOK
from suggestions.models import Holding, Rating, SecondRating, Signature, Suggestion, SuggestionClock
from suggestions.models.reviews import UNITS
from suggestions.models.veil import VEILED
from suggestions.objections import all_made
from suggestions.reference import WAITS
from suggestions.roles import signatures_of
from suggestions.rounds import all_ratings, feedback_over
from suggestions.signature_lifecycle import SIGNATURE
from suggestions.supervision_lifecycle import SUPERVISION
from suggestions.transfer_lifecycle import TRANSFER
from suggestions.urge_lifecycle import URGE
from suggestions.voice_lifecycle import VOICE
from workflow.cases import clock_row

BETWEEN_OFFICES = ("hand_back", "co_opinion", "redispatch", "transfer")
GIVING_BACK = (
    "hand_back",
    "agree_hand_back",
    "refuse_hand_back",
    "reassign",
    "give_back",
    "agree_return",
    "refuse_return",
)
OFFICES = (Role.COMMITTEE, Role.GOVERNMENT, Role.HANDLER, Role.UNIT_HEAD, Role.LEADER)
VOTERS_READ = (Role.CLERK, Role.STATION_HEAD, Role.COMMITTEE, Role.LEADER, Role.DEPUTY)
GRADED = {Grade.SATISFIED: "green", Grade.BASICALLY: "blue", Grade.DISSATISFIED: "red"}


def texts(suggestion: Suggestion) -> list[Part]:
    """The deputy's own words."""
    told = (
        ("基本情况", suggestion.situation), ("问题分析", suggestion.analysis), ("具体建议", suggestion.proposal),
    )  # fmt: skip
    return [Part(title, text=text) for title, text in told if text]


@dataclass
class Verdict:
    """One line of _ratings.html."""

    who: str
    round: int
    attitude: Badge
    result: Badge
    reason: str
    at: Any
    via: str = ""
    warnings: str = ""
    of: str = "办理结果"


def verdicts(suggestion: Suggestion, user: Any) -> list[Part]:
    """What the deputies said of the handling; units read the present round when its time is over."""
    present = (
        role_of(user) not in VEILED or suggestion.state == SuggestionState.CLOSED or feedback_over(suggestion)
    )
    warned = role_of(user) == Role.COMMITTEE
    names = {signature.pk: str(signature.deputy) for signature in signatures_of(suggestion)}
    rows = [
        Verdict(
            names.get(r.signature_id, ""),
            r.round,
            _grade(r.attitude),
            _grade(r.result),
            r.reason,
            r.at,
            *_how(r, warned),
        )
        for r in all_ratings(suggestion)
        if present or r.round < suggestion.round
    ]
    if not rows:
        return []
    return [Part("代表评价", template="suggestions/_ratings.html", data=sorted(rows, key=lambda v: -v.round))]


def second_verdicts(suggestion: Suggestion, user: Any) -> list[Part]:
    """What they said when the promises were kept; units read it when its time is over."""
    rows = list(suggestion.second_ratings.order_by("pk")) if suggestion.judged_twice else []
    waiting = sum(row.at is None for row in rows)
    hidden = role_of(user) in VEILED and not feedback_over(suggestion, rule="second_feedback")
    given = [row for row in rows if row.at and not hidden]
    if not rows:
        return []
    names = {signature.pk: str(signature.deputy) for signature in signatures_of(suggestion)}
    warned = role_of(user) == Role.COMMITTEE
    data = [
        Verdict(
            names.get(r.signature_id, ""), r.round, _grade(r.attitude), _grade(r.result), r.reason, r.at,
            *_how(r, warned), "落实结果",
        )
        for r in given
    ]  # fmt: skip
    note = "承诺落实后的第二次评价，答复时的评价保持不变。" + (
        f"还有{waiting}位代表未评。" if waiting else ""
    )
    return [Part("落实后评价", template="suggestions/_ratings.html", data=data, note=note)]


def _how(row: Rating | SecondRating, warned: bool) -> tuple[str, str]:
    """By which way it came, where not by an account; and what the office should look into, for its eyes."""
    way = row.get_via_display() if row.via == Via.LINK else ""
    return way, "；".join(Warning(one).label for one in row.warnings) if warned else ""


def _grade(value: str) -> Badge:
    return Badge(Grade(value).label, GRADED[Grade(value)])


def objections(suggestion: Suggestion) -> list[Part]:
    """What deputies said against the dispatch, and the dispatcher's answers."""
    rows = all_made(suggestion)
    return [Part("交办异议", template="suggestions/_objections.html", data=rows)] if rows else []


@dataclass
class Origin:
    """One opinion of _origins.html, with its voters as they may be shown."""

    pk: int
    number: str
    station: str
    voters: list[tuple[str, date | None, bool]]

    @property
    def told(self) -> int:
        return sum(1 for _, on, waits in self.voters if on and not waits)


def origins(suggestion: Suggestion, user: Any) -> list[Part]:
    """The voters whose matters it carries, each told or not yet told; names masked, 保密 ones not named."""
    rows = [
        Origin(one["pk"], one["number"], one["station"], [_voter(voter) for voter in one["voters"]])
        for one in suggestion.origins
    ]
    if not rows:
        return []
    told, total = sum(row.told for row in rows), sum(len(row.voters) for row in rows)
    note = f"共{total}位群众，" + (
        f"最近的进展已告知{told}位。" if suggestion.registered_on else "立案后逐人告知进展。"
    )
    url = reverse("suggestions:voters", args=(suggestion.pk,)) if role_of(user) in VOTERS_READ else ""
    data = {"rows": rows, "url": url}
    return [Part("来源意见", template="suggestions/_origins.html", data=data, note=note)]


def _voter(voter: Mapping[str, Any]) -> tuple[str, date | None, bool]:
    name = "（要求保密）" if voter["secret"] else mask_name(voter["name"])
    return name, date.fromisoformat(voter["on"]) if voter["on"] else None, voter["waits"]


def whose_time(suggestion: Suggestion) -> list[Part]:
    """The days by holder, and the spans they are made of."""
    rows = spans_of(suggestion)
    told = shares(rows)
    if not told:
        return []
    total = sum(share.days for share in told)
    note = f"自提交至今（办结的至办结之日）共{total}天，每一天只归一方。"
    return [
        Part(
            "时间归属",
            template="suggestions/_holdings.html",
            data={"shares": told, "rows": list(map(_span, rows))},
            note=note,
        )
    ]


def _span(row: Holding) -> str:
    until = f"至{cn_date(row.until)}" if row.until else "至今"
    return f"{cn_date(row.since)}{until}：{row.office or row.get_party_display()}"


def people(suggestion: Suggestion) -> list[Person]:
    """Who signs, and whether he has confirmed."""
    return [Person(s.deputy.name, s.get_role_display(), _signed(s)) for s in signatures_of(suggestion)]


def _signed(signature: Signature) -> str:
    """How it stands with one signature; the lead's needs no word unless it was given on paper."""
    told = [*(["纸质签名"] if signature.on_paper else [])]
    if signature.role != "lead":
        told.append(signature.get_state_display())
    if signature.withdrawal:
        told.append(signature.get_withdrawal_display())
    return "，".join(told)


def clocks(suggestion: Suggestion, user: Any) -> list[ClockRow]:
    """The limits, the running ones first; a deputy without an account is named all the same."""
    rows = [clock for clock in suggestion.clocks.all() if _concerns(clock, user)]
    rows.sort(key=lambda c: (c.stopped_on is not None, c.due_on, c.pk))
    drawn = [(row.rule, clock_row(row)) for row in rows]
    lead = f"{suggestion.deputy}代表"
    return [replace(row, holder=lead) if rule.endswith("feedback") else row for rule, row in drawn]


def _concerns(clock: SuggestionClock, user: Any) -> bool:
    """What units arrange among themselves is not the deputies' matter; a chance to hand back, once past, nobody's."""
    if clock.rule == "hand_back" and clock.stopped_on:
        return False
    return clock.rule not in BETWEEN_OFFICES or role_of(user) != Role.DEPUTY


LIFECYCLES = (
    PART_END,
    TRANSFER,
    LOOK,
    CONTACT,
    EXTENSION,
    URGE,
    SUPERVISION,
    VOICE,
    ASSIGNMENT,
    SIGNATURE,
    SUGGESTION,
)
LABELS = {t.action: t.label for lifecycle in LIFECYCLES for t in lifecycle.transitions}
LABELS |= {
    "create": "起草",
    "enter": "照纸质件录入",
    "split_off": "拆分立件",
    "send": "交给承办单位",
    "withdraw": "撤回",
}
STATES_OF = {
    t.action: dict(lifecycle.states.choices) for lifecycle in LIFECYCLES for t in lifecycle.transitions
}
STATES = {v: n for lifecycle in LIFECYCLES for v, n in lifecycle.states.choices}


def timeline(rows: list[dict[str, Any]], user: Any, phased: bool = True) -> list[TimelineItem]:
    """What happened, in words; a unit's step names the unit. Why units gave it back is between the offices.

    phased: under the phases of the handling; only the whole of a suggestion's timeline knows them.
    """
    among, noted = holds(user, *OFFICES), False
    # what the desks said before they handed it over is not the unit's matter
    handed = role_of(user) not in UNITS
    items = []
    for row, phase in zip(rows, phases(rows), strict=True):
        if row["action"] == "send":
            continue
        if row["after"] == SuggestionState.REPLIED and row["action"] in ("refer", "reply"):
            noted = row["action"] == "refer"
        handed = handed or row["after"] == SuggestionState.DISPATCHED
        hidden = not handed or (not among and row["action"] in GIVING_BACK)
        told = row | {"note": ""} if hidden else row
        items.append(_item(told, noted, phase if phased else ""))
    return items


def _item(row: Mapping[str, Any], noted: bool, phase: str) -> TimelineItem:
    name, moved = row["actor__name"], row["before"] != row["after"]
    who = (f"{name}（{row['post']}）" if row["post"] else name) if name else "系统"
    label = LABELS.get(row["action"], row["action"])
    return TimelineItem(
        at=timezone.localtime(row["at"]),
        who=who,
        label=f"{row['unit']}：{label}" if row["unit"] else label,
        on_behalf=row["on_behalf_of"],
        note=row["note"],
        before=_state(row, "before", noted) if moved else "",
        after=_state(row, "after", noted) if moved else "",
        phase=phase,
    )


def _state(row: Mapping[str, Any], which: str, noted: bool) -> str:
    """A state in the words of the table whose step it was: 未见批示 of an issue is no 待签收 of a unit.

    noted: nobody is asked to judge what was only for reference.
    """
    if noted and row[which] == SuggestionState.REPLIED:
        return WAITS
    own = STATES_OF.get(row["action"], {})
    return own.get(row[which]) or STATES.get(row[which], row[which])
