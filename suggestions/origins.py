"""Whose opinions a suggestion carries, and what they hear of it (件件有回音).

The opinion's own steps are taken here, so that its voters show as told or not
yet told in their station.
"""

from typing import Any

from stations.choices import OpinionState
from stations.models import Opinion
from stations.opinion_lifecycle import OPINION
from suggestions.models import Lineage, Reply, Suggestion, VoterTold
from suggestions.reference import answering
from workflow.lifecycle import perform


def carry(suggestion: Suggestion, opinion: Opinion, actor: Any) -> None:
    """Note the origin and take the opinion's step, in the caller's transaction."""
    perform(OPINION, opinion.pk, "suggest", actor)
    Lineage.objects.create(suggestion=suggestion, opinion=opinion)


def give_back(suggestion: Suggestion, reason: str) -> None:
    """The suggestion came to nothing: its opinions go back to their stations, with the reason."""
    for row in suggestion.lineage.select_related("opinion"):
        if row.opinion.state == OpinionState.SUGGESTED:
            perform(OPINION, row.opinion_id, "drop", None, note=reason)
        row.delete()
    VoterTold.objects.filter(suggestion=suggestion, told_on=None).delete()


def report(suggestion: Suggestion) -> None:
    """The suggestion is closed: each opinion gets the answer its voters are to be told."""
    for row in suggestion.lineage.select_related("opinion"):
        if row.opinion.state == OpinionState.SUGGESTED:
            perform(OPINION, row.opinion_id, "report", None, answer=answer_of(suggestion))


def answer_of(suggestion: Suggestion) -> str:
    """The units' replies of the last round, as the voters may hear them."""
    sent = Reply.objects.filter(
        suggestion=suggestion, assignment__round=suggestion.round, sent_on__isnull=False
    )
    parts = [
        f"{r.assignment.office}（{r.letter_number}）：{r.text}"
        for r in sent.select_related("assignment__office")
    ]
    parts += [f"{part.office}：{part.used}" for part in answering(suggestion) if part.used]
    return "\n\n".join([f"代表已据此提出{suggestion}《{suggestion.title}》，办理结果如下。", *parts])
