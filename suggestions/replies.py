"""Rules of replies: letter numbers (文号), result classes in force, co-units' opinions."""

import re
from datetime import date

from django.db.models import Q
from django.utils import timezone

from offices.limits import setting
from offices.models import Area, Office
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.models import Assignment, Rating, Reply, ResultClass
from workflow.transitions import Refused

# 代字〔年份〕序号号: the year in six-cornered brackets, the serial number without zeros before it (GB/T 9704-2012, 7.2.5)
USUAL = "{mark}〔{year}〕{number}号"
PIECES = {
    "mark": r"(?P<mark>[\u4e00-\u9fffA-Za-z·]{1,20})",
    "year": r"(?P<year>\d{4})",
    "number": r"(?P<number>[1-9]\d{0,5})",
}
BRACKETS = str.maketrans("[(\uff3b\uff08\u3010\ufe5d])\uff3d\uff09\u3011\ufe5e", "\u3014" * 6 + "\u3015" * 6)
DIGITS = str.maketrans("\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19", "0123456789")
SHAPE = "文号应形如“{}”：发文代字、六角括号括起的年份、不带0开头的序号。"
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


def letter_format(area: Area | None) -> str:
    """How letters are numbered in an area (unit_letter)."""
    return setting("unit_letter", area).value if area else USUAL


def letter_example(area: Area | None, mark: str = "") -> str:
    """A number as it should look: 铜教函〔2026〕12号."""
    return letter_format(area).format(
        mark=mark or "铜教函", kind="", year=timezone.localdate().year, number=12
    )


def _pattern(layout: str) -> re.Pattern[str]:
    """The format as what a number must match."""
    parts = re.split(r"\{(\w+)\}", layout.replace("{kind}", ""))
    return re.compile(
        "".join(PIECES[part] if place % 2 else re.escape(part) for place, part in enumerate(parts))
    )


def check_letter_number(text: str, years: range, layout: str = USUAL) -> str:
    """The tidied number. Raise Refused for another shape than the area's or a year not in years."""
    number = tidy_letter_number(text)
    match = _pattern(layout).fullmatch(number)
    if match is None:
        example = layout.format(mark="铜教函", kind="", year=2026, number=12)
        raise Refused(SHAPE.format(example), "letter_number")
    if int(match["year"]) not in years:
        raise Refused(f"文号年份〔{match['year']}〕与签发、发出日期不符。", "letter_number")
    return number


def next_letter_number(office: Office, on: date | None = None) -> str:
    """The unit's next number of the year, as a proposal; "" while the unit has no 发文代字."""
    if not office.letter_mark:
        return ""
    year, layout = (on or timezone.localdate()).year, letter_format(office.area)
    pattern = _pattern(layout)
    used = Reply._base_manager.filter(office=office, letter_number__contains=str(year))
    found = (pattern.fullmatch(number) for number in used.values_list("letter_number", flat=True))
    serials = [int(m["number"]) for m in found if m and int(m["year"]) == year]
    return layout.format(mark=office.letter_mark, kind="", year=year, number=max(serials, default=0) + 1)


def check_letter_free(assignment: Assignment, number: str) -> None:
    """Raise Refused when the unit has used the number. Locks the unit's row, so that two senders cannot take one."""
    Office.objects.select_for_update(no_key=True).get(pk=assignment.office_id)
    rows = Reply._base_manager.filter(office=assignment.office_id, letter_number=number)
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


def earlier_replies(assignment: Assignment) -> list[tuple[Reply, list[str], list[Assignment]]]:
    """The unit's replies of the rounds before, each with why deputies were not satisfied and what co-units had said."""
    rows = Reply._base_manager.filter(
        suggestion=assignment.suggestion_id,
        office=assignment.office_id,
        assignment__round__lt=assignment.round,
    )
    reasons: dict[int, list[str]] = {}
    bad = Rating._base_manager.filter(suggestion=assignment.suggestion_id).exclude(reason="").order_by("pk")
    for round_, reason in bad.values_list("round", "reason"):
        reasons.setdefault(round_, []).append(reason)
    replies = rows.filter(sent_on__isnull=False).select_related("assignment", "result_class")
    return [
        (row, reasons.get(row.assignment.round, []), co_assignments(row.assignment))
        for row in replies.order_by("-assignment__round")
    ]
