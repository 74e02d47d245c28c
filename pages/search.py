"""Search in Chinese text by index: every word of two characters or more hits, anywhere in a sentence.

A searchable row keeps the pairs of neighbouring characters ("grams") of its
search fields in an array with a GIN index. A word's grams find the candidates;
words longer than two characters are then compared with the text itself.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from pages.conditions import compared

TOO_SHORT = "请输入至少两个字。"
AROUND = "“”‘’\"'《》〈〉「」『』【】（）()，。、；：！？,.;:!?"
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


class TooShort(ValueError):
    """A search word of one character; its text is for the reader."""

    def __init__(self) -> None:
        super().__init__(TOO_SHORT)


def fold(text: str) -> str:
    """Lower case, and full-width letters, digits and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text).lower()


def grams_of(text: str) -> set[str]:
    """The pairs of neighbouring characters inside each run of text without spaces."""
    return {run[i : i + 2] for run in fold(text).split() for i in range(len(run) - 1)}


def bare(word: str) -> str:
    """A word without the quotation marks and stops around it, as it comes from a title or a sentence."""
    inside = word.strip(AROUND)
    return inside if len(inside) > 1 else word


class SearchQuerySet(models.QuerySet):
    """A queryset whose model is Searchable."""

    def search(self, text: str) -> "SearchQuerySet":
        """The rows that hold every word of the text. Raises TooShort for a word of one character.

        The index is left to the words. Asked for a whole city's areas too, PostgreSQL read half a million entries of
        theirs beside the ten thousand of a common word, for the page and for its count.
        """
        found = self
        for word in text.replace("\x00", " ").split():
            found = found.filter(self._holds(bare(word)))
        if found is not self:
            found.query.where = compared(found.query.where)
        return found

    def _holds(self, word: str) -> Q:
        folded = fold(word)
        grams = grams_of(word)
        if not grams:
            raise TooShort
        hit = Q(grams__contains=sorted(grams))
        if len(folded) == 2:
            return hit
        written = Q()
        for form in {word, folded, folded.translate(_WIDE)}:
            lookup = "contains" if form.upper() == form.lower() else "icontains"
            for field in self.model.search_fields:
                written |= Q(**{f"{field}__{lookup}": form})
        return hit & written


class Searchable(models.Model):
    """A row found by words. Name its text fields in search_fields, and index it with grams_index.

    save() keeps the grams; whoever writes by bulk_create or bulk_update calls
    fill_grams first (and names "grams" among the fields).
    """

    search_fields: ClassVar[tuple[str, ...]] = ()

    grams = ArrayField(models.CharField(max_length=2), default=list, editable=False, verbose_name="检索词")

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None:
            if not self.get_deferred_fields() & set(self.search_fields):
                fill_grams([self])
        elif set(update_fields) & set(self.search_fields):
            fill_grams([self])
            update_fields = {*update_fields, "grams"}
        super().save(*args, update_fields=update_fields, **kwargs)


def fill_grams(objs: Iterable[Searchable]) -> None:
    """Reckon the grams of rows that are about to be written."""
    for obj in objs:
        found: set[str] = set()
        for field in obj.search_fields:
            found |= grams_of(str(getattr(obj, field) or ""))
        obj.grams = sorted(found)


def grams_index(name: str) -> GinIndex:
    """The index every searchable model lists in its Meta."""
    return GinIndex(fields=("grams",), name=name)
