"""The account a person signs in with, and the passwords it had."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class AdminKind(models.TextChoices):
    """The three administrators (三员); none of them sees a case."""

    NONE = "", "业务用户"
    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDIT = "audit", "审计管理员"


class UserQuerySet(models.QuerySet):
    """Accounts."""

    def visible_to(self, user) -> "UserQuerySet":
        """The register of accounts is the business of the system and the security administrator."""
        allowed = getattr(user, "admin_kind", "") in (AdminKind.SYSTEM, AdminKind.SECURITY)
        return self.all() if allowed else self.none()

    def search(self, text: str) -> "UserQuerySet":
        """Accounts whose name or sign-in name holds every word."""
        found = self
        for word in text.replace("\x00", " ").split():
            found = found.filter(models.Q(name__icontains=word) | models.Q(username__icontains=word))
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who signs in. What the person may do comes from the posts (offices.Post)."""

    username = models.CharField("登录名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=50)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    admin_kind = models.CharField(
        "管理员类别", max_length=10, choices=AdminKind.choices, default=AdminKind.NONE, blank=True
    )
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", default=timezone.now)
    created_at = models.DateTimeField("创建时间", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("name",)

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def is_administrator(self) -> bool:
        return bool(self.admin_kind)


class PasswordHistory(models.Model):
    """A password an account had, as its hash, so that it is not used again (GB/T 22239, domain rule 106)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="old_passwords", verbose_name="用户"
    )
    password = models.CharField("密码摘要", max_length=128)
    set_at = models.DateTimeField("设置时间", default=timezone.now)

    class Meta:
        verbose_name = "历史密码"
        verbose_name_plural = "历史密码"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.user} {self.set_at:%Y-%m-%d}"
