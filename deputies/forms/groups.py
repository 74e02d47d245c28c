"""Groups and their members."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.choices import GroupDuty
from deputies.models import Deputy, Group
from deputies.reach import areas_within
from pages.layouts import PageForm, PageModelForm
from pages.options import SearchSelect


class GroupForm(PageModelForm):
    class Meta:
        model = Group
        fields = ("area", "name", "kind", "active")
        widgets = {"area": SearchSelect("deputies:area-options")}
        help_texts = {"active": "停用的小组不再编入代表，历史保留。"}

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_within(user)
        if not self.instance.pk:
            del self.fields["active"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        area, name = data.get("area"), data.get("name")
        others = Group._base_manager.filter(area=area, name=name).exclude(pk=self.instance.pk)
        if area and name and others.exists():
            self.add_error("name", f"{area}已有同名代表小组。")
        if data.get("active") is False and self.instance.members.filter(ends_on__isnull=True).exists():
            self.add_error("active", "小组还有成员，请先移出或调整到其他小组。")
        return data


class DatedForm(PageForm):
    """A deed on a day, today unless told otherwise."""

    on = forms.DateField(label="日期", widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("不能晚于今天。")
        return self.cleaned_data["on"]


class JoinForm(DatedForm):
    submit_label = "加入小组"
    field_order = ("deputy", "duty", "on")

    deputy = forms.ModelChoiceField(
        label="代表",
        queryset=None,
        widget=SearchSelect("deputies:options"),
        help_text="按姓名、编号或单位查找。",
    )
    duty = forms.ChoiceField(label="组内职务", choices=GroupDuty.choices, initial=GroupDuty.MEMBER)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = Deputy.objects.visible_to(user)


class LeaveForm(DatedForm):
    submit_label = "退出小组"
    submit_style = "danger"


class MoveForm(DatedForm):
    submit_label = "调整到该小组"
    field_order = ("group", "on")

    group = forms.ModelChoiceField(
        label="调整到", queryset=None, widget=SearchSelect("deputies:group-options")
    )

    def __init__(self, user: Any, here: Group, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.visible_to(user).filter(active=True)
        self.fields["group"].queryset = groups.exclude(pk=here.pk)


class DutyForm(DatedForm):
    submit_label = "调整职务"
    field_order = ("duty", "on")

    duty = forms.ChoiceField(label="组内职务", choices=GroupDuty.choices, widget=forms.RadioSelect)
