"""The forms at the door."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.validators import MaxLengthValidator
from django.utils import timezone

from accounts.models import User
from pages.layouts import FormLook


class SignInForm(FormLook, AuthenticationForm):
    """Name and password; after a refusal the name stays and the password is typed again."""

    submit_label = "登录"
    error_messages = {"invalid_login": "登录名或密码不正确，请检查后重新输入。", "inactive": "该账号已停用。"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        name.validators.append(MaxLengthValidator(name.max_length))  # Django tells only the browser
        self.fields["password"].label = "密码"


class PasswordForm(FormLook, PasswordChangeForm):
    """The old password once, the new one twice."""

    submit_label = "修改密码"
    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "原密码不正确，请重新输入。",
        "password_mismatch": "两次输入的新密码不一致。",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password2"].label = "再次输入新密码"
        texts = "".join(map(str, password_validators_help_texts()))
        self.fields["new_password1"].help_text = texts.replace("你的密码", "密码")
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        """The new password must be another one."""
        new = self.cleaned_data["new_password1"]
        if new and new == self.cleaned_data.get("old_password"):
            raise forms.ValidationError("新密码不能与原密码相同。")
        return new

    def validate_password_for_user(self, user: User, password_field_name: str = "new_password1") -> None:
        """What is wrong with the new password stands beside the box in which it was typed first."""
        super().validate_password_for_user(user, "new_password1")

    def save(self, commit: bool = True):
        """The new password is the person's own and begins to age."""
        self.user.must_change_password = False
        self.user.password_changed_at = timezone.now()
        return super().save(commit)
