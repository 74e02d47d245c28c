"""Whatever a sheet holds: it is read or refused in words, comes back as it left, and can be taken back."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deputies.imports.export import registry_sheet
from deputies.imports.registry import RegistryImport
from deputies.imports.undo import undo
from deputies.models import Deputy
from pages.sheets import BadSheet
from tests.deputies.sheets import LABELS, sheet
from tests.deputies.test_undo import registry_now

CALM = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=20
)
CELLS = st.one_of(
    st.none(), WORDS, st.integers(-(10**6), 10**12), st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(), st.dates(date(1900, 3, 1), date(2099, 1, 1)), st.sampled_from(["清空", "#REF!", "=1+1", "'", "0"]),
)  # fmt: skip
NAMES = st.text("张王李赵单曾欧阳小明芳一", min_size=2, max_size=4)
GROUPS = st.lists(st.sampled_from(["甲组", "乙组", "第10组"]), max_size=2, unique=True)


@CALM
@given(st.lists(st.dictionaries(st.sampled_from(LABELS), CELLS, min_size=1), min_size=1, max_size=4))
def test_no_sheet_whatever_breaks_the_dry_run(dry_run, rows):
    try:
        run = dry_run(sheet(*rows))
    except BadSheet as bad:
        assert str(bad)
        return
    assert all(error.message and error.row > 1 for error in run.faults.errors)
    assert len(run.lines) == sum(run.counts.values()) + len(run.faults.by_row)


@st.composite
def people(draw) -> list[dict]:
    rows = []
    for number in range(draw(st.integers(1, 6))):
        born = date(1950, 1, 1) + timedelta(days=draw(st.integers(0, 15000)))
        groups = draw(GROUPS)
        duties = ["组员" if draw(st.booleans()) else "联络员" for _ in groups]
        rows.append({
            "代表编号": f"D{number}", "姓名": draw(NAMES), "代表证号": f"{number:04}", "出生年月": f"{born:%Y-%m}",
            "性别": draw(st.sampled_from(["男", "女", None])), "工作单位及职务": draw(NAMES) + "公司，（经理）",
            "联系电话": f"139{draw(st.integers(0, 99999999)):08}", "代表小组": "、".join(groups),
            "组内职务": "、".join(duties), "代表团": draw(st.sampled_from(["东团", "西团", None])),
            "行政区域": draw(st.sampled_from(["东湖区", "清河街道", "990101"])),
        })  # fmt: skip
        if draw(st.booleans()):
            rows.append(rows[-1] | {"层级": "市级", "代表证号": f"S{number}", "代表团": None})
    return rows


@CALM
@given(people(), people())
def test_what_came_in_goes_out_the_same_and_back_again(registry_cast, bring_in, dry_run, first, second):
    made = [bring_in(sheet(*first))]
    after_first = registry_now()
    made.append(bring_in(sheet(*second)))
    file, rows = registry_sheet(RegistryImport, registry_cast.zhou, True, "核对")
    run = dry_run(file)
    assert run.faults.errors == [] and run.counts == {"created": 0, "updated": 0, "unchanged": rows}
    undo(made[1], registry_cast.zhou)
    assert registry_now() == after_first
    undo(made[0], registry_cast.zhou)
    assert not Deputy.objects.filter(code__startswith="D", name__in=[row["姓名"] for row in first]).exclude(
        code__startswith="DB"
    )
