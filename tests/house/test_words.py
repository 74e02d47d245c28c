"""What people read is written as Chinese is written: full-width punctuation beside Chinese characters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, shown, sources, tree

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


@pytest.mark.parametrize("path", [p for p in sources() if shown(p) not in AS_TYPED], ids=shown)
def test_texts_in_code_have_full_width_punctuation(path):
    assert [text for text in literals(path) if HALF.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_texts_in_templates_have_full_width_punctuation(path):
    texts = CODE.sub("", path.read_text()).splitlines()
    assert [text.strip() for text in texts if HALF.search(text)] == []
