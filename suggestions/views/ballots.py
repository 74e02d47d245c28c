"""The ballot of a rating meeting: its paper, its votes, its outcome."""

from io import BytesIO
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from pages.actions import Action, Crumb
from pages.columns import Badge
from pages.dates import cn_date
from pages.documents import DOCX
from pages.exporting import download
from suggestions.ballot_rules import rule_on
from suggestions.balloting import count, papers_of, rule_of, votes_of, why_not_counted
from suggestions.choices import Grade, SuggestionState
from suggestions.choices_meetings import MeetingKind
from suggestions.documents.balloting import paper, report
from suggestions.forms.ballots import BallotForm
from suggestions.lifecycle import SUGGESTION
from suggestions.meeting import keeps
from suggestions.models import HandlingMeeting, MeetingBallot, MeetingItem
from suggestions.redressing import to_rate_again
from workflow.lifecycle import offered
from workflow.transitions import Refused

COLOURS = {Grade.SATISFIED: "green", Grade.BASICALLY: "blue", Grade.DISSATISFIED: "red"}
INTRO = (
    "无记名投票当场计票后在这里登记。每件只选一项；不选、多选的是无效票，不计入三项票数。"
    "结果按下列规定得出，并告知承办单位和代表。"
)


def ballot_of(meeting: HandlingMeeting, user: Any) -> MeetingBallot | None:
    rows = MeetingBallot.objects.visible_to(user).filter(meeting=meeting)
    return rows.select_related("recorded_by").first()


class Line(NamedTuple):
    """One suggestion on the page of a meeting: what was voted, how it came about, and what may follow."""

    item: MeetingItem
    verdict: Badge | None = None
    how: str = ""
    redress: tuple[Action, ...] = ()
    after: str = ""


def line(ballot: MeetingBallot | None, item: MeetingItem, user: Any) -> Line:
    if ballot is None or not item.verdict:
        return Line(item)
    how = rule_of(ballot).how(papers_of(ballot), votes_of(item))
    verdict = Badge(item.get_verdict_display(), COLOURS[Grade(item.verdict)])
    if item.redressed_on:
        return _redressed(item, verdict, how, user)
    if item.verdict != Grade.DISSATISFIED:
        return Line(item, verdict, how)
    if item.suggestion.state == SuggestionState.DISPATCHED:
        return Line(item, verdict, how, after="正在办理，答复后可以限期整改。")
    return Line(item, verdict, how, _redress(item, user))


def _redressed(item: MeetingItem, verdict: Badge, how: str, user: Any) -> Line:
    """What came of it since; answered, it may be rated again by whoever held the meeting."""
    after = f"{cn_date(item.redressed_on)}已交承办单位限期整改"
    if not to_rate_again(MeetingItem.objects.visible_to(user).filter(pk=item.pk)).exists():
        return Line(item, verdict, how, after=f"{after}。")
    url = f"{reverse('suggestions:meeting-new')}?again={item.meeting_id}"
    mine = keeps(item.meeting, user) and setting("ballot_again", item.meeting.area).flag
    again = (Action("再次测评", url, "primary", "list-check"),) if mine else ()
    return Line(item, verdict, how, again, f"{after}，现已再次答复。")


def _redress(item: MeetingItem, user: Any) -> tuple[Action, ...]:
    """The step that follows a 不满意, for whoever may take it."""
    found = [step for step in offered(SUGGESTION, item.suggestion, user) if step.action == "redress"]
    url = reverse("suggestions:step", args=(item.suggestion_id, "redress"))
    return tuple(Action(step.label, url, "primary", method="post", confirm=step.confirm) for step in found)


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
        "intro": INTRO + "".join(rule_on(meeting.area, meeting.on).words()),
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
        with transaction.atomic():
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
