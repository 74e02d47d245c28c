"""/suggestions/of-opinion/<pk>/: how far the suggestion of an opinion has come; a piece of the opinion's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from stations.models import Opinion
from suggestions.models import Suggestion
from suggestions.telling import milestones


@login_required
def of_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Milestones in words; the suggestion itself only for whom it is within reach."""
    opinion = get_object_or_404(Opinion.objects.visible_to(request.user), pk=pk)
    row = Suggestion.objects.visible_to(request.user).filter(lineage__opinion=opinion).first()
    stops = [] if opinion.confidential and row is None else milestones(opinion)
    return render(request, "suggestions/_of_opinion.html", {"stops": stops, "suggestion": row})
