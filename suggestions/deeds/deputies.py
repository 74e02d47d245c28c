"""Deeds of the deputies: inviting co-signers, submitting, withdrawing, rating."""

from django.utils import timezone

from deputies.choices import MandateState
from deputies.models import Deputy, Mandate
from notices.outbox import post
from suggestions.choices import COME_TO_NOTHING, READING, Kind, SignatureRole, Via, Withdrawal
from suggestions.completeness import open_session
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.ending_parts import end_parts
from suggestions.joining import over
from suggestions.models import Signature, Suggestion
from suggestions.origins import give_back
from suggestions.reviewing import keep_version
from suggestions.roles import co_signed, signature_of, signatures_of
from suggestions.verdicts import note
from workflow.transitions import Refused, Step


def no_co_signer(suggestion: Suggestion) -> str:
    has = any(one.role == SignatureRole.CO and one.state in READING for one in signatures_of(suggestion))
    return "" if has else "没有联名代表。"


def invite(step: Step) -> None:
    """Ask deputies of the same congress and term to sign; each is told. Who said no or left may be asked anew."""
    suggestion, deputies = step.subject, step.data["deputies"]
    there = {s.deputy_id for s in suggestion.signatures.all() if not over(s)}
    serving = Mandate.objects.filter(term=suggestion.term_id, state=MandateState.ACTIVE, deputy__in=deputies)
    serving_ids = set(serving.values_list("deputy_id", flat=True))
    for deputy in deputies:
        _check_invitation(deputy, suggestion, deputy.pk in there, deputy.pk in serving_ids)
    suggestion.signatures.filter(state__in=COME_TO_NOTHING, deputy__in=deputies).delete()
    Signature.objects.bulk_create(
        Signature(suggestion=suggestion, deputy=deputy, role=SignatureRole.CO) for deputy in deputies
    )
    remark(step, f"邀请{'、'.join(deputy.name for deputy in deputies)}代表联名。")
    post(
        [deputy.user for deputy in deputies if deputy.user_id],
        kind="suggestion.invite",
        key=f"suggestion.invite:{step.event.pk}",
        title=f"{suggestion.deputy}代表邀请您联名：《{suggestion.title}》",
        body="请阅读全文后确认或谢绝联名。",
        url=suggestion.get_absolute_url(),
    )


def _check_invitation(deputy: Deputy, suggestion: Suggestion, there: bool, serving: bool) -> None:
    if deputy.pk == suggestion.deputy_id:
        raise Refused("领衔代表不必邀请本人。", "deputies")
    if there:
        raise Refused(f"{deputy}代表已在联名名单中。", "deputies")
    if not serving:
        raise Refused(f"{deputy}不是本届在任代表。", "deputies")


def uninvite(step: Step) -> None:
    """Take a co-signer from the list, whether he has confirmed or not; he is told."""
    signature = step.data["signature"]
    ours = signature.suggestion_id == step.subject.pk and signature.role == SignatureRole.CO
    if not ours or signature.state not in READING:
        raise Refused("请选择本建议的联名代表。", "signature")
    if signature.deputy.user_id:
        post(
            [signature.deputy.user],
            kind="suggestion.uninvite",
            key=f"suggestion.uninvite:{step.event.pk}",
            title=f"{step.subject.deputy}代表已取消您对《{step.subject.title}》的联名",
        )
    remark(step, f"取消{signature.deputy}代表的联名。")
    signature.delete()


def submit(step: Step) -> None:
    """The day of submission decides the session it counts for; 闭会期间 has none."""
    if not step.data["declared"]:
        raise Refused("请先作出声明。", "declared")
    suggestion = step.subject
    suggestion.submitted_on = timezone.localdate()
    suggestion.session = open_session(suggestion.term_id)
    if suggestion.kind != Kind.DELEGATION:
        suggestion.kind = Kind.JOINT if co_signed(suggestion).exists() else Kind.SINGLE
    suggestion.save(update_fields=["submitted_on", "session", "kind"])
    drop_withdrawal(step)
    keep_version(suggestion)


def withdraw(step: Step) -> None:
    """Withdrawn (北京 art. 13: before 交办), the opinions it grew from are free again."""
    give_back(step.subject, step.event.note.strip() or "代表撤回了建议。")


def note_withdrawal(step: Step) -> None:
    """The same on his written request, which the office notes."""
    needs_reason(step)
    withdraw(step)


def end(step: Step) -> None:
    """Handling ends on the deputies' written request (青岛 art. 12, 山东 art. 9; domain rule 33)."""
    needs_reason(step)
    end_parts(step.subject, "代表要求终止办理。")
    withdraw(step)


def ask_withdrawal(step: Step) -> None:
    """Ask every co-signer whether he agrees (上海 art. 10); each is told and answers for himself."""
    needs_reason(step)
    suggestion = step.subject
    rows = co_signed(suggestion).select_related("deputy__user")
    people = [row.deputy.user for row in rows if row.deputy.user_id]
    co_signed(suggestion).update(withdrawal=Withdrawal.ASKED)
    post(
        people,
        kind="suggestion.ask_withdrawal",
        key=f"suggestion.ask_withdrawal:{step.event.pk}",
        title=f"{suggestion.deputy}代表提出撤回联名建议《{suggestion.title}》，请您表态",
        body=step.event.note,
        url=suggestion.get_absolute_url(),
    )


def drop_withdrawal(step: Step) -> None:
    """The lead gives the wish up; the answers given so far fall away."""
    co_signed(step.subject).update(withdrawal="")


def rate(step: Step) -> None:
    """One signing deputy's verdict, by himself and once a round."""
    signature = signature_of(step.subject, step.actor)
    note(step.subject, signature, step.data, Via.ACCOUNT, getattr(step.actor, "address", None))


def rate_by_link(step: Step) -> None:
    """The same by his personal link; the timeline says whose it was."""
    signature = step.data["signature"]
    if not signature.rates or signature.suggestion_id != step.subject.pk:
        raise Refused("这位代表不参加评价。")
    note(step.subject, signature, step.data, Via.LINK, step.data.get("address"))
    remark(step, f"{signature.deputy}代表凭一次性链接评价。")
