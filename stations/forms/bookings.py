"""A voter who says that he will come, and what the station answers."""

from typing import Any

from django import forms
from django.utils import timezone

from pages.dates import cn_date
from pages.fields import PhoneField
from pages.layouts import PageModelForm
from stations.booking_lifecycle import AHEAD
from stations.booking_places import places_of
from stations.models import Booking, Reception
from workflow.forms import ReasonForm, StepForm


class BookingForm(PageModelForm):
    phone = PhoneField(help_text="用于在接待日前提醒，接待日归档后删除。")
    submit_label = "登记预约"

    class Meta:
        model = Booking
        fields = ("voter_name", "phone", "about")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")


class ConfirmForm(StepForm):
    """Yes, with a sentence for the voter if wanted."""

    note = forms.CharField(
        label="告诉预约人",
        required=False,
        max_length=100,
        help_text="例如：请十点前后到。不要写其他人的姓名和电话。",
    )


class DayField(forms.ModelChoiceField):
    """A reception day by its date and hours, and how many places it still has (left, by its key)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left: dict[int, int] = {}

    def label_from_instance(self, row: Any) -> str:
        left = self.left.get(row.pk, 0)
        said = f"还有{left}个预约名额" if left else "预约已满"
        return (
            f"{cn_date(row.on)} {row.starts_at:%H:%M}至{row.ends_at:%H:%M}，{row.get_state_display()}，{said}"
        )


class ProposeForm(StepForm):
    """Another day of the same station."""

    proposed = DayField(
        label="改到哪一天", queryset=Reception._base_manager.none(),
        error_messages={"required": "请选择接待日。没有可选的，请先安排接待日。"},
    )  # fmt: skip
    note = forms.CharField(
        label="告诉预约人", required=False, max_length=100, help_text="例如：当天预约已满。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.subject.reception
        rows = Reception.objects.visible_to(self.user).filter(station=day.station_id, state__in=AHEAD)
        rows = rows.filter(on__gte=timezone.localdate()).exclude(pk=day.pk).order_by("on", "pk")
        self.fields["proposed"].queryset = rows
        self.fields["proposed"].left = places_of(rows.select_related("area"), without=self.subject)


BOOKING_FORMS: dict[str, type[forms.Form]] = {
    "confirm": ConfirmForm,
    "propose": ProposeForm,
    "cancel": ReasonForm,
}
