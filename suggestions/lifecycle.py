"""How a suggestion moves: from the deputies' draft to the closed case.

The table is the process. What a step writes besides its fields stands in
suggestions.deeds; who may take it and who is told, in suggestions.roles.
"""

from collections.abc import Callable

from suggestions import (
    carrying,
    escalating,
    groups,
    joining,
    keying,
    monthly,
    objections,
    pausing,
    rating_again,
    redressing,
    reference,
    roles,
    supervising,
    voicing,
)
from suggestions.choices import AT_DEPUTY, OPEN, PUBLIC_STATES, UNDER_REVIEW, Outcome, SuggestionState
from suggestions.clockwork import OF_PARTS, REPLYING, SUGGESTION_CLOCKS
from suggestions.closing import why_not_closed, why_not_government
from suggestions.completeness import missing
from suggestions.deeds import deputies, entries, machine, office, review
from suggestions.deeds.remarks import needs_reason
from suggestions.deeds.splitting import split
from suggestions.dissolving import leave_too, left_alone
from suggestions.extending import not_by_itself
from suggestions.holding import note
from suggestions.models import Suggestion
from suggestions.publishing import publish, take_down, why_not_published, why_not_taken_down
from suggestions.reading import wording
from suggestions.reviewing import why_not_forwarded, why_not_registered
from suggestions.rounds import dissatisfied, nothing_to_conclude, unrated, why_not_again, why_not_coordinated
from suggestions.telling import owe_after
from suggestions.urging import nobody_to_urge, urge
from suggestions.withdrawing import JOINTLY, nothing_asked, why_not_asked, why_not_ended, why_not_withdrawn
from workflow.lifecycle import perform
from workflow.transitions import Lifecycle, Step, Transition

S = SuggestionState
T = Transition
SUPERVISE_FIELDS = ("manner", "aim", "leader?", "chief?", "committee?", "team?", "charged?", "chief_charged?")
REVIEW = ("acceptance", "dispatch")
REVIEWING = (*REVIEW, "second_review")
WANT_REPLY = "原来注明仅供参考、不需书面答复的，可以改为要求书面答复。"
FEEDBACK = ("feedback", rating_again.LIMIT)


def why_not_on_paper(suggestion: Suggestion) -> str:
    return missing(suggestion) or entries.no_scan(suggestion)


TRANSITIONS = (
    # --- the deputies
    T("invite", "邀请联名", AT_DEPUTY, None, ("lead",), needs=("deputies",), then=deputies.invite,
      help="受邀代表在本人页面确认后才算联名。"),
    T("uninvite", "取消联名", AT_DEPUTY, None, ("lead",), needs=("signature",), then=deputies.uninvite,
      when=deputies.no_co_signer, style="link"),
    T("submit", "提交", AT_DEPUTY, S.SUBMITTED, ("lead", "enterer"), needs=("declared",), starts=REVIEW, tells=("committee",),
      when=missing, then=deputies.submit, style="primary", help="提交后由人大代表工作机构审查立案，交办前可以撤回。"),
    T("acknowledge", "确认并提交", (S.ENTERED,), S.SUBMITTED, ("lead",), needs=("declared",), starts=REVIEW,
      tells=("committee", "enterer"), when=missing, explain=missing, then=deputies.submit, style="primary",
      help="工作人员已照您签名的纸质件录入，请核对后确认。", reads=wording),
    T("stand", "以签名纸质件为准提交", (S.ENTERED,), S.SUBMITTED, ("enterer",), starts=REVIEW,
      tells=("committee", "signers"), when=why_not_on_paper, explain=why_not_on_paper, then=entries.stand,
      confirm="代表尚未在系统中确认，将以签名纸质件为准提交并注明。确定吗？",
      help="代表没有账号或不便确认的，凭扫描件提交，页面上注明。"),
    T("disown", "不是本人的建议", (S.ENTERED,), S.WITHDRAWN, ("lead",), tells=("enterer", "committee"),
      then=entries.disown, style="danger"),
    T("discard", "删除录入", (S.ENTERED,), S.WITHDRAWN, ("enterer",), tells=("signers",), then=needs_reason,
      style="danger"),
    T("withdraw", "放弃草稿", AT_DEPUTY, S.WITHDRAWN, ("lead",), tells=("signers", "invited"), then=deputies.withdraw,
      style="danger", confirm="放弃后不能恢复。确定放弃吗？"),
    T("withdraw", "撤回", (*UNDER_REVIEW, S.REGISTERED), S.WITHDRAWN, ("lead", "clock"), voids=REVIEWING, ended="已撤回",
      tells=("committee", "signers"), when=why_not_withdrawn, explain=why_not_withdrawn, then=deputies.withdraw,
      style="danger",
      confirm="撤回后办理即行终止，不能恢复。确定撤回吗？",
      help="交办前可以撤回，联名代表会收到通知。"),
    T("note_withdrawal", "登记书面撤回", (*UNDER_REVIEW, S.REGISTERED), S.WITHDRAWN, ("for_lead",), voids=REVIEWING, ended="已撤回",
      tells=("signers",), when=why_not_withdrawn, then=deputies.note_withdrawal, style="danger",
      confirm="撤回后办理即行终止，不能恢复。确定登记吗？", help="领衔代表没有账号，凭其书面要求登记。"),
    T("ask_withdrawal", "申请撤回", JOINTLY, None, ("lead", "for_lead"), when=why_not_asked, then=deputies.ask_withdrawal,
      help="联名建议经全体联名代表同意方可撤回；请写明理由，逐一征求意见，全体同意后即撤回。"),
    T("drop_withdrawal", "取消撤回申请", JOINTLY, None, ("lead",), tells=("co_signers",), when=nothing_asked,
      then=deputies.drop_withdrawal, style="link"),
    T("end", "要求终止办理", (S.DISPATCHED,), S.WITHDRAWN, ("lead", "for_lead", "clock"),
      voids=(*REPLYING, *OF_PARTS), ended="已终止",
      tells=("committee", "units", "government", "signers"), when=why_not_ended, then=deputies.end, style="danger",
      confirm="提出后办理即行终止，不能恢复。确定吗？", help="交办后以书面理由要求撤回的，办理即行终止。"),
    T("ask_to_join", "申请联名", joining.JOINABLE, None, ("colleague",), when=joining.why_not_joined, then=joining.ask,
      style="primary", help="经领衔代表同意后署名，并单独收到答复、单独评价。"),
    # --- the congress office
    T("register", "立案编号", (S.SUBMITTED,), S.REGISTERED, ("committee",),
      needs=("category?", "confidential?", "from_motion?", "motion_basis?"), stops=("acceptance",), tells=("signers",),
      when=why_not_registered, explain=why_not_registered, then=office.register, style="primary"),
    T("forward", "送政府办公室复审", (S.SUBMITTED,), S.SECOND, ("committee",), starts=("second_review",),
      tells=("second",), when=why_not_forwarded, then=review.forward, style="primary",
      help="本区域实行双审核：政府办公室复审后再立案。"),
    T("recall_review", "撤回送审", (S.SECOND,), S.SUBMITTED, ("committee",),
      voids=("second_review",), ended="已收回", tells=("second",),
      then=needs_reason),
    T("endorse", "复审同意", (S.SECOND,), S.SUBMITTED, ("second",), stops=("second_review",), tells=("committee",),
      then=review.endorse, style="primary"),
    T("disagree", "提出复审意见", (S.SECOND,), S.SUBMITTED, ("second",), needs=("reasons?",), stops=("second_review",),
      tells=("committee",), then=review.object_to, help="由人大代表工作机构研究决定。"),
    T("return", "退回修改", (S.SUBMITTED,), S.RETURNED, ("committee",), needs=("reasons?", "remarks?"),
      voids=REVIEW, ended="已退回",
      tells=("signers",), then=review.send_back),
    T("split", "拆分为多件", (S.SUBMITTED,), S.SPLIT, ("committee",), needs=("parts", "origins?"), voids=REVIEW, ended="已拆分",
      tells=("signers",), then=lambda step: _split(step),
      help="一事一议：含多个事项的拆分为多件，联名代表和来源意见随之转入，原件保留备查。"),
    T("letter", "转为代表来信", (S.SUBMITTED,), S.LETTER, ("committee",), needs=("decline_reason",), stops=REVIEW,
      tells=("signers",), then=review.keep_as_letter, confirm="转为代表来信后不再立案，不能恢复。确定吗？"),
    T("answer_letter", "登记来信处理情况", (S.LETTER,), None, ("committee",), tells=("signers",), then=needs_reason,
      adds=True, style="primary"),
    T("decline", "不予立案", (S.SUBMITTED,), S.DECLINED, ("committee",), needs=("decline_reason",), stops=REVIEW,
      tells=("signers",), then=office.decline, style="danger", confirm="不予立案后不能恢复。确定吗？"),
    T("dispatch", "交办", (S.REGISTERED,), S.DISPATCHED, ("committee",),
      needs=("lead?", "co?", "separate?", "requirement?", "key?"), stops=("dispatch",), starts=("reply",),
      tells=("units", "government", "signers"), then=office.dispatch, style="primary"),
    T("undispatch", "撤回交办", (S.DISPATCHED,), S.REGISTERED, ("committee",), tells=("signers",),
      when=office.why_not_undone, then=office.undispatch, style="danger",
      confirm="撤回后回到待交办，可以重新交办。确定撤回吗？", help="没有单位签收时可以撤回，交办期限接着原来的计算。"),
    T("redispatch", "改交", (S.DISPATCHED,), None, ("committee", "government"), needs=("assignment", "office?"),
      tells=("units", "signers"), when=office.nothing_handed_back, style="primary",
      then=lambda step: _left(step, office.redispatch)),
    T("join_group", "并案办理", (S.REGISTERED, S.DISPATCHED), None, ("committee", "government"), needs=("group",),
      tells=("signers", "units"), when=groups.not_free, then=groups.join),
    T("leave_group", "退出并案", (S.REGISTERED, S.DISPATCHED, S.REPLIED), None, ("committee", "government"),
      tells=("signers", "units"), when=groups.not_in_one, then=lambda step: _left(step, groups.leave),
      help="退出后单独办理；并案期间共用的面商和会办意见仍然有效。"),
    T("undo_join", "撤销并案", (S.REGISTERED, S.DISPATCHED), None, ("committee", "government"),
      tells=("signers", "units"), when=groups.why_not_as_before, then=lambda step: _left(step, groups.undo_join), style="link",
      confirm="撤销后恢复为并案之前的样子，不再共用任何办理内容。确定吗？"),
    T("dissolve_group", "并案自动解散", tuple(S), None, ("clock",), needs=("undone",), tells=("signers", "units"),
      when=groups.not_in_one, then=leave_too),
    T("answer_objection", "答复交办异议", (S.DISPATCHED, S.REPLIED), None, ("committee", "government"),
      needs=("objection", "answer"), tells=("signers",), when=objections.nothing_to_answer, then=objections.answer,
      style="primary"),
    T("extend", "延长答复期限", (S.DISPATCHED,), None, ("committee",), needs=("months?",), tells=("signers", "units"),
      when=not_by_itself, then=office.extend, help="涉及面广、处理难度大的，自交办之日起六个月内答复。"),
    T("pause", "中止时限", OPEN, None, ("committee",), needs=("clock",), tells=("units", "signers"),
      when=pausing.why_not_paused, then=pausing.pause, help="须有本地办法的依据；中止期间不计入时限，恢复后顺延。"),
    T("resume", "恢复时限", OPEN, None, ("committee",), needs=("clock",), tells=("units", "signers"),
      when=pausing.why_not_resumed, then=pausing.resume, style="primary"),
    T("urge", "催办", (S.DISPATCHED,), None, ("committee",), needs=("parts?",), tells=("government",),
      when=nobody_to_urge, then=urge, adds=True, help="向尚未办完的单位各发一份编号的催办函，由单位签收。"),
    T("supervise", "督办立项", (S.DISPATCHED, S.REPLIED, S.CLOSED), None, ("committee",), needs=SUPERVISE_FIELDS,
      when=supervising.every_kind_taken, then=supervising.supervise, help="立项后拟订督办方案，再发出督办通知单。"),
    T("voice", "编发《代表之声》", (*OPEN, S.CLOSED), None, ("committee",), needs=("headline", "digest", "recipients", "readers?"),
      when=voicing.why_not_voiced, then=voicing.voice, adds=True, help="摘报主要负责同志，领导批示后登记。"),
    T("escalate", "超期追责", (S.DISPATCHED,), None, ("committee",), needs=("office?", "serial?"), when=escalating.not_late,
      then=escalating.escalate, adds=True, style="danger", help="提醒、督办、通报、问责逐级进行，不能跳级。"),
    T("check", "登记月检查", (S.DISPATCHED,), None, ("committee",), needs=("on", "checker", "finding", "demand?"),
      tells=("units", "government"), then=monthly.check, adds=True, help="检查办理进度，写明检查情况和要求，告知承办单位。"),
    T("mark", "设定重点督办", OPEN, None, ("committee",), needs=("key",), tells=("units",), then=keying.mark),
    T("close", "办结", (S.REPLIED,), S.CLOSED, ("committee",), stops=("feedback",), tells=("signers", "units"),
      when=why_not_closed, explain=why_not_closed, then=office.close, style="primary"),
    T("publish", "公开", PUBLIC_STATES, None, ("committee",), needs=("scope?", "texts?"), stops=("publish",),
      tells=("signers", "units"), when=why_not_published, then=publish,
      help="按代表意见公开全文或者标题；可以遮盖不宜公开的段落，原文不变。"),
    T("take_down", "撤下公开", PUBLIC_STATES, None, ("committee",), tells=("signers",), when=why_not_taken_down,
      then=take_down, style="link"),
    T("carry", "换届结转", (*OPEN, S.CLOSED), None, ("committee",), needs=("heir",), tells=("units", "signers"),
      when=carrying.why_not_carried, then=carrying.carry, help="上届未办结的继续办理，由本届一位代表接续联系。"),
    T("end_with_term", "届满终止办理", OPEN, S.WITHDRAWN, ("committee",),
      voids=(*REVIEWING, "dispatch", *FEEDBACK, "publish", *REPLYING, *OF_PARTS), ended="已终止",
      tells=("signers", "units", "government"), when=carrying.why_not_ended, then=carrying.end_with_term, style="danger",
      confirm="终止后不能恢复。确定终止办理吗？", help="本区域规定换届后不再继续办理。"),
    # --- the machine, when the units have replied or a deputy is not satisfied
    T("reply", "答复", (S.DISPATCHED,), S.REPLIED, ("clock",), stops=(*REPLYING, *OF_PARTS),
      starts=("feedback",), tells=("addressees", "committee"), then=machine.reply),
    T("refer", "已作参考", (S.DISPATCHED,), S.REPLIED, ("clock",), stops=(*REPLYING, *OF_PARTS),
      tells=("addressees", "committee"), then=machine.refer),
    T("rehandle", "重新办理", (S.REPLIED,), S.DISPATCHED, ("clock",),
      stops=FEEDBACK, voids=("publish",), ended="已重新办理", starts=("rehandle",),
      tells=("units", "committee", "signers"), when=why_not_again, then=machine.rehandle),
    T("redress", "限期整改", (S.REPLIED, S.CLOSED), S.DISPATCHED, ("committee",), voids=(*FEEDBACK, "publish"), ended="已限期整改",
      starts=("redress",), tells=("units", "government", "signers"), when=redressing.why_not_redressed,
      then=redressing.redress, style="primary", confirm="承办单位将重新办理并再次答复，整改期限自今天起计算。确定吗？",
      help="测评会测评为不满意的，交承办单位限期整改，重新答复代表。"),
    T("coordinate", "再次不满意，转入协调", (S.REPLIED,), None, ("clock",), stops=("feedback",),
      tells=("committee", "units", "signers"), when=why_not_coordinated, then=machine.coordinate),
    T("conclude", "登记协调结论", (S.REPLIED,), None, ("committee",), needs=("on", "people", "record", "outcome"),
      tells=("units", "signers"), when=nothing_to_conclude, then=lambda step: _concluded(step), style="primary",
      help="召集代表和承办单位协调（或组织专家评估）后登记；可以再次交办，也可以维持答复并向代表说明。"),
    T("government_close", "政府办公室销号", (S.REPLIED,), None, ("government",), tells=("committee",),
      when=why_not_government, then=office.government_close, style="primary",
      help="本区域实行双销号：政府办公室和人大代表工作机构都确认后才能办结。"),
    # --- every signing deputy for himself
    T("want_reply", "要求书面答复", (S.DISPATCHED,), None, ("lead",), tells=("committee", "government", "units"),
      when=reference.why_not_wanted, then=machine.want_reply, help=WANT_REPLY,
      confirm="要求后承办单位须书面答复，不再仅供参考。确定吗？"),
    T("want_reply", "要求书面答复", (S.REPLIED,), S.DISPATCHED, ("lead",), voids=(*FEEDBACK, "publish"), ended="已要求书面答复",
      starts=("rehandle",), tells=("committee", "government", "units"), when=reference.why_not_wanted,
      then=machine.want_reply_after, help=WANT_REPLY, confirm="将退回承办单位书面答复。确定吗？"),
    T("object", "对交办提出异议", (S.DISPATCHED,), None, ("signer",), needs=("proposed_office?",),
      tells=("committee", "government"), then=objections.object_to,
      help="认为承办单位不合适的，可以说明理由，由交办机构答复。"),
    T("rate_by_link", "凭链接评价", (S.REPLIED,), None, ("clock",),
      needs=("signature", "attitude", "result", "reason?", "address?"), tells=("committee",),
      then=lambda step: _rated(step, deputies.rate_by_link)),
    T("rate_again_by_link", "凭链接作落实后评价", (S.REPLIED, S.CLOSED), None, ("clock",),
      needs=("signature", "attitude", "result", "reason?", "address?"), tells=("committee", "units"),
      when=rating_again.nothing_asked, then=rating_again.rate_again_by_link),
    T("rate_again", "落实后评价", (S.REPLIED, S.CLOSED), None, ("rater",), needs=("attitude", "result", "reason?"),
      tells=("committee", "units"), when=rating_again.nothing_asked, then=rating_again.rate_again, style="primary",
      help="承诺事项落实后（或者回头看后）再评价一次，答复时的评价保持不变。"),
    T("rate", "评价", (S.REPLIED,), None, ("rater",), needs=("attitude", "result", "reason?"), tells=("committee",),
      then=lambda step: _rated(step, deputies.rate), style="primary", help="办理态度和办理结果分别评价；不满意的请说明理由。"),
)  # fmt: skip

SUGGESTION = Lifecycle(
    name="建议",
    model=Suggestion,
    states=SuggestionState,
    transitions=TRANSITIONS,
    actors={
        "lead": roles.is_lead,
        "for_lead": roles.notes_for_lead,
        "signer": roles.is_signer,
        "rater": roles.is_rater,
        "colleague": joining.is_colleague,
        "committee": roles.is_committee,
        "government": roles.is_government,
        "second": roles.is_second,
        "enterer": roles.is_enterer,
    },
    people={
        "signers": roles.signers,
        "addressees": roles.addressees,
        "invited": roles.invited,
        "co_signers": roles.co_signers,
        "second": roles.second,
        "enterer": roles.enterer,
        "committee": roles.committee,
        "units": roles.units,
        "government": roles.government,
    },
    clocks=SUGGESTION_CLOCKS,
    after=lambda step: _after(step),
)


def _after(step: Step) -> None:
    monthly.keep_rhythm(step.subject)
    note(step.subject.pk)
    owe_after(step)
    joining.lapse_after(step)


def _left(step: Step, deed: Callable[[Step], None]) -> None:
    """One leaves its group; who would be alone in it leaves as well, and is told."""
    other = left_alone(step, deed)
    if other is None:
        return
    undone = step.transition.action == "undo_join" and not groups.why_not_as_before(other)
    words = f"{step.subject}的并案已撤销" if undone else f"{step.subject}已退出并案"
    perform(
        SUGGESTION, other.pk, "dissolve_group", None, note=f"{words}，只剩本件，并案解散。", undone=undone
    )


def _rated(step: Step, rate: Callable[[Step], None]) -> None:
    """Note the verdict; the last one decides whether it is handled again."""
    rate(step)
    settle(step.subject)


def settle(suggestion: Suggestion) -> None:
    """When every deputy asked has rated: stop their clock, and go on if one is not satisfied (不满意)."""
    if unrated(suggestion):
        return
    SUGGESTION_CLOCKS.stop(suggestion, "feedback")
    if dissatisfied(suggestion):
        go_on(suggestion)


def go_on(suggestion: Suggestion) -> None:
    """Not satisfied: handled again the first time, coordinated by the congress office from then on (domain rule 21)."""
    perform(SUGGESTION, suggestion.pk, "rehandle" if suggestion.round == 1 else "coordinate", None)
    suggestion.refresh_from_db()


def _concluded(step: Step) -> None:
    """The coordination's outcome: once more to the units, or the reply stands."""
    if office.conclude(step) == Outcome.AGAIN:
        perform(SUGGESTION, step.subject.pk, "rehandle", None)
        step.subject.refresh_from_db()


def _split(step: Step) -> None:
    """Make one suggestion of each part; they move by this very table."""
    split(step, SUGGESTION)
