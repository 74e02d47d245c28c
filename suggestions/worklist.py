"""What waits for deputies, the congress office, the government office and leaders: their cards of the first page.

The cards of the units' people are in worklist_units.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.models import Area
from offices.posts import acting_post, role_of
from pages.cards import Card, CardRow
from pages.masks import mask_name
from pages.queues import CAP, SHOWN, Queue, Reckoned, Waiting
from pages.written import Written
from suggestions.carrying import left_open, left_promised
from suggestions.choices import (
    AT_DEPUTY,
    OPEN,
    BatchState,
    Grade,
    PromiseState,
    SignatureState,
    SuggestionState,
    SupervisionState,
    TransferState,
)
from suggestions.closing import closable
from suggestions.contacts import unconfirmed
from suggestions.desk import CLOSE, COORDINATE, DISPATCH, PUBLISH, REVIEW, coordinating, publications
from suggestions.handbacks import too_many
from suggestions.joinable import askers
from suggestions.models import (
    Assignment,
    Batch,
    Objection,
    PlanItem,
    Promise,
    SecondRating,
    Signature,
    Suggestion,
    Supervision,
    Transfer,
    VoterTold,
)
from suggestions.rounds import own_open, running_until, to_rate
from suggestions.worklist_government import government_queues
from suggestions.worklist_queues import (
    extensions_queue,
    handed_back_queue,
    line,
    listed,
    queue,
    redispatch_queue,
    transfer_queue,
)

S, V = SuggestionState, SupervisionState


def queues(user: Any) -> Sequence[Waiting]:
    """The queues of the post the person acts in; none for a role without work here."""
    makers: dict[Role, Callable[[Any], Sequence[Waiting]]] = {
        Role.DEPUTY: deputy_queues,
        Role.COMMITTEE: committee_queues,
        Role.GOVERNMENT: government_queues,
        Role.LEADER: leader_queues,
        Role.CLERK: station_queues,
        Role.STATION_HEAD: station_queues,
    }
    maker = makers.get(role_of(user))
    return maker(user) if maker else []


def _left_line(row: Suggestion) -> CardRow:
    """What a former term left; the day of the reply counts only while it is awaited."""
    return line(row, f"{row.deputy}代表领衔", row.due_on if row.state in OPEN else None)


# --- deputies


def deputy_queues(user: Any) -> list[Queue]:
    mine = Suggestion.objects.visible_to(user).select_related("deputy", "lead_office")
    invited = Signature.objects.visible_to(user).filter(
        deputy__user=user, state=SignatureState.INVITED, suggestion__state__in=AT_DEPUTY
    )
    rating = to_rate(mine, user).annotate(by=running_until("feedback"))
    rating = rating.order_by(F("by").asc(nulls_last=True), "pk")
    drafts = mine.filter(deputy__user=user, state__in=AT_DEPUTY).order_by("-state", "-pk")
    under_way = own_open(mine, user).order_by("due_on", "pk")
    return [
        queue("invited", "邀请我联名", invited.select_related("suggestion__deputy").order_by("pk"),
             lambda s: line(s.suggestion, f"{s.suggestion.deputy}代表领衔"), listed("mine=invited"), tone="orange"),
        queue("joining", "申请联名，待我同意", _of(mine, askers(user), "deputy__name"),
             lambda s: line(s, f"{'、'.join(s.by)}代表申请联名"), listed("mine=joining"), tone="orange"),
        queue("entered", "请我确认的代录建议", mine.filter(deputy__user=user, state=S.ENTERED).order_by("pk"),
             lambda s: line(s, "请核对确认"), listed("state=entered"), tone="orange"),
        queue("rate", "待我评价的答复", rating, lambda s: line(s, "请在期限内评价", s.by), listed("mine=rate"),
             tone="orange", dear=True),
        queue("rate-again", "待我作的落实后评价", _owed(user), lambda r: line(r.suggestion, "承诺已落实，请再评价一次", r.by),
             f"{reverse('suggestions:second-ratings')}?state=owed", tone="orange"),
        queue("followed", "由我接续联系的建议", mine.filter(heir__user=user).exclude(state=S.WITHDRAWN).order_by("due_on", "pk"),
             _standing, listed("carried=done"), tone="blue", watched=True),
        queue("contacts", "待我确认的面商", _of(mine, unconfirmed(user), "assignment__office__name"),
             lambda s: line(s, f"{'、'.join(dict.fromkeys(s.by))}登记"), listed("mine=contacts"), tone="blue", dear=True),
        queue("drafts", "我的草稿", drafts, lambda s: line(s, s.get_state_display(), None, s.state == S.RETURNED),
             listed("mine=draft")),
        queue("under-way", "我的建议办到哪里", under_way, _standing, listed("mine=open"), dear=True, watched=True),
    ]  # fmt: skip


def _of(mine: QuerySet, waiting: QuerySet, by: str) -> QuerySet:
    """The suggestions about which something waits, each once, as the list shows them; by: whose doing it is, by name."""
    names = waiting.filter(suggestion=OuterRef("pk")).order_by("pk").values(by)
    found = mine.filter(pk__in=waiting.order_by().values("suggestion")).order_by("pk")
    return found.annotate(by=ArraySubquery(names))


def _owed(user: Any) -> QuerySet:
    """Second verdicts this very deputy is asked for."""
    rows = SecondRating.objects.visible_to(user).filter(at=None, signature__deputy__user=user)
    rows = rows.filter(round=F("suggestion__round")).select_related("suggestion")
    return rows.annotate(by=running_until("second_feedback", "suggestion")).order_by("asked_on", "pk")


def _standing(row: Suggestion) -> CardRow:
    unit = f" · {row.lead_office}" if row.lead_office_id else ""
    return line(row, row.get_state_display() + unit, row.due_on if row.state == S.DISPATCHED else None)


# --- the congress office


def committee_queues(user: Any) -> list[Waiting]:
    area = acting_post(user).principal.area
    here = Suggestion.objects.visible_in(area, user).select_related("deputy")
    return [
        _by_clock(REVIEW, "待审查立案", here, "acceptance", S.SUBMITTED, tone="orange"),
        _by_clock(DISPATCH, "待交办", here, "dispatch", S.REGISTERED, tone="orange"),
        batch_queue(user, area),
        handed_back_queue(Assignment.objects.visible_in(area, user)),
        extensions_queue(user),
        redispatch_queue(user),
        transfer_queue(Transfer.objects.visible_in(area, user), "returned", "政府办申请退回", TransferState.HANDED_BACK),
        queue("close", "可以办结", closable(here, timezone.localdate(), area).order_by("replied_on", "pk"),
             lambda s: line(s, f"{s.deputy}代表"), listed(f"wait={CLOSE}"), tone="green", dear=True),
        queue("hand-backs", "多次退办，待协调",
             here.filter(state=S.DISPATCHED, hand_backs__gt=0, hand_backs__gte=too_many(area)).order_by("-hand_backs", "pk"),
             lambda s: line(s, f"退办{s.hand_backs}次", s.due_on, True), listed("bounced=1"), tone="red"),
        _objections(user, area),
        _coordinating(here),
        *_left(here, timezone.localdate(), area),
        _still_dissatisfied(user, area),
        _to_publish(user, area),
        _to_verify(user, area),
        _key_ones(Suggestion.objects.visible_in(area, user)),
        _supervised(user, area),
        late_by_unit(user),
    ]  # fmt: skip


def _objections(user: Any, area: Area) -> Queue:
    """Deputies' objections to the dispatch that nobody has answered."""
    rows = Objection.objects.visible_in(area, user).filter(answered_at__isnull=True)
    rows = rows.filter(round=F("suggestion__round"), suggestion__state__in=(S.DISPATCHED, S.REPLIED))
    rows = rows.select_related("suggestion", "deputy").order_by("pk")
    return queue("objections", "代表对交办的异议", rows, lambda o: line(o.suggestion, f"{o.deputy}代表"),
                listed("state=dispatched&objected=1"), tone="orange")  # fmt: skip


def batch_queue(user: Any, area: Area) -> Queue:
    """The batch that is being gathered, and by when it leaves."""
    rows = Batch.objects.visible_in(area, user).filter(state=BatchState.GATHERING)
    rows = rows.annotate(count=Count("items")).order_by("due_on", "pk")
    return queue("batch", "待整批交办", rows,
                lambda b: CardRow(f"{b}（{b.count}件）", b.get_absolute_url(), "应交办日期", b.due_on),
                reverse("suggestions:batches"), tone="orange")  # fmt: skip


def _left(here: QuerySet, today: date, area: Area) -> Iterator[Queue]:
    """What an ended term left behind: two queues, since each is quick by its own index and both at once are not."""
    for key, title, rows in (
        ("carry", "上届未办结，待结转", left_open(here, today)),
        ("carry-promises", "上届留有承诺，待结转", left_promised(here, today, area)),
    ):
        yield queue(key, title, rows.order_by("due_on", "pk"), _left_line, listed("carried=waiting"), tone="orange",
                    rare=key != "carry", dear=True)  # fmt: skip


def _coordinating(here: QuerySet) -> Queue:
    """Not satisfied once more: the office brings deputy and unit together."""
    rows = coordinating(here).order_by("pk")
    return queue("coordinate", "待协调", rows, lambda s: line(s, f"{s.deputy}代表再次不满意"), listed(f"wait={COORDINATE}"),
                tone="red")  # fmt: skip


def _still_dissatisfied(user: Any, area: Area) -> Queue:
    """A deputy is not satisfied with what was kept of the promises, and nobody supervises it (松阳: 挂号督办)."""
    rows = SecondRating.objects.visible_in(area, user).filter(result=Grade.DISSATISFIED)
    since = ~Q(state=V.ENDED) | Q(served_on__isnull=False, created_on__gte=OuterRef("at__date"))
    watched = Supervision.objects.visible_in(area, user).filter(since, suggestion=OuterRef("suggestion"))
    rows = (
        rows.filter(~Exists(watched)).select_related("suggestion", "signature__deputy").order_by("at", "pk")
    )
    url = f"{reverse('suggestions:second-ratings')}?result=dissatisfied"
    return queue("second", "落实后仍不满意，待督办", rows, lambda r: line(r.suggestion, f"{r.signature.deputy}代表"), url,
                tone="red")  # fmt: skip


def _to_publish(user: Any, area: Area) -> Queue:
    """Replied, the deputy agreeing, and not yet public."""
    rows = publications(user, area).select_related("subject").order_by("due_on", "pk")
    return queue("publish", "待公开", rows, lambda c: line(c.subject, c.subject.get_consent_display(), c.due_on),
                listed(f"wait={PUBLISH}"))  # fmt: skip


def _to_verify(user: Any, area: Area) -> Queue:
    """Promises that units say they have kept."""
    rows = Promise.objects.visible_in(area, user).filter(state=PromiseState.REPORTED)
    url = f"{reverse('suggestions:promises')}?state=reported"
    return queue("verify", "承诺待核实", rows.select_related("suggestion", "office").order_by("reported_on", "pk"),
                lambda p: CardRow(p.what, p.get_absolute_url(), str(p.office), p.due_on), url)  # fmt: skip


def _by_clock(key: str, title: str, here: QuerySet, rule: str, state: str, tone: str) -> Queue:
    """The suggestions at one stop, those whose limit ends first on top."""
    rows = (
        here.filter(state=state).annotate(by=running_until(rule)).order_by(F("by").asc(nulls_last=True), "pk")
    )
    return queue(key, title, rows, lambda s: line(s, f"{s.deputy}代表", s.by), listed(f"wait={key}"),
                tone=tone, dear=True)  # fmt: skip


def _supervised(user: Any, area: Area) -> Queue:
    """Supervisions whose plan is not made or has lines that are late."""
    today = timezone.localdate()
    rows = Supervision.objects.visible_in(area, user).exclude(state=V.ENDED)
    late = Exists(
        PlanItem.objects.visible_in(area, user).filter(
            supervision=OuterRef("pk"), done_on=None, due_on__lt=today
        )
    )
    rows = rows.filter(Q(state=V.PLANNED) | late).select_related("suggestion").order_by("pk")
    return queue(
        "supervised", "督办待处理", rows, _supervision_row, reverse("suggestions:supervisions"), tone="orange"
    )


def _supervision_row(row: Supervision) -> CardRow:
    what = "方案待发出" if row.state == V.PLANNED else "方案有超期事项"
    return CardRow(str(row), row.get_absolute_url(), what)


def _late_rows(office: int | None) -> str:
    return f"{reverse('suggestions:late-rows')}?{f'office={office}' if office else 'without=1'}"


def late_by_unit(user: Any) -> Reckoned:
    """How many replies each unit owes past their day; compared by day."""
    late = Suggestion.objects.visible_to(user).filter(state=S.DISPATCHED, due_on__lt=timezone.localdate())
    units = late.order_by().values_list("lead_office", "lead_office__name").annotate(n=Count("pk"))
    asked, url = Written(lambda _: units.order_by("-n")), reverse("suggestions:late")

    def card() -> Card:
        found = asked.read(0)
        rows = [
            CardRow(name or "分办（无主办单位）", _late_rows(office), f"{n}件", urgent=True)
            for office, name, n in found[:SHOWN]
        ]
        count = sum(n for *_, n in found)
        return Card("suggestions-late", "超期未答复", rows, min(count, CAP), count > CAP, url, tone="red")

    return card


# --- the government office, leaders


def _key_ones(rows: QuerySet[Suggestion]) -> Queue:
    """The key suggestions still under way, by their day."""
    rows = rows.filter(key=True, state__in=OPEN).select_related("lead_office").order_by("due_on", "pk")
    return queue(
        "key", "重点督办建议", rows, _standing, reverse("suggestions:key"), tone="blue", watched=True
    )


def leader_queues(user: Any) -> list[Waiting]:
    return [
        _key_ones(Suggestion.objects.visible_to(user)),
        late_by_unit(user),
    ]


# --- stations: the voters behind a suggestion


def station_queues(user: Any) -> list[Queue]:
    rows = VoterTold.objects.visible_to(user).waiting().select_related("matter__visit", "suggestion")
    rows = rows.defer("suggestion__grams").order_by("due_on", "pk")
    url = reverse("suggestions:telling")
    return [queue("tell", "待告知群众的建议进展", rows, _heard, url, tone="orange")]


def _heard(row: VoterTold) -> CardRow:
    secret = row.matter.visit.confidential
    name = "（要求保密）" if secret else mask_name(row.matter.visit.voter_name)
    words = f"{name} · {row.get_milestone_display()}"
    return CardRow(row.suggestion.title, reverse("suggestions:telling"), words, row.due_on)
