"""What the suggestions' list is filtered by."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from deputies.models import Deputy, Session, Term
from offices.choices import Role
from offices.filters import categories
from offices.limits import setting
from offices.models import Office
from offices.posts import acting_post, role_of
from offices.remembering import remembered
from pages.filters import DayRange, FilterSet, Pick, Whole
from suggestions.carrying import left_over
from suggestions.choices import (
    AT_DEPUTY,
    OPEN,
    OPENING,
    PUBLIC_STATES,
    ContactState,
    Kind,
    Party,
    SignatureRole,
    SignatureState,
    SuggestionState,
)
from suggestions.closing import government_open
from suggestions.contacts import unconfirmed
from suggestions.desk import FIELDS, WAITING, at_desk
from suggestions.drafting import campaigns
from suggestions.handbacks import too_many
from suggestions.joinable import askers
from suggestions.models import Contact, Holding, Objection, ResultClass, Supervision
from suggestions.publishing import not_public
from suggestions.rounds import own_open, to_rate

YES = (("1", "是"),)
MINE = (
    ("lead", "我领衔的"), ("co", "我联名的"), ("invited", "邀请我联名的"), ("draft", "我的草稿"),
    ("open", "我的，还在办理"), ("joining", "申请联名，待我同意"), ("rate", "待我评价"), ("contacts", "有待我确认的面商"),
)  # fmt: skip
ASKED = {"joining": askers, "contacts": unconfirmed}  # rows of other tables that wait for the deputy


def classes() -> list[tuple[str, str]]:
    """The codes of every scheme: A, B, C …"""
    rows = ResultClass.objects.order_by("code").values_list("code", flat=True).distinct()
    return remembered("classes", lambda: [(code, code) for code in rows])


def deputies(request: HttpRequest) -> QuerySet[Deputy]:
    """The deputies one may know of."""
    return Deputy.objects.visible_to(request.user)


def yes(label: str, method: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=YES, method=method, empty_label="全部")


def waits_at(role: Role) -> django_filters.ChoiceFilter:
    """What the cards of a dispatching office's first page count."""
    return django_filters.ChoiceFilter(
        label="待本机构办的", choices=WAITING[role], method="at_own_desk", empty_label="全部"
    )


class SuggestionFilters(FilterSet):
    """State, clock, place, people and days. ?mine= is for the deputy alone, ?wait= for the dispatching offices."""

    rare = (
        "wait",
        "government_wait",
        "campaign",
        "bounced",
        "objected",
        "term",
        "session",
        "result_class",
        "kept",
        "supervised",
        "kind",
        "public",
        "sealed",
        "held",
        "had",
        "holder",
        "age",
        "met",
    )

    state = django_filters.ChoiceFilter(label="状态", choices=SuggestionState.choices, empty_label="全部")
    wait = waits_at(Role.COMMITTEE)
    government_wait = waits_at(Role.GOVERNMENT)
    overdue = yes("已超期", "late")
    key = yes("重点督办", "marked")
    bounced = yes("多次退办", "handed_back_often")
    objected = yes("代表有异议", "with_objection")
    mine = django_filters.ChoiceFilter(label="与我有关", choices=MINE, method="related", empty_label="全部")
    category = django_filters.ChoiceFilter(label="类别", choices=categories, empty_label="全部")
    term = Pick(label="届", queryset=Term.objects.select_related("area"), options="suggestions:terms")
    session = Pick(
        label="次会议", queryset=Session.objects.select_related("term__area"), options="suggestions:sessions"
    )
    office = Pick(
        label="承办单位", queryset=Office.objects.all(), options="suggestions:units", method="handled_by"
    )
    deputy = Pick(label="领衔代表", queryset=deputies, options="suggestions:deputies")
    campaign = django_filters.ChoiceFilter(
        label="主题（专项）活动", choices=campaigns, empty_label="全部", field_name="campaign"
    )
    result_class = django_filters.ChoiceFilter(
        label="结果类别", choices=classes, empty_label="全部", field_name="result_class__code"
    )
    kept = django_filters.ChoiceFilter(
        label="是否落实", choices=(("yes", "已落实"), ("no", "已答复未落实")), method="carried_out", empty_label="全部"
    )  # fmt: skip
    supervised = django_filters.ChoiceFilter(
        label="督办", choices=(("yes", "已立项"), ("no", "未立项"), ("late", "方案有超期事项")), method="by_supervision",
        empty_label="全部",
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(label="提出形式", choices=Kind.choices, empty_label="全部")
    public = django_filters.ChoiceFilter(
        label="是否公开",
        choices=(("yes", "已公开"), ("no", "待公开")),
        method="published",
        empty_label="全部",
    )
    sealed = django_filters.ChoiceFilter(
        label="政府办公室销号",
        choices=(("no", "待销号"), ("yes", "已销号")),
        method="government_closed",
        empty_label="全部",
    )
    submitted_on = DayRange(label="提交日期")
    held = django_filters.ChoiceFilter(
        label="现由谁办理", choices=Party.choices, method="held_now", empty_label="全部"
    )
    had = django_filters.ChoiceFilter(
        label="曾由谁办理", choices=Party.choices, method="held_ever", empty_label="全部"
    )
    holder = Pick(
        label="曾由哪个单位办理", queryset=Office.objects.all(), options="suggestions:units", method="held_by"
    )
    age = Whole(label="交办已满（天）", method="dispatched_for", least=1, most=9999)
    met = django_filters.ChoiceFilter(
        label="面商", choices=(("no", "尚未面商"), ("yes", "已面商")), method="by_contact", empty_label="全部"
    )

    carried = django_filters.ChoiceFilter(
        label="换届结转",
        choices=(("waiting", "待结转"), ("done", "已结转")),
        method="over_terms",
        empty_label="全部",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = role_of(self.request.user)
        if role != Role.DEPUTY:
            del self.filters["mine"]
        for desk, name in FIELDS.items():
            if role != desk:
                del self.filters[name]

    def at_own_desk(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return at_desk(rows, self.request.user, value)

    def late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Past its day and not yet answered: the day itself is never late."""
        return rows.filter(state=SuggestionState.DISPATCHED, due_on__lt=timezone.localdate())

    def handed_back_often(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """As often as the acting person's area says, and still being handled."""
        post = acting_post(self.request.user)
        times = too_many(post.principal.area) if post else 1
        return rows.filter(state=SuggestionState.DISPATCHED, hand_backs__gte=times)

    def with_objection(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """With an objection to the present dispatch that is not answered."""
        open_ones = Objection.objects.visible_to(self.request.user).filter(answered_at__isnull=True)
        return rows.filter(pk__in=open_ones.filter(round=F("suggestion__round")).values("suggestion"))

    def published(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Public, or answered with the deputy's consent and not yet public."""
        if value == "yes":
            return rows.filter(publication__isnull=False)
        rows = rows.filter(not_public(), confidential=False, state__in=PUBLIC_STATES)
        return rows.filter(consent__in=OPENING)

    def carried_out(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Carried out, or answered and not (yet)."""
        if value == "yes":
            return rows.filter(fulfilment__isnull=False)
        return rows.filter(fulfilment__isnull=True, result_class__isnull=False)

    def by_supervision(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """With a supervision, open and without any, or with an item of a plan that is past its day."""
        known = Supervision.objects.visible_to(self.request.user)
        if value == "late":
            late = {"items__done_on__isnull": True, "items__due_on__lt": timezone.localdate()}
            return rows.filter(pk__in=known.filter(**late).values("suggestion"))
        with_one = rows.filter(pk__in=known.values("suggestion"))
        return (
            with_one if value == "yes" else rows.filter(state__in=OPEN).exclude(pk__in=with_one.values("pk"))
        )

    def government_closed(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Closed by the government office, or answered and waiting for it where the area wants both (双销号)."""
        post = acting_post(self.request.user)
        if value == "yes":
            return rows.filter(government_closed_on__isnull=False)
        if not post or not setting("double_close", post.principal.area).flag:
            return rows.none()
        own = post.principal.office_id if post.principal.role == Role.GOVERNMENT else None
        return government_open(rows.filter(area=post.principal.area), own)

    def over_terms(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """What an ended term left open: waiting for somebody who follows it, or followed."""
        return rows.filter(heir__isnull=False) if value == "done" else left_over(rows, timezone.localdate())

    def marked(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(key=True)

    def held_ever(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        spans = Holding.objects.visible_to(self.request.user).filter(party=value)
        return rows.filter(pk__in=spans.values("suggestion"))

    def held_by(self, rows: QuerySet, name: str, value: Office) -> QuerySet:
        spans = Holding.objects.visible_to(self.request.user).filter(party=Party.UNIT, office=value)
        return rows.filter(pk__in=spans.values("suggestion"))

    def held_now(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        now = Holding.objects.visible_to(self.request.user).filter(party=value, until__isnull=True)
        return rows.filter(pk__in=now.values("suggestion"))

    def dispatched_for(self, rows: QuerySet, name: str, value: int) -> QuerySet:
        """Dispatched so many days ago or more."""
        return rows.filter(dispatched_on__lte=timezone.localdate() - timedelta(days=value))

    def by_contact(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Dispatched ones with, or without, a contact that the deputy does not dispute."""
        met = Contact.objects.visible_to(self.request.user).exclude(state=ContactState.DISPUTED)
        met = Exists(met.filter(suggestion=OuterRef("pk")))
        return rows.filter(met) if value == "yes" else rows.filter(~met, dispatched_on__isnull=False)

    def handled_by(self, rows: QuerySet, name: str, value: Office) -> QuerySet:
        return rows.filter(pk__in=value.assignments.values("suggestion"))

    def related(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        mine = {"signatures__deputy__user": self.request.user}
        if value == "lead":
            return rows.filter(deputy__user=self.request.user)
        if value == "draft":
            return rows.filter(deputy__user=self.request.user, state__in=AT_DEPUTY)
        if value == "open":
            return own_open(rows, self.request.user)
        if value == "rate":
            return to_rate(rows, self.request.user)
        if value in ASKED:
            return rows.filter(pk__in=ASKED[value](self.request.user).values("suggestion"))
        state = SignatureState.INVITED if value == "invited" else SignatureState.CONFIRMED
        return rows.filter(**mine, signatures__role=SignatureRole.CO, signatures__state=state)
