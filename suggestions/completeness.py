"""What a draft still lacks before it may be submitted."""

from django.utils import timezone
from django.utils.html import format_html, format_html_join

from deputies.models import Session
from suggestions.choices import Kind, SignatureState
from suggestions.models import Suggestion
from suggestions.roles import signatures_of

# 北京 art. 9: 标题、事由、具体工作建议; consent on publication is asked by the printed form (domain rule 43)
NEEDED = ("title", "situation", "analysis", "proposal", "category_id", "consent")
WORDS = {
    "title": "标题", "situation": "基本情况", "analysis": "问题分析", "proposal": "具体建议",
    "category": "类别", "consent": "公开意见", "discussed_on": "代表团讨论日期",
}  # fmt: skip


def empty_fields(suggestion: Suggestion) -> list[str]:
    """The names of the form's fields that must be filled in and are not."""
    names = [*NEEDED, *(["discussed_on"] if suggestion.kind == Kind.DELEGATION else [])]
    if suggestion.entered_by_id:
        names.remove("analysis")  # the paper form has one text; what it does not say is not made up
    return [name.removesuffix("_id") for name in names if not str(getattr(suggestion, name) or "").strip()]


def awaited(suggestion: Suggestion) -> list[str]:
    """What others have to do first: co-signers to answer, the delegation's head to sign, the session to open."""
    waiting = [s.deputy.name for s in signatures_of(suggestion) if s.state == SignatureState.INVITED]
    found = [f"{name}代表确认联名" for name in waiting]
    return found + (_for_delegation(suggestion) if suggestion.kind == Kind.DELEGATION else [])


def _for_delegation(suggestion: Suggestion) -> list[str]:
    """重庆 art. 8: a delegation's suggestion is made in session, after discussion, signed by its head (domain rule 28)."""
    found, delegation = [], suggestion.delegation
    head = delegation.head if delegation else None
    signed = {s.deputy_id for s in signatures_of(suggestion) if s.state == SignatureState.CONFIRMED}
    if open_session(suggestion.term_id) is None:
        found.append("等大会开幕（代表团建议只在大会期间提出）")
    if head is None:
        found.append("在代表登记中设定代表团团长")
    elif head.pk not in signed and suggestion.deputy_id != head.pk:
        found.append(f"团长{head}确认联名")
    return list(dict.fromkeys(found))


def open_session(term_id: int) -> Session | None:
    """The session that is held today, if one is."""
    today = timezone.localdate()
    return Session.objects.filter(term=term_id, opens_on__lte=today, closes_on__gte=today).first()


def lacking(suggestion: Suggestion) -> list[str]:
    """The parts still empty, and the people not yet heard."""
    return [WORDS[name] for name in empty_fields(suggestion)] + awaited(suggestion)


def missing(suggestion: Suggestion) -> str:
    """The same as a sentence, or "" when it may be submitted."""
    parts = lacking(suggestion)
    return f"提交前还需：{'、'.join(parts)}。" if parts else ""


def missing_linked(suggestion: Suggestion, form_url: str) -> str:
    """The sentence with each empty part leading to its field on the form."""
    empty = [(f"{form_url}#div_id_{name}", WORDS[name]) for name in empty_fields(suggestion)]
    others = [("", words) for words in awaited(suggestion)]
    if not empty and not others:
        return ""
    links = format_html_join("、", '<a href="{}">{}</a>', empty)
    rest = ("、" if empty and others else "") + "、".join(words for _, words in others)
    return format_html("提交前还需：{}{}。", links, rest)
