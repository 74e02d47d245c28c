"""The number of a day's public notice: under the mark (发文代字) of the congress's organ that the station reports to.

All stations of one organ share its numbers of a year, in the format that the area gives its papers. Where no mark is
kept yet, each station numbers for itself, and the form asks for the mark.
"""

import re
from datetime import date

from django.db.models import QuerySet

from offices.limits import setting
from offices.models import Office
from stations.dayfacts import reports_to
from stations.models import Reception, Series, Station

KIND = "公告"


def next_notice(station: Station, year: int) -> str:
    """The next number of the year, after those given by hand. In a transaction."""
    issuer = _issuer(station)
    key = _series(station, issuer, year)
    Series.objects.get_or_create(pk=key)
    series = Series.objects.select_for_update().get(pk=key)
    series.last = _coming(station, issuer, year, series.last)
    series.save(update_fields=["last"])
    return _words(station, issuer, year, series.last)


def proposed_notice(station: Station, year: int) -> str:
    """The number that would come next, for a form; nothing is taken."""
    issuer = _issuer(station)
    known = Series.objects.filter(pk=_series(station, issuer, year)).values_list("last", flat=True).first()
    return _words(station, issuer, year, _coming(station, issuer, year, known or 0))


def lacks_mark(station: Station) -> str:
    """What to do where notices bear no mark, or ""."""
    office = reports_to(station.area)
    if office and office.letter_mark:
        return ""
    whose = f"“{office}”" if office else "本站所属的人大机构"
    return (
        f"{whose}还没有设置发文代字，文号暂无机关代字：请由系统管理员在机构资料中填写，或直接写在文号前面。"
    )


def _issuer(station: Station) -> Office | None:
    """Whose mark the number bears; None where there is none."""
    office = reports_to(station.area)
    return office if office and office.letter_mark else None


def _words(station: Station, issuer: Office | None, year: int, number: int) -> str:
    if issuer is None:
        return f"〔{year}〕{number}号"
    layout = setting("document_number", station.area, date(year, 1, 1)).value
    return layout.format(mark=issuer.letter_mark, kind=KIND, year=year, number=number)


def _series(station: Station, issuer: Office | None, year: int) -> str:
    return f"GG-#{issuer.pk}-{year}" if issuer else f"GG-{station.code}-{year}"


def _coming(station: Station, issuer: Office | None, year: int, last: int) -> int:
    found = (re.search(rf"{year}\D+(\d+)号", text) for text in _given(station, issuer, year))
    return 1 + max([last, *(int(match[1]) for match in found if match and len(match[1]) < 7)])


def _given(station: Station, issuer: Office | None, year: int) -> QuerySet:
    """The numbers of the year that stand on notices already."""
    rows = Reception._base_manager.filter(notice_number__contains=f"{year}")
    if issuer is None:
        rows = rows.filter(station=station)
    else:
        below = rows.filter(area__path__startswith=issuer.area.path, on__year__range=(year - 1, year + 1))
        rows = below.filter(notice_number__startswith=issuer.letter_mark)
    return rows.values_list("notice_number", flat=True)
