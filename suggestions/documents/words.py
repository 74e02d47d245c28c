"""How official papers speak of a suggestion: its meeting, its number, its deputies."""

from collections.abc import Iterable

from pages.numerals import numeral
from suggestions.choices import SignatureRole, SignatureState
from suggestions.models import Signature, Suggestion
from suggestions.roles import signatures_of


def meeting(suggestion: Suggestion) -> str:
    """云川市第十七届人民代表大会第五次会议, or …闭会期间."""
    term = suggestion.term
    when = f"第{numeral(suggestion.session.number)}次会议" if suggestion.session else "闭会期间"
    return f"{term.congress}第{numeral(term.number)}届人民代表大会{when}"


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
