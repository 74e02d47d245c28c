"""Who is charged with a supervision (“双领双督一委评”, seed row TL-12), and reads an issue of 《代表之声》 (TL-10)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from offices.choices import Role
from offices.models import Post
from offices.posts import acting_post
from suggestions.deeds.remarks import needs_reason
from suggestions.models import Suggestion, Supervision
from workflow.transitions import Refused, Step

SUPERVISING = (Role.LEADER, Role.COMMITTEE)  # 领衔督办、重点督办、对口督办
HANDLING = (Role.LEADER, Role.GOVERNMENT)  # 领衔办理
READING = (Role.LEADER,)


def people_of(suggestion: Suggestion, roles: tuple[Role, ...]) -> QuerySet[User]:
    """Who holds one of these posts in the suggestion's area today, his own, not as a substitute; leaders first."""
    posts = Post.objects.in_force(timezone.localdate()).filter(
        role__in=roles, area=suggestion.area_id, stands_in_for=None
    )
    leads = Exists(posts.filter(user=OuterRef("pk"), role=Role.LEADER))
    rows = User.objects.filter(is_active=True, pk__in=posts.values("user"))
    return rows.annotate(leads=leads).order_by("-leads", "name", "pk")


def titled(user: User) -> str:
    """副主任高志明, as he is named in papers."""
    post = acting_post(user)
    return f"{post.title}{user.name}" if post and post.title else user.name


def check_knows(suggestion: Suggestion, people: Iterable[User | None], field: str) -> None:
    """Raise Refused, beside its field, for somebody who may not know of the suggestion."""
    for user in people:
        if user and not Suggestion.objects.visible_to(user).filter(pk=suggestion.pk).exists():
            raise Refused(f"{user.name}不能查看这件建议，不能选择。", field)


def _own(user: Any) -> int | None:
    post = acting_post(user)
    return post.principal.user_id if post else None


def is_charged(supervision: Supervision, user: Any) -> bool:
    """The person named for it, or who stands in for him."""
    own = _own(user)
    return own is not None and own in (supervision.charged_id, supervision.chief_charged_id)


def charged_with(user: Any) -> QuerySet[Supervision]:
    """What this person supervises or leads the handling of, while it goes on."""
    mine = Q(charged=_own(user)) | Q(chief_charged=_own(user))
    return Supervision.objects.visible_to(user).filter(mine).exclude(state="ended")


def part_of(supervision: Supervision, user: Any) -> str:
    """In which part he has it: 领衔督办, 领衔办理 …"""
    if supervision.charged_id == _own(user):
        return supervision.get_kind_display()
    return "领衔办理"


def attend(step: Step) -> None:
    """What the person charged with it did or asked for, in his words."""
    needs_reason(step)
