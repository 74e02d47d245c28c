"""When deputies may take a suggestion back, and who has to agree (domain rule 33)."""

from offices.limits import setting
from suggestions.choices import Kind, SignatureRole, SignatureState, SuggestionState, Withdrawal
from suggestions.departed import departed
from suggestions.models import Signature, Suggestion
from suggestions.roles import signatures_of

S = SuggestionState
JOINTLY = (S.SUBMITTED, S.SECOND, S.REGISTERED, S.DISPATCHED)


def partners(suggestion: Suggestion) -> list[Signature]:
    """The co-signers who confirmed, as the page fetched them."""
    return [
        s for s in signatures_of(suggestion)
        if s.role == SignatureRole.CO and s.state == SignatureState.CONFIRMED
    ]  # fmt: skip


def needs_all(suggestion: Suggestion) -> bool:
    """Must every co-signer agree? Only what was submitted jointly, where the area says so (上海 art. 10)."""
    joint = suggestion.kind == Kind.JOINT and suggestion.state in JOINTLY
    return joint and setting("withdraw_joint", suggestion.area).value == "all" and bool(partners(suggestion))


def undecided(suggestion: Suggestion) -> list[Signature]:
    """The co-signers who have not agreed; empty when nobody needs to. Who has left the congress is not waited for."""
    if not needs_all(suggestion):
        return []
    open_ = [s for s in partners(suggestion) if s.withdrawal != Withdrawal.AGREED]
    left = departed(suggestion, open_)
    return [s for s in open_ if s.deputy_id not in left]


def pending(suggestion: Suggestion) -> bool:
    """Has the lead asked, and is nobody's answer a no yet?"""
    answers = {s.withdrawal for s in partners(suggestion)}
    return Withdrawal.ASKED in answers and Withdrawal.REFUSED not in answers


def why_not_withdrawn(suggestion: Suggestion) -> str:
    names = "、".join(str(s.deputy) for s in undecided(suggestion))
    return f"联名建议须全体联名代表同意方可撤回，{names}代表尚未同意。" if names else ""


def why_not_ended(suggestion: Suggestion) -> str:
    """After 交办 handling ends on written request, where the area allows it (青岛 art. 12, 重庆 art. 12)."""
    if not setting("withdraw_dispatched", suggestion.area).flag:
        return "建议已经交办，本区域规定交办后不能撤回。"
    return why_not_withdrawn(suggestion)


def why_not_asked(suggestion: Suggestion) -> str:
    """Why the co-signers need not, or may not now, be asked."""
    if not needs_all(suggestion) or not undecided(suggestion):
        return "撤回这件建议不必征求联名代表意见。"
    if suggestion.state == S.DISPATCHED and not setting("withdraw_dispatched", suggestion.area).flag:
        return "建议已经交办，本区域规定交办后不能撤回。"
    return "已经申请撤回，正在等待联名代表表态。" if pending(suggestion) else ""


def nothing_asked(suggestion: Suggestion) -> str:
    return "" if any(s.withdrawal for s in partners(suggestion)) else "没有撤回申请。"
