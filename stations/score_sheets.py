"""A group's score sheet, filled in Excel and read back."""

from decimal import Decimal, InvalidOperation
from typing import Any

from pages.sheets import BadSheet, read_sheet
from stations.models.plates import Candidate


def from_sheet(file: Any, rows: list[Candidate]) -> tuple[dict[str, Any], list[str]]:
    """What a filled score sheet says, as initial values of the page, and its faults by row and column."""
    known = {one.station.code.upper(): one for one in rows}
    filled: dict[str, Any] = {}
    faults: list[str] = []
    try:
        lines = list(read_sheet(file))
    except BadSheet as bad:
        return {}, [str(bad)]
    if lines and not {"站点编号", "得分"} <= lines[0][1].keys():
        return {}, ["缺少列“站点编号”或“得分”，请用本页下载的评分表。"]
    for number, line in lines:
        one = known.get(str(line.get("站点编号") or "").strip().upper())
        text = str(line.get("得分") if line.get("得分") is not None else "").strip()
        score = _points(text) if text else None
        if one is None:
            faults.append(f"第{number}行 站点编号：不是由您评分的参选站点。")
        if text and score is None:
            faults.append(f"第{number}行 得分：“{text}”不是0至100之间、最多一位小数的数。")
        elif text and one:
            filled[f"score_{one.pk}"] = score
            filled[f"words_{one.pk}"] = str(line.get("验收意见") or "").strip()[:300]
    return filled, faults


def _points(text: str) -> Decimal | None:
    try:
        score = Decimal(text)
    except InvalidOperation:
        return None
    fits = score.is_finite() and 0 <= score <= 100 and score == score.quantize(Decimal("0.1"))
    return score.quantize(Decimal("0.1")) if fits else None
