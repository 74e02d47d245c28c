"""A voter who says that he will come."""

from typing import Any

from pages.fields import PhoneField
from pages.layouts import PageModelForm
from stations.models import Booking


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
