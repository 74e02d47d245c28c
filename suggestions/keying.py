"""Key suggestions (重点督办建议): how many an area chooses, and how those chosen stand (seed row ZJ-11, 代表法 art. 52)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from deputies.models import Term
from offices.limits import setting
from offices.models import Area
from pages.cards import Figure
from suggestions.choices import OPEN, SuggestionState
from suggestions.deeds.remarks import remark
from suggestions.models import Suggestion, Supervision
from suggestions.progress import of_suggestion
from workflow.transitions import Refused, Step

KEY = "key_share"
MOST = 200


def share_of(area: Area) -> int:
    """How many of a hundred registered suggestions the area takes as key ones."""
    return setting(KEY, area).number


def chosen(area: Area, term: Any) -> tuple[int, int]:
    """(key ones, all registered ones) of a term."""
    rows = Suggestion._base_manager.filter(area=area, term=term, number__isnull=False)
    return rows.filter(key=True).count(), rows.count()


def mark(step: Step) -> None:
    """Key or no longer key; beyond the area's share it needs a reason, for the 主任会议 decides it."""
    suggestion = step.subject
    of_suggestion(suggestion)
    if not suggestion.key:
        remark(step, "不再列为重点督办。")
        return
    keys, all_ = chosen(suggestion.area, suggestion.term)
    share = share_of(suggestion.area)
    if keys > allowed(all_, share) and not step.event.note.strip():
        raise Refused(
            f"重点督办建议已有{keys - 1}件，超过立案数的{share}%（{allowed(all_, share)}件），请说明理由。",
            "note",
        )
    remark(step, "列为重点督办。")


def allowed(registered: int, share: int) -> int:
    """The share in whole suggestions, at least one."""
    return max(1, registered * share // 100)


# --- the dashboard


@dataclass
class KeyRow:
    """One key suggestion with its supervisions."""

    suggestion: Suggestion
    supervisions: list[Supervision]
    late: int

    @property
    def done(self) -> int:
        return sum(1 for item in self.items if item.done_on)

    @property
    def items(self) -> list[Any]:
        return [item for one in self.supervisions for item in one.items.all()]


@dataclass
class Standing:
    """The page of the key suggestions."""

    area: Area
    term: Any
    share: int
    registered: int
    rows: list[KeyRow] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        today = timezone.localdate()
        late = [row for row in self.rows if row.late]
        bare = [row for row in self.rows if not row.supervisions and row.suggestion.state in OPEN]
        closed = sum(1 for row in self.rows if row.suggestion.state == SuggestionState.CLOSED)
        url = f"{reverse('suggestions:list')}?key=1&term={self.term.pk if self.term else ''}"
        done = sum(1 for row in self.rows if hasattr(row.suggestion, "fulfilment"))
        rate = f"{len(self.rows) * 100 / self.registered:.1f}%" if self.registered else "—"
        words = f"立案{self.registered}件的{rate}；本区域掌握在{self.share}%（{allowed(self.registered, self.share)}件）"
        return [
            Figure("重点督办建议", len(self.rows), url, words, unit="件"),
            Figure(
                "未立项督办",
                len(bare),
                f"{url}&supervised=no",
                "重点督办建议中还没有任何督办的",
                "orange" if bare else "",
                "件",
            ),
            Figure(
                "方案有超期事项",
                len(late),
                f"{url}&supervised=late",
                f"截至{today:%Y年%-m月%-d日}",
                "red" if late else "",
                "件",
            ),
            Figure("已办结", closed, f"{url}&state=closed", "", "green", "件"),
            Figure("已落实", done, f"{url}&kept=yes", "已经解决或承诺事项全部落实", "green", "件"),
        ]


def standing(rows: QuerySet[Suggestion], area: Area) -> Standing:
    """How the key suggestions of the area's present term stand; rows through visible_to."""
    term = Term.objects.filter(area=area).order_by("-number").first()
    mine = rows.filter(area=area, term=term)
    supervisions = Supervision.objects.select_related("team").prefetch_related("items")
    keys = (
        mine.filter(key=True)
        .select_related("deputy", "lead_office", "fulfilment")
        .defer("grams", "deputy__grams")
    )
    keys = keys.prefetch_related(Prefetch("supervisions", supervisions)).order_by(
        F("closed_on").desc(nulls_first=True), "due_on", "pk"
    )[:MOST]
    registered = mine.filter(number__isnull=False).count()
    today = timezone.localdate()
    return Standing(area, term, share_of(area), registered, [_row(one, today) for one in keys])


def _row(suggestion: Suggestion, today: date) -> KeyRow:
    supervisions = list(suggestion.supervisions.all())
    items = [item for one in supervisions for item in one.items.all()]
    return KeyRow(suggestion, supervisions, sum(1 for i in items if not i.done_on and i.due_on < today))
