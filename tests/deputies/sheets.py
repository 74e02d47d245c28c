"""Registry sheets for the tests."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from deputies.imports.registry import RegistryImport

LABELS = [column.label for column in RegistryImport.columns()]
NEEDED = {"行政区域": "东湖区", "层级": "县级", "届次": "17"}


def sheet(*rows: dict[str, Any], labels: list[str] | None = None) -> BytesIO:
    """A workbook with these rows; what every row needs is filled in unless told otherwise."""
    labels = labels or LABELS
    book = Workbook()
    book.active.append(labels)
    for row in rows:
        values = NEEDED | row
        book.active.append([values.get(label) for label in labels])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def registry(count: int, **extra: Any) -> BytesIO:
    """A registry of so many county deputies in seventeen groups and four delegations (seed rows TL-02, TG-02)."""
    return sheet(
        *(
            {
                "代表编号": f"D{number:05}", "姓名": f"张{chr(0x4E00 + number % 5000)}", "性别": "男女"[number % 2],
                "民族": "汉", "出生年月": f"{1950 + number % 50}年{1 + number % 12}月", "政治面貌": "中共党员",
                "学历": "大学本科", "工作单位及职务": f"第{number % 300}中学教师", "专业特长": "教育",
                "联系电话": f"138{number:08}", "代表证号": f"{number:05}", "选区或选举单位": f"第{number % 90}选区",
                "代表团": f"第{number % 4 + 1}代表团", "代表小组": f"第{number % 17 + 1}代表小组",
                "组内职务": "组长" if number < 17 else "组员",
            }
            | extra
            for number in range(count)
        )
    )  # fmt: skip
