"""A new scheme of result classes, from a date on."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from pages.layouts import PageForm

LINE = re.compile(r"(?P<code>\S{1,4})[\s,、.:\uff0c\uff0e\uff1a]+(?P<label>.+?)(?P<resolved>\s*[*✓√])?")
EXAMPLE = (
    "A 已经解决或基本解决 *\nB 正在解决或列入规划逐步解决\nC 因条件限制或其他原因需待以后解决\nD 留作参考"
)


class SchemeForm(PageForm):
    """One class a line: code, meaning, and a star where it counts as resolved. Old schemes stay as they were."""

    lines = forms.CharField(
        label="结果类别", widget=forms.Textarea(attrs={"rows": 6}), max_length=1000,
        help_text="每行一类：代码、空格、含义；计入解决率的在行末加 *。",
    )  # fmt: skip
    valid_from = forms.DateField(label="自何日起使用")
    source = forms.CharField(label="依据", max_length=120, help_text="如：××市人大代表建议办理办法第×条。")

    submit_label = "启用新方案"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate() + timedelta(days=1)
        self.fields["lines"].widget.attrs["placeholder"] = EXAMPLE

    def clean_lines(self) -> list[tuple[str, str, bool]]:
        """[(code, label, counts as resolved)] in the order typed."""
        found = []
        for number, line in enumerate(
            filter(None, map(str.strip, self.cleaned_data["lines"].splitlines())), 1
        ):
            match = LINE.fullmatch(line)
            if match is None or len(match["label"]) > 60:
                raise forms.ValidationError(
                    f"第{number}行应为“代码 含义”（代码不超过4字，含义不超过60字）：{line}"
                )
            found.append((match["code"], match["label"].strip(), bool(match["resolved"])))
        codes = [code for code, _, _ in found]
        if len(codes) < 2:
            raise forms.ValidationError("至少需要两个类别。")
        if doubled := {code for code in codes if codes.count(code) > 1}:
            raise forms.ValidationError(f"代码重复：{'、'.join(sorted(doubled))}。")
        return found

    def clean_valid_from(self) -> Any:
        """A scheme is not laid under replies that were already classified."""
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError("启用日期不能早于今天，已有答复的类别不变。")
        return day
