"""Numbers of the registry: area code, dash, serial number."""

from deputies.models import Deputy
from offices.models import Area


def next_codes(area: Area, count: int = 1) -> list[str]:
    """The next free numbers (代表编号) of an area, such as 340705-0001."""
    start = f"{area.code}-"
    taken = Deputy._base_manager.filter(code__startswith=start).values_list("code", flat=True)
    serials = [int(tail) for code in taken if (tail := code.removeprefix(start)).isascii() and tail.isdigit()]
    last = max(serials, default=0)
    return [f"{start}{last + step:04}" for step in range(1, count + 1)]
