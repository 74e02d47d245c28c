"""Planning a reception day, and the forms of its steps."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from deputies.models import Deputy
from pages.dates import cn_date
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect, SearchSelectMultiple
from stations.choices import ReceptionMode
from stations.dayfacts import facts_of
from stations.duties import proposed_text
from stations.forms.fields import DeputiesField, deputies_for
from stations.models import DeputyCode, Reception, RosterEntry, Station, StationCode
from stations.notice_numbers import lacks_mark, proposed_notice
from stations.reception_lifecycle import notice_warning
from stations.roster import clashes
from stations.rules import SCOPE, date_in_doubt, holiday_warning
from workflow.calendar import legal_calendar
from workflow.forms import ReasonForm, StepForm


def times_in_order(form: forms.Form, data: dict[str, Any]) -> None:
    """The end after the beginning."""
    first, last = [name for name, field in form.fields.items() if isinstance(field, forms.TimeField)]
    if data.get(first) and data.get(last) and data[last] <= data[first]:
        form.add_error(last, "结束时间应晚于开始时间。")


def gone_by(day: dt.date, hour: dt.time) -> str:
    """A doubt about an hour of today that is over; a day held without a plan is entered afterwards."""
    now = timezone.localtime()
    return f"今天{hour:%H:%M}已过，请核对时间。" if day == now.date() and hour <= now.time() else ""


def _hours(data: dict[str, Any]) -> tuple[dt.time, dt.time] | None:
    first, last = data.get("starts_at"), data.get("ends_at")
    return (first, last) if first and last else None


def whole_words(form: forms.Form, *names: str) -> None:
    """Too long a text is told, not cut while it is typed or pasted."""
    for name in names:
        form.fields[name].widget.attrs.pop("maxlength", None)


class PlanForm(PageModelForm):
    """A new reception day. A holiday is not forbidden, but must be ticked."""

    deputies = DeputiesField(
        widget=SearchSelectMultiple("stations:roster-options"),
        help_text="可多选；接待次数不足的代表排在前面，也可输入姓名查找。",
    )
    holiday_ok = forms.BooleanField(label="仍在该日接待", required=False)

    class Meta:
        model = Reception
        fields = ("station", "on", "starts_at", "ends_at", "mode", "place", "theme", "scope_note")
        widgets = {"station": SearchSelect("stations:own-options"), "scope_note": forms.Textarea}

    submit_label = "保存计划"
    rows = 2
    sections = (
        Section("时间地点", ("station", ("on", "starts_at", "ends_at"), "holiday_ok", ("mode", "place"))),
        Section("接待安排", ("deputies", "theme", "scope_note")),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warning = ""
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()
        self.fields["deputies"].queryset = deputies_for(user)
        self.fields["place"].required = False
        self.fields["place"].help_text = "不填则为站点地址；流动站点请填写本次地点。"
        self.fields["scope_note"].help_text = f"不填则为：{SCOPE}"
        self.fields["mode"].required = False
        whole_words(self, "place", "theme", "scope_note")
        if not self.data.get("on") or not self.asks_for_consent():
            del self.fields["holiday_ok"]

    def asks_for_consent(self) -> bool:
        """Does the day typed fall on a day off, so that the tick is to be shown?"""
        try:
            day = dt.date.fromisoformat(self.data["on"])
        except ValueError:
            return False
        return bool(holiday_warning(day, legal_calendar()))

    def clean_on(self) -> dt.date:
        day = self.cleaned_data["on"]
        if day < timezone.localdate():
            raise forms.ValidationError("接待日期不能早于今天。")
        if (day - timezone.localdate()).days > 400:
            raise forms.ValidationError("接待日期太远，请安排在一年之内。")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        station, day = data.get("station"), data.get("on")
        times_in_order(self, data)
        if not data.get("mode"):
            data["mode"] = ReceptionMode.OUTSIDE if station and station.mobile else ReceptionMode.STATION
        if station and not data.get("place"):
            data["place"] = station.address
            if not station.address or station.mobile:
                self.add_error("place", "请填写接待地点。")
        if day and (warning := holiday_warning(day, legal_calendar())) and not data.get("holiday_ok"):
            self.add_error("on", warning + "仍在该日接待的，请勾选确认。")
        if day and data.get("deputies") and (said := clashes(data["deputies"], day, hours=_hours(data))):
            self.add_error("deputies", "；".join(said) + "。")
        return data

    def doubts(self) -> str:
        day, hour = self.cleaned_data["on"], self.cleaned_data["starts_at"]
        return date_in_doubt(day, legal_calendar()) + gone_by(day, hour)


class PublishForm(StepForm):
    """The notice, made from what is planned and open to be edited."""

    notice_number = forms.CharField(label="公告文号", max_length=40, help_text="已按顺序给出，可以改。")
    notice_text = forms.CharField(
        label="公告内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 10})
    )
    late_ok = forms.BooleanField(label="已知公告提前天数不足，仍然发布", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.subject
        self.fields["notice_text"].widget.attrs["rows"] = 10
        self.fields["notice_number"].initial = day.notice_number or proposed_notice(
            day.station, timezone.localdate().year
        )
        self.fields["notice_number"].help_text += lacks_mark(day.station)
        self.fields["notice_text"].initial = day.notice_text or proposed_text(day)
        warning = notice_warning(day)
        self.fields["late_ok"].help_text = warning
        if not warning:
            del self.fields["late_ok"]


class CorrectNoticeForm(StepForm):
    """The notice written anew from the day as it is now."""

    notice_text = forms.CharField(
        label="公告内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="已按现在的安排重新拟好，可以改。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice_text"].initial = proposed_text(self.subject)


class CloseForm(StepForm):
    """The end of a day; its figures are written out already."""

    summary = forms.CharField(label="小结", max_length=4000, widget=forms.Textarea,
                              help_text="如：接待人数、主要问题、现场办理情况。",
                              error_messages={"required": "请填写小结。"})  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].initial = self.subject.summary or facts_of(self.subject).sentence


class RosterForm(StepForm):
    deputies = DeputiesField(
        widget=SearchSelectMultiple("stations:roster-options"), help_text="接待次数不足的代表排在前面。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_duty = list(self.subject.roster.values_list("deputy", flat=True))
        self.fields["deputies"].queryset = Deputy._base_manager.filter(
            Q(pk__in=deputies_for(self.user).values("pk")) | Q(pk__in=on_duty)
        )
        self.fields["deputies"].initial = on_duty
        asked = self.fields["deputies"].widget.attrs
        asked["data-search-url"] = f"{asked['data-search-url']}?year={self.subject.on.year}"

    def step_data(self) -> dict[str, Any]:
        return {"deputies": list(self.cleaned_data["deputies"])}


class ReviseForm(StepForm):
    starts = forms.TimeField(label="开始时间")
    ends = forms.TimeField(label="结束时间")
    place = forms.CharField(label="接待地点", max_length=120)
    theme = forms.CharField(label="接待主题", max_length=80, required=False)
    scope_note = forms.CharField(label="接待范围及受理内容", max_length=200, required=False)
    sections = (Section("", (("starts", "ends"), "place", "theme", "scope_note")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edits = self.subject
        for name, field in self.fields.items():
            field.initial = getattr(self.subject, {"starts": "starts_at", "ends": "ends_at"}.get(name, name))
        whole_words(self, "place", "theme", "scope_note")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        times_in_order(self, data)
        return data


class PostponeForm(ReasonForm):
    """Another day; on a holiday the next working day is offered."""

    new_day = forms.DateField(label="改为何日")
    field_order = ("new_day", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calendar = legal_calendar()
        proposed = calendar.next_workday(self.subject.on + dt.timedelta(days=1))
        self.fields["new_day"].initial = proposed
        self.fields[
            "new_day"
        ].help_text = f"原定{cn_date(self.subject.on)}；下一工作日为{cn_date(proposed)}。"

    def clean_new_day(self) -> dt.date:
        day = self.cleaned_data["new_day"]
        if warning := holiday_warning(day, legal_calendar()):
            raise forms.ValidationError(warning)
        return day


NOBODY, HERE = "没有找到这位代表。", "请点“到岗”或“未到”。"


class AttendForm(StepForm):
    """One click of the desk: was this deputy there?"""

    entry = forms.ModelChoiceField(label="代表", queryset=None, required=False,
                                   error_messages={"invalid_choice": NOBODY})  # fmt: skip
    code = forms.CharField(label="代表证号", max_length=200, required=False)
    attended = forms.TypedChoiceField(label="到岗", choices=(("yes", "到岗"), ("no", "未到")),
                                      coerce=lambda value: value == "yes",
                                      error_messages={"required": HERE, "invalid_choice": HERE})  # fmt: skip
    remark = forms.CharField(label="备注", max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = self.subject.roster.select_related("deputy")
        self.fields["entry"].label_from_instance = lambda entry: entry.deputy.name

    def clean(self) -> dict[str, Any]:
        """The roster entry, also by what a scanner types: the certificate or the registry's number."""
        data = super().clean()
        if data.get("code"):
            data["entry"] = self._by_code(data["code"])
        if not data.get("entry") and not self.errors:
            self.add_error(None, NOBODY)
        return data

    def _by_code(self, text: str) -> RosterEntry | None:
        word = text.strip().rstrip("/").rsplit("/", 1)[-1]
        found = self.subject.roster.filter(
            Q(deputy__code__iexact=word)
            | Q(deputy__mandates__certificate__iexact=word)
            | Q(deputy__codes__token=word, deputy__codes__revoked_at=None)
        )
        entry = found.select_related("deputy").first()
        if entry is None:
            self.add_error(None, self._stranger(word, scanned=word != text.strip()))
        return entry

    def _stranger(self, word: str, *, scanned: bool) -> str:
        """Whose code it is that is not on this roster; what a scanner read is not shown as it is."""
        code = DeputyCode._base_manager.filter(token=word).select_related("deputy").first()
        if code and code.revoked_at:
            return "这个代表码已经停用，请用新的代表码。"
        if code:
            return f"这是{code.deputy}的代表码，不在本次轮值名单中；来接待的，请先“调整轮值代表”。"
        if StationCode._base_manager.filter(token=word).exists():
            return "这是联络站的码，请扫代表码。"
        if scanned:
            return "扫到的不是本次轮值代表的码，请核对，或在名单中点“到岗”。"
        return f"“{word[:30]}”不在本次轮值名单中，请先“调整轮值代表”。"

    def step_data(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("entry", "attended", "remark")}


RECEPTION_FORMS: dict[str, type[forms.Form]] = {
    "publish": PublishForm,
    "correct": CorrectNoticeForm,
    "close": CloseForm,
    "roster": RosterForm,
    "revise": ReviseForm,
    "postpone": PostponeForm,
    "attend": AttendForm,
    **dict.fromkeys(("cancel", "resume"), ReasonForm),
}
