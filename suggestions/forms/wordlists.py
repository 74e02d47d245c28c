"""Editing an area's list of words."""

from django import forms

from pages.layouts import PageForm

MOST = 300


class WordsForm(PageForm):
    """The words of one list."""

    submit_label = "保存本区域词表"
    words = forms.CharField(
        label="词语", widget=forms.Textarea(attrs={"rows": 14}), max_length=20_000,
        help_text="每行一个；写成“甲+乙”的，同一句里两个词都出现才提示。",
        error_messages={"required": "请至少填写一个词语；不需要提示的，可以恢复通用词表后由上级调整。"},
    )  # fmt: skip

    def clean_words(self) -> str:
        text = self.cleaned_data["words"]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(f"最多{MOST}个词语，现有{len(lines)}个。")
        if short := [line for line in lines if len(line.replace("+", "")) < 2]:
            raise forms.ValidationError(f"词语至少两个字，否则到处都会提示：{'、'.join(short[:5])}。")
        if long := [line for line in lines if len(line) > 30]:
            raise forms.ValidationError(f"词语太长，请分行填写：{long[0][:30]}……")
        return text
