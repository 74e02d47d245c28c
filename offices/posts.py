"""Which post a person acts in."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import AdminKind, User
from offices.choices import Role
from offices.models import Post
from pages.written import Written

HELD = Written(  # asked by every page: its words are the same for everybody and every day
    lambda user: Post.objects.filter(user=user, user__is_active=True).select_related("area", "office")
)


def posts_of(user) -> list[Post]:
    """The posts this person may act in today, his own first. Administrators act in none."""
    if not user.is_authenticated or user.is_administrator:
        return []
    rows = [post for post in HELD.read(user.pk) if post.covers(timezone.localdate())]
    stood_in_for = [post.stands_in_for_id for post in rows if post.stands_in_for_id]
    if stood_in_for:
        principals = Post.objects.select_related("user", "area", "office").in_bulk(stood_in_for)
        for post in rows:
            if post.stands_in_for_id:
                post.stands_in_for = principals[post.stands_in_for_id]
    return sorted(rows, key=lambda post: (post.stands_in_for_id is not None, post.pk))


def acting_post(user) -> Post | None:
    """The post the person acts in now: the one chosen for this request, else the first."""
    if not hasattr(user, "acting"):
        user.acting = next(iter(posts_of(user)), None)
    return user.acting


def role_of(user) -> Role | None:
    post = acting_post(user)
    return Role(post.role) if post else None


def holds(user, *roles: Role) -> bool:
    """Does the person act in one of these roles now?"""
    post = acting_post(user)
    return post is not None and post.role in roles


def holders(roles: tuple[Role, ...], **where) -> list:
    """The people who hold one of these roles at a place today, substitutes included.

    where: filters of Post, such as office=unit or area=area.
    """
    posts = Post.objects.in_force(timezone.localdate()).filter(role__in=roles, **where)
    return list({post.user_id: post.user for post in posts.select_related("user")}.values())


def colleagues_of(user) -> QuerySet[User]:
    """Who may stand in for a person: who holds a post in the same office, or, without office, in the same area.

    For the security administrator everybody who may hold a post.
    """
    if user.is_administrator:
        return User.objects.filter(is_active=True, admin_kind=AdminKind.NONE)
    near = Q(pk__in=())
    for post in posts_of(user):
        if post.stands_in_for_id is None and post.role != Role.DEPUTY:
            near |= Q(office=post.office_id) if post.office_id else Q(area=post.area_id, office=None)
    today = timezone.localdate()
    holders = Post.objects.in_force(today).filter(near).exclude(role=Role.DEPUTY)
    return User.objects.filter(is_active=True, pk__in=holders.values("user")).exclude(pk=user.pk)
