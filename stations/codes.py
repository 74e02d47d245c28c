"""Deeds on station and deputy codes, and whom a code leads to."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from stations.models import DeputyCode, Station, StationCode, Stationing
from workflow.transitions import OutOfStep

Subject = Station | Deputy
AnyCode = StationCode | DeputyCode


def running_code(subject: Subject) -> AnyCode | None:
    """The code in use; None when none was made or the last one was revoked."""
    return subject.codes.filter(revoked_at=None).first()


def address_of(code: AnyCode, root: str = "") -> str:
    """What the QR code says: the voters' address, whole where the site knows its own (SITE_URL) or is told it."""
    site = settings.SITE_URL.rstrip("/") or root.rstrip("/")
    return f"{site}{reverse('portal:code', args=(code.token,))}"


@transaction.atomic
def renew(actor: Any, subject: Subject, seen: str = "") -> AnyCode:
    """A new code; the old one, if any, leads nowhere from now on.

    seen: the token the person looked at. Raises OutOfStep when it is another one by now.
    """
    old = _locked(subject)
    if (old.token if old else "") != seen:
        raise OutOfStep("二维码刚才已被他人更换，请核对后再操作。")
    if old:
        _end(actor, old)
    code = subject.codes.create(issued_by=actor)
    enter(EntryKind.DEED, f"生成{code._meta.verbose_name}", actor, subject=subject, data={"code": code.pk})
    return code


@transaction.atomic
def revoke(actor: Any, subject: Subject, seen: str) -> None:
    """The code leads nowhere from now on. Raises OutOfStep when it is not in use any more."""
    old = _locked(subject)
    if old is None or old.token != seen:
        raise OutOfStep("这个二维码已经停用或更换。")
    _end(actor, old)
    enter(EntryKind.DEED, f"停用{old._meta.verbose_name}", actor, subject=subject, data={"code": old.pk})


def _locked(subject: Subject) -> AnyCode | None:
    type(subject)._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    return subject.codes.filter(revoked_at=None).first()


def _end(actor: Any, code: AnyCode) -> None:
    code.revoked_at, code.revoked_by = timezone.now(), actor
    code.save(update_fields=["revoked_at", "revoked_by"])


@transaction.atomic
def give_all(actor: Any, station: Station) -> int:
    """A code for each deputy of the station who has none; how many were made."""
    without = deputies_here(station).exclude(
        pk__in=DeputyCode.objects.filter(revoked_at=None).values("deputy")
    )
    rows = [DeputyCode(deputy=deputy, issued_by=actor) for deputy in without]
    made = DeputyCode.objects.bulk_create(rows, ignore_conflicts=True)
    enter(EntryKind.DEED, "为进站代表生成代表码", actor, subject=station, data={"count": len(made)})
    return len(made)


def deputies_here(station: Station) -> Any:
    """The deputies stationed here today, by name."""
    now = Stationing.objects.filter(station=station).in_force(timezone.localdate())
    return Deputy._base_manager.filter(pk__in=now.values("deputy")).order_by("sort_key", "pk")


def led_to(token: str) -> AnyCode | None:
    """The code in use with this token, and with it whom it stands for; None for revoked and unknown ones alike."""
    station = StationCode._base_manager.filter(token=token, revoked_at=None)
    if found := station.select_related("station__area").first():
        return found
    deputy = DeputyCode._base_manager.filter(token=token, revoked_at=None)
    return deputy.select_related("deputy").first()


def station_behind(code: AnyCode) -> Station | None:
    """The station that takes in what is said at this code: its own, or the one the deputy is stationed at."""
    if isinstance(code, StationCode):
        return None if code.station.closed_on else code.station
    rows = Stationing.objects.filter(deputy=code.deputy_id, station__closed_on=None)
    row = (
        rows.in_force(timezone.localdate())
        .select_related("station__area")
        .order_by("starts_on", "pk")
        .first()
    )
    return row.station if row else None
