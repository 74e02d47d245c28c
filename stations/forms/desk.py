"""The desk of a reception day: a visit with several matters, entered from the keyboard."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone

from deputies.choices import Gender
from offices.models import Category
from pages.fields import PhoneField
from pages.layouts import FormLook
from pages.options import SearchSelect
from stations.choices import RefusalReason, Route
from stations.forms.fields import DeputyField, OfficeField, categories_for, deputies_for, offices_for
from stations.intake import STEPS, NewMatter
from stations.models import Station
from stations.refusals import PLACES

LATER = ("", "暂不处理，稍后再定")
# what a route cannot do without, with the sentence shown beside the field
MUSTS: dict[str, tuple[tuple[str, str], ...]] = {
    Route.ON_SPOT: (("answer", "请写明当场答复的内容。"),),
    Route.COMMUNITY: (("receiver", "请填写接收的社区（村）。"),),
    Route.TOWN: (("receiver", "请填写接收的乡镇（街道）。"),),
    Route.OFFICE: (("office", "请选择转交单位。"),),
    Route.REFUSED: (("refusal", "请选择不予受理的原因。"), ("go_instead", "请写明应向何处反映。")),
    Route.DEPUTY: (("deputy", "请选择代表。"),),
}


class VisitForm(FormLook, forms.Form):
    """The voter. The token makes a second sending of the same form harmless."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    voter_name = forms.CharField(label="姓名", max_length=30,
                                 error_messages={"required": "请填写来访选民姓名，不愿留名的填“匿名”。"})  # fmt: skip
    gender = forms.ChoiceField(label="性别", choices=[("", "未填"), *Gender.choices], required=False)
    phone = PhoneField(required=False)
    address = forms.CharField(label="住址或单位", max_length=120, required=False)
    constituency = forms.CharField(label="选区", max_length=80, required=False)
    confidential = forms.BooleanField(label="要求保密", required=False, help_text="只有本站能看到他是谁。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def voter(self) -> dict[str, Any]:
        """The fields of Visit that intake.log_visit takes."""
        return {name: value for name, value in self.cleaned_data.items() if name in VOTER}


VOTER = ("voter_name", "gender", "phone", "address", "constituency", "confidential")


class DeskForm(VisitForm):
    """The voter of a new visit. sure: it is one of its own, although the same seems to be there."""

    sure = forms.BooleanField(label="确为另一次来访，仍然登记", required=False)
    asks = False

    def ask(self, there: list[str]) -> None:
        """Have the clerk say that it is one of its own. there: what seems to be the same, in sentences."""
        self.asks = True
        self.add_error("voter_name", f"{''.join(there)}确为另一次来访的，请勾选“仍然登记”后再保存。")


class OutsideForm(DeskForm):
    """A visit outside a reception day: which station, and when."""

    station = forms.ModelChoiceField(label="联络站", queryset=Station._base_manager.none(),
                                     widget=SearchSelect("stations:own-options"))  # fmt: skip
    on = forms.DateField(
        label="来访日期", initial=timezone.localdate, help_text="按纸质记录表补录的，填写原来的日期。"
    )
    field_order = ("station", "on")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("来访日期不能晚于今天。")
        return day


class MatterForm(FormLook, forms.Form):
    """One matter: the voter's own words, and how it was dealt with."""

    rows = 3
    needed_when_shown = tuple(name for musts in MUSTS.values() for name, _ in musts)
    text = forms.CharField(label="反映事项（选民原话）", max_length=5000, widget=forms.Textarea,
                           error_messages={"required": "请记下选民反映的事项。"})  # fmt: skip
    summary = forms.CharField(label="事项摘要（由记录人归纳，可不填）", max_length=100, required=False)
    category = forms.ModelChoiceField(label="类别", queryset=Category.objects.none(), empty_label="请选择",
                                      error_messages={"required": "请选择类别。"})  # fmt: skip
    route = forms.ChoiceField(label="处理方式", choices=[LATER, *Route.choices], required=False)
    answer = forms.CharField(label="当场答复", max_length=2000, required=False, widget=forms.Textarea)
    receiver = forms.CharField(label="接收方", max_length=60, required=False)
    office = OfficeField()
    refusal = forms.ChoiceField(
        label="不予受理原因", choices=[("", "请选择"), *RefusalReason.choices], required=False
    )
    go_instead = forms.CharField(label="应向何处反映", max_length=120, required=False,
                                 widget=forms.TextInput({"list": "go-instead"}))  # fmt: skip
    deputy = DeputyField(required=False, label="拟提建议代表")
    advice = forms.CharField(label="拟办意见", max_length=200, required=False)

    def __init__(self, *args: Any, user: Any, station: Station | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = station.area if station else user.acting.principal.area
        self.fields["category"].queryset = categories_for(area)
        self.fields["office"].queryset = offices_for(area)
        self.fields["deputy"].queryset = deputies_for(user)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, said in MUSTS.get(data.get("route", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, said)
        return data

    def new_matter(self) -> NewMatter:
        data = self.cleaned_data
        wanted = STEPS[data["route"]][1] if data["route"] else ()
        fields = {name: data[name] for name in wanted if name != "route"}
        return NewMatter(data["text"], data["category"], data["route"], fields, data["summary"])


class BaseMatterSet(forms.BaseFormSet):
    """The matters of a visit: at least one, and rows left blank do not count."""

    def clean(self) -> None:
        if not any(self.errors) and not self.matters():
            raise forms.ValidationError("请至少登记一件事项。")

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Every fault of the matters as FormLook.faults gives them; of several, the label says which."""
        several = len(self.forms) > 1
        found = [("", "", str(message)) for message in self.non_form_errors()]
        for number, form in enumerate(self.forms, 1):
            mark = f"事项{number} " if several else ""
            found += [(where, f"{mark}{label}", said) for where, label, said in form.faults]
        return found

    @property
    def places(self) -> tuple[str, ...]:
        """Where a matter that is not accepted usually belongs, offered while typing."""
        return PLACES

    def matters(self) -> list[NewMatter]:
        return [form.new_matter() for form in self.forms if form.has_changed() and not form.errors]


MatterSet = forms.formset_factory(
    MatterForm, formset=BaseMatterSet, extra=1, max_num=20, absolute_max=20, validate_max=True
)
