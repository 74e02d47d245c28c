"""A voter's data: read in full for a reason, corrected with a trace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from pages.casefile import Fact
from stations.actors import runs, staffs
from stations.forms.voters import CorrectForm, UnmaskForm
from stations.models import Visit


def visit_of(request: HttpRequest, pk: int) -> Visit:
    """A visit in sight, or 404; a confidential one is in sight of its own station alone."""
    return get_object_or_404(Visit.objects.visible_to(request.user).select_related("station"), pk=pk)


@login_required
def unmask(request: HttpRequest, pk: int) -> HttpResponse:
    """The voter in full, after a reason; station staff and the committee's office only, always journalled."""
    visit = visit_of(request, pk)
    if not (staffs(request.user, visit.station_id) or runs(request.user, visit.area_id)):
        raise PermissionDenied
    form, facts = UnmaskForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        enter(
            EntryKind.READING,
            "查看选民信息",
            request.user,
            subject=visit,
            data={"reason": form.cleaned_data["reason"]},
        )
        facts = [
            Fact("姓名", visit.voter_name), Fact("性别", visit.get_gender_display()), Fact("联系电话", visit.phone),
            Fact("住址或单位", visit.address), Fact("选区", visit.constituency), Fact("来访日期", visit.on),
        ]  # fmt: skip
    matter = visit.matters.select_related("opinion").order_by("order").first()
    back = matter.opinion.get_absolute_url() if matter else "/"
    context = {"title": f"选民信息 {visit.number}", "form": form, "facts": facts, "back": back}
    response = render(request, "stations/unmask.html", context | {"crumbs": [Crumb("返回意见", back)]})
    response["Cache-Control"] = "no-store"
    return response


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
