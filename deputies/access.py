"""Opening an account for a deputy."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from deputies.models import Deputy
from deputies.pinyin import sort_key
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.models import Post
from offices.people import create_account
from workflow.transitions import OutOfStep


def proposed_username(deputy: Deputy) -> str:
    """zhangsan, or zhangsan2 where that is taken."""
    start = (
        "".join(sign for sign in sort_key(deputy.name) if sign.isascii() and sign.isalnum())[:40] or "daibiao"
    )
    taken = set(User.objects.filter(username__startswith=start).values_list("username", flat=True))
    return next(name for name in (start, *(f"{start}{n}" for n in range(2, 9999))) if name not in taken)


@transaction.atomic
def open_account(deputy: Deputy, username: str, actor: Any) -> str:
    """Make the account and the deputy's post; the first password, which must be changed at the first sign-in.

    Raises OutOfStep when somebody was faster.
    """
    deputy = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    if deputy.user_id:
        raise OutOfStep(f"{deputy.name}已有账号（{deputy.user.username}）。")
    user, password = create_account(actor, username=username, name=deputy.name)
    Post.objects.create(user=user, role=Role.DEPUTY, area=deputy.area, starts_on=timezone.localdate())
    deputy.user = user
    deputy.save(update_fields=["user"])
    enter(
        EntryKind.ACCOUNT,
        "开通代表账号",
        actor,
        subject=user,
        data={"deputy": deputy.code, "username": username},
    )
    return password
