"""A year and the name that tells it: what is chosen in one field shows in the other."""

import re
from typing import Any


def follow_year(form: Any, *names: str) -> None:
    """While the form is filled, the fields named follow the year chosen (static/pages/forms.js)."""
    for name in names:
        form.fields[name].widget.attrs["data-follows"] = "year"


def told_year(form: Any) -> None:
    """A name that tells another year than the one chosen is refused beside the name."""
    year, told = form.cleaned_data.get("year"), re.search(r"(\d{4})年", form.cleaned_data.get("name") or "")
    if year and told and int(told[1]) != year:
        form.add_error("name", f"名称写的是{told[1]}年，年度是{year}年，请改成一致。")
