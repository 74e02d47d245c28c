"""The sections of the end of a case: what closing still needs, coordinations, what the public reads."""

from typing import Any

from django.urls import reverse

from offices.choices import Role
from offices.posts import holds
from pages.casefile import Fact, Part
from pages.dates import cn_date
from suggestions.choices import PUBLIC_STATES, SuggestionState
from suggestions.closing import conditions
from suggestions.models import Suggestion
from suggestions.publishing import may_be_public
from suggestions.rounds import coordinations_of

CLOSERS = (Role.COMMITTEE, Role.GOVERNMENT)


def parts(suggestion: Suggestion, user: Any) -> list[Part]:
    """Nothing before the reply; afterwards what is there."""
    if suggestion.replied_on is None and suggestion.round == 1:
        return []
    return [*_coordinations(suggestion), *_closing(suggestion, user), *_publication(suggestion, user)]


def _coordinations(suggestion: Suggestion) -> list[Part]:
    return [
        Part(
            f"协调（第{row.round}次办理）",
            note="" if row.concluded_on else f"{cn_date(row.opened_on)}转入，由人大代表工作机构主持，尚未得出结论。",
            facts=[
                Fact("方式", row.get_way_display()), Fact("日期", row.on), Fact("参加人", row.people),
                Fact("主持人", row.led_by), Fact("结论", row.get_outcome_display()),
                Fact("情况", row.record, wide=True),
            ] if row.concluded_on else (),
        )
        for row in coordinations_of(suggestion)
    ]  # fmt: skip


def _closing(suggestion: Suggestion, user: Any) -> list[Part]:
    """Item by item, for those who close."""
    if suggestion.state != SuggestionState.REPLIED or not holds(user, *CLOSERS):
        return []
    items = list(conditions(suggestion))
    left = sum(not item.met for item in items)
    note = f"还差{left}项。" if left else "条件已具备，可以办结。"
    return [Part("办结条件", template="suggestions/_conditions.html", data=items, note=note)]


def _publication(suggestion: Suggestion, user: Any) -> list[Part]:
    if suggestion.state not in PUBLIC_STATES:
        return []
    row = getattr(suggestion, "publication", None)
    if row is None:
        waits = may_be_public(suggestion) and holds(user, Role.COMMITTEE)
        return (
            [Part("公开", note="尚未公开。代表意见：" + suggestion.get_consent_display() + "。")]
            if waits
            else []
        )
    url = reverse("portal:suggestion", args=(suggestion.pk,))
    hidden = sum(len(spans) for spans in row.marks.values())
    facts = [
        Fact("公开范围", row.get_scope_display(), url=url),
        Fact("公开日期", row.published_on),
        Fact("遮盖", f"{hidden}处" if hidden else "无"),
    ]
    return [Part("公开", facts=facts)]
