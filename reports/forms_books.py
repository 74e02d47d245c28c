"""Which set for which station and year; and which columns a book has."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelect
from reports.books.catalogue import SOURCES
from reports.models import Book, LedgerSet
from stations.actors import STATION_ROLES
from stations.models import Station

YEARS = 6


class SetForm(PageForm):
    """The whole set of a station and year."""

    station = forms.ModelChoiceField(
        label="联络站", queryset=Station._base_manager.none(), required=False, widget=SearchSelect("stations:options"),
        help_text="含下级站点；不选为权限内的全部站点，在后台生成。",
    )  # fmt: skip
    year = forms.TypedChoiceField(label="年度", coerce=int)
    full = forms.BooleanField(
        label="显示选民完整信息", required=False, help_text="仅限本站人员，须说明理由并写入日志。"
    )
    reason = forms.CharField(label="理由", max_length=200, required=False)
    sections = (Section("", (("station", "year"), ("full", "reason"))),)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["station"].queryset = Station.objects.visible_to(user)
        self.fields["year"].choices = [(year, f"{year}年") for year in range(this, this - YEARS, -1)]
        if holds(user, *STATION_ROLES):
            self.fields["station"].required = True
            self.fields["station"].help_text = "含下级站点。"
        else:
            del self.fields["full"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("full") and len(data.get("reason", "").strip()) < 4:
            self.add_error("reason", "请写明查看理由。")
        return data


class LedgerSetForm(PageModelForm):
    """The words of an area's own set."""

    class Meta:
        model = LedgerSet
        fields = ("title", "note")


class NewBookForm(PageModelForm):
    """A further book: what it is called and where its rows come from."""

    submit_label = "添加，下一步选择列"
    source = forms.ChoiceField(label="取自", help_text="台账的内容自动从这里取，不用另外填写。", choices=())

    class Meta:
        model = Book
        fields = ("title", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(key, source.label) for key, source in SOURCES.items()]

    def clean_title(self) -> str:
        return _own_title(self)


def _own_title(form: Any) -> str:
    title = form.cleaned_data["title"].strip()
    if form.instance.set.books.filter(title=title).exclude(pk=form.instance.pk).exists():
        raise forms.ValidationError("这套台账里已有同名的一本。")
    return title


class BookForm(PageModelForm):
    """A book's title, place and columns: which of the known ones, in what order, under what words."""

    class Meta:
        model = Book
        fields = ("title", "order")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = SOURCES[self.instance.source].known
        held = {
            one["key"]: (place, one.get("label", "")) for place, one in enumerate(self.instance.columns, 1)
        }
        for key, column in self.known.items():
            place, label = held.get(key, (None, ""))
            self.fields[f"at_{key}"] = forms.IntegerField(
                label=f"{column.label}：第几列", required=False, min_value=1, max_value=99, initial=place
            )
            self.fields[f"as_{key}"] = forms.CharField(
                label=f"{column.label}：列名", required=False, max_length=20, initial=label,
                widget=forms.TextInput({"placeholder": column.label}),
            )  # fmt: skip
        self.sections = (
            Section("台账", (("title", "order"),)),
            Section("列", tuple((f"at_{key}", f"as_{key}") for key in self.known),
                    "填写数字的列印在台账上，按数字从小到大排列，数字可以相同；不填数字的列不印。列名不填用原名。"),
        )  # fmt: skip

    def clean_title(self) -> str:
        return _own_title(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        places = [(data[f"at_{key}"], key) for key in self.known if data.get(f"at_{key}")]
        if not places and not self.errors:
            self.add_error("at_no", "请至少选择一列。")
        self.instance.columns = [
            {"key": key, "label": (data.get(f"as_{key}") or "").strip()}
            for _, key in sorted(places, key=lambda p: p[0])
        ]
        return data


def may_order(user: Any) -> bool:
    """Who prints whole sets: stations, the congress's offices and leaders."""
    return holds(user, *STATION_ROLES, Role.COMMITTEE, Role.LEADER)
