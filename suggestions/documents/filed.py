"""The lines of a case's further sections in its 案卷: what units reported, asked, promised, and what was done about it."""

from pages.dates import cn_date
from suggestions.casefile.parts import second_verdicts, verdicts
from suggestions.choices import PromiseState
from suggestions.documents.pieces import Desk
from suggestions.models import Promise
from suggestions.models.signing_for import SignedFor
from suggestions.promise_orders import orders_on
from suggestions.rounds import coordinations_of

Section = tuple[str, list[str]]


def before_the_reply(desk: Desk) -> list[Section]:
    """(heading, lines) of what went before; those without lines are left out by whoever prints them."""
    return [
        ("面商记录", _contacts(desk)),
        ("进展报告", _progress(desk)),
        ("延期答复", _extensions(desk)),
        ("催办、督办和追责", _pressed(desk)),
        ("办理会议", _meetings(desk)),
    ]


def after_the_reply(desk: Desk) -> list[Section]:
    """(heading, lines) of what followed."""
    return [
        ("当面答复", _face_replies(desk)),
        ("承诺事项", _promises(desk)),
        ("代表评价", _ratings(desk)),
        ("协调", _coordinations(desk)),
        ("回头看", _looks(desk)),
    ]


def _contacts(desk: Desk) -> list[str]:
    return [
        f"{cn_date(one.on)}，{part.office}（{one.people}），{one.get_stage_display()}{one.get_way_display()}，"
        f"{one.get_state_display()}：{one.content}"
        for part in desk.parts
        for one in part.contacts.all()
    ]


def _progress(desk: Desk) -> list[str]:
    rows = desk.suggestion.progress.select_related("assignment__office").order_by("on", "pk")
    return [
        f"{cn_date(row.on)}，{row.assignment.office}：{row.done}"
        + (f"下一步：{row.next_steps}" if row.next_steps else "")
        for row in rows
    ]


def _extensions(desk: Desk) -> list[str]:
    return [
        f"{cn_date(row.asked_on)}，{row.assignment.office}，{row.get_state_display()}"
        f"{'，延至' + cn_date(row.until) if row.until else ''}：{row.reason}"
        for row in desk.suggestion.extensions.select_related("assignment__office").order_by("pk")
    ]


def _pressed(desk: Desk) -> list[str]:
    suggestion = desk.suggestion
    urged = [
        f"{cn_date(row.urged_on)}，{row}，{row.assignment.office}，{row.get_state_display()}：{row.reason}"
        for row in suggestion.urges.select_related("assignment__office").order_by("pk")
    ]
    supervised = [
        f"{cn_date(row.created_on)}，{row.get_kind_display()}（{row.by}），{row.get_state_display()}：{row.aim}"
        f"{'结果：' + row.result if row.result else ''}"
        for row in suggestion.supervisions.select_related("team").order_by("pk")
    ]
    answered_for = [
        f"{cn_date(row.on)}，{row.office}，{row.paper or row.get_level_display()}（超期{row.days_late}天）{_signed(row)}："
        f"{row.words}"
        for row in suggestion.escalations.select_related("office", "signed_by").order_by("pk")
    ]
    return [*urged, *supervised, *answered_for]


def _signed(paper: SignedFor | None) -> str:
    """Who signed for a paper, and when; "" for none, or one that waits."""
    if paper is None or paper.signed_by is None:
        return ""
    return f"，{cn_date(paper.signed_on)}由{paper.signed_by.name}签收"


def _meetings(desk: Desk) -> list[str]:
    rows = desk.suggestion.discussed.select_related("meeting").order_by("meeting__on", "pk")
    return [
        f"{cn_date(row.meeting.on)}，{row.meeting}（{row.meeting.get_kind_display()}）"
        + (f"，测评结果：{row.get_verdict_display()}" if row.verdict else "")
        for row in rows
    ]


def _face_replies(desk: Desk) -> list[str]:
    met = [part.face_reply for part in desk.parts if hasattr(part, "face_reply")]
    return [
        f"{cn_date(row.on)}，{row.place}，{row.assignment.office}（{row.people}），代表{row.deputies}。"
        f"答复要点：{row.points}代表意见：{row.opinion}"
        for row in met
    ]


def _promises(desk: Desk) -> list[str]:
    """Those that were made, with what became of them."""
    lists = {order.pk for order in orders_on(desk.suggestion, desk.user)}
    rows = Promise.objects.visible_to(desk.user).filter(suggestion=desk.suggestion)
    rows = rows.exclude(state=PromiseState.DRAFTED).select_related("office", "handed__signed_by")
    return [
        f"{row.office}（{row.who}）：{row.what}，{cn_date(row.due_on)}前完成；{row.get_state_display()}"
        f"{f'；{row.handed}{_signed(row.handed)}' if row.handed and row.handed_id in lists else ''}"
        f"{'。落实情况：' + row.report if row.report else ''}{'。代表意见：' + row.word if row.word else ''}"
        for row in rows.order_by("pk")
    ]


def _ratings(desk: Desk) -> list[str]:
    given = (*verdicts(desk.suggestion, desk.user), *second_verdicts(desk.suggestion, desk.user))
    return [
        f"{row.who}（第{row.round}次办理）：办理态度{row.attitude}，{row.of}{row.result}{'。' + row.reason if row.reason else ''}"
        for part in given
        for row in part.data
    ]


def _coordinations(desk: Desk) -> list[str]:
    return [
        f"{cn_date(row.on)}，{row.get_way_display()}，参加人：{row.people}。{row.record}结论：{row.get_outcome_display()}。"
        for row in reversed(coordinations_of(desk.suggestion))
        if row.concluded_on
    ]


def _looks(desk: Desk) -> list[str]:
    rows = desk.suggestion.look_backs.select_related("look_back", "before", "after").order_by("pk")
    return [
        f"{row.look_back}，{row.get_state_display()}：原类别{row.before.code}"
        f"{'，现类别' + row.after.code if row.after else ''}"
        f"{'。落实情况：' + row.report if row.report else ''}{'。代表意见：' + row.word if row.word else ''}"
        for row in rows
    ]
