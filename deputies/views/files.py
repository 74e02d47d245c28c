"""The page of one deputy, as a case file."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from deputies.choices import Gender, Level, MandateState
from deputies.lifecycle import MANDATE, is_registrar
from deputies.models import Deputy, Mandate
from deputies.tables import STATE_COLOURS, level_badge, standing
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part, TimelineItem
from pages.columns import Badge
from pages.labels import label
from pages.masks import mask_phone
from workflow.lifecycle import offered

# pages of rooms above, linked by name: words, URL name, parameter
ELSEWHERE = (("领衔提出的建议", "suggestions:list", "deputy"),)
IMPORTED = {"import": "随登记表导入", "create": "登记"}


def may_read_phone(user: Any, deputy: Deputy) -> bool:
    """Those who call deputies to work: the committee's office, station staff; and the deputy himself."""
    return holds(user, Role.COMMITTEE, Role.CLERK, Role.STATION_HEAD) or deputy.user_id == user.pk


def case_of(deputy: Deputy, user: Any, phone: str = "") -> CaseFile:
    """The file as this person may see it. phone: the full number, once its reading is journalled."""
    mandates = list(deputy.mandates.all())
    return CaseFile(
        title=deputy.name,
        number=deputy.code,
        kind="代表",
        badges=[level_badge(mandate) for mandate in standing(mandates)] or [Badge("无在任资格")],
        summary=_summary(deputy, phone),
        offers=_offers(deputy, user, bool(phone)),
        waiting="登记由人大代表工作机构维护。",
        parts=[
            Part("代表资格", template="deputies/_mandates.html", data=_mandates(mandates, user)),
            Part("代表小组", template="deputies/_memberships.html", data=list(deputy.memberships.all())),
            *_elsewhere(deputy),
        ],
        timeline=_timeline(mandates),
        crumbs=[Crumb("代表", reverse("deputies:deputies")), Crumb(deputy.name)],
    )


def _summary(deputy: Deputy, phone: str) -> list[Fact]:
    born = f"{deputy.birth_month.year}年{deputy.birth_month.month}月" if deputy.birth_month else ""
    return [
        Fact("性别", Gender(deputy.gender).label if deputy.gender else ""),
        Fact("民族", deputy.ethnicity),
        Fact("出生年月", born),
        Fact("政治面貌", deputy.party),
        Fact("学历", deputy.education),
        Fact("行政区域", deputy.area.name),
        Fact("联系电话", phone or mask_phone(deputy.phone)),
        Fact("账号", deputy.user.username if deputy.user_id else "未开通"),
        Fact("工作单位及职务", deputy.employer, wide=True),
        Fact("专业特长", deputy.expertise, wide=True),
    ]


def _offers(deputy: Deputy, user: Any, shown: bool) -> list[Offer]:
    keeper = is_registrar(user)
    offers = []
    if deputy.phone and not shown and may_read_phone(user, deputy):
        offers.append(Offer("查看完整电话", reverse("deputies:phone", args=(deputy.pk,))))
    if keeper:
        offers.append(Offer("修改登记", reverse("deputies:edit", args=(deputy.pk,)), style="primary"))
        offers.append(Offer("添加代表资格", reverse("deputies:mandate-new", args=(deputy.pk,))))
    if keeper and not deputy.user_id:
        offers.append(Offer("开通账号", reverse("deputies:account", args=(deputy.pk,))))
    return offers


def _mandates(mandates: list[Mandate], user: Any) -> list[dict[str, Any]]:
    order = list(Level)
    return [
        {
            "row": mandate,
            "level": level_badge(mandate),
            "state": Badge(label(mandate, "state"), STATE_COLOURS[MandateState(mandate.state)]),
            "steps": offered(MANDATE, mandate, user),
            "editable": is_registrar(user) and mandate.state != MandateState.ENDED,
        }
        for mandate in sorted(
            mandates, key=lambda m: (m.state == "ended", order.index(Level(m.level)), -m.pk)
        )
    ]


def _elsewhere(deputy: Deputy) -> list[Part]:
    """Where the rooms above tell what the deputy does."""
    facts = []
    for words, name, parameter in ELSEWHERE:
        try:
            facts.append(Fact(words, "查看", f"{reverse(name)}?{parameter}={deputy.pk}"))
        except NoReverseMatch:
            continue
    return [Part("履职", facts=facts)] if facts else []


def _timeline(mandates: list[Mandate]) -> list[TimelineItem]:
    items = []
    for mandate in mandates:
        labels = {step.action: step.label for step in MANDATE.transitions} | IMPORTED
        for event in mandate.events.all():
            items.append(
                TimelineItem(
                    at=event.at,
                    who=event.actor.name if event.actor else "系统",
                    label=f"{mandate.term}代表资格：{labels.get(event.action, event.action)}",
                    on_behalf=event.on_behalf_of,
                    note=_note(event),
                    before=MandateState(event.before).label if event.before else "",
                    after=MandateState(event.after).label,
                )
            )
    return sorted(items, key=lambda item: item.at, reverse=True)


def _note(event: Any) -> str:
    """The remark, and the legal basis the step was taken on."""
    data = event.data or {}
    basis = dict(Mandate._meta.get_field("basis").choices).get(data.get("basis"), "")
    paper = f"公告：{data['announcement']}" if data.get("announcement") else ""
    return "；".join(part for part in (basis, paper, event.note) if part)
