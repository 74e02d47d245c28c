"""Two texts side by side: what was taken out of the old one, and what is new in the other. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
MOST_SIGNS = 4000  # a longer changed passage is shown as changed altogether


@dataclass(frozen=True)
class Span:
    """A run of text; changed is False where both sides have it."""

    text: str
    changed: bool = False


def compare(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """The old side and the new side, each in runs; first by sentences, inside a changed one by characters."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    left: list[Span] = []
    right: list[Span] = []
    for same, a, b in _runs(before, after):
        gone, come = "".join(a), "".join(b)
        if same:
            left.append(Span(gone))
            right.append(Span(come))
        else:
            _by_characters(gone, come, left, right)
    return _joined(left), _joined(right)


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind == "equal", old[i:j], new[k:m]


def _by_characters(old: str, new: str, left: list[Span], right: list[Span]) -> None:
    if not old or not new or len(old) > MOST_SIGNS or len(new) > MOST_SIGNS:
        left += [Span(old, True)] if old else []
        right += [Span(new, True)] if new else []
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if j > i:
            left.append(Span(old[i:j], kind != "equal"))
        if m > k:
            right.append(Span(new[k:m], kind != "equal"))


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours of the same kind as one run."""
    cuts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(spans)) if a.changed != b.changed), len(spans)]
    groups = [spans[a:b] for a, b in pairwise(cuts) if b > a]
    return [Span("".join(one.text for one in group), group[0].changed) for group in groups]
