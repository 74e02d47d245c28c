"""Which areas and terms a person's registry work reaches."""

from django.db.models import Q, QuerySet

from deputies.models import Term
from offices.models import Area
from offices.posts import acting_post
from offices.scope import scope_of


def areas_within(user) -> QuerySet:
    """The areas at and below the acting post's."""
    return Area.objects.filter(pk__in=scope_of(user).ids("area"))


def terms_within(user) -> QuerySet:
    """The terms of those areas, which the person keeps."""
    return Term.objects.filter(area__in=scope_of(user).ids("area")).select_related("area")


def terms_reached(user) -> QuerySet:
    """Those, and the terms of the congresses above, in which the area's deputies may sit."""
    post = acting_post(user)
    if post is None:
        return Term.objects.none()
    path = post.principal.area.path
    above = [path[:end] for end in range(len(path), 0, -Area.steplen)]
    reached = Q(area__path__startswith=path) | Q(area__path__in=above)
    return Term.objects.filter(reached).select_related("area")
