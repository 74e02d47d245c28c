"""What the page of a reception day shows."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from pages.actions import Action, Crumb
from pages.casefile import CaseFile, Fact, Offer, Paper, Part, Person, TrackStep
from stations.actors import is_committee, is_station
from stations.booking_lifecycle import BOOKING
from stations.choices import BookingState, ReceptionState
from stations.forms.receptions import RECEPTION_FORMS
from stations.models import Booking, Matter, Reception, RosterEntry, Station, Visit
from stations.reception_lifecycle import RECEPTION, notice_is_stale, notice_warning
from stations.roster import may_not_act
from stations.rules import date_in_doubt, holiday_warning
from stations.tables import booking_badge, opinion_badge, reception_badge, times
from workflow.calendar import WEEKDAYS, legal_calendar
from workflow.views import offered_actions, offers, timeline

S = ReceptionState
TRACK = ((S.PLANNED, "计划"), (S.PUBLISHED, "公告"), (S.OPEN, "接待"), (S.CLOSED, "归档"))
LINKED = ("publish", "correct", "roster", "postpone")  # forms too large to unfold


def reception_case(reception: Reception, user: Any) -> CaseFile:
    """The whole page as a case file."""
    visits = Visit.objects.visible_to(user).filter(reception=reception).count()
    return CaseFile(
        title=str(reception),
        number=reception.number,
        kind="接待日",
        badges=[reception_badge(reception)],
        summary=_facts(reception, user, visits),
        notice=_warnings(reception),
        track=_track(reception),
        offers=_offers(reception, user),
        waiting="现在没有需要您办理的。",
        parts=[
            part
            for part in (
                _notice(reception),
                _bookings(reception, user),
                _matters(reception, user, visits),
                _summary(reception),
            )
            if part
        ],
        timeline=timeline(reception, RECEPTION, events=_events(reception)),
        people=_people(reception, user),
        papers=_papers(reception, user),
        crumbs=[Crumb("接待日", reverse("stations:receptions")), Crumb(reception.number)],
    )


def _facts(reception: Reception, user: Any, visits: int) -> list[Fact]:
    seen = Station.objects.visible_to(user).filter(pk=reception.station_id).exists()
    return [
        Fact("联络站", reception.station, reception.station.get_absolute_url() if seen else ""),
        Fact("接待日期", reception.on), Fact("星期", WEEKDAYS[reception.on.weekday()]), Fact("时间", times(reception)),
        Fact("方式", reception.get_mode_display()),
        Fact("地点", reception.place), Fact("主题", reception.theme), Fact("公告文号", reception.notice_number),
        Fact("公告日期", reception.published_on), Fact("来访人次", visits),
    ]  # fmt: skip


def _warnings(reception: Reception) -> str:
    """What to think of before the day: a holiday, a date in doubt, a notice that comes late."""
    if reception.state not in (S.PLANNED, S.PUBLISHED):
        return ""
    if reception.on < timezone.localdate():
        return "接待日期已过，请改期或取消。"
    calendar = legal_calendar()
    said = [holiday_warning(reception.on, calendar), date_in_doubt(reception.on, calendar)]
    if reception.state == S.PLANNED:
        said.append(notice_warning(reception))
    elif notice_is_stale(reception):
        said.append("公告发布后，轮值代表或时间地点有变动，请“更正公告”。")
    return "".join([*said, may_not_act(reception)])


def _track(reception: Reception) -> list[TrackStep]:
    if reception.state == S.CANCELLED:
        return [TrackStep("计划", "done"), TrackStep("已取消", "now")]
    here = {S.PLANNED: 1, S.PUBLISHED: 2, S.OPEN: 2, S.CLOSED: 4}[S(reception.state)]
    days = {S.PUBLISHED: reception.published_on, S.OPEN: reception.on}
    return [
        TrackStep(label, "done" if i < here else "now" if i == here else "todo", on=days.get(state))
        for i, (state, label) in enumerate(TRACK)
    ]


def _offers(reception: Reception, user: Any) -> list[Offer]:
    found = []
    staff = is_station(reception, user)
    if staff and reception.state == S.OPEN:
        found.append(Offer("进入接待台", reverse("stations:desk", args=(reception.pk,)), style="primary"))
    steps = offers(RECEPTION, reception, user, RECEPTION_FORMS, pages=LINKED)
    found += [offer for offer in steps if offer.action not in ("attend", "add")]
    if staff and reception.state == S.CLOSED:
        url = f"{reverse('stations:opinion_new')}?on={reception.on}"
        found.append(
            Offer("补录来访", url, note="归档后才找到的纸质记录，按原来的日期补录到这一天，并留下痕迹。")
        )
    return found


def _papers(reception: Reception, user: Any) -> list[Paper]:
    """What there is to print, in the order of the day."""
    staff, ahead = is_station(reception, user), reception.state in (S.PLANNED, S.PUBLISHED)
    report = reception.state in (S.OPEN, S.CLOSED) and (staff or is_committee(reception, user))
    wanted = (
        ("接待公告", "notice", bool(reception.notice_text)), ("海报（含站码）", "poster", staff and ahead),
        ("座位牌", "plates", staff and reception.state != S.CANCELLED), ("空白接待记录表", "blank_form", staff),
        ("接待登记表", "register", staff), ("接待情况报告", "day_report", report),
    )  # fmt: skip
    return [
        Paper(label, reverse(f"stations:{name}", args=(reception.pk,)))
        for label, name, shown in wanted
        if shown
    ]


def _notice(reception: Reception) -> Part | None:
    title = f"接待公告 {reception.notice_number}".strip()
    return Part(title, text=reception.notice_text) if reception.notice_text else None


def _bookings(reception: Reception, user: Any) -> Part | None:
    """Voters who will come; for the station's staff, before the day, and when it was called off."""
    if not is_station(reception, user) or reception.state not in (S.PLANNED, S.PUBLISHED, S.CANCELLED):
        return None
    asked = Q(reception=reception) | Q(proposed=reception, state=BookingState.PROPOSED)
    rows = Booking.objects.visible_to(user).filter(asked).select_related("proposed")
    called_off = reception.state == S.CANCELLED
    if called_off and not rows.exists():
        return None
    data = {
        "rows": [(row, booking_badge(row), booking_buttons(row, user)) for row in rows.order_by("pk")[:100]],
        "new": "" if called_off else reverse("stations:booking_new", args=(reception.pk,)),
    }
    note = "接待已取消，请逐一电话告知预约的群众。" if called_off else ""
    return Part("预约来访的群众", template="stations/_bookings.html", data=data, note=note)


def booking_buttons(row: Booking, user: Any) -> list[Action]:
    """The steps of an appointment, each with its own page."""
    return offered_actions(
        BOOKING, row, user, lambda action: reverse("stations:booking_do", args=(row.pk, action))
    )


def _summary(reception: Reception) -> Part | None:
    return Part("小结", text=reception.summary) if reception.summary else None


def _matters(reception: Reception, user: Any, visits: int) -> Part | None:
    if reception.state in (S.PLANNED, S.PUBLISHED, S.CANCELLED):
        return None
    rows = Matter.objects.visible_to(user).filter(visit__reception=reception).select_related("opinion")
    rows = rows.defer("opinion__grams").order_by("visit", "order")[:200]
    return Part("来访事项", template="stations/_rows.html", data={
        "rows": [
            (row.opinion.number, row.opinion.get_absolute_url(), row.text[:60], opinion_badge(row.opinion)) for row in rows
        ],
        "empty": "还没有登记来访。" if not visits else "来访事项不在您的可见范围内。",
    })  # fmt: skip


def _events(reception: Reception) -> QuerySet:
    """What happened, without each click on the attendance list."""
    return reception.events.exclude(action="attend").select_related("actor").order_by("at", "pk")


def _people(reception: Reception, user: Any) -> list[Person]:
    rows = (
        RosterEntry.objects.visible_to(user)
        .filter(reception=reception)
        .select_related("deputy")
        .order_by("deputy__sort_key", "pk")
    )
    words = {None: "轮值", True: "已到岗", False: "未到岗"}
    return [
        Person(
            row.deputy.name, f"代表·{words[row.attended]}", row.remark or row.reason or row.deputy.employer
        )
        for row in rows
    ]
