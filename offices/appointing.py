"""Giving, ending and standing in for posts. Every deed is entered in the journal."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import AdminKind, User
from journal.book import enter
from offices.choices import CONGRESS_KINDS, OfficeKind, Role
from offices.models import Area, Office, Post
from offices.people import finish
from pages.dates import cn_date

UNITS = tuple(kind for kind in OfficeKind if kind not in CONGRESS_KINDS)
# the kinds of office a role belongs to; a role that is not here is held in an area
PLACES: dict[str, tuple[str, ...]] = {
    Role.COMMITTEE: CONGRESS_KINDS,
    Role.GOVERNMENT: (OfficeKind.GOVERNMENT,),
    Role.HANDLER: UNITS,
    Role.UNIT_HEAD: UNITS,
}
LONGEST = timedelta(days=366)  # of one substitution


@transaction.atomic
def grant(
    actor: User,
    *,
    user: User,
    role: str,
    area: Area | None,
    office: Office | None = None,
    title: str = "",
    starts_on: date,
    ends_on: date | None = None,
) -> Post:
    """Give a post. Raises ValidationError, by field, for what may not be."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _check_holder(actor, user)
    area = _check_place(role, area, office)
    _check_days(starts_on, ends_on)
    twin = Post.objects.filter(user=user, role=role, area=area, office=office, stands_in_for=None)
    if twin.filter(_overlaps(starts_on, ends_on)).exists():
        raise ValidationError({"starts_on": "此人在这段时间内已有同一任职。"})
    post = Post.objects.create(
        user=user, role=role, area=area, office=office, title=title, starts_on=starts_on, ends_on=ends_on
    )
    _enter(actor, "任命", post)
    return post


@transaction.atomic
def end(actor: User, post: Post, on: date) -> Post:
    """End a post with a day, the last on which it is held; its substitutes end with it."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    if on < post.starts_on:
        raise ValidationError({"on": "终止日期不能早于任职开始日期。"})
    if post.ends_on and on >= post.ends_on:
        raise ValidationError({"on": f"任职已定于{cn_date(post.ends_on)}结束。"})
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    _enter(actor, "终止任职", post)
    for substitute in post.substitutes.filter(Q(ends_on__gt=on) | Q(ends_on=None)):
        if substitute.starts_on > on:
            finish(actor, substitute)
        else:
            end(actor, substitute, on)
    return post


@transaction.atomic
def substitute(actor: User, *, post: Post, user: User, starts_on: date, ends_on: date) -> Post:
    """Let somebody hold a post for its holder, from one day to another. Raises ValidationError by field.

    A deputy's mandate is personal: nobody stands in for a deputy (代表法 art. 2 to 4).
    """
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("user", "area", "office").get(pk=post.pk)
    )
    if post.user_id != actor.pk and actor.admin_kind != AdminKind.SECURITY:
        raise PermissionDenied
    if post.stands_in_for_id or post.role == Role.DEPUTY:
        raise ValidationError({"post": "代理的岗位和代表职务不能再由他人代理。"})
    if user.pk == post.user_id:
        raise ValidationError({"user": "代理人不能是任职者本人。"})
    _check_holder(actor, user, delegating=True)
    _check_days(starts_on, ends_on)
    _check_span(post, user, starts_on, ends_on)
    row = Post.objects.create(
        user=user,
        role=post.role,
        area=post.area,
        office=post.office,
        title=post.title,
        starts_on=starts_on,
        ends_on=ends_on,
        stands_in_for=post,
    )
    _enter(actor, "安排代理", row)
    return row


def may_be_substituted(user: User) -> list[Post]:
    """The posts of one's own that somebody may hold for a while."""
    return [
        post
        for post in getattr(user, "acting_posts", [])
        if post.stands_in_for_id is None and post.role != Role.DEPUTY
    ]


def _check_holder(actor: User, user: User, delegating: bool = False) -> None:
    if user.is_administrator:
        raise ValidationError({"user": f"{user.get_admin_kind_display()}不能担任业务岗位。"})
    if not user.is_active:
        raise ValidationError({"user": "该账号已停用。"})
    if user.pk == actor.pk and not delegating:
        raise ValidationError({"user": "不能给自己授予岗位。"})


def _check_place(role: str, area: Area | None, office: Office | None) -> Area:
    kinds = PLACES.get(role)
    label = Role(role).label
    if kinds is None and office is not None:
        raise ValidationError({"office": f"“{label}”按区域任职，不填机构。"})
    if kinds is not None and office is None:
        raise ValidationError({"office": f"“{label}”须选择机构。"})
    if office is not None:
        if office.kind not in (kinds or ()):
            raise ValidationError({"office": f"“{label}”不能在{office.get_kind_display()}任职。"})
        if not office.active:
            raise ValidationError({"office": "该机构已停用。"})
        if area is not None and area != office.area:
            raise ValidationError({"area": f"该机构属于{office.area}。"})
        return office.area
    if area is None:
        raise ValidationError({"area": "请选择行政区域。"})
    return area


def _check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": "结束日期不能早于开始日期。"})
    if ends_on and ends_on < timezone.localdate():
        raise ValidationError({"ends_on": "结束日期已经过去。"})


def _check_span(post: Post, user: User, starts_on: date, ends_on: date) -> None:
    if starts_on < post.starts_on or (post.ends_on and ends_on > post.ends_on):
        raise ValidationError({"ends_on": "代理期间不能超出原任职的起止日期。"})
    if ends_on - starts_on > LONGEST:
        raise ValidationError({"ends_on": "一次代理不超过一年。"})
    if post.substitutes.filter(_overlaps(starts_on, ends_on), user=user).exists():
        raise ValidationError({"starts_on": "此人在这段时间内已代理该岗位。"})


def _overlaps(starts_on: date, ends_on: date | None) -> Q:
    begins_in_time = Q(starts_on__lte=ends_on) if ends_on else Q()
    return begins_in_time & (Q(ends_on=None) | Q(ends_on__gte=starts_on))


def _enter(actor: User, verb: str, post: Post) -> None:
    data = {"user": post.user_id, "role": post.role, "starts_on": post.starts_on, "ends_on": post.ends_on}
    enter("account", verb, actor, subject=post, label=f"{post.user.name}：{post}", data=data)
