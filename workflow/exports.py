"""A year of the legal calendar as a sheet: what is exported can be loaded again."""

from io import BytesIO

from django.http import HttpRequest, HttpResponseBase

from pages.exporting import download
from pages.sheets.writing import SheetColumn, stream_sheet
from workflow.calendar import Calendar
from workflow.loading import COLUMNS
from workflow.models import DayKind


def year_sheet(request: HttpRequest, calendar: Calendar, year: int) -> HttpResponseBase:
    """The special days of the year as .xlsx."""
    file = BytesIO()
    rows = [
        (day, DayKind(special.kind).label, special.name)
        for day, special in sorted(calendar.specials.items())
        if day.year == year
    ]
    columns = [SheetColumn(COLUMNS[0], 14, "date"), SheetColumn(COLUMNS[1], 12), SheetColumn(COLUMNS[2], 40)]
    sure = "已按国务院通知核定" if year in calendar.confirmed else "放假安排尚未公布，仅列法定节日"
    stream_sheet(file, f"{year}年工作日历", columns, rows, {"年份": f"{year}年", "状态": sure})
    file.seek(0)
    return download(request, f"{year}年工作日历.xlsx", file)
