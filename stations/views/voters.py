"""A voter's data corrected, with a trace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from journal.book import enter
from journal.models import EntryKind
from stations.actors import staffs
from stations.forms.voters import CorrectForm
from stations.views.records import visit_of


@login_required
def edit_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct who came: the station's own staff. The form shows the voter in full, which is journalled."""
    visit = visit_of(request, pk)
    if not staffs(request.user, visit.station_id):
        raise PermissionDenied
    form = CorrectForm(request.POST or None, visit=visit)
    matter = visit.matters.select_related("opinion").order_by("order").first()
    back = matter.opinion if matter else visit.station
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            visit.save(update_fields=form.write())
            form.spread()
            enter(
                EntryKind.DEED,
                "更正来访登记",
                request.user,
                subject=visit,
                data={"fields": form.changed_data},
            )
        messages.success(request, "已保存。")
        return redirect(back)
    enter(EntryKind.READING, "查看选民信息", request.user, subject=visit, data={"reason": "更正来访登记"})
    context = {"title": f"更正来访登记 {visit.number}", "form": form, "back": back.get_absolute_url()}
    return render(request, "pages/form.html", context)
