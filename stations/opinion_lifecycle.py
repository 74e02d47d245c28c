"""How an opinion moves: the table, and what each step writes besides.

    opened ─ ask → pending ─ approve, return → opened (批办, where the area wants it)
      │ └── merge → merged ─ part → opened (并入: the voters go along and come back)
      ├ answer ──────────────────→ answered ─┐
      │ ├─── refuse ─────────────→ refused ──┤ tell every voter, then close → closed
      │ ├─── refer, order → referred ─ reply, hotline → answered
      │ └─── offer → offered ─ suggest → suggested ─ report → answered
      └──────────── hand_back, recall, decline, drop, reopen: back to opened, with a reason

The suggestions room takes four steps from outside, with the opinion's key:
`suggest` when the deputy makes a suggestion of it (actor: the deputy), `adopt` when a
deputy makes one of his group's theme that stands on it,
`report` with answer=… when that suggestion is closed (actor None, the machine),
`drop` with note=… when it is declined, withdrawn or thrown away (actor None).
Sources: domain rules 71 to 73; nobody is left without an answer (件件有回音).
"""

from collections.abc import Callable

from django.utils import timezone

from stations.actors import (
    approver_people,
    deputy_people,
    is_approver,
    is_committee,
    is_deputy,
    is_group,
    is_office,
    is_overseer,
    is_station,
    office_people,
    overseer_people,
    station_people,
)
from stations.choices import REFERRALS, TO_TELL, WAITING, OpinionState, Route, TellWay, Verdict
from stations.clockwork import OPINION_CLOCKS
from stations.models import Echo, Matter, Opinion, Visit
from stations.opinion_steps import (
    HOTLINE,
    MUST_APPROVE,
    approved,
    hotline_answered,
    merged,
    needs_approval,
    not_hotline,
    numbered,
    ordered,
    parted,
    put,
    triaged,
    why_not_sent,
)
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = OpinionState


# a room above that follows what voters are told adds a function in its AppConfig.ready
AFTER_TOLD: list[Callable[[Matter], None]] = []


def _reasoned(step: Step) -> None:
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")


def _answered_on_spot(step: Step) -> None:
    put(step, route=Route.ON_SPOT, answered_on=timezone.localdate())


def _answered(step: Step) -> None:
    put(step, answered_on=timezone.localdate())


def _referred(step: Step) -> None:
    opinion = step.subject
    if opinion.route not in REFERRALS:
        raise Refused("请选择转往何处。", "route")
    if opinion.route == Route.OFFICE and not opinion.office_id:
        raise Refused("请选择转交单位。", "office")
    if opinion.route == Route.HOTLINE:
        opinion.receiver = HOTLINE
    if opinion.route != Route.OFFICE and not opinion.receiver.strip():
        raise Refused("请填写接收的社区（村）或乡镇（街道）。", "receiver")
    office = opinion.office if opinion.route == Route.OFFICE else None
    if needs_approval(opinion):
        raise Refused(MUST_APPROVE)
    numbered(step)
    put(step, office=office, receiver=opinion.receiver, referred_on=timezone.localdate(), answered_on=None)


def _refused(step: Step) -> None:
    if not step.subject.refusal:
        raise Refused("请选择不予受理的原因。", "refusal")
    if not step.subject.go_instead.strip():
        raise Refused("请写明应向何处反映。", "go_instead")
    put(step, route=Route.REFUSED, answered_on=timezone.localdate())


def _offered(step: Step) -> None:
    if step.subject.deputy is None:
        raise Refused("请选择代表。", "deputy")
    put(step, route=Route.DEPUTY)


def _adopted(step: Step) -> None:
    """A theme of the group's stands on it: the deputy who writes has it from here on."""
    put(step, route=Route.DEPUTY, due_on=None)


def _suggested(step: Step) -> None:
    """The deputy took it up in time; from here on the suggestion has clocks of its own."""
    put(step, due_on=None)


def _back_to_station(step: Step) -> None:
    """The opinion is the station's again; where it had been stays in the events."""
    _reasoned(step)
    step.subject.office_left, step.subject.deputy_left = step.subject.office, step.subject.deputy
    put(step, route="", office=None, receiver="", deputy=None, referred_on=None, due_on=None, refusal="", go_instead="",
         answered_on=None, outside_number="", order=None, overseer=None)  # fmt: skip


def _opened_again(step: Step) -> None:
    """Everything that came of it is void: each voter is to be told anew."""
    _back_to_station(step)
    step.subject.matters.update(
        told_on=None,
        told_how="",
        told_by=None,
        verdict="",
        verdict_words="",
        judged_on=None,
        revisited_on=None,
        revisit="",
    )


def _told(step: Step) -> None:
    matter = step.data["matter"]
    if matter.opinion_id != step.subject.pk:
        raise Refused("该事项不属于这件意见。", "matter")
    if step.data["told_on"] > timezone.localdate():
        raise Refused("告知日期不能晚于今天。", "told_on")
    if step.subject.answered_on and step.data["told_on"] < step.subject.answered_on:
        raise Refused("告知日期不能早于办理结果的日期。", "told_on")
    if step.data.get("verdict") and (why := _not_judged(step.subject)):
        raise Refused(why, "verdict")
    fields = {"told_on": step.data["told_on"], "told_how": step.data["told_how"], "told_by": step.actor}
    if not step.subject.untold.filter(pk=matter.pk).update(**fields, verdict=step.data.get("verdict", "")):
        raise Refused("这位选民已经告知过了。", "matter")
    _follow(matter.pk)


def _follow(matter: int) -> None:
    row = Matter._base_manager.get(pk=matter)
    for follow in AFTER_TOLD:
        follow(row)


def _judged(step: Step) -> None:
    """The voter's own word, once; who has read the outcome on the web to judge it has been told of it."""
    if step.data["matter"].opinion_id != step.subject.pk:
        raise Refused("该事项不属于这件意见。", "matter")
    words = step.data.get("words", "").strip()
    if step.data["verdict"] == Verdict.DISSATISFIED and not words:
        raise Refused("请说说哪里不满意，以便改进。", "words")
    matter = step.subject.matters.select_for_update().get(pk=step.data["matter"].pk)
    if matter.verdict:
        raise Refused("您已经评价过了。")
    today = timezone.localdate()
    told = {} if matter.told_on else {"told_on": today, "told_how": TellWay.WEB}
    fields = {"verdict": step.data["verdict"], "verdict_words": words, "judged_on": today} | told
    step.subject.matters.filter(pk=matter.pk).update(**fields)
    _follow(matter.pk)


def _heard(step: Step) -> None:
    """What a voter who has been told says of the outcome, by telephone or at the door; the first word stands."""
    words = step.data.get("words", "").strip()
    if step.data["verdict"] == Verdict.DISSATISFIED and not words:
        raise Refused("请写明哪里不满意。", "words")
    fields = {"verdict": step.data["verdict"], "verdict_words": words}
    if not step.subject.unjudged.filter(pk=step.data["matter"].pk).update(**fields):
        raise Refused("这位选民已经评价过了。", "matter")


def _not_judged(opinion: Opinion) -> str:
    return "" if opinion.judged else "不予受理的事项没有办理，不请选民评价。"


def _all_judged(opinion: Opinion) -> str:
    if why := _not_judged(opinion):
        return why
    return "" if opinion.unjudged.exists() else "没有已告知、未评价的选民。"


def _revisited(step: Step) -> None:
    """Somebody called on the voter; whether the matter is taken up again is a step of its own."""
    words = step.data["revisit"].strip()
    if not words:
        raise Refused("请写明回访了解到的情况。", "revisit")
    fields = {"revisited_on": timezone.localdate(), "revisit": words}
    if not step.subject.displeased.filter(pk=step.data["matter"].pk).update(**fields):
        raise Refused("这位选民已经回访过了。", "matter")


def _nobody_displeased(opinion: Opinion) -> str:
    return "" if opinion.displeased.exists() else "没有待回访的选民。"


def _published(step: Step) -> None:
    Echo._base_manager.create(
        subject=step.subject, station_id=step.subject.station_id, question=step.data["question"],
        answer=step.data["public_answer"], published_on=timezone.localdate(),
    )  # fmt: skip


def _not_publishable(opinion: Opinion) -> str:
    if opinion.confidential:
        return "保密的意见不能公布。"
    return "已经公布在回音壁。" if opinion.echoes.filter(withdrawn_on=None).exists() else ""


def _taken_down(step: Step) -> None:
    _reasoned(step)
    step.subject.echoes.filter(withdrawn_on=None).update(withdrawn_on=timezone.localdate())


def _not_published(opinion: Opinion) -> str:
    return "" if opinion.echoes.filter(withdrawn_on=None).exists() else "还没有公布。"


def _amended(step: Step) -> None:
    """Secrecy asked for later covers the voters too; it is never taken back from them here."""
    if step.subject.confidential:
        Visit._base_manager.filter(matters__opinion=step.subject).update(confidential=True)
        step.subject.echoes.filter(withdrawn_on=None).update(withdrawn_on=timezone.localdate())


def _reasoned_step(step: Step) -> None:
    _reasoned(step)


def _urged(step: Step) -> None:
    _reasoned(step)


def _all_told(opinion: Opinion) -> str:
    count = opinion.untold.count()
    return f"还有{count}位选民没有告知，告知后才能办结。" if count else ""


def _unit_known(opinion: Opinion) -> str:
    return "" if opinion.office_id else "接收方不在机构名录中，请电话催办。"


# fmt: off
OPINION = Lifecycle(
    name="群众意见",
    model=Opinion,
    states=OpinionState,
    transitions=(
        Transition("answer", "当场答复", (S.OPENED,), S.ANSWERED, ("station",), ("answer",),
                   then=_answered_on_spot, help="能够当场说明白、办得了的事项。"),
        Transition("triage", "研判", (S.OPENED,), None, ("station",), ("level", "summary?", "advice?"), then=triaged,
                   help="确定在村（社区）、乡镇（街道）还是县（区）层面解决。"),
        Transition("ask", "报请批办", (S.OPENED,), S.PENDING, ("station",), ("advice",), tells=("approver",),
                   help="由站长或人大工作机构批办后再转办。"),
        Transition("approve", "同意", (S.PENDING,), S.OPENED, ("approver",), ("advice?",), tells=("station",), then=approved,
                   style="primary", help="同意拟办意见，由联络站转办；可以修改拟办意见。"),
        Transition("return", "退回研判", (S.PENDING,), S.OPENED, ("approver",), tells=("station",), then=_reasoned_step),
        Transition("order", "列入交办单", (S.OPENED,), S.REFERRED, ("station", "committee"), ("order", "office"),
                   starts=("opinion",), tells=("office",), then=ordered),
        Transition("refer", "转交办理", (S.OPENED,), S.REFERRED, ("station",),
                   ("route", "office?", "receiver?", "advice?", "outside?"), starts=("opinion",), tells=("office",),
                   when=why_not_sent, then=_referred, style="primary", help="转交后开始计算办理时限。"),
        Transition("offer", "请代表提建议", (S.OPENED,), S.OFFERED, ("station",), ("deputy", "advice?"),
                   starts=("opinion",), tells=("deputy",), when=why_not_sent, then=_offered,
                   help="代表可据此起草代表建议，也可以退回。"),
        Transition("refuse", "不予受理", (S.OPENED,), S.REFUSED, ("station",), ("refusal", "go_instead"),
                   then=_refused, help="须说明原因和应向何处反映，并可打印告知单。"),
        Transition("reply", "答复办理结果", (S.REFERRED,), S.ANSWERED, ("office", "station"), ("answer",),
                   stops=("opinion",), tells=("station",), then=_answered, style="primary",
                   help="由承办单位填写；未使用本系统的单位，由联络站代为登记。"),
        Transition("hand_back", "退回联络站", (S.REFERRED,), S.OPENED, ("office",), voids=("opinion",), ended="已退回",
                   tells=("station",), then=_back_to_station, help="不属本单位职责的，写明理由退回。"),
        Transition("recall", "收回", (S.REFERRED, S.OFFERED), S.OPENED, ("station",), voids=("opinion",), ended="已收回",
                   tells=("office", "deputy"), then=_back_to_station, help="转错了单位或代表时收回重新办理。"),
        Transition("urge", "催办", (S.REFERRED,), None, ("station", "committee", "overseer"), tells=("office",),
                   then=_urged, when=_unit_known, adds=True),
        Transition("oversee", "请代表督办", (S.REFERRED,), None, ("station", "committee"), ("overseer",), tells=("overseer",),
                   help="如12345热线工单：请一位代表跟踪办理情况，可以催办。"),
        Transition("follow", "登记督办情况", (S.REFERRED, S.ANSWERED), None, ("overseer",), tells=("station",),
                   then=_reasoned, adds=True, style="primary", help="如现场察看、询问承办单位的情况。"),
        Transition("number", "登记热线工单号", (S.REFERRED,), None, ("station", "committee"), ("outside",),
                   when=not_hotline, then=numbered),
        Transition("hotline", "登记热线办理结果", (S.REFERRED,), S.ANSWERED, ("station", "committee"),
                   ("answer", "outside?"), stops=("opinion",), tells=("station",), when=not_hotline,
                   then=hotline_answered),
        Transition("merge", "并入另一件", (S.OPENED,), S.MERGED, ("station",), ("into",), then=merged,
                   help="内容相同的意见合并办理，每一位选民都保留，都要告知。"),
        Transition("part", "分开办理", (S.MERGED,), S.OPENED, ("station",), then=parted,
                   confirm="分开后，选民回到这件意见，需要单独办理和告知。"),
        Transition("suggest", "形成代表建议", (S.OFFERED,), S.SUGGESTED, ("deputy",), stops=("opinion",),
                   tells=("station",), then=_suggested),
        Transition("adopt", "由小组形成代表建议", (S.OPENED, S.OFFERED), S.SUGGESTED, ("group",), ("deputy",),
                   stops=("opinion",), tells=("station",), when=why_not_sent, then=_adopted),
        Transition("decline", "不提建议，退回", (S.OFFERED,), S.OPENED, ("deputy",),
                   voids=("opinion",), ended="已退回", tells=("station",),
                   then=_back_to_station),
        Transition("report", "建议已办结", (S.SUGGESTED,), S.ANSWERED, ("clock",), ("answer",),
                   tells=("station", "deputy"), then=_answered),
        Transition("drop", "建议未立案", (S.SUGGESTED,), S.OPENED, ("clock",), tells=("station",),
                   then=_back_to_station),
        Transition("tell", "告知选民", TO_TELL, None, ("station", "clock"),
                   ("matter", "told_on", "told_how", "verdict?"), then=_told),
        Transition("judge", "选民网上评价", (*TO_TELL, S.CLOSED), None, ("clock",), ("matter", "verdict", "words?"),
                   tells=("station",), when=_not_judged, then=_judged),
        Transition("verdict", "登记选民评价", (*TO_TELL, S.CLOSED), None, ("station",), ("matter", "verdict", "words?"),
                   when=_all_judged, then=_heard, help="告知后选民当面或在电话里说满意还是不满意，补登在这里。"),
        Transition("revisit", "登记回访", (*TO_TELL, S.CLOSED), None, ("station",), ("matter", "revisit"),
                   when=_nobody_displeased, then=_revisited, help="问题仍在的，回访后请“重新办理”。"),
        Transition("close", "办结", TO_TELL, S.CLOSED, ("station", "clock"), when=_all_told, style="primary"),
        Transition("reopen", "重新办理", (*TO_TELL, S.CLOSED), S.OPENED, ("station", "committee"),
                   tells=("station",), then=_opened_again, confirm="重新办理后，须再次告知每一位选民。"),
        Transition("publish", "公布到回音壁", (S.ANSWERED, S.CLOSED), None, ("station",), ("question", "public_answer"),
                   when=_not_publishable, then=_published, help="公众页面可以看到，请勿写入姓名、电话和住址。"),
        Transition("take_down", "从回音壁撤下", (S.ANSWERED, S.CLOSED, S.OPENED, S.REFERRED), None, ("station", "committee"),
                   when=_not_published, then=_taken_down),
        Transition("amend", "更正登记", (*WAITING, S.SUGGESTED), None, ("station",),
                   ("category", "summary?", "advice?", "confidential?"), then=_amended, help="选民原话不能更改。"),
    ),
    actors={"station": is_station, "office": is_office, "deputy": is_deputy, "committee": is_committee,
            "approver": is_approver, "group": is_group, "overseer": is_overseer},
    people={"approver": approver_people, "station": station_people, "office": office_people, "deputy": deputy_people,
            "overseer": overseer_people},
    marks={"absorb": "并入其他意见", "release": "分出意见"},
    clocks=OPINION_CLOCKS,
)
# fmt: on
