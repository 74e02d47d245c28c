"""A name does not begin like a formula; what real names contain is taken."""

from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from pages.layouts import FormLook, PageForm
from pages.names import FIELDS, validate_name, wrong_name
from tests.house.source import ROOT, sources


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-张三", "@SUM(A1)", "＝1+1", "－1", "＠a", "\u200b=1", " \t=1", "\ufeff@"]
)
def test_what_a_spreadsheet_would_reckon_with_is_no_name(text):
    assert "不能以" in wrong_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "张三",
        "买买提·艾力",
        "Jean-Paul",
        "清河街道（东）联络站",
        "（原）第一代表小组",
        "A+B 公司",
        "12345热线",
        "“春雨”站",
        "—",
        "",
    ],
)
def test_what_real_names_contain_is_taken(text):
    assert wrong_name(text) == ""


class Voter(PageForm):
    voter_name = forms.CharField(label="姓名")
    about = forms.CharField(label="事情")


def test_a_form_says_so_beside_the_field_and_asks_it_of_names_alone():
    form = Voter({"voter_name": "=1+1", "about": "=1+1"})
    assert form.errors == {"voter_name": ["不能以“=”开头：表格软件会把它当作公式。请改写。"]}
    assert Voter({"voter_name": "张三", "about": "-"}).is_valid()


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _kinds(kind: type) -> set[type]:
    return {kind}.union(*map(_kinds, kind.__subclasses__()))


def test_every_form_of_the_house_that_takes_a_name_holds_it_to_the_rule():
    """FormLook does it, for the fields that are called so."""
    for path in sources():
        if "forms" in path.stem or "forms" in path.parts:
            import_module(_module(path))
    named = [
        kind for kind in _kinds(forms.BaseForm)
        if kind.__module__.split(".")[0] not in ("django", "crispy_forms", "django_filters", "tests")
        and not kind.__module__.endswith("filters") and {*FIELDS} & {*getattr(kind, "base_fields", ())}
    ]  # fmt: skip
    assert len(named) > 25 and [kind for kind in named if not issubclass(kind, FormLook)] == []
    form = Voter()
    assert validate_name in form.fields["voter_name"].validators
