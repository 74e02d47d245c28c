"""Adding and changing places. Every deed is entered in the journal."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from journal.book import enter
from offices.models import Area, Category, Office, Post


@transaction.atomic
def add_area(actor: Any, parent: Area | None, fields: dict[str, Any]) -> Area:
    """A new area below another one, or at the top."""
    area = Area.objects.add_child(parent, fields) if parent else Area.objects.add_root(fields)
    enter("account", "新增行政区域", actor, subject=area, data={"code": area.code})
    return area


@transaction.atomic
def save_office(actor: Any, form: Any) -> Office:
    """What the form holds, as a new office or a changed one."""
    verb = "修改机构" if form.instance.pk else "新增机构"
    office = form.save()
    enter("account", verb, actor, subject=office, data={"fields": form.changed_data})
    return office


@transaction.atomic
def save_category(actor: Any, form: Any) -> Category:
    """What the form holds, as a new category or a changed one."""
    verb = "修改类别" if form.instance.pk else "新增类别"
    category = form.save()
    enter("account", verb, actor, subject=category, data={"fields": form.changed_data})
    return category


def holders_of(office: Office, on: date | None = None) -> list[Post]:
    """The posts held in an office today or later."""
    posts = Post.objects.filter(office=office).exclude(ends_on__lt=on or timezone.localdate())
    return list(posts.select_related("user", "area", "office"))


@transaction.atomic
def switch_office(actor: Any, office: Office) -> Office:
    """Take an office out of use, or back into it. An office in which posts are held stays in use.

    Raises ValidationError.
    """
    office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if office.active and holders_of(office):
        raise ValidationError("该机构还有在任人员，请先由安全管理员终止其任职。")
    office.active = not office.active
    office.save(update_fields=["active"])
    enter("account", "启用机构" if office.active else "停用机构", actor, subject=office)
    return office
