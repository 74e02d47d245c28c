"""Writing dated settings. A value is never changed or deleted: a later one follows it.

Only a value that has not begun may be withdrawn.
"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AdminKind
from journal.book import enter
from offices.catalogue import CATALOGUE, Key
from offices.choices import Role
from offices.models import Area, Setting
from offices.posts import acting_post

TAKEN = "这一天已经有一个值，请换一个生效日期。"
EARLIEST, LATEST = date(2000, 1, 1), timedelta(days=3653)


def area_of(user: Any) -> Area | None:
    """The area whose settings the person sees: of the acting post; None for administrators: the defaults."""
    post = acting_post(user)
    return post.principal.area if post else None


def may_set(user: Any, key: Key) -> bool:
    """The committee's office sets its own area; the security administrator the defaults and the house's."""
    if user.admin_kind:
        return user.admin_kind == AdminKind.SECURITY
    post = acting_post(user)
    return post is not None and post.role == Role.COMMITTEE and not key.house


def set_setting(
    actor: Any,
    key: str,
    value: str,
    *,
    valid_from: date,
    source: str,
    unit: str,
    start_event: str = "",
    area: Area | None = None,
) -> Setting:
    """Enter a value of an area (None: the default) that holds from a day on.

    Raises PermissionDenied if it is not the actor's to set, ValidationError, by
    field, for what may not stand. Saves and enters the journal.
    """
    if not may_set(actor, CATALOGUE[key]) or area != area_of(actor):
        raise PermissionDenied
    return enter_value(
        actor, key, value, valid_from=valid_from, source=source, unit=unit, start_event=start_event, area=area
    )


@transaction.atomic
def enter_value(
    actor: Any,
    key: str,
    value: str,
    *,
    valid_from: date,
    source: str,
    unit: str,
    start_event: str = "",
    area: Area | None = None,
) -> Setting:
    """The same for a room above that has made sure itself that the actor may. Raises ValidationError by field."""
    known = CATALOGUE[key]
    value = known.clean(value, unit, start_event)
    source = source.strip()
    if not source:
        raise ValidationError({"source": "请写明依据，例如文件名称和条款。"})
    if not EARLIEST <= valid_from <= timezone.localdate() + LATEST:
        raise ValidationError({"valid_from": "生效日期须在2000年之后、十年之内。"})
    row = Setting(
        area=area, key=key, value=value, unit=unit, start_event=start_event, source=source,
        valid_from=valid_from, created_by=actor,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ValidationError({"valid_from": TAKEN}) from None
    verb, label = "更改时限" if known.limit else "设置参数", f"{known.label}（{area or '默认'}）"
    enter("setting", verb, actor, subject=row, label=label, data=facts(row))
    return row


def taken(key: str, area: Area | None, valid_from: date) -> bool:
    """Has the area a value of this setting that begins on the very day?"""
    return Setting.objects.filter(key=key, area=area, valid_from=valid_from).exists()


@transaction.atomic
def withdraw(actor: Any, row: Setting) -> None:
    """Take back a value before it begins. Raises PermissionDenied, or ValidationError once it has begun."""
    row = Setting.objects.select_for_update(of=("self",)).select_related("area").get(pk=row.pk)
    known = CATALOGUE[row.key]
    if not may_set(actor, known) or row.area != area_of(actor):
        raise PermissionDenied
    if row.valid_from <= timezone.localdate():
        raise ValidationError("该值已经生效，不能撤回；可以另设新的值。")
    enter(
        "setting",
        "撤回参数",
        actor,
        subject=row,
        label=f"{known.label}（{row.area or '默认'}）",
        data=facts(row),
    )
    row.delete()


def facts(row: Setting) -> dict[str, Any]:
    """A setting as the journal keeps it."""
    return {
        "key": row.key,
        "value": row.value,
        "unit": row.unit,
        "start_event": row.start_event,
        "valid_from": row.valid_from,
        "source": row.source,
        "area": row.area.code if row.area else "",
    }
