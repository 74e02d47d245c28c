"""Sizes in words."""


def size_words(size: int | None) -> str:
    """A file's size: 812 B, 3.4 KB, 1.2 MB."""
    number = float(size or 0)
    for unit in ("B", "KB", "MB"):
        if number < 1024:
            return f"{number:.0f} B" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1024
    return f"{number:.1f} GB"
