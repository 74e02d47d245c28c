"""What fields say when they refuse, and how long a text may be."""

import pytest
from django import forms

from accounts.models import User
from pages.layouts import RETYPED, CaseForm, PageForm, PageModelForm


class Reason(CaseForm):
    note = forms.CharField(label="理由", widget=forms.Textarea)
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲")])
    line = forms.CharField(label="去处", required=False)


def errors(**typed):
    return Reason({"note": "因为", "kind": "a", **typed}).errors


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"note": "长" * 2001}, {"note": ["最多2000字，现有2001字，请精简。"]}),
        ({"note": "长" * 2000}, {}),
        ({"note": "长\r\n" * 1000 + "\r\n"}, {}),  # a browser sends two signs for one end of a line
        ({"line": "长" * 201}, {"line": ["最多200字，现有201字，请精简。"]}),
        ({"kind": "zzz"}, {"kind": ["所选的不在可选范围内，请重新选择。"]}),
        ({"kind": ""}, {"kind": ["请选择类别。"]}),
    ],
)
def test_a_text_too_long_and_a_choice_that_is_none_are_told_beside_the_field(typed, said):
    assert errors(**typed) == said


def test_a_number_out_of_bounds_is_told_in_few_words():
    class Points(PageForm):
        times = forms.IntegerField(label="次数", min_value=1, max_value=9)
        points = forms.DecimalField(label="分值", max_digits=3, decimal_places=1)

    assert Points({"times": 0, "points": "3.25"}).errors == {
        "times": ["不能小于1。"],
        "points": ["最多1位小数。"],
    }
    assert Points({"times": 10, "points": "3.2"}).errors == {"times": ["不能大于9。"]}


def test_a_long_text_is_told_and_not_cut_while_it_is_pasted():
    class Own(PageForm):
        text = forms.CharField(label="正文", max_length=10, widget=forms.Textarea)

    assert "maxlength" not in str(Own()["text"])
    assert Own({"text": "长" * 11}).errors == {"text": ["最多10字，现有11字，请精简。"]}


def test_a_field_that_a_form_adds_later_is_held_to_the_same_length():
    class Later(CaseForm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["note"] = forms.CharField(label="理由", widget=forms.Textarea)

    assert Later({"note": "长" * 2001}).errors and not Later({"note": "长"}).errors


def test_words_of_a_form_of_its_own_stay():
    class Own(CaseForm):
        kind = forms.ChoiceField(
            label="类别", choices=[("a", "甲")], error_messages={"invalid_choice": "没有。"}
        )

    assert Own({"kind": "b"}).errors == {"kind": ["没有。"]}


def test_what_was_typed_before_a_session_ended_is_shown_once_more():
    typed = {"note": "因为", "kind": "a"}
    assert Reason(typed).is_valid()
    again = Reason(typed | {RETYPED: "1"})
    assert not again.is_valid() and not again.errors


def test_a_request_that_brings_no_field_of_a_row_changes_none():
    class Titled(PageModelForm):
        class Meta:
            model = User
            fields = ("email", "is_active")

    assert Titled({"csrfmiddlewaretoken": "x"}).errors == {
        "__all__": ["没有收到填写的内容，请重新填写后提交。"]
    }
    assert Titled({"email": ""}).is_valid()
