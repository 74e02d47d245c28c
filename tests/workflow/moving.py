"""A small lifecycle on opinions, so that the machinery is tested without a room's own rules."""

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from offices.choices import Role
from offices.posts import holds
from stations.choices import OpinionState as S
from stations.models import Opinion, OpinionClock
from workflow.clocks import Clockwork
from workflow.forms import ReasonForm, StepForm
from workflow.transitions import Lifecycle, Refused, Step, Transition
from workflow.views import StepView

TRACE: list[str] = []


def trace(step: Step) -> None:
    TRACE.append(step.event.action)
    if step.event.note == "不许":
        raise Refused("理由不能是“不许”。", "note")
    if step.data.get("answer") == "空话":
        raise Refused("请写明办理结果。", "answer")


LIFECYCLE = Lifecycle(
    name="试",
    model=Opinion,
    states=S,
    transitions=(
        Transition("answer", "答复", (S.OPENED,), S.ANSWERED, ("clerk",), ("answer", "summary?"), stops=("opinion",),
                   tells=("clerks",), then=trace, style="primary", help="写明结果。"),
        Transition("refuse", "不予受理", (S.OPENED,), S.REFUSED, ("clerk",), then=trace, confirm="确定不予受理吗？"),
        Transition("reopen", "重新办理", (S.ANSWERED,), S.OPENED, ("committee",), starts=("opinion",), then=trace),
        Transition("visit", "登记走访", (S.REFUSED,), None, ("clerk",), ("summary",), then=trace, adds=True),
        Transition("close", "办结", (S.ANSWERED,), S.CLOSED, ("clerk", "clock"),
                   when=lambda o: "" if o.summary else "还没有摘要。"),
    ),
    actors={
        "clerk": lambda opinion, user: holds(user, Role.CLERK),
        "committee": lambda opinion, user: holds(user, Role.COMMITTEE),
    },
    people={"clerks": lambda opinion: []},
    clocks=Clockwork(OpinionClock, {"opinion": lambda opinion: opinion.office}),
)  # fmt: skip


class AnswerForm(StepForm):
    answer = forms.CharField(label="办理结果", widget=forms.Textarea)


class OpinionStep(StepView):
    lifecycle = LIFECYCLE
    forms = {"answer": AnswerForm, "refuse": ReasonForm}

    def get_subject(self) -> Opinion:
        return get_object_or_404(Opinion.objects.visible_to(self.request.user), pk=self.kwargs["pk"])


def take(request: HttpRequest, pk: int, action: str):
    """The step's page, as a URL would call it."""
    return OpinionStep.as_view()(request, pk=pk, action=action)
