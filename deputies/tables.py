"""The catalogues of columns of the registry's lists."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from deputies.choices import Level, MandateState
from deputies.models import Delegation, Deputy, Group, Import, Mandate
from pages.addresses import page_url, row_url
from pages.columns import Badge, Column
from pages.labels import label

LEVEL_ORDER = {level.value: place for place, level in enumerate(Level)}
LEVEL_COLOURS: dict[str, str] = {
    Level.NATION: "red", Level.PROVINCE: "purple", Level.CITY: "blue", Level.COUNTY: "teal", Level.TOWN: "green",
}  # fmt: skip
STATE_COLOURS = {
    MandateState.ACTIVE: "green", MandateState.SUSPENDED: "orange", MandateState.ENDED: "grey",
}  # fmt: skip


def standing(mandates: Iterable[Mandate]) -> list[Mandate]:
    """Those that have not ended, highest level first."""
    held = [mandate for mandate in mandates if mandate.state != MandateState.ENDED]
    return sorted(held, key=lambda mandate: LEVEL_ORDER[mandate.level]) if len(held) > 1 else held


def level_badge(mandate: Mandate) -> Badge:
    """The level; a suspended mandate says so."""
    if mandate.state == MandateState.SUSPENDED:
        return Badge(f"{label(mandate, 'level')}（暂停）", "orange")
    return Badge(label(mandate, "level"), LEVEL_COLOURS[mandate.level])


def _levels(deputy: Deputy) -> SafeString:
    badges = [level_badge(mandate).html() for mandate in standing(deputy.held)]
    return mark_safe(" ".join(badges or [Badge("无在任资格").html()]))


def _level_words(deputy: Deputy) -> str:
    return "、".join(level_badge(mandate).label for mandate in standing(deputy.held))


def _told(values: Iterable[Any]) -> str:
    return "；".join(dict.fromkeys([str(value) for value in values if value]))


def _groups(deputy: Deputy) -> str:
    return _told(
        [
            member.group.name + (f"（{label(member, 'duty')}）" if member.duty != "member" else "")
            for member in deputy.present
        ]
    )


DEPUTY_COLUMNS = (
    Column("name", "姓名", link=Deputy.get_absolute_url, sort="sort_key", width=12),
    Column("code", "代表编号", sort="code", width=16),
    Column("levels", "层级", _levels, export_value=_level_words, width=16),
    Column("gender", "性别", "get_gender_display", width=8, shown=False),
    Column("ethnicity", "民族", width=10, shown=False),
    Column(
        "birth_month",
        "出生年月",
        lambda d: f"{d.birth_month:%Y-%m}" if d.birth_month else "",
        width=12,
        shown=False,
    ),
    Column("party", "政治面貌", width=12, shown=False),
    Column("education", "学历", width=12, shown=False),
    Column("employer", "工作单位及职务", width=30),
    Column("expertise", "专业特长", width=16, shown=False),
    Column("area", "行政区域", "area.name", width=14),
    Column(
        "constituencies",
        "选区或选举单位",
        lambda d: _told([m.constituency for m in standing(d.held)]),
        width=20,
    ),
    Column("delegation", "代表团", lambda d: _told([m.delegation for m in standing(d.held)]), width=18),
    Column("groups", "代表小组", _groups, width=24),
    Column("terms", "届次", lambda d: _told([m.term for m in standing(d.held)]), width=20, shown=False),
    Column(
        "certificates",
        "代表证号",
        lambda d: _told([m.certificate for m in standing(d.held)]),
        width=14,
        shown=False,
    ),
    Column("phone", "联系电话", kind="masked", width=14),
)

TERM_COLUMNS = (
    Column("name", "届次", str, link=lambda t: row_url("deputies:term", t.pk), width=24),
    Column("level", "层级", lambda t: Badge(label(t, "level"), LEVEL_COLOURS[Level(t.level)]), kind="badge"),
    Column("area", "行政区域", "area.name", width=16),
    Column("starts_on", "起始日期", kind="date", sort="starts_on"),
    Column("ends_on", "终止日期", kind="date", sort="ends_on"),
    Column("session_count", "次会议", kind="number"),
    Column("mandate_count", "在任代表", kind="number"),
)


def _edit_delegation(row: Delegation) -> str:
    return row_url("deputies:delegation-edit", row.pk)


def delegation_column(keeps: bool) -> Column:
    """The name; it leads to the form for who keeps the registry."""
    link = _edit_delegation if keeps else None
    return Column("name", "代表团", link=link, sort="sort_key", width=24)


DELEGATION_COLUMNS = (
    Column("term", "届次", lambda d: str(d.term), width=24),
    Column("head", "团长", "head.name", width=12),
    Column(
        "size", "代表人数", kind="number",
        link=lambda d: f"{page_url('deputies:deputies')}?delegation={d.pk}&term={d.term_id}",
    ),
)  # fmt: skip

GROUP_COLUMNS = (
    Column("name", "代表小组", link=Group.get_absolute_url, sort="sort_key", width=24),
    Column("area", "行政区域", "area.name", width=16),
    Column("kind", "类别", "get_kind_display", width=8),
    Column("leader", "组长", lambda g: _holders(g, "leader"), width=12),
    Column("deputy_leaders", "副组长", lambda g: _holders(g, "deputy_leader"), width=16),
    Column("liaison", "联络员", lambda g: _holders(g, "liaison"), width=12),
    Column("size", "人数", lambda g: len(g.current), kind="number"),
    Column("active", "在用", kind="bool", shown=False),
)

IMPORT_COLUMNS = (
    Column("file_name", "文件", link=Import.get_absolute_url, width=30),
    Column("kind", "种类", "get_kind_display"),
    Column("made_by", "导入人", "made_by.name", width=12),
    Column("made_at", "时间", kind="datetime"),
    Column("created", "新增", kind="number"),
    Column("updated", "更新", kind="number"),
    Column("unchanged", "无变化", kind="number"),
    Column(
        "state",
        "状态",
        lambda i: Badge("已撤销", "grey") if i.undone_at else Badge("已导入", "green"),
        kind="badge",
    ),
)


def _holders(group: Group, duty: str) -> str:
    """The current members of that duty; group.current is prefetched by the list."""
    return "、".join(member.deputy.name for member in group.current if member.duty == duty)
