"""The head of the case file: badges, who has it now, by when, and the facts."""

from django.urls import reverse

from pages.casefile import Fact
from pages.columns import Badge
from pages.dates import cn_date
from suggestions.choices import DeclineReason, Kind, SuggestionState
from suggestions.clockwork import REPLYING
from suggestions.completeness import missing_linked
from suggestions.handbacks import too_many
from suggestions.models import Suggestion, SuggestionClock
from suggestions.reference import FILE, MARK, NOTE, REPLY, way_of
from suggestions.roles import assignments_of
from suggestions.rounds import handed_back, unrated
from suggestions.tables import late_days, state_badge
from suggestions.transfers import pending
from workflow.calendar import due_words

S = SuggestionState
WAYS = {
    NOTE: "承办单位在期限内反馈参考情况即可，也可以照常答复。",
    FILE: "承办单位签收后留作参考，不计答复期限。",
    REPLY: "本区域规定仍须书面答复。",
}
LIMIT = {
    S.SUBMITTED: ("acceptance", "dispatch"),
    S.SECOND: ("second_review",),
    S.REGISTERED: ("dispatch",),
    S.DISPATCHED: REPLYING,
    S.REPLIED: ("feedback", "second_feedback"),
    S.CLOSED: ("second_feedback",),
}


def badges(suggestion: Suggestion) -> list[Badge]:
    found = [state_badge(suggestion)]
    if suggestion.key:
        found.append(Badge("重点督办", "purple"))
    found += [Badge(str(row.commendation), "green") for row in suggestion.commendations.all()]
    if suggestion.stands_on_scan:
        found.append(Badge("以签名纸质件为准", "blue"))
    if suggestion.confidential:
        found.append(Badge("保密", "red"))
    if days := late_days(suggestion):
        found.append(Badge(f"超期{days}天", "red"))
    if suggestion.round > 1:
        found.append(Badge(f"第{suggestion.round}次办理", "orange"))
    if suggestion.hand_backs >= too_many(suggestion.area):
        found.append(Badge(f"退办{suggestion.hand_backs}次", "red"))
    return found


def clock_now(suggestion: Suggestion) -> SuggestionClock | None:
    """The limit that matters at this stop."""
    rules = LIMIT.get(SuggestionState(suggestion.state), ())
    running = [c for c in suggestion.clocks.all() if c.rule in rules and c.stopped_on is None]
    return min(running, key=lambda c: c.due_on, default=None)


def holder(suggestion: Suggestion) -> str:
    """Who has it now; nobody in particular while several deputies rate."""
    if suggestion.state in (S.DRAFT, S.RETURNED):
        return f"{suggestion.deputy}代表"
    if suggestion.state == S.ENTERED:
        return f"{suggestion.deputy}代表"
    if suggestion.state == S.DISPATCHED:
        present = [
            a.office.name for a in assignments_of(suggestion) if a.role != "co" and a.state != "revoked"
        ]
        present += [str(one.office) for one in pending(suggestion) if one.role != "co"]
        return "、".join(present) or "交办机构（待改交）"
    clock = clock_now(suggestion)
    if suggestion.state == S.REPLIED:
        return "" if unrated(suggestion) else "人大代表工作机构"
    return str(clock.office) if clock and clock.office else ""


def notice(suggestion: Suggestion, offered: set[str]) -> str:
    """One thing the reader should know before anything else."""
    if suggestion.state == S.RETURNED:
        return "建议已退回修改，退回原因见“审查意见”；修改后可以再次提交。" if "withdraw" in offered else ""
    if suggestion.state in (S.DECLINED, S.LETTER):
        reason = dict(DeclineReason.choices).get(suggestion.decline_reason, "")
        done = "未立案" if suggestion.state == S.DECLINED else "未立案，作为代表来信处理"
        return f"{done}：{reason}。具体理由见“经过”。"
    if suggestion.state == S.SPLIT:
        return "本件含多个事项，已拆分为多件分别审查，见“拆分”。"
    if suggestion.state == S.DRAFT and "withdraw" in offered:
        return missing_linked(suggestion, reverse("suggestions:edit", args=(suggestion.pk,)))
    if suggestion.state == SuggestionState.DISPATCHED and suggestion.reference_only:
        return f"{MARK}：{WAYS[way_of(suggestion)]}"
    if "redispatch" in offered:
        parts = "、".join(str(part.office) for part in handed_back(suggestion))
        return f"{parts}已退办，请尽快改交。"
    return ""


def facts(suggestion: Suggestion) -> list[Fact]:
    """The facts of the case in the order of the printed form."""
    lead = f"{suggestion.deputy}" + (f"（{suggestion.delegation}）" if suggestion.delegation_id else "")
    found = [
        Fact("领衔代表", lead),
        Fact("提出形式", suggestion.get_kind_display()),
        Fact("届次", str(suggestion.session or f"{suggestion.term}闭会期间")),
        Fact("类别", suggestion.category),
        Fact("公开意见", suggestion.get_consent_display()),
        Fact("提交日期", suggestion.submitted_on),
        *particulars(suggestion),
    ]
    later = (
        ("立案日期", suggestion.registered_on), ("交办日期", suggestion.dispatched_on),
        ("主办单位", suggestion.lead_office), ("答复期限", due_words(suggestion.due_on)), ("答复日期", suggestion.replied_on),
        ("结果类别", suggestion.result_class), ("落实情况", fulfilled(suggestion)),
        ("接续联系的代表", suggestion.heir), ("办结日期", suggestion.closed_on),
    )  # fmt: skip
    return found + [Fact(label, value) for label, value in later if value]


def fulfilled(suggestion: Suggestion) -> str:
    """Since when it is carried out and what shows it, or ""; read with the case."""
    found = getattr(suggestion, "fulfilment", None)
    return f"{found.get_how_display()}（{cn_date(found.on)}）" if found else ""


def particulars(suggestion: Suggestion) -> list[Fact]:
    """相关情况, only what the deputy marked (domain rule 95)."""
    marked = [
        *(["希望加强联系沟通"] if suggestion.wants_contact else []),
        *(["仅供参考，不需书面答复"] if suggestion.reference_only else []),
        *(["可以联名提出"] if suggestion.open_to_co else []),
    ]
    motion = suggestion.motion_basis or "是" if suggestion.from_motion else ""
    told = (
        ("代表团讨论日期", suggestion.discussed_on if suggestion.kind == Kind.DELEGATION else None),
        ("建议承办单位", suggestion.proposed_office),
        ("主题（专项）活动", suggestion.campaign), ("议案转建议", motion), ("调研形成", suggestion.get_research_display()),
        ("多年多次提出", suggestion.get_raised_display()), ("代表要求", "；".join(marked)),
    )  # fmt: skip
    return [Fact(label, value) for label, value in told if value]
