"""What a voter may ask for."""

from typing import Any

from django import forms

from offices.models import Area
from pages.layouts import PageForm

INDENT = "\u3000"  # a space as wide as a character


class SearchForm(PageForm):
    """Words. Sent by GET; nothing is stored."""

    submit_label = "查找"

    q = forms.CharField(
        label="查找", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )


class PlaceForm(SearchForm):
    """Words and an area; areas are those with a station."""

    field_order = ("area", "q")

    area = forms.ChoiceField(label="所在区域", required=False)

    def __init__(self, areas: list[tuple[Area, int]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.code: area for area, _ in areas}
        top = min((area.depth for area, _ in areas), default=1)
        self.fields["area"].choices = [("", "全部区域")] + [
            (area.code, f"{INDENT * (area.depth - top)}{area.name}({number})") for area, number in areas
        ]
        self.fields["q"].label = "站点名称或地址"

    @property
    def place(self) -> Area | None:
        """The chosen area; None for all, and for what is none."""
        self.is_valid()
        return self.areas.get(self.cleaned_data.get("area", ""))

    @property
    def words(self) -> list[str]:
        self.is_valid()
        return self.cleaned_data.get("q", "").replace("\x00", " ").split()


BY_NUMBER = "number"


class HonourSearch(PlaceForm):
    """Stars and plates by area and by number, station or name; in which order."""

    field_order = ("area", "q", "by")

    by = forms.ChoiceField(
        label="排列",
        required=False,
        choices=[("", "新授予的在前"), (BY_NUMBER, "按牌匾编号（只列有编号的）")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "编号、站点或名称"


class StationSearch(PlaceForm):
    """Stations by area, brand, platform function, words, and whether they listen online; what no station has is not offered."""

    field_order = ("area", "brand", "function", "q", "online")

    online = forms.BooleanField(label="只看可以在网上反映的", required=False)

    brand = forms.TypedChoiceField(label="品牌", required=False, coerce=int, empty_value=None)
    function = forms.TypedChoiceField(label="平台功能", required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        areas: list[tuple[Area, int]],
        words: dict[str, list[tuple[int, str]]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(areas, *args, **kwargs)
        for name, every in (("brand", "全部品牌"), ("function", "全部功能")):
            if words[name]:
                self.fields[name].choices = [("", every), *words[name]]
            else:
                del self.fields[name]

    def chosen(self, name: str) -> int | None:
        """What was chosen of the brands or functions; None for all, and for what is none."""
        self.is_valid()
        return self.cleaned_data.get(name)
