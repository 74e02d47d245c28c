"""A form's fault as a whole is said once, and never left out: crispy leaves it to the page."""

import re

from tests.house.source import ROOT

CRISPY = re.compile(r"\{% crispy|as_crispy_field|\|crispy")
SAID = re.compile(r"_faults\.html|non_field_errors")


def test_every_page_with_a_form_says_what_is_wrong_with_it_as_a_whole():
    silent = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "<form" in (text := path.read_text()) and CRISPY.search(text) and not SAID.search(text)
    ]
    assert silent == []
