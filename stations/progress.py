"""What a voter is told of an opinion's way: stages and days in plain words, no names of persons."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from stations.choices import OpinionState, RefusalReason, Route
from stations.models import Opinion
from stations.refusals import GROUNDS

S = OpinionState
WORDS = {
    "create": "联络站已收到", "answer": "已当场答复", "refer": "已转交办理", "offer": "已请人大代表研究提出建议",
    "suggest": "已形成代表建议", "refuse": "不予受理", "reply": "承办单位已答复", "report": "代表建议已办结",
    "reopen": "重新办理", "order": "已转交办理", "hotline": "12345热线已答复", "close": "已办结",
}  # fmt: skip
BACK = ("hand_back", "recall", "decline", "drop")


@dataclass(frozen=True)
class Stage:
    """One thing that happened: when, in words."""

    on: dt.date
    label: str


def stages(opinion: Opinion) -> list[Stage]:
    """The milestones so far, oldest first; detours appear as one sentence."""
    found: list[Stage] = []
    for action, at in opinion.events.order_by("at", "pk").values_list("action", "at"):
        label = WORDS.get(action) or ("正在重新安排办理" if action in BACK else "")
        if label and not (found and found[-1].label == label):
            found.append(Stage(timezone.localtime(at).date(), label))
    return found


REFUSED = "联络站不受理这类事项，原因和去处见下。"


def standing(opinion: Opinion) -> str:
    """Where it is now, in one sentence."""
    if opinion.state == S.CLOSED and opinion.route == Route.REFUSED:
        return REFUSED
    to = opinion.office.name if opinion.office else opinion.receiver
    return {
        S.OPENED: "联络站正在研究如何办理。", S.PENDING: "联络站正在研究如何办理。", S.MERGED: "已与相同的反映合并办理。",
        S.REFERRED: f"{to or '有关单位'}正在办理。",
        S.OFFERED: "人大代表正在研究。", S.SUGGESTED: "已作为代表建议提出，正在办理。",
        S.ANSWERED: "已有办理结果。", S.CLOSED: "已办结。",
        S.REFUSED: REFUSED,
    }[S(opinion.state)]  # fmt: skip


def outcome(opinion: Opinion) -> list[tuple[str, str]]:
    """What came of it: (label, text) pairs, for a refusal what its slip says; empty while it is not known."""
    if opinion.state in (S.REFUSED, S.CLOSED) and opinion.route == Route.REFUSED:
        ground = GROUNDS[RefusalReason(opinion.refusal)]
        why = f"{opinion.get_refusal_display()}。{ground.reason}"
        said = [("不予受理的原因", why), ("请向这里反映", opinion.go_instead), ("说明", ground.note)]
        return [(label, text) for label, text in said if text]
    if opinion.state in (S.ANSWERED, S.CLOSED) and opinion.answer:
        return [("办理结果", opinion.answer)]
    return []
