"""Areas and offices."""

from django import forms

from offices.choices import CONGRESS_KINDS, AreaKind, OfficeKind
from offices.models import Area, Category, Office
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect

# what may lie below what; a zone or a managed district counts like a county or a town (seed row ZY-01)
A = AreaKind
BELOW: dict[str, tuple[str, ...]] = {
    "": (A.PROVINCE, A.CITY, A.COUNTY),
    A.PROVINCE: (A.CITY, A.COUNTY),
    A.CITY: (A.COUNTY, A.ZONE, A.DISTRICT, A.TOWN, A.STREET),
    A.COUNTY: (A.TOWN, A.STREET, A.ZONE, A.DISTRICT),
    A.ZONE: (A.TOWN, A.STREET, A.DISTRICT, A.COMMUNITY),
    A.DISTRICT: (A.TOWN, A.STREET, A.COMMUNITY),
    A.TOWN: (A.COMMUNITY,),
    A.STREET: (A.COMMUNITY,),
    A.COMMUNITY: (),
}


class AreaForm(PageModelForm):
    """An area below another one, which is given and never changes."""

    code = forms.RegexField(
        r"^\d{6,12}$",
        label="行政区划代码",
        help_text="6至12位数字",
        error_messages={"invalid": "行政区划代码为6至12位数字。"},
    )

    class Meta:
        model = Area
        fields = ("code", "name", "kind")

    def __init__(self, *args, parent: Area | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        allowed = BELOW[parent.kind if parent else ""]
        labels = [
            (kind.value, kind.label) for kind in AreaKind if kind in allowed or kind == self.instance.kind
        ]
        self.fields["kind"].choices = [("", "请选择"), *labels]


class OfficeForm(PageModelForm):
    """An office: congress organ, government office or handling unit."""

    sections = (
        Section("机构", (("name", "code"), ("kind", "area"), "coordinator")),
        Section("联系与公文", (("head", "phone"), "address", "letter_mark")),
    )

    class Meta:
        model = Office
        fields = (
            "name", "code", "kind", "area", "coordinator", "head", "phone", "address", "letter_mark",
        )  # fmt: skip
        widgets = {
            "area": SearchSelect("offices:area_options"),
            "coordinator": SearchSelect("offices:coordinator_options"),
        }
        help_texts = {"code": "在本行政区域内不重复"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = Office.objects.filter(kind=OfficeKind.GOVERNMENT)
        if self.instance.pk:
            self.fields["area"].disabled = True
            self.fields["area"].help_text = "建立后不能改变"

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip()

    def clean(self) -> dict:
        data = super().clean() or {}
        coordinator, kind = data.get("coordinator"), data.get("kind")
        if coordinator and coordinator.pk == self.instance.pk:
            self.add_error("coordinator", "统筹机构不能是本机构。")
        if coordinator and kind in (*CONGRESS_KINDS, OfficeKind.GOVERNMENT):
            self.add_error("coordinator", "人大机构和政府办公室没有统筹机构。")
        twins = Office.objects.filter(area=data.get("area"), code=data.get("code")).exclude(
            pk=self.instance.pk
        )
        if data.get("area") and data.get("code") and twins.exists():
            self.add_error("code", "该行政区域已有这个单位编号。")
        return data


class CategoryForm(PageModelForm):
    """A category of matters and suggestions."""

    sections = (Section("", (("name", "code"), ("order", "area"), "active")),)

    class Meta:
        model = Category
        fields = ("name", "code", "order", "area", "active")
        widgets = {"area": SearchSelect("offices:area_options")}
        help_texts = {"area": "不填适用于全部区域", "order": "小的在前"}

    def clean(self) -> dict:
        data = super().clean() or {}
        twins = Category.objects.filter(area=data.get("area"), code=data.get("code")).exclude(
            pk=self.instance.pk
        )
        if data.get("code") and twins.exists():
            self.add_error("code", "已有这个代码的类别。")
        return data
