"""What happens by itself: the units have replied, or a deputy was not satisfied."""

from django.utils import timezone

from offices.limits import setting
from suggestions.assigning import assign, plans_again
from suggestions.choices import SignatureRole
from suggestions.clockwork import REPLYING, SUGGESTION_CLOCKS, start_parts
from suggestions.deeds.remarks import remark
from suggestions.fulfilling import note_fulfilment
from suggestions.models import Coordination, Publication, Suggestion
from suggestions.publishing import may_be_public
from suggestions.reference import answering
from suggestions.rounds import settled_class
from workflow.transitions import Step


def reply(step: Step) -> None:
    """Every unit that answers has answered (逐人答复: each signing deputy is told)."""
    suggestion = step.subject
    suggestion.replied_on = timezone.localdate()
    suggestion.result_class = settled_class(suggestion)
    suggestion.save(update_fields=["replied_on", "result_class"])
    note_fulfilment(suggestion.pk)
    by_lead = setting("rating_by", suggestion.area).value == "lead"
    suggestion.signatures.filter(role=SignatureRole.CO).update(rates=not by_lead)
    if may_be_public(suggestion):
        SUGGESTION_CLOCKS.start(suggestion, "publish")


def refer(step: Step) -> None:
    """Every unit has made use of it or keeps it for reference: nobody is asked for a verdict (domain rule 95)."""
    suggestion = step.subject
    suggestion.replied_on, suggestion.result_class = timezone.localdate(), None
    suggestion.save(update_fields=["replied_on", "result_class"])
    suggestion.signatures.update(rates=False)
    if told := "\n".join(f"{part.office}：{part.used}" for part in answering(suggestion) if part.used):
        remark(step, told)


def want_reply(step: Step) -> None:
    """The deputy wants to be answered after all; where no limit ran, it runs from today."""
    suggestion = step.subject
    suggestion.reference_only = False
    suggestion.save(update_fields=["reference_only"])
    if not suggestion.clocks.open().filter(rule__in=REPLYING).exists():
        SUGGESTION_CLOCKS.start(suggestion, "reply")


def want_reply_after(step: Step) -> None:
    """The same once it was made use of: the units answer in a round of their own, and every signer judges."""
    suggestion = step.subject
    suggestion.reference_only = False
    suggestion.save(update_fields=["reference_only"])
    suggestion.signatures.update(rates=True)
    again(suggestion, "代表要求书面答复，请书面答复代表。")


def coordinate(step: Step) -> None:
    """Not satisfied once more: the congress office brings deputy and unit together, or has experts judge."""
    suggestion = step.subject
    Coordination.objects.create(
        suggestion=suggestion, round=suggestion.round, opened_on=timezone.localdate(),
        way=setting("second_dissatisfied", suggestion.area).value,
    )  # fmt: skip


def rehandle(step: Step) -> None:
    """Once more, by the same units, in a round of its own; the earlier replies stay as they were."""
    again(step.subject, "代表对办理结果不满意，请重新办理。")


def again(suggestion: Suggestion, words: str) -> None:
    """The next round, by the same units; the earlier replies stay as they were."""
    plans = plans_again(suggestion)
    Publication.objects.filter(
        suggestion=suggestion
    ).delete()  # the next reply is looked at before it is public
    suggestion.round += 1
    suggestion.replied_on = suggestion.result_class = suggestion.government_closed_on = None
    suggestion.save(update_fields=["round", "replied_on", "result_class", "government_closed_on"])
    note_fulfilment(suggestion.pk)
    for plan, dispatcher in plans:
        start_parts(assign(suggestion, plan, dispatcher, None, timezone.localdate(), words))
