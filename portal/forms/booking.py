"""Asking for a place on a reception day."""

from typing import Any

from django import forms

from notices.texting import texts_in_use
from pages.fields import PhoneField
from pages.layouts import Section
from portal.forms.proven import REACHED_BY, ProvenForm


class BookForm(ProvenForm):
    """Who comes, how to reach him, and what about."""

    submit_label = "提交预约"
    rows = 3

    token = forms.UUIDField(widget=forms.HiddenInput)
    voter_name = forms.CharField(
        label="您的姓名", max_length=30, help_text="到站时工作人员按姓名找到您的预约。",
        error_messages={"required": "请填写姓名。"},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    phone = PhoneField(
        label="联系电话", help_text=REACHED_BY,
        error_messages={"required": "请填写联系电话，以便答复和提醒您。"},
    )  # fmt: skip
    sms = forms.BooleanField(label="答复和提醒请发短信给我", required=False)
    about = forms.CharField(
        label="想反映什么事", max_length=200, widget=forms.Textarea, help_text="一两句话就可以，便于代表事先了解。",
        error_messages={"required": "请简单写下想反映的事。"},
    )  # fmt: skip
    consent = forms.BooleanField(
        label="我已阅读并同意上述个人信息处理说明", error_messages={"required": "请阅读说明并勾选同意。"}
    )

    def __init__(self, *args: Any, notice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = (
            Section("预约", ("voter_name", "phone", "sms", "about")),
            Section("个人信息处理说明", ("consent",), note=notice),
        )
        if not texts_in_use():
            del self.fields["sms"]

    def voter(self) -> dict[str, Any]:
        """The fields of Booking that the station's intake takes."""
        data = self.cleaned_data
        return {
            "voter_name": data["voter_name"].strip(), "phone": data["phone"], "about": data["about"].strip(),
            "sms": data.get("sms", False),
        }  # fmt: skip
