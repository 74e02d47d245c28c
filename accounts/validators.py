"""What a password must be, whoever chooses it (GB/T 22239-2019, domain rule 106)."""

import re

from django.core.exceptions import ValidationError

CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
NEEDED = 3


class ClassesValidator:
    """At least three of the four kinds of characters."""

    def validate(self, password: str, user=None) -> None:
        if sum(bool(re.search(kind, password)) for kind in CLASSES) < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return "密码须含大写字母、小写字母、数字、符号四类中的至少三类。"


class UsernameValidator:
    """Not the sign-in name, forwards or backwards, nor with something around it."""

    def validate(self, password: str, user=None) -> None:
        name = (getattr(user, "username", "") or "").lower()
        typed = password.lower()
        if len(name) >= 3 and (name in typed or name[::-1] in typed):
            raise ValidationError(self.get_help_text(), code="password_username")

    def get_help_text(self) -> str:
        return "密码不能包含登录名。"
