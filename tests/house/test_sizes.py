"""Small files, short functions, imports on top, no junk drawers."""

import ast
from statistics import median, quantiles

import pytest

from tests.house.source import ROOT, functions, shown, sources, tree

BANNED = {"utils", "common", "core", "helpers", "services", "base", "misc"}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def lines(path) -> int:
    return path.read_text().count("\n")


@pytest.mark.parametrize("path", sources(), ids=shown)
def test_a_file_is_small_and_its_functions_short(path):
    assert lines(path) <= 400
    assert path.stem not in BANNED
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        assert length <= 60, f"{shown(path)}: {function.name} has {length} lines"


@pytest.mark.parametrize("path", sources(), ids=shown)
def test_imports_stay_on_top(path):
    for function in functions(path):
        inner = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
        assert not inner, f"{shown(path)}:{inner[0].lineno} imports inside {function.name}"


def test_most_files_and_functions_are_much_smaller():
    sizes = [lines(path) for path in sources() if lines(path)]
    lengths = [f.end_lineno - f.lineno + 1 for path in sources() for f in functions(path)]
    assert median(sizes) <= 80
    assert quantiles(sizes, n=10)[8] <= 250
    assert median(lengths) <= 10


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_fits_on_a_few_screens_and_holds_no_inline_code(path):
    text = path.read_text()
    assert text.count("\n") <= 150
    assert " style=" not in text and "<style" not in text
    assert " onclick=" not in text and "javascript:" not in text
    assert "<script>" not in text


def test_half_the_templates_are_short():
    assert median(lines(path) for path in TEMPLATES) <= 40


@pytest.mark.parametrize("room", sorted({path.parent for path in sources() if path.name == "apps.py"}))
def test_every_room_says_what_lives_in_it(room):
    assert ast.get_docstring(tree(room / "__init__.py")), room.name
