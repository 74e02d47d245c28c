"""The forms about time: asking for more of it, granting it, letting a limit stand still."""

from typing import Any

from django import forms
from django.utils import timezone

from pages.dates import cn_date, due_date
from suggestions.extending import choices
from suggestions.models import Extension, Suggestion, SuggestionClock
from suggestions.pausing import running, standing
from workflow.forms import NoteForm, ReasonForm, StepForm
from workflow.rules import label_of


class MonthsForm(ReasonForm):
    """How much time in all; each choice says the day it leads to."""

    field_order = ("months", "note")
    months = forms.TypedChoiceField(label="延期后的答复期限", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = choices(self.suggestion)
        self.fields["months"].choices = offered
        self.fields["months"].initial = offered[-1][0] if len(offered) == 1 else None
        self.fields["note"].label = "延期理由"
        self.fields["note"].error_messages["required"] = "请写明延期理由。"

    @property
    def suggestion(self) -> Suggestion:
        return self.subject if isinstance(self.subject, Suggestion) else self.subject.suggestion


class AskExtensionForm(MonthsForm):
    submit_label = "提交延期申请"


class StateExtensionForm(MonthsForm):
    submit_label = "延期并告知代表"


class GrantForm(NoteForm):
    """The request as it was made; less may be granted than was asked for."""

    field_order = ("months", "note")
    submit_label = "同意延期"
    months = forms.TypedChoiceField(label="同意延长的期限", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        extension: Extension = self.subject
        offered = choices(extension.suggestion)
        self.fields["months"].choices = offered
        self.fields["months"].initial = extension.months or offered[-1][0]


STILL_LATE = "已超期的时限也可以中止，但已有的超期不因此消除：恢复后到期日只按中止的天数顺延。"


class ClockChoice(forms.ModelChoiceField):
    def label_from_instance(self, clock: SuggestionClock) -> str:
        part = f"（{clock.assignment.office}）" if clock.assignment_id else ""
        due = due_date(clock.due_on, clock.provisional)
        since = f"自{cn_date(clock.paused_on)}起中止" if clock.paused_on else f"{due}到期"
        if not clock.paused_on and (late := late_on(clock)):
            since += f"，已超期{late}天"
        return f"{label_of(clock.rule)}{part}，{since}"


def late_on(clock: SuggestionClock) -> int:
    """Days past its day, today."""
    return max(0, (timezone.localdate() - clock.due_on).days)


class ClockForm(StepForm):
    """Which limit; the first is chosen where there is only one."""

    clock = ClockChoice(
        SuggestionClock.objects.none(), label="时限", widget=forms.RadioSelect, empty_label=None
    )

    def clocks(self) -> list[SuggestionClock]:
        return []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [clock.pk for clock in self.clocks()]
        rows = self.subject.clocks.filter(pk__in=own).select_related("assignment__office")
        self.fields["clock"].queryset = rows.order_by("due_on", "pk")
        self.fields["clock"].initial = own[0] if len(own) == 1 else None


class PauseForm(ClockForm):
    submit_label = "中止时限"
    note = forms.CharField(
        label="依据和理由", max_length=500, widget=forms.Textarea,
        error_messages={"required": "请写明依据和理由。"},
        help_text="例如：依据本市《代表建议办理办法》第二十条，等待上级批复。会写在时限计算书上。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if any(late_on(clock) for clock in self.clocks()):
            self.fields["clock"].help_text = STILL_LATE

    def clocks(self) -> list[SuggestionClock]:
        return running(self.subject)


class ResumeForm(ClockForm):
    submit_label = "恢复时限"
    note = forms.CharField(label="说明", required=False, max_length=500, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "clock"
        ].help_text = f"自今日（{cn_date(timezone.localdate())}）起恢复计算，到期日按中止天数顺延。"

    def clocks(self) -> list[SuggestionClock]:
        return standing(self.subject)


TIME_FORMS: dict[str, type[forms.Form]] = {
    "ask_extension": AskExtensionForm,
    "state_extension": StateExtensionForm,
}
