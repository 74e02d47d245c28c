"""One door each: states by the lifecycle, rows by visible_to, messages by the outbox."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from tests.house.source import ROOMS, ROOT, imports, room_of, shown, sources, tree

# dictionaries that everybody may read, and tables that belong to one person or to the machine
UNSCOPED = {
    "Area", "Office", "Category", "Post", "Setting", "Term", "Session", "Tier", "StationKind", "ResultClass", "WordList",
    "NumberSeries", "PaperSeries", "CalendarYear", "Workday", "Rung", "OpinionReminder", "SuggestionReminder",
    "Label", "LedgerSet", "Book", "FrequencyRule",
}  # fmt: skip
# who is looked after by somebody else: the person himself, or the administrators by their own pages
OWN = {"User", "Notice", "Digest", "Delivery", "Entry", "Link", "PasswordHistory"}
READERS = {
    "views",
    "tables",
    "filters",
    "ledger",
    "worklist",
    "worklist_units",
    "worklist_points",
    "exports",
    "rows",
}


def reads_rows(path) -> bool:
    return any(part.removesuffix(".py") in READERS for part in path.relative_to(ROOT).parts)


@pytest.mark.parametrize(
    "path", [p for p in sources() if room_of(p) not in ("workflow", "notices")], ids=shown
)
def test_a_state_is_set_only_by_the_lifecycle(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                is_state = isinstance(target, ast.Attribute) and target.attr == "state"
                assert not is_state or "demo" in path.parts, f"{shown(path)}:{node.lineno} sets a state"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
            names = {keyword.arg for keyword in node.keywords}
            if "state" in names:
                raise AssertionError(f"{shown(path)}:{node.lineno} updates a state")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr":
            words = [a.value for a in node.args if isinstance(a, ast.Constant)]
            assert "state" not in words, f"{shown(path)}:{node.lineno} sets a state"


@pytest.mark.parametrize("path", [p for p in sources() if reads_rows(p)], ids=shown)
def test_pages_read_rows_only_through_visible_to(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for model in re.findall(r"\b([A-Z]\w+)\.(?:objects|_base_manager|_default_manager)\b", line):
            known = model in UNSCOPED | OWN
            assert known or f"{model}.objects.visible_to(" in line, f"{shown(path)}:{number}: {line.strip()}"


def leads_to_a_place(model: type[models.Model]) -> bool:
    """Does the model itself, or a row it hangs on, belong to an area or an office?"""
    targets = {
        f.related_model for f in model._meta.get_fields() if f.many_to_one or f.one_to_one and f.concrete
    }
    return bool(targets & {Area, Office}) or any(
        hasattr(target, "scope_paths") for target in targets if target
    )


OUR_MODELS = [m for m in apps.get_models() if m.__module__.split(".")[0] in ROOMS]


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda m: m._meta.label)
def test_every_model_that_leads_to_a_place_is_scoped(model):
    if model.__name__ in UNSCOPED or not leads_to_a_place(model):
        return
    assert isinstance(model._default_manager.all(), ScopedQuerySet), f"{model._meta.label} is not scoped"
    assert model.scope_paths, f"{model._meta.label} does not say how it leads to places"


@pytest.mark.parametrize("path", sources(), ids=shown)
def test_notices_are_posted_only_through_the_outbox(path):
    if room_of(path) != "notices" and "demo" not in path.parts:
        assert not re.search(
            r"\bNotice\.objects\.(create|bulk_create)|\bsend_mail\(|EmailMessage\(", path.read_text()
        )


@pytest.mark.parametrize("path", sources(), ids=shown)
def test_the_journal_is_written_only_through_its_book(path):
    knows = any(name == "journal.models.Entry" for name, _ in imports(path))
    if knows and room_of(path) != "journal" and "demo" not in path.parts:
        assert not re.search(r"\bEntry(\.objects\.(create|bulk_create)|\()", path.read_text())


def test_no_file_holds_the_address_of_a_package_registry():
    names = (".npmrc", "package-lock.json", "requirements.txt", "requirements-dev.txt", "pyproject.toml")
    for name in names:
        text = (ROOT / name).read_text()
        assert not re.search(r'"resolved": *"http|--(extra-)?index-url|^registry *=', text, re.M), name
