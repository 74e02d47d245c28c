"""A new dated value of one setting."""

from django import forms
from django.utils import timezone

from offices.catalogue import NUMBERS, Key
from offices.choices import StartEvent, Unit
from offices.limits import Limit
from pages.layouts import PageForm, Section


class SettingForm(PageForm):
    """Value, unit, start event, source, from when; only what the setting leaves open is asked."""

    value = forms.CharField(label="值", max_length=400)
    unit = forms.ChoiceField(label="单位", choices=())
    start_event = forms.ChoiceField(label="起算事件", choices=(), required=False)
    source = forms.CharField(
        label="依据", max_length=200, help_text="文件名称和条款，例如“××市代表建议办理办法第十四条”"
    )
    valid_from = forms.DateField(label="生效日期", help_text="从这一天起适用；以前的期间仍按以前的值计算")

    def __init__(self, *args, key: Key, now: Limit | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self._offer("unit", [(u.value, u.label) for u in key.units], now.unit if now else "")
        events = [(e.value, StartEvent(e).label) for e in key.events]
        self._offer("start_event", events, now.start_event if now else "")
        value = self.fields["value"]
        value.label, value.help_text = key.label, key.help
        if key.options:
            self.fields["value"] = forms.ChoiceField(
                label=key.label, choices=[("", "请选择"), *key.options], help_text=key.help
            )
        elif key.units[0] in NUMBERS:
            value.widget.attrs["inputmode"] = "numeric"
        self.fields["valid_from"].initial = timezone.localdate
        asked = [name for name in ("unit", "start_event") if not self.fields[name].widget.is_hidden]
        self.sections = (Section("", (("value", *asked), "source", "valid_from")),)

    def _offer(self, name: str, choices: list[tuple[str, str]], now: str) -> None:
        """Let choose among several; what is the only possibility is not asked."""
        field = self.fields[name]
        field.choices = choices
        field.initial = now or choices[0][0]
        if len(choices) == 1:
            field.widget, field.required = forms.HiddenInput(), False

    def clean_unit(self) -> str:
        return self.cleaned_data["unit"] or Unit(self.key.units[0]).value

    def clean(self) -> dict:
        """What the catalogue says of the value, while the other fields are still being filled in."""
        data = super().clean() or {}
        if {"value", "unit"} <= set(data):
            try:
                data["value"] = self.key.clean(data["value"], data["unit"], data.get("start_event", ""))
            except forms.ValidationError as no:
                for field, messages in no.message_dict.items():
                    self.add_error(field, messages)
        return data
