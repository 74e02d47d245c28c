"""What people read is written as Chinese is written: full-width punctuation beside Chinese characters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ALL, ROOT, of_room, shown, tree

HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff])")
PATTERN = re.compile(r"\\|\(\?|\[\^?[^\]]*\][+*{]")  # what reads texts, and is read by nobody
AS_TYPED = {"deputies/imports/cells.py"}  # words that people put into sheets
CODE = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", re.S)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def literals(path: Path) -> Iterator[str]:
    """The texts of a Python file, docstrings and patterns apart."""
    nodes = list(ast.walk(tree(path)))
    told = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
        if isinstance(text, str) and not PATTERN.search(text):
            yield text


@pytest.mark.parametrize("room", ALL)
def test_texts_in_code_have_full_width_punctuation(room):
    paths = [path for path in of_room(room) if shown(path) not in AS_TYPED]
    assert [(shown(p), text) for p in paths for text in literals(p) if HALF.search(text)] == []


def test_texts_in_templates_have_full_width_punctuation():
    found = [
        (shown(path), text.strip())
        for path in TEMPLATES
        for text in CODE.sub("", path.read_text()).splitlines()
        if HALF.search(text)
    ]
    assert found == []
