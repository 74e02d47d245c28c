"""The pure rules of reception days: notice, holidays, what a notice says. No database, no clock."""

import datetime as dt
from collections.abc import Sequence

from pages.dates import cn_date
from workflow.calendar import DAY, WEEKDAYS, Calendar

SCOPE = "选民和群众对法律法规实施、经济社会发展和民生方面的意见建议"
DECLINED = "属于诉讼、行政复议、仲裁和个人涉法涉诉的事项，请依法向有关机关提出"


def days_of_notice(today: dt.date, on: dt.date, calendar: Calendar | None = None) -> int:
    """Days from the notice to the reception day; working days when a calendar is given."""
    if calendar is None:
        return (on - today).days
    return sum(1 for _ in calendar.workdays(today + DAY, on))


def short_notice(left: int, wanted: int, unit: str = "天") -> str:
    """A warning when the public learns of the day too late (domain rule 70), or ""."""
    if left >= wanted:
        return ""
    words = f"只有{left}{unit}" if left > 0 else f"已不足1{unit}"
    return f"按规定应提前{wanted}{unit}公告，现距接待日{words}。"


def holiday_warning(on: dt.date, calendar: Calendar) -> str:
    """Receptions that fall on a day off are postponed (domain rule 69): says why and to when, or ""."""
    if calendar.is_workday(on):
        return ""
    to = calendar.next_workday(on)
    return f"{cn_date(on)}为{calendar.why(on)}，建议顺延至{cn_date(to)}（星期{WEEKDAYS[to.weekday()]}）。"


def date_in_doubt(on: dt.date, calendar: Calendar) -> str:
    """A note when the year's holidays are not announced yet, or ""."""
    return f"{on.year}年放假安排尚未公布，该日期为暂定。" if calendar.provisional(on) else ""


def same_day_next(on: dt.date, calendar: Calendar) -> dt.date:
    """The first working day after a day that is to be postponed."""
    return calendar.next_workday(on + DAY)


def clock_text(time: dt.time) -> str:
    return f"{time:%H:%M}"


def notice_text(
    station: str,
    on: dt.date,
    starts_at: dt.time,
    ends_at: dt.time,
    place: str,
    deputies: Sequence[str],
    theme: str = "",
    scope: str = "",
) -> str:
    """The public notice of a reception day (接待公告, domain rule 100), ready to be edited."""
    lines = [
        "为密切人大代表同人民群众的联系，听取和反映群众的意见和要求，现将代表接待选民活动有关事项公告如下：",
        f"一、接待时间：{cn_date(on)}（星期{WEEKDAYS[on.weekday()]}）{clock_text(starts_at)}至{clock_text(ends_at)}",
        f"二、接待地点：{place}",
        f"三、接待代表：{'、'.join(deputies) or '待定'}",
        f"四、接待范围及受理内容：{scope or SCOPE}。{DECLINED}。",
        "五、有关要求：请如实反映情况，可携带书面材料；要求保密的，请在登记时说明。",
    ]
    if theme:
        lines.insert(1, f"本次接待主题：{theme}")
    return "\n".join([*lines, f"{station}"])


def laid_out(text: str, station: str) -> tuple[list[str], str]:
    """The paragraphs of a notice, and who signs it: the station, where its last line says so, stands over the date."""
    lines = [line for line in text.splitlines() if line.strip()]
    return (lines[:-1], station) if lines and lines[-1].strip() == station else (lines, "")
