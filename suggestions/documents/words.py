"""How official papers speak of a suggestion: its meeting, its number, its deputies."""

from collections.abc import Iterable

from suggestions.choices import SignatureRole, SignatureState
from suggestions.models import Signature, Suggestion
from suggestions.roles import signatures_of

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 as it is written in the names of terms and sessions: 五, 十七, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{'' if tens == 1 else DIGITS[tens]}十{DIGITS[ones] if ones else ''}"


def meeting(suggestion: Suggestion) -> str:
    """云川市第十七届人民代表大会第五次会议, or …闭会期间."""
    term = suggestion.term
    when = f"第{chinese(suggestion.session.number)}次会议" if suggestion.session else "闭会期间"
    return f"{term.congress}第{chinese(term.number)}届人民代表大会{when}"


def numbered(suggestion: Suggestion) -> str:
    """…第五次会议第12号建议."""
    return f"{meeting(suggestion)}第{suggestion.number}号建议" if suggestion.number else meeting(suggestion)


def confirmed(suggestion: Suggestion) -> list[Signature]:
    """The signatures that count, the lead's first."""
    rows = [s for s in signatures_of(suggestion) if s.state == SignatureState.CONFIRMED]
    return sorted(rows, key=lambda s: (s.role != SignatureRole.LEAD, s.pk))


def co_signers(suggestion: Suggestion) -> str:
    names = [s.deputy.name for s in confirmed(suggestion) if s.role == SignatureRole.CO]
    return "、".join(names) or "无"


def together(suggestion: Suggestion) -> str:
    """陈建国, or 陈建国等3名."""
    count = len(confirmed(suggestion))
    return f"{suggestion.deputy.name}等{count}名" if count > 1 else suggestion.deputy.name


def paragraphs(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def listed(names: Iterable[object]) -> str:
    return "、".join(str(name) for name in names) or "无"
