"""What the case file of an opinion shows."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part, TrackStep
from pages.columns import Badge
from pages.masks import mask_name, mask_phone
from stations.actors import is_committee, is_deputy, is_station
from stations.choices import TO_TELL, WAITING, OpinionState, Route, TellWay, Verdict
from stations.forms.opinions import OPINION_FORMS
from stations.models import Matter, Opinion, OpinionFile, Order, Reception, Station, Visit
from stations.opinion_lifecycle import OPINION
from stations.tables import headline, is_late, opinion_badge, where_sent
from workflow.calendar import due_words
from workflow.views import clock_rows, offers, timeline

S = OpinionState
MIDDLE = {Route.DEPUTY: "代表提建议", Route.ON_SPOT: "当场答复", Route.REFUSED: "说明不予受理"}


def opinion_case(opinion: Opinion, user: Any) -> CaseFile:
    """The whole page as a case file."""
    return CaseFile(
        title=headline(opinion),
        number=opinion.number,
        kind="群众意见",
        badges=_badges(opinion),
        holder=where_sent(opinion) if opinion.state in (S.REFERRED, S.OFFERED) else "",
        due_on=opinion.due_on if opinion.state in WAITING else None,
        summary=_facts(opinion, user),
        track=_track(opinion),
        offers=_offers(opinion, user),
        waiting=_waiting(opinion),
        parts=[
            part
            for part in (
                _words(opinion),
                _merged(opinion, user),
                _files(opinion, user),
                _suggested(opinion),
                _answer(opinion),
                _lineage(opinion, user),
            )
            if part
        ],
        timeline=timeline(opinion, OPINION),
        clocks=clock_rows(opinion, user),
        crumbs=[Crumb("群众意见", reverse("stations:opinions")), Crumb(opinion.number)],
    )


def _badges(opinion: Opinion) -> list[Badge]:
    found = [opinion_badge(opinion), Badge(opinion.category.name, "blue")]
    if opinion.confidential:
        found.append(Badge("保密", "red"))
    if is_late(opinion):
        found.append(Badge("超期", "red"))
    return found


def _facts(opinion: Opinion, user: Any) -> list[Fact]:
    seen = Station.objects.visible_to(user).filter(pk=opinion.station_id).exists()
    facts = [
        Fact("联络站", opinion.station, opinion.station.get_absolute_url() if seen else ""),
        Fact("受理日期", opinion.opened_on), Fact("反映渠道", opinion.get_channel_display()),
        Fact("面向代表", opinion.addressee), Fact("督办代表", opinion.overseer),
        Fact("处理方式", opinion.get_route_display()),
        Fact("解决层面", opinion.get_level_display()),
        Fact("转交何处", where_sent(opinion)), Fact("热线工单号", opinion.outside_number), Fact("交办单", *_order(opinion, user)),
        Fact("批办日期", opinion.approved_on), Fact("转交日期", opinion.referred_on), Fact("办理期限", due_words(opinion.due_on)),
        Fact("答复日期", opinion.answered_on), Fact("不予受理原因", opinion.get_refusal_display()),
        Fact("应向何处反映", opinion.go_instead), Fact("拟办意见", opinion.advice, wide=True),
    ]  # fmt: skip
    return [fact for fact in facts if fact.value not in ("", None)]


def _order(opinion: Opinion, user: Any) -> tuple[Any, str]:
    """The order it was sent on, and its page for who may open it."""
    order = opinion.order
    if order is None:
        return None, ""
    return order.number, order.get_absolute_url() if Order.objects.visible_to(user).filter(
        pk=order.pk
    ).exists() else ""


def _words(opinion: Opinion) -> Part:
    return Part("选民原话", text=opinion.text)


def _merged(opinion: Opinion, user: Any) -> Part | None:
    """The opinions handled with this one, or the one that it went into."""
    rows = Opinion.objects.visible_to(user).defer("grams").order_by("pk")
    rows = list(
        rows.filter(pk=opinion.merged_into_id) if opinion.merged_into_id else rows.filter(merged_into=opinion)
    )
    if not rows:
        return None
    lines = [(row.number, row.get_absolute_url(), headline(row), opinion_badge(row)) for row in rows]
    title = "并入的意见" if opinion.merged_into_id is None else "已并入"
    return Part(title, template="stations/_rows.html", data={"rows": lines})


def _files(opinion: Opinion, user: Any) -> Part | None:
    """Photos and voices sent along, for who may know of them."""
    rows = list(OpinionFile.objects.visible_to(user).filter(subject=opinion).order_by("pk"))
    return Part("所附照片和录音", template="stations/_files.html", data=rows) if rows else None


def _answer(opinion: Opinion) -> Part | None:
    return Part("办理结果", text=opinion.answer) if opinion.answer else None


def _track(opinion: Opinion) -> list[TrackStep]:
    """受理 → how it is handled → 答复 → 告知选民 → 办结."""
    middle = MIDDLE.get(Route(opinion.route), "转交办理") if opinion.route else "确定处理方式"
    here = {
        S.OPENED: 1,
        S.PENDING: 1,
        S.MERGED: 1,
        S.REFERRED: 1,
        S.OFFERED: 1,
        S.SUGGESTED: 1,
        S.ANSWERED: 3,
        S.REFUSED: 3,
        S.CLOSED: 5,
    }
    labels = (
        ("受理", opinion.opened_on, ""), (middle, opinion.referred_on, where_sent(opinion)),
        ("答复", opinion.answered_on, ""), ("告知选民", None, ""), ("办结", None, ""),
    )  # fmt: skip
    at = here[S(opinion.state)]
    return [
        TrackStep(label, "done" if i < at else "now" if i == at else "todo", on=day, who=who)
        for i, (label, day, who) in enumerate(labels)
    ]


def _offers(opinion: Opinion, user: Any) -> list[Offer]:
    found = []
    if opinion.state == S.OFFERED and is_deputy(opinion, user) and (url := from_opinion(opinion)):
        found.append(Offer("起草代表建议", url, style="primary", note="以选民原话为素材，形成代表建议。"))
    if opinion.state in TO_TELL and is_station(opinion, user) and (left := opinion.untold.count()):
        url = reverse("stations:opinion_do", args=(opinion.pk, "tell"))
        found.append(
            Offer("告知选民", url, style="primary", note=f"还有{left}位选民没有告知，全部告知后自动办结。")
        )
    steps = offers(OPINION, opinion, user, OPINION_FORMS, pages=("merge",))
    found += [offer for offer in steps if offer.action not in ("suggest", "adopt", "tell", "order")]
    if opinion.state in (S.REFUSED, S.CLOSED) and opinion.refusal:
        found.append(Offer("打印不予受理告知单", reverse("stations:slip", args=(opinion.pk,))))
    return found


def from_opinion(opinion: Opinion) -> str:
    """The page of the room above where a suggestion is made of it; "" while nobody serves it."""
    try:
        return reverse("suggestions:from-opinion", args=(opinion.pk,))
    except NoReverseMatch:
        return ""


def _suggested(opinion: Opinion) -> Part | None:
    """Where the suggestion that grew from it stands; the room above knows, and fills this place."""
    if opinion.route != Route.DEPUTY or opinion.state not in (S.SUGGESTED, *TO_TELL, S.CLOSED):
        return None
    try:
        url = reverse("suggestions:of-opinion", args=(opinion.pk,))
    except NoReverseMatch:
        return None
    return Part("代表建议办理进展", template="stations/_suggested.html", data=url)


def _waiting(opinion: Opinion) -> str:
    return {
        S.OPENED: "等待联络站处理。", S.PENDING: "等待站长或人大工作机构批办。", S.MERGED: f"已并入{opinion.merged_into}。",
        S.REFERRED: f"等待{where_sent(opinion)}答复。",
        S.OFFERED: f"等待{opinion.deputy}代表起草建议。", S.SUGGESTED: "代表建议办理中，办结后告知选民。",
        S.ANSWERED: "等待联络站告知选民。", S.REFUSED: "等待联络站告知选民。", S.CLOSED: "已办结。",
    }[S(opinion.state)]  # fmt: skip


def _lineage(opinion: Opinion, user: Any) -> Part | None:
    """The matters behind it with their voters, masked; who may not know a voter sees that there is one."""
    rows = list(Matter.objects.visible_to(user).filter(opinion=opinion).order_by("pk"))
    if not rows:
        return None
    keys = [row.visit_id for row in rows]
    visits = Visit.objects.visible_to(user).filter(pk__in=keys).select_related("reception").in_bulk()
    days = Reception.objects.visible_to(user).filter(visits__in=keys).values_list("pk", flat=True)
    staff = is_station(opinion, user)
    lines = [_line(row, visits.get(row.visit_id), set(days)) for row in rows]
    data = {
        "rows": lines, "staff": staff, "opinion": opinion, "telling": staff and opinion.state in TO_TELL,
        "today": timezone.localdate(), "phone": TellWay.PHONE, "face": TellWay.FACE,
        "unmask": staff or is_committee(opinion, user), "do_tell": reverse("stations:opinion_do", args=(opinion.pk, "tell")),
    }  # fmt: skip
    told = sum(1 for row in rows if row.told_on)
    return Part(
        "来源与告知",
        template="stations/_lineage.html",
        data=data,
        note=f"共{len(rows)}位选民反映，已告知{told}位。{_displeased(rows, staff)}",
    )


def _displeased(rows: list[Matter], staff: bool) -> str:
    """What the station does about voters who are not content with the outcome, also of a closed opinion."""
    count = sum(1 for row in rows if row.verdict == Verdict.DISSATISFIED and not row.revisited_on)
    return f"{count}位不满意，请回访并“登记回访”，必要时“重新办理”。" if count and staff else ""


def _line(matter: Matter, visit: Visit | None, days: set[int]) -> dict[str, Any]:
    return {
        "matter": matter,
        "visit": visit,
        "name": mask_name(visit.voter_name) if visit else "选民（信息保密）",
        "phone": mask_phone(visit.phone) if visit and visit.phone else "",
        "day": visit.reception if visit and visit.reception_id in days else None,
    }
