"""The forms of orders and of the hotline's exchange."""

from typing import Any

from django import forms

from pages.files import XLSX, check_upload
from pages.layouts import PageForm
from pages.options import SearchSelect
from stations.forms.fields import OfficeField, offices_for
from stations.models import Station


class OrderForm(PageForm):
    """Which unit the ticked opinions go to, and what is asked of all units."""

    office = OfficeField(label="把勾选的意见交给")
    requirement = forms.CharField(
        label="办理要求",
        max_length=200,
        required=False,
        help_text="印在交办单上，接在“请于期限内答复”之后，例如：涉及安全的请先行处理。",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_for(user.acting.principal.area)


class HotlineFileForm(PageForm):
    """The hotline's file."""

    submit_label = "读入"

    file = forms.FileField(label="热线返回的文件", help_text=".xlsx或.json，列名与导出的文件相同。重复读入不会重复登记。",
                           widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.json"}))  # fmt: skip
    station = forms.ModelChoiceField(
        label="新转来的事项由哪个站受理", queryset=Station._base_manager.none(), required=False,
        widget=SearchSelect("stations:own-options"), help_text="文件中有热线新转来的事项时选择。",
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.name.lower().endswith(".json"):
            if file.size > 5 * 1024 * 1024:
                raise forms.ValidationError("文件不能超过5MB。")
            return file
        check_upload(file, (XLSX,))
        return file
