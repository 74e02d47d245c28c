"""What a draft still lacks before it may be submitted."""

from suggestions.choices import SignatureState
from suggestions.models import Suggestion
from suggestions.roles import signatures_of

# 北京 art. 9: 标题、事由、具体工作建议; consent on publication is asked by the printed form (domain rule 43)
NEEDED = ("title", "situation", "analysis", "proposal", "category_id", "consent")
WORDS = {
    "title": "标题", "situation": "基本情况", "analysis": "问题分析", "proposal": "具体建议",
    "category_id": "类别", "consent": "公开意见",
}  # fmt: skip


def lacking(suggestion: Suggestion) -> list[str]:
    """The parts still empty, and the co-signers not yet heard."""
    empty = [WORDS[name] for name in NEEDED if not str(getattr(suggestion, name) or "").strip()]
    waiting = [s.deputy.name for s in signatures_of(suggestion) if s.state == SignatureState.INVITED]
    return empty + [f"{name}代表确认联名" for name in waiting]


def missing(suggestion: Suggestion) -> str:
    """The same as a sentence, or "" when it may be submitted."""
    parts = lacking(suggestion)
    return f"提交前还需：{'、'.join(parts)}。" if parts else ""
