"""Small files, short functions, imports on top, no junk drawers."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.house.source import ALL, ROOT, functions, of_room, shown, sources, tree

BANNED = {"utils", "common", "core", "helpers", "services", "base", "misc"}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def lines(path) -> int:
    return path.read_text().count("\n")


def too_large(path: Path) -> Iterator[str]:
    if lines(path) > 400 or path.stem in BANNED:
        yield f"{shown(path)} has {lines(path)} lines or a name that says nothing"
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        if length > 60:
            yield f"{shown(path)}: {function.name} has {length} lines"


@pytest.mark.parametrize("room", ALL)
def test_a_file_is_small_and_its_functions_short(room):
    assert [fault for path in of_room(room) for fault in too_large(path)] == []


@pytest.mark.parametrize("room", ALL)
def test_imports_stay_on_top(room):
    inner = [
        f"{shown(path)}:{node.lineno} imports inside {function.name}"
        for path in of_room(room)
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inner == []


def test_most_files_and_functions_are_much_smaller():
    sizes = [lines(path) for path in sources() if lines(path)]
    lengths = [f.end_lineno - f.lineno + 1 for path in sources() for f in functions(path)]
    assert median(sizes) <= 80
    assert quantiles(sizes, n=10)[8] <= 250
    assert median(lengths) <= 10


def unfit(path: Path) -> Iterator[str]:
    text = path.read_text()
    if text.count("\n") > 150:
        yield f"{shown(path)} is too long"
    for word in (" style=", "<style", " onclick=", "javascript:", "<script>"):
        if word in text:
            yield f"{shown(path)} holds {word}"


def test_a_template_fits_on_a_few_screens_and_holds_no_inline_code():
    assert [fault for path in TEMPLATES for fault in unfit(path)] == []


def test_half_the_templates_are_short():
    assert median(lines(path) for path in TEMPLATES) <= 40


@pytest.mark.parametrize("room", sorted({path.parent for path in sources() if path.name == "apps.py"}))
def test_every_room_says_what_lives_in_it(room):
    assert ast.get_docstring(tree(room / "__init__.py")), room.name
