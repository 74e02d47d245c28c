"""What the house-rule tests read: files, imports and functions of the rooms."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = (
    "pages", "accounts", "journal", "offices", "notices", "workflow", "deputies", "stations", "suggestions",
    "reports", "portal",
)  # fmt: skip
PROJECT = "liaison"
ALL = (*ROOMS, PROJECT)


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


@cache
def sources() -> tuple[Path, ...]:
    """Every Python file of the rooms and the project, migrations apart."""
    folders = (*ROOMS, PROJECT)
    found = (path for room in folders for path in sorted((ROOT / room).rglob("*.py")))
    return tuple(path for path in found if "migrations" not in path.parts)


def of_room(room: str) -> list[Path]:
    """The files of one room; rules are tested room by room, and name every fault they find."""
    return [path for path in sources() if room_of(path) == room]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every imported name with its line; relative imports are spelled out."""
    package = ".".join(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                module = ".".join((*up, module)).rstrip(".")
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
