"""One door each: states by the lifecycle, rows by visible_to, messages by the outbox."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from tests.house.source import ALL, ROOMS, ROOT, imports, of_room, shown, tree

# dictionaries that everybody may read, and tables that belong to one person or to the machine
UNSCOPED = {
    "Area", "Office", "Category", "Post", "Setting", "Term", "Session", "Tier", "StationKind", "ResultClass", "WordList",
    "NumberSeries", "PaperSeries", "CalendarYear", "Workday", "Rung", "OpinionReminder", "AppraisalReminder", "SuggestionReminder",
    "LinkReminder", "FrequencyReminder",
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


def states_set(path: Path) -> Iterator[str]:
    """Where a state is given a value, other than by a keyword of a new row."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            sets = any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)
        elif isinstance(node, ast.Call):
            updated = getattr(node.func, "attr", "") == "update" and "state" in {k.arg for k in node.keywords}
            words = [a.value for a in node.args if isinstance(a, ast.Constant)]
            sets = updated or (getattr(node.func, "id", "") == "setattr" and "state" in words)
        else:
            continue
        if sets and not ("demo" in path.parts and not isinstance(node, ast.Call)):
            yield f"{shown(path)}:{node.lineno} sets a state"


@pytest.mark.parametrize("room", [room for room in ALL if room not in ("workflow", "notices")])
def test_a_state_is_set_only_by_the_lifecycle(room):
    assert [fault for path in of_room(room) for fault in states_set(path)] == []


def unseen(path: Path) -> Iterator[str]:
    """Lines that read rows without asking who may see them."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for model in re.findall(r"\b([A-Z]\w+)\.(?:objects|_base_manager|_default_manager)\b", line):
            if model not in UNSCOPED | OWN and not re.search(rf"{model}\.objects\.visible_(to|in)\(", line):
                yield f"{shown(path)}:{number}: {line.strip()}"


@pytest.mark.parametrize("room", ALL)
def test_pages_read_rows_only_through_visible_to(room):
    assert [fault for path in of_room(room) if reads_rows(path) for fault in unseen(path)] == []


def leads_to_a_place(model: type[models.Model]) -> bool:
    """Does the model itself, or a row it hangs on, belong to an area or an office?"""
    targets = {
        f.related_model for f in model._meta.get_fields() if f.many_to_one or f.one_to_one and f.concrete
    }
    return bool(targets & {Area, Office}) or any(
        hasattr(target, "scope_paths") for target in targets if target
    )


OUR_MODELS = [m for m in apps.get_models() if m.__module__.split(".")[0] in ROOMS]


def test_every_model_that_leads_to_a_place_is_scoped_and_says_how():
    leading = [m for m in OUR_MODELS if m.__name__ not in UNSCOPED and leads_to_a_place(m)]
    assert len(leading) > 20
    assert [m._meta.label for m in leading if not isinstance(m._default_manager.all(), ScopedQuerySet)] == []
    assert [m._meta.label for m in leading if not m.scope_paths] == []


@pytest.mark.parametrize("room", [room for room in ALL if room != "notices"])
def test_notices_are_posted_only_through_the_outbox(room):
    door = re.compile(r"\bNotice\.objects\.(create|bulk_create)|\bsend_mail\(|EmailMessage\(")
    paths = [path for path in of_room(room) if "demo" not in path.parts]
    assert [shown(path) for path in paths if door.search(path.read_text())] == []


@pytest.mark.parametrize("room", [room for room in ALL if room != "journal"])
def test_the_journal_is_written_only_through_its_book(room):
    door = re.compile(r"\bEntry(\.objects\.(create|bulk_create)|\()")
    paths = [path for path in of_room(room) if "demo" not in path.parts]
    knows = [p for p in paths if any(name == "journal.models.Entry" for name, _ in imports(p))]
    assert [shown(path) for path in knows if door.search(path.read_text())] == []


def test_no_file_holds_the_address_of_a_package_registry():
    names = (".npmrc", "package-lock.json", "requirements.txt", "requirements-dev.txt", "pyproject.toml")
    for name in names:
        text = (ROOT / name).read_text()
        assert not re.search(r'"resolved": *"http|--(extra-)?index-url|^registry *=', text, re.M), name
