"""What a voter hears of the suggestion that grew from his matter: stages and days, and its page once it is public."""

from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from portal.published import published_suggestions
from stations.models import Opinion
from stations.progress import Stage
from suggestions.models import Lineage

WORDS = {
    "submit": "代表已提交建议", "register": "人大常委会已立案", "dispatch": "已交有关单位办理", "reply": "承办单位已答复代表",
    "rehandle": "代表不满意，重新办理", "redress": "办理情况测评不满意，限期整改",
    "close": "建议已办结",
}  # fmt: skip


def suggestion_stages(opinion: Opinion) -> tuple[list[Stage], int | None]:
    """The stages so far, and the key of the published suggestion if it is public; no title before that.

    What was sent back to the deputy and submitted anew is told once, with its first day.
    """
    row = Lineage._base_manager.filter(opinion=opinion).first()
    if row is None:
        return [], None
    events = row.suggestion.events.filter(action__in=WORDS).order_by("at", "pk").values_list("action", "at")
    firsts = [next(same) for _, same in groupby(events, key=itemgetter(0))]
    stages = [Stage(timezone.localtime(at).date(), WORDS[action]) for action, at in firsts]
    public = published_suggestions().filter(pk=row.suggestion_id).values_list("pk", flat=True).first()
    return stages, public
