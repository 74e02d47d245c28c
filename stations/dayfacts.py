"""What a reception day came to, in figures and in a sentence: for its summary and its report (domain rules 71 and 77)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from offices.choices import CONGRESS_KINDS
from offices.models import Area, Office
from stations.choices import Route
from stations.models import Matter, Reception, Visit

ROUTES = {
    Route.ON_SPOT: "当场答复", Route.COMMUNITY: "转社区（村）", Route.TOWN: "转乡镇（街道）", Route.OFFICE: "转其他单位",
    Route.HOTLINE: "转12345热线",
    Route.DEPUTY: "请代表提建议", Route.REFUSED: "不予受理", "": "尚未处理",
}  # fmt: skip


OPENING = "本次接待"


@dataclass(frozen=True)
class DayFacts:
    """on_duty, attended: deputies; visits: people who came; routes, categories: (words, matters), none empty."""

    on_duty: int
    attended: list[str]
    visits: int
    matters: int
    routes: list[tuple[str, int]]
    categories: list[tuple[str, int]]

    @property
    def sentence(self) -> str:
        """The day in one sentence, ready to be edited: the start of the summary."""
        came = f"到岗代表{len(self.attended)}名" + (
            f"（应到{self.on_duty}名）" if len(self.attended) < self.on_duty else ""
        )
        if not self.visits:
            return f"{OPENING}{came}，没有群众来访。"
        how = "，".join(f"{words}{count}件" for words, count in self.routes)
        what = "、".join(f"{name}{count}件" for name, count in self.categories[:5])
        return (
            f"{OPENING}{came}，接待群众{self.visits}人次，反映事项{self.matters}件：{how}。主要涉及{what}。"
        )


def told_by_summary(reception: Reception) -> bool:
    """Does the summary, as the station confirmed it, tell the figures already? Then they are not told twice."""
    return reception.summary.startswith(OPENING)


def facts_of(reception: Reception) -> DayFacts:
    """The figures of the whole day, confidential matters included: counts alone, no voter and no words."""
    roster = list(reception.roster.select_related("deputy").order_by("deputy__sort_key", "pk"))
    rows = Matter._base_manager.filter(visit__reception=reception).order_by()
    by_route = dict(rows.values_list("opinion__route").annotate(n=Count("pk")))
    routes = [(words, by_route[route]) for route, words in ROUTES.items() if by_route.get(route)]
    known = sum(count for _, count in routes)
    total = sum(by_route.values())
    by_category = rows.values_list("category__name").annotate(n=Count("pk")).order_by("-n", "category__name")
    return DayFacts(
        on_duty=len(roster),
        attended=[entry.deputy.name for entry in roster if entry.attended],
        visits=Visit._base_manager.filter(reception=reception).count(),
        matters=total,
        routes=routes + ([("其他方式", total - known)] if total > known else []),
        categories=list(by_category),
    )


def reports_to(area: Area) -> Office | None:
    """The congress's organ that a station of this area reports to: its own, else the nearest above."""
    step = Area.steplen
    line = [area.path[:end] for end in range(step, len(area.path) + 1, step)]
    rows = Office.objects.filter(Q(area__path__in=line), kind__in=CONGRESS_KINDS, active=True)
    return rows.select_related("area").order_by("-area__depth", "pk").first()
