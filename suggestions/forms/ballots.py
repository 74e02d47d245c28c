"""The votes of a rating meeting, as they were counted."""

from typing import Any

from django import forms

from pages.layouts import PageModelForm, Section
from suggestions.ballot_rules import Papers, Votes, rule_on
from suggestions.balloting import check
from suggestions.choices import Grade
from suggestions.models import HandlingMeeting, MeetingBallot, MeetingItem
from workflow.transitions import Refused

LINES = {"satisfied": Grade.SATISFIED, "basically": Grade.BASICALLY, "dissatisfied": Grade.DISSATISFIED}


class BallotForm(PageModelForm):
    """The papers, and three numbers for each suggestion."""

    submit_label = "保存票数"

    class Meta:
        model = MeetingBallot
        fields = ("entitled", "present", "issued", "returned", "tellers")

    def __init__(self, *args: Any, meeting: HandlingMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule_on(meeting.area, meeting.on)
        self.items = list(meeting.items.select_related("suggestion").order_by("suggestion__number", "pk"))
        lines = [self._line(item) for item in self.items]
        papers = Section("测评票", (("entitled", "present"), ("issued", "returned"), "tellers"))
        self.sections = (papers, *lines)  # type: ignore[misc]

    def _line(self, item: MeetingItem) -> Section:
        names = []
        for name, grade in LINES.items():
            key = f"{name}_{item.pk}"
            self.fields[key] = forms.IntegerField(
                label=f"{grade.label}票", min_value=0, max_value=9999, initial=getattr(item, name)
            )
            names.append(key)
        return Section(f"{item.suggestion}《{item.suggestion.title}》", (tuple(names),))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            try:
                check(Papers(*(data[name] for name in Papers._fields)), self.votes(), self.rule)
            except Refused as no:
                self.add_error(no.field or None, str(no))
        return data

    def votes(self) -> dict[int, Votes]:
        """By the key of the item."""
        data = self.cleaned_data
        return {item.pk: Votes(*(data[f"{name}_{item.pk}"] for name in LINES)) for item in self.items}
