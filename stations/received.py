"""Who received the voters of a day: the deputies marked present, and what is said where nobody marked anything."""

from collections.abc import Hashable, Iterable

UNMARKED, NOBODY = "到岗未登记", "（轮值代表未到岗）"
Entry = tuple[Hashable, str, bool | None]  # of what, the deputy's name, was he there


def present(entries: Iterable[Entry]) -> dict[Hashable, list[str]]:
    """Of each, the names of those who were there, in the order given; in brackets whom nobody marked."""
    there: dict[Hashable, list[str]] = {}
    open_ones: dict[Hashable, int] = {}
    for of, name, attended in entries:
        names = there.setdefault(of, [])
        if attended and name not in names:
            names.append(name)
        open_ones[of] = open_ones.get(of, 0) + (attended is None)
    return {of: [*names, *_unknown(names, open_ones[of])] for of, names in there.items()}


def _unknown(names: list[str], many: int) -> list[str]:
    if not many:
        return [] if names else [NOBODY]
    return [f"（另有{many}位{UNMARKED}）" if names else f"（{UNMARKED}）"]
