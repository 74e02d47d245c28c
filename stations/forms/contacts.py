"""The form of a voter on a deputy's list."""

from typing import Any

from django import forms

from offices.choices import Role
from offices.posts import holds
from pages.fields import PhoneField
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect
from stations.forms.fields import DeputyField, deputies_for
from stations.models import Station, Stationing, VoterContact


class ContactForm(PageModelForm):
    """A deputy keeps his own list; the station's staff keep it for all."""

    submit_label = "保存"
    deputy = DeputyField()
    phone = PhoneField(label="联系电话", required=False)
    sections = (
        Section("", (("deputy", "station"), ("name", "phone"), "address", ("starts_on", "ends_on"), "remark"),
                "只登记联系所需的信息，并先告知选民；不登记证件号码。"),
    )  # fmt: skip

    class Meta:
        model = VoterContact
        fields = ("deputy", "station", "name", "phone", "address", "starts_on", "ends_on", "remark")
        widgets = {"station": SearchSelect("stations:own-options")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies_for(user)
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()
        self.fields["ends_on"].help_text = "仍在联系的不填。"
        if holds(user, Role.DEPUTY):
            self.instance.deputy = deputies_for(user).filter(user=user).first()
            del self.fields["deputy"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "截止日期不能早于开始日期。")
        mine = self.instance.deputy if self.instance.deputy_id else None
        deputy, station = data.get("deputy") or mine, data.get("station")
        here = Stationing._base_manager.filter(deputy=deputy, station=station, ends_on=None)
        if deputy and station and not here.exists():
            self.add_error("station", f"{deputy}没有编入这个站点，请选择代表所在的站点。")
        return data

    def clean_deputy(self) -> Any:
        deputy = self.cleaned_data["deputy"]
        if self.instance.pk and self.instance.deputy_id != deputy.pk:
            raise forms.ValidationError("换代表联系的，请结束这一条，再为新的代表登记。")
        return deputy
