"""Personal data as others may see it."""


def mask_phone(value: str | None) -> str:
    """138****5678; of a landline the last four digits are hidden, its extension too, of a short number everything."""
    text = (value or "").strip()
    if len(text) == 11 and text.isdigit() and text[0] == "1":
        return f"{text[:3]}****{text[-4:]}"
    text = "-".join(text.split("-")[:2])
    return text[:-4] + "****" if len(text) > 6 else "*" * len(text)


def mask_name(value: str | None) -> str:
    """张**: the first character, and a star for each of the others."""
    text = (value or "").strip()
    return text[:1] + "*" * (len(text) - 1)


def mask(value: str | None) -> str:
    """A phone as a phone, anything else as a name."""
    text = (value or "").strip()
    return mask_phone(text) if text.isdigit() or any(map(str.isdigit, text)) else mask_name(text)
