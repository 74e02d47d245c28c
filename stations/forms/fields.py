"""Fields that several forms share: who and what may be chosen at a place."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from deputies.models import Deputy
from offices.models import Area, Category, Office, Post
from offices.scope import scope_of
from pages.options import SearchSelect, SearchSelectMultiple
from stations.models import Stationing
from stations.models.handed import line_of


def offices_for(area: Area) -> QuerySet:
    """The offices an opinion of this area may go to: of the area, of those above and of those below."""
    return Office.objects.filter(
        Q(area__path__in=line_of(area)) | Q(area__path__startswith=area.path), active=True
    )


def categories_for(area: Area) -> QuerySet:
    """The categories used in this area."""
    return Category.objects.filter(Q(area=None) | Q(area__path__in=line_of(area)), active=True)


def deputies_for(user: Any) -> QuerySet:
    """The deputies who are stationed today where this person may look."""
    today = timezone.localdate()
    there = Stationing.objects.visible_to(user).in_force(today)
    return Deputy.objects.visible_to(user).filter(pk__in=there.values("deputy"))


class OfficeField(forms.ModelChoiceField):
    """One of the offices, looked up while typing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{
            "queryset": Office.objects.none(), "label": "转交单位", "required": False,
            "widget": SearchSelect("stations:office-options"),
        } | kwargs)  # fmt: skip


class DeputyField(forms.ModelChoiceField):
    """One of the stations' deputies, looked up while typing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{
            "queryset": Deputy._base_manager.none(), "label": "代表",
            "widget": SearchSelect("stations:deputy-options"),
        } | kwargs)  # fmt: skip


class DeputiesField(forms.ModelMultipleChoiceField):
    """Several of the stations' deputies."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{
            "queryset": Deputy._base_manager.none(), "label": "轮值代表",
            "widget": SearchSelectMultiple("stations:deputy-options"),
            "error_messages": {"required": "请至少安排一位代表。"},
        } | kwargs)  # fmt: skip


def people_for(user: Any) -> QuerySet:
    """Who may be appointed: people with a post in this person's areas, and people with none yet."""
    posts = Post.objects.all()
    near = posts.filter(area__in=scope_of(user).ids("area"))
    rows = User.objects.filter(is_active=True, admin_kind="")
    return rows.filter(Q(pk__in=near.values("user")) | ~Q(pk__in=posts.values("user")))
