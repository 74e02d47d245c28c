"""What the browser kept while the line was down, sent later."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from stations.forms.desk import DeskForm
from stations.forms.receptions import AttendForm
from stations.models import Reception


class QueuedForm(DeskForm):
    """A visit typed earlier. late: after the day was closed."""

    typed_at = forms.DateTimeField(required=False, input_formats=("%Y-%m-%dT%H:%M:%S%z",))
    late = forms.BooleanField(required=False)

    def __init__(self, *args: Any, reception: Reception, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reception = reception

    def clean_typed_at(self) -> dt.datetime | None:
        """When it was typed; a browser's clock that is off by more than the day itself is not believed."""
        at = self.cleaned_data["typed_at"]
        return at if at and at <= timezone.now() and timezone.localdate(at) >= self.reception.on else None

    def voter(self) -> dict[str, Any]:
        typed = self.cleaned_data["typed_at"]
        return super().voter() | ({"recorded_at": typed} if typed else {})


class QueuedAttendForm(AttendForm):
    """A click of the attendance list, kept earlier. was: what the list said then ("yes", "no", "" nothing yet);
    sure: even though somebody has marked it otherwise meanwhile."""

    was = forms.CharField(required=False)
    sure = forms.BooleanField(required=False)

    def conflict(self) -> str:
        """Somebody marked the deputy otherwise meanwhile, in a sentence; "" when there is nothing to ask."""
        data = self.cleaned_data
        now, entry = {None: "", True: "yes", False: "no"}[data["entry"].attended], data["entry"]
        if data["sure"] or now in ("", data["was"]) or entry.attended == data["attended"]:
            return ""
        return f"{entry.deputy.name}已登记为“{'到岗' if entry.attended else '未到'}”，可能由他人登记。"
