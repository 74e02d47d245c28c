"""Rules of replies: letter numbers (文号), result classes in force, co-units' opinions."""

import re
from datetime import date

from django.db.models import Q
from django.utils import timezone

from offices.models import Area, Office
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.models import Assignment, Reply, ResultClass
from workflow.transitions import Refused

# 代字〔年份〕序号号: the year in six-cornered brackets, the serial number without zeros before it (GB/T 9704-2012, 7.2.5)
LETTER = re.compile(r"([\u4e00-\u9fffA-Za-z·]{1,20})〔(\d{4})〕([1-9]\d{0,5})号")
BRACKETS = str.maketrans("[(\uff3b\uff08\u3010\ufe5d])\uff3d\uff09\u3011\ufe5e", "\u3014" * 6 + "\u3015" * 6)
DIGITS = str.maketrans("\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19", "0123456789")
SHAPE = "文号应形如“铜教函〔2026〕12号”：发文代字、六角括号括起的年份、不带0开头的序号。"
# what says nothing: an opinion must help the lead unit (重庆 rule 20)
EMPTY_OPINIONS = {
    "",
    "无",
    "没有",
    "无意见",
    "没有意见",
    "无异议",
    "没有异议",
    "无不同意见",
    "同意",
    "暂无",
    "暂无意见",
    "略",
}


def tidy_letter_number(text: str) -> str:
    """The number as it is printed: no spaces, plain digits, whatever brackets were typed six-cornered."""
    return re.sub(r"\s+", "", text).translate(BRACKETS).translate(DIGITS)


def check_letter_number(text: str, years: range) -> str:
    """The tidied number. Raise Refused for another shape or a year not in years."""
    number = tidy_letter_number(text)
    match = LETTER.fullmatch(number)
    if match is None:
        raise Refused(SHAPE, "letter_number")
    if int(match[2]) not in years:
        raise Refused(f"文号年份〔{match[2]}〕与签发、发出日期不符。", "letter_number")
    return number


def next_letter_number(office: Office, on: date | None = None) -> str:
    """The unit's next number of the year, as a proposal; "" while the unit has no 发文代字."""
    if not office.letter_mark:
        return ""
    year = (on or timezone.localdate()).year
    prefix = f"{office.letter_mark}〔{year}〕"
    used = Reply._base_manager.filter(assignment__office=office, letter_number__startswith=prefix)
    serials = [int(m[3]) for n in used.values_list("letter_number", flat=True) if (m := LETTER.fullmatch(n))]
    return f"{prefix}{max(serials, default=0) + 1}号"


def check_letter_free(assignment: Assignment, number: str) -> None:
    """Raise Refused when the unit has used the number. Locks the unit's row, so that two senders cannot take one."""
    Office.objects.select_for_update(no_key=True).get(pk=assignment.office_id)
    rows = Reply._base_manager.filter(assignment__office=assignment.office_id, letter_number=number)
    if other := rows.exclude(assignment=assignment).select_related("suggestion").first():
        raise Refused(f"文号{number}已用于{other.suggestion}的答复。", "letter_number")


def result_classes(area: Area, on: date | None = None) -> list[ResultClass]:
    """The scheme in force in an area on a day: its own, else that of the nearest area above, else the national one."""
    on = on or timezone.localdate()
    paths = [area.path[:end] for end in range(len(area.path), 0, -Area.steplen)]
    rows = ResultClass.objects.filter(Q(area__isnull=True) | Q(area__path__in=paths), valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).select_related("area")
    schemes: dict[str, list[ResultClass]] = {}
    for row in rows:
        schemes.setdefault(row.area.path if row.area else "", []).append(row)
    return next((schemes[path] for path in (*paths, "") if path in schemes), [])


def check_opinion(text: str) -> None:
    """Raise Refused for a co-unit's opinion that says nothing."""
    bare = re.sub(r"[\s\W_]+", "", text)
    if bare in EMPTY_OPINIONS or bare.removeprefix("我单位").removeprefix("我局") in EMPTY_OPINIONS:
        raise Refused("请写明具体的会办意见：空白或“无意见”不能作为会办意见。", "opinion")


def co_assignments(assignment: Assignment) -> list[Assignment]:
    """The co-units' parts of the same round, opinions included (their opinions must be stated: 山东 art. 21)."""
    rows = Assignment._base_manager.filter(
        suggestion=assignment.suggestion_id, round=assignment.round, role=AssignmentRole.CO
    )
    return list(rows.exclude(state=AssignmentState.REVOKED).select_related("office").order_by("pk"))
