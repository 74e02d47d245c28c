"""The deadline sheet of a clock."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pages.casefile import Fact
from pages.dates import cn_date
from workflow.clocks import clock_models
from workflow.deadlines import Sheet
from workflow.drawing import drawn


@login_required
def sheet(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """The sheet of one clock, to whoever may know of the clock."""
    clocks = {table._meta.model_name: table for table in clock_models()}
    if model not in clocks:
        raise Http404
    clock = get_object_or_404(clocks[model].objects.visible_to(request.user).select_related("subject"), pk=pk)
    about = (Fact("事项", str(clock.subject), clock.subject.get_absolute_url()),)
    if clock.paused_on and not clock.stopped_on:
        about += (
            Fact("中止", f"自{cn_date(clock.paused_on)}起中止（{clock.pauses[-1]['reason']}），恢复后顺延"),
        )
    if clock.stopped_on:
        about += (Fact("停止", cn_date(clock.stopped_on) + (clock.ended and f"（{clock.ended}）")),)
    context = {"sheet": drawn(Sheet.from_json(clock.sheet), facts=about)}
    return render(request, "pages/sheet.html", context | {"back": clock.subject.get_absolute_url()})
