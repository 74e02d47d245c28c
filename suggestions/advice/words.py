"""The areas' lists of words (WordList): what each warns of, and where a text holds one of its words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from journal.book import enter
from journal.models import EntryKind
from offices.choices import AreaKind
from offices.models import Area
from pages.search import fold
from suggestions.advice.texts import FIELDS, Finding
from suggestions.choices import WordKind
from suggestions.models import WordList

K = WordKind
ABOVE = {
    AreaKind.PROVINCE: (K.NATION,),
    AreaKind.CITY: (K.NATION, K.PROVINCE),
}
LEVELS = (K.NATION, K.PROVINCE, K.CITY)
ADVICE = {
    K.SECRET: "涉密材料不得在本系统填写，请与人大代表工作机构联系，按保密规定办理。",
    K.SEVERAL: "一事一议：另一个事项请另提一件。",
    **dict.fromkeys(LEVELS, "本级无权决定的事项，可写明希望本级向上级反映什么，或由上级人大代表提出。"),
}
FORBIDDEN = "属于不应作为建议提出的情形，可能不予立案或转为代表来信，请核对。"
_SENTENCE = re.compile(r"[。！？；!?;\n]")


def lists_of(area: Area) -> dict[str, WordList]:
    """kind -> the list in use: the area's own, else the nearest above, else the default."""
    above = [area.path[:end] for end in range(Area.steplen, len(area.path) + 1, Area.steplen)]
    rows = WordList.objects.filter(Q(area=None) | Q(area__path__in=above)).select_related("area")
    nearest = sorted(rows, key=lambda row: len(row.area.path) if row.area else 0)
    return {row.kind: row for row in nearest}


def applies(kind: str, area: Area) -> bool:
    """Lists of levels warn only below that level."""
    return kind not in LEVELS or kind in ABOVE.get(AreaKind(area.kind), LEVELS)


def warnings(texts: Mapping[str, str], area: Area) -> Iterator[Finding]:
    """One finding for each list and part of the text that holds words of it."""
    for kind, row in lists_of(area).items():
        if kind not in K.values or not applies(kind, area):
            continue
        for name in FIELDS:
            if hits := held(row.lines, texts.get(name, "")):
                yield _finding(WordKind(kind), name, hits)


def _finding(kind: WordKind, name: str, hits: Sequence[str]) -> Finding:
    if kind in ADVICE:
        return Finding(f"提到{kind.label}", ADVICE[kind], name, tuple(hits), serious=kind == K.SECRET)
    return Finding(f"可能涉及{kind.label}", FORBIDDEN, name, tuple(hits), serious=True)


def held(words: Sequence[str], text: str) -> list[str]:
    """The words that the text holds; a line a+b is held by a sentence with both."""
    folded = fold(text)
    sentences = _SENTENCE.split(folded)
    return [
        word for word in words
        if any(all(part in sentence for part in _parts(word)) for sentence in sentences)
    ]  # fmt: skip


def _parts(word: str) -> list[str]:
    return [part for part in fold(word).split("+") if part] or ["\x00"]


@transaction.atomic
def adopt(area: Area, kind: str, words: str, user: Any) -> WordList:
    """Give the area a list of its own from now on; kept in the journal with what it was."""
    before = lists_of(area).get(kind)
    row, _ = WordList.objects.update_or_create(
        area=area, kind=kind, defaults={"words": tidy(words), "changed_by": user}
    )
    data = {"kind": kind, "before": before.lines if before else [], "after": row.lines}
    enter(EntryKind.DEED, "修改提示词表", user, subject=row, data=data)
    return row


def tidy(words: str) -> str:
    """One word a line, each once, in the order written; also commas and the Chinese enumeration mark divide."""
    found = (word.strip() for word in re.split(r"[\n,，、;；]", words))
    return "\n".join(dict.fromkeys(word for word in found if word))


@transaction.atomic
def give_up(area: Area, kind: str, user: Any) -> bool:
    """Drop the area's own list, so that the general one holds again; whether there was one."""
    row = WordList.objects.filter(area=area, kind=kind).first()
    if row is None:
        return False
    enter(EntryKind.DEED, "恢复通用提示词表", user, subject=row, data={"kind": kind, "before": row.lines})
    row.delete()
    return True
