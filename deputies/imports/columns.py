"""What the columns of a registry sheet are, in words the code and the template share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deputies.imports.cells import CLEAR, Unreadable, prose, text
from pages.names import wrong_name


@dataclass(frozen=True)
class ImportColumn:
    """One column.

    name: the key of its value in a line. read: a cell to a value, raises Unreadable. required: the header
    must be there and every cell filled. longest: characters the registry keeps of each value. named: its
    values are names of persons, groups and the like. clearable: 清空 empties it. choices: a drop-down in the
    template. hint and sample stand in the template.
    """

    name: str
    label: str
    read: Callable[[Any], Any] = text
    required: bool = False
    longest: int = 0
    clearable: bool = True
    named: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    sample: str = ""
    width: int = 14

    def value(self, cell: Any) -> Any:
        """The value of a cell: None for blank, "" for 清空. Raises Unreadable."""
        if cell is None or not (written := prose(cell)):
            return None
        if written == CLEAR:
            if not self.clearable:
                raise Unreadable(f"{self.label}不能清空。")
            return ""
        value = self.read(cell)
        for one in value if isinstance(value, tuple) else (value,):
            if self.longest and isinstance(one, str) and len(one) > self.longest:
                raise Unreadable(f"最多{self.longest}个字，现有{len(one)}个字。")
            if self.named and (said := wrong_name(one)):
                raise Unreadable(said)
        return value
