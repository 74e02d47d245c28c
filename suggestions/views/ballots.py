"""The ballot of a rating meeting: its paper, its votes, its outcome."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from pages.columns import Badge
from pages.documents import DOCX
from pages.exporting import download
from suggestions.balloting import Votes, base_of, count, why_not_counted
from suggestions.choices import Grade
from suggestions.choices_meetings import MeetingKind
from suggestions.documents.balloting import paper, report
from suggestions.forms.ballots import BallotForm
from suggestions.meeting import keeps
from suggestions.models import HandlingMeeting, MeetingBallot, MeetingItem
from workflow.transitions import Refused

COLOURS = {Grade.SATISFIED: "green", Grade.BASICALLY: "blue", Grade.DISSATISFIED: "red"}
INTRO = (
    "无记名投票当场计票后在这里登记。每件只选一项；不选、多选的是无效票，不计入三项票数。"
    "结果按本区域规定的基数和比例得出，并告知承办单位和代表。"
)


def ballot_of(meeting: HandlingMeeting, user: Any) -> MeetingBallot | None:
    rows = MeetingBallot.objects.visible_to(user).filter(meeting=meeting)
    return rows.select_related("recorded_by").first()


def verdict_badge(item: MeetingItem) -> Badge:
    return Badge(item.get_verdict_display(), COLOURS[Grade(item.verdict)])


def share(ballot: MeetingBallot, item: MeetingItem) -> str:
    """满意率 of one suggestion with what it is divided by: 8÷10=80.0%."""
    votes = Votes(item.satisfied, item.basically, item.dissatisfied)
    whole = base_of(ballot, votes)
    return f"{item.satisfied}÷{whole}={100 * item.satisfied / whole:.1f}%"


@login_required
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/<pk>/ballot/: enter the votes; later, correct them."""
    meeting = _meeting(request, pk)
    if not keeps(meeting, request.user):
        raise PermissionDenied
    if why := why_not_counted(meeting):
        messages.warning(request, why)
        return redirect(meeting)
    row = ballot_of(meeting, request.user) or MeetingBallot(meeting=meeting)
    form = BallotForm(request.POST or None, instance=row, meeting=meeting)
    if request.method == "POST" and form.is_valid() and _counted(request, form):
        return redirect(meeting)
    title = "更正测评票数" if row.pk else "登记测评票数"
    crumbs = [
        Crumb("办理会议", "/suggestions/meetings/"),
        Crumb(str(meeting), meeting.get_absolute_url()),
        Crumb(title),
    ]
    context = {
        "title": title,
        "form": form,
        "intro": INTRO,
        "back": meeting.get_absolute_url(),
        "crumbs": crumbs,
    }
    return render(request, "pages/form.html", context)


def _meeting(request: HttpRequest, pk: int) -> HandlingMeeting:
    rows = HandlingMeeting.objects.visible_to(request.user).select_related("area", "office")
    if (found := rows.filter(pk=pk).first()) is None:
        raise Http404
    return found


def _counted(request: HttpRequest, form: BallotForm) -> bool:
    try:
        count(form.save(commit=False), form.votes(), request.user)
    except Refused as no:
        form.add_error(no.field or None, str(no))
        return False
    messages.success(request, "票数已保存，结果已告知承办单位和代表。")
    return True


@login_required
def ballot_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/<pk>/ballot/paper/: the blank paper before, the outcome as a paper afterwards (?result)."""
    meeting = _meeting(request, pk)
    if not keeps(meeting, request.user) or meeting.kind != MeetingKind.ASSESS:
        raise Http404
    row: Any = ballot_of(meeting, request.user)
    if "result" in request.GET and row is None:
        raise Http404
    name, docx = ("测评结果", report(row)) if "result" in request.GET else ("测评票", paper(meeting))
    enter(EntryKind.EXPORT, f"生成文书：{name}", request.user, subject=meeting)
    return download(request, f"{meeting}{name}.docx", BytesIO(docx), DOCX)
