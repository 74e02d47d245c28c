"""Accounts: making one, changing its words."""

from django import forms

from accounts.models import AdminKind, User
from pages.layouts import PageModelForm, Section

NAME = forms.RegexField(
    r"^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$",
    label="登录名",
    help_text="3至32位字母、数字或_.-，以字母或数字开头；建立后不能修改",
    error_messages={"invalid": "登录名为3至32位字母、数字或_.-，以字母或数字开头。"},
)


class AccountForm(PageModelForm):
    """A new account. Its first password is made by the house and shown once."""

    username = NAME
    sections = (
        Section(
            "账号",
            (("username", "name"), ("email", "admin_kind")),
            note="初始密码由系统生成，保存后只显示一次。",
        ),
    )
    submit_label = "建立账号"

    class Meta:
        model = User
        fields = ("username", "name", "email", "admin_kind")
        help_texts = {
            "admin_kind": "建立后不能改变。管理员不办理业务，也不能任职；其账号须由安全管理员启用后才能登录",
            "email": "用于接收通知，可不填",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["admin_kind"].choices = AdminKind.choices

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("这个登录名已有人使用。")
        return username


class AccountWordsForm(PageModelForm):
    """The name and the address of an account."""

    class Meta:
        model = User
        fields = ("name", "email")
