"""Asking what became of a matter."""

import re
import unicodedata

from django import forms

from pages.layouts import PageForm
from stations.choices import Verdict


class FollowForm(PageForm):
    """The receipt code and the last four digits of the telephone left with it."""

    submit_label = "查询"

    code = forms.CharField(
        label="回执码", max_length=20, help_text="提交时显示的、回执单上印的十位编码，例如ABCD-EFGH-JK。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "请填写回执码。"},
    )  # fmt: skip
    digits = forms.CharField(
        label="电话号码后四位", max_length=9, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="登记时留下的手机或固定电话，不算分机号。",
        error_messages={"required": "请填写电话号码后四位。"},
    )  # fmt: skip

    def clean_digits(self) -> str:
        """Four digits, also typed wide as Chinese input methods do."""
        digits = unicodedata.normalize("NFKC", self.cleaned_data["digits"]).replace(" ", "")
        if not re.fullmatch("[0-9]{4}", digits):
            raise forms.ValidationError("请填写四位数字。")
        return digits


class JudgeForm(PageForm):
    """The voter's word on the outcome; nothing is chosen beforehand."""

    submit_label = "提交评价"

    verdict = forms.ChoiceField(
        label="您对办理结果", choices=Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选择满意、基本满意或不满意。"},
    )  # fmt: skip
    words = forms.CharField(
        label="想说的话",
        required=False,
        max_length=300,
        widget=forms.Textarea,
        help_text="不满意的，请说说哪里不满意。",
    )
