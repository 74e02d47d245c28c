"""What the system administrator does to accounts. Every deed is entered in the journal.

The system administrator makes accounts and may not give them anything; the
security administrator gives posts, and opens the accounts of administrators.
"""

import secrets
from datetime import timedelta

from axes.utils import reset
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import AdminKind, User
from journal.book import enter
from offices.models import Post

# no characters that are taken for one another when a password is read from a slip of paper
LOWER, UPPER, DIGITS, SIGNS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+=@"


def initial_password() -> str:
    """A password to be used once: four characters of each kind, in three groups."""
    groups = ("".join(secrets.choice(kind) for _ in range(4)) for kind in (UPPER, LOWER, DIGITS))
    return secrets.choice(SIGNS).join(groups)


@transaction.atomic
def create_account(actor: User, *, username: str, name: str, email: str = "", admin_kind: str = "") -> tuple:
    """(the new user, the password to hand over). An administrator's account waits for the other administrator."""
    password = initial_password()
    user = User.objects.create_user(
        username,
        password,
        name=name,
        email=email,
        admin_kind=admin_kind,
        must_change_password=True,
        is_active=not admin_kind,
    )
    enter("account", "新建账号", actor, subject=user, data={"username": username, "admin_kind": admin_kind})
    return user, password


@transaction.atomic
def change_account(actor: User, user: User, **fields: str) -> User:
    """Name and e-mail. The kind of administrator is decided at creation and never changes."""
    changed = {key: value for key, value in fields.items() if getattr(user, key) != value}
    for key, value in changed.items():
        setattr(user, key, value)
    if changed:
        user.save(update_fields=[*changed])
        enter("account", "修改账号", actor, subject=user, data={"fields": sorted(changed)})
    return user


def open_posts(user: User) -> list[Post]:
    """The posts that would end with the account: in force today or later, with who substitutes in them."""
    today = timezone.localdate()
    posts = Post.objects.filter(user=user).exclude(ends_on__lt=today).select_related("area", "office")
    return list(posts.order_by("starts_on", "pk"))


def may_switch(actor: User, user: User) -> str:
    """Why this administrator may not open or close the account, or ""."""
    if actor.pk == user.pk:
        return "不能停用或启用自己的账号。"
    if user.admin_kind and not user.is_active and actor.admin_kind != AdminKind.SECURITY:
        return "管理员账号须由安全管理员启用。"
    if user.admin_kind == AdminKind.SECURITY and user.is_active and _last_of_kind(user):
        return "这是最后一个安全管理员，停用后将无人可以授权。"
    if user.admin_kind and user.is_active and _last_of_kind(user):
        return "这是最后一个此类管理员，不能停用。"
    return ""


def _last_of_kind(user: User) -> bool:
    others = User.objects.filter(admin_kind=user.admin_kind, is_active=True).exclude(pk=user.pk)
    return not others.exists()


@transaction.atomic
def disable(actor: User, user: User) -> bool:
    """Close an account and end its open posts; False when somebody was faster.

    Raises PermissionDenied where may_switch says no.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return False
    if may_switch(actor, user):
        raise PermissionDenied
    posts = open_posts(user)
    for post in posts:
        finish(actor, post)
    user.is_active = False
    user.save(update_fields=["is_active"])
    enter("account", "停用账号", actor, subject=user, data={"posts": len(posts)})
    return True


@transaction.atomic
def enable(actor: User, user: User) -> bool:
    """Open an account again; its posts stay ended and are given anew. False when somebody was faster."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return False
    if may_switch(actor, user):
        raise PermissionDenied
    user.is_active = True
    user.save(update_fields=["is_active"])
    enter("account", "启用账号", actor, subject=user)
    return True


def finish(actor: User, post: Post) -> None:
    """End a post now, and with it its substitutes; one that has not begun is removed."""
    today = timezone.localdate()
    for substitute in post.substitutes.exclude(ends_on__lt=today):
        finish(actor, substitute)
    data = {"user": post.user_id, "role": post.role, "starts_on": post.starts_on, "ends_on": today}
    enter("account", "终止任职", actor, subject=post, data=data)
    if post.starts_on > today:
        post.delete()
    else:
        post.ends_on = max(post.starts_on, today - timedelta(days=1))
        post.save(update_fields=["ends_on"])


@transaction.atomic
def reset_password(actor: User, user: User) -> str:
    """A new password to hand over, to be changed at the next sign-in; locks on the name are lifted.

    Raises ValidationError for one's own account: that is done with the old password.
    """
    if actor.pk == user.pk:
        raise ValidationError("请用“修改密码”修改自己的密码。")
    password = initial_password()
    user.set_password(password)
    user.must_change_password = True
    user.password_changed_at = timezone.now()
    user.save()
    reset(username=user.username)
    enter("account", "重置密码", actor, subject=user)
    return password
