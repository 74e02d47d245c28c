"""The part of the password rules that the security administrator sets by date."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import PasswordHistory, User
from offices.house import house


class LengthValidator:
    """At least as long as the setting says."""

    def validate(self, password: str, user=None) -> None:
        if len(password) < house("password_length"):
            raise ValidationError(self.get_help_text(), code="password_length")

    def get_help_text(self) -> str:
        return f"密码至少{house('password_length')}个字符。"


class HistoryValidator:
    """None of the last passwords of this account; keeps them, as hashes."""

    def validate(self, password: str, user=None) -> None:
        if user is None or user.pk is None:
            return
        kept = PasswordHistory.objects.filter(user=user).values_list("password", flat=True)
        used = {user.password, *kept[: house("password_history")]}
        if any(check_password(password, one) for one in used):
            raise ValidationError(self.get_help_text(), code="password_used")

    def password_changed(self, password: str, user=None) -> None:
        """Called by Django after the user was saved with a new password."""
        if user.has_usable_password():
            PasswordHistory.objects.create(user=user, password=user.password)

    def get_help_text(self) -> str:
        return f"不能使用最近{house('password_history')}次用过的密码。"


def must_change(user: User) -> str:
    """Why the password must be changed before anything else, or ""."""
    if user.must_change_password:
        return "您正在使用初始密码，请先设置自己的密码，再继续使用系统。"
    days = (timezone.now() - user.password_changed_at).days
    if days >= house("password_max_days"):
        return f"您的密码已使用{days}天，超过规定的{house('password_max_days')}天，请先修改密码。"
    return ""
