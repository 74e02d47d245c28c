"""Forms that ask for a reason, a file, a name to sign in with."""

from django import forms
from django.core.validators import RegexValidator

from accounts.models import User
from pages.files import SHEETS, UploadField
from pages.layouts import PageForm


class ReasonForm(PageForm):
    """Why a full phone number is looked at; entered in the journal."""

    submit_label = "查看完整号码"
    rows = 2

    reason = forms.CharField(
        label="查看事由", max_length=100, min_length=2, widget=forms.Textarea,
        help_text="例如：通知参加接待活动。事由和查看人将记入日志。",
    )  # fmt: skip


class ExportForm(PageForm):
    """The registry as a sheet, with or without full phone numbers."""

    submit_label = "导出"
    rows = 2

    phones = forms.BooleanField(label="包含完整联系电话", required=False, help_text="不勾选时号码部分隐藏。")
    reason = forms.CharField(
        label="导出用途", max_length=100, required=False, widget=forms.Textarea,
        help_text="包含完整联系电话的必填，将记入日志。",
    )  # fmt: skip

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if self.cleaned_data.get("phones") and len(reason) < 2:
            raise forms.ValidationError("导出完整联系电话请填写用途。")
        return reason


class UploadForm(PageForm):
    submit_label = "上传并核对"

    file = UploadField(label="登记表", kinds=SHEETS, help_text=".xlsx 文件，不超过20MB，一次最多10000行。")


class AccountForm(PageForm):
    submit_label = "开通账号"

    username = forms.CharField(
        label="登录名", min_length=3, max_length=64, help_text="可以修改；小写字母开头，可含数字、点、横线。",
        validators=[RegexValidator(r"^[a-z][a-z0-9._-]*$", "只能用小写字母、数字、点和横线，并以字母开头。")],
    )  # fmt: skip

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("该登录名已被使用，请换一个。")
        return username
