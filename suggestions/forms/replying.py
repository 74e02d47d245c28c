"""The forms of the answer: the reply with its promises, and the record of a reply face to face."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from offices.limits import setting
from pages.dates import why_not_ahead
from pages.fields import PhoneField
from pages.files import UploadField
from pages.layouts import Section
from suggestions import silence
from suggestions.choices import PromiseState
from suggestions.forms.growing import GrowingForm
from suggestions.groups import shared_reply
from suggestions.models import Promise, ResultClass
from suggestions.replies import result_classes
from suggestions.roles import signatures_of
from workflow.forms import StepForm

MOST_PROMISES = 30
PARTS = {"what": "承诺做什么", "due_on": "何时完成", "who": "谁负责", "proof": "如何证明"}
LIMITS = {"what": 300, "who": 60, "proof": 200}


class DraftForm(GrowingForm):
    """The reply: what was written before stays, so that a returned draft is mended and not typed again."""

    submit_label = "提交签发"
    rows = 14
    least, most, more_label = 1, MOST_PROMISES, "再加一条承诺"
    text = forms.CharField(
        label="答复内容", max_length=20000, widget=forms.Textarea,
        help_text="逐条答复代表的建议；有协办单位的，须说明协办单位的意见。",
    )  # fmt: skip
    result_class = forms.ModelChoiceField(
        ResultClass.objects.none(), label="办理结果类别", widget=forms.RadioSelect, empty_label=None
    )
    lead_relays = forms.BooleanField(label="经领衔代表同意，只答复领衔代表，由其转告联名代表", required=False)
    contact_person = forms.CharField(label="联系人", max_length=30)
    contact_phone = PhoneField(label="联系电话")
    co_note = forms.CharField(
        label="协办单位未提意见的说明",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def sections(self) -> tuple[Section, ...]:
        about = ("text", "co_note", "result_class", "lead_relays", ("contact_person", "contact_phone"))
        return Section("答复", about), *(self._section(number) for number in range(1, self.count + 1))

    def _section(self, number: int) -> Section:
        what, *rest = (f"promise_{number}_{part}" for part in PARTS)
        return Section(f"承诺事项{number}", (what, tuple(rest)), "" if number == 1 else "不需要的留空。")

    def to_begin_with(self) -> int:
        return max(1, self._drafted().count())

    def _drafted(self) -> QuerySet[Promise]:
        return self.subject.promises.filter(state=PromiseState.DRAFTED).order_by("order")

    def add_group(self, number: int) -> None:
        for part, label in PARTS.items():
            self.fields[f"promise_{number}_{part}"] = (
                forms.DateField(label=label, required=False)
                if part == "due_on"
                else forms.CharField(label=label, required=False, max_length=LIMITS[part])
            )

    def begin(self) -> None:
        area = self.subject.suggestion.area
        classes = result_classes(area)
        self.fields["result_class"].queryset = ResultClass.objects.filter(pk__in=[c.pk for c in classes])
        needing = "、".join(c.code for c in classes if c.promises)
        if needing:
            self.fields[
                "result_class"
            ].help_text = f"{needing}类须列出承诺事项：做什么、何时完成、谁负责、如何证明。"
        joint = sum(1 for s in signatures_of(self.subject.suggestion) if s.state == "confirmed") > 1
        if not joint or setting("joint_reply", area).value != "consent":
            del self.fields["lead_relays"]
        self._ask_of_silence()
        self._begin()

    def _ask_of_silence(self) -> None:
        """Only where a co-unit is silent, or something was said of it before."""
        reply = getattr(self.subject, "reply", None)
        silent = silence.silent_in_time(self.subject)
        if not silent and not (reply and reply.co_note):
            del self.fields["co_note"]
        elif silent:
            names = "、".join(str(office) for office in silent)
            words = f"{names}尚未提出会办意见；不等其意见就答复的，请说明理由，写入答复。"
            self.fields["co_note"].help_text = words

    def _begin(self) -> None:
        """What was drafted before, or what is known of the unit."""
        reply = getattr(self.subject, "reply", None)
        if reply is None:
            self._begin_with_companion()
            self.fields["contact_person"].initial = getattr(self.user, "name", "")
            self.fields["contact_phone"].initial = self.subject.office.phone
            return
        self.edits = self.subject
        for name in ("text", "result_class", "contact_person", "contact_phone", "lead_relays", "co_note"):
            if name in self.fields:
                self.fields[name].initial = getattr(reply, name)
        for number, row in enumerate(self._drafted()[: self.count], 1):
            for part in PARTS:
                self.fields[f"promise_{number}_{part}"].initial = getattr(row, part)

    def _begin_with_companion(self) -> None:
        """The text of the group's other reply to begin with; salutation and number are the clerk's to change."""
        if shared := shared_reply(self.subject):
            self.fields["text"].initial = shared.text
            self.fields["result_class"].initial = shared.result_class_id
            self.fields[
                "text"
            ].help_text = f"已带入并案的{shared.suggestion}的答复，请改好称谓、编号和各自的内容。"

    def clean(self) -> dict[str, Any]:
        """A promise is whole or not there; a class that needs one gets one."""
        data = super().clean() or self.cleaned_data
        for number in range(1, self.count + 1):
            self._check_promise(number, data)
        needs = data.get("result_class")
        promised = any(data.get(f"promise_{n}_what") for n in range(1, self.count + 1))
        if needs and needs.promises and not promised and "promise_1_what" not in self.errors:
            self.add_error("promise_1_what", f"{needs.code}类须列出承诺事项。")
        return data

    def _check_promise(self, number: int, data: dict[str, Any]) -> None:
        given = {part: data.get(f"promise_{number}_{part}") for part in PARTS}
        if not any(given.values()):
            return
        for part, label in PARTS.items():
            name = f"promise_{number}_{part}"
            if not given[part] and name not in self.errors:
                self.add_error(name, f"请填写{label}。")
        if given["due_on"] and (why := why_not_ahead(given["due_on"])):
            self.add_error(f"promise_{number}_due_on", f"完成时限{why}")

    def step_data(self) -> dict[str, Any]:
        """The reply's own fields, and the promises as rows."""
        data = super().step_data()
        numbers = range(1, self.count + 1)
        rows = [{part: data.pop(f"promise_{n}_{part}") for part in PARTS} for n in numbers]
        del data["shown"]
        return data | {"promises": [row for row in rows if row["what"]]}


class FaceReplyForm(StepForm):
    """The record of a reply given face to face (domain rule 98)."""

    submit_label = "登记"
    on = forms.DateField(label="时间", initial=timezone.localdate)
    place = forms.CharField(label="地点", max_length=80)
    people = forms.CharField(label="单位参加人", max_length=120, help_text="姓名和职务，多人用顿号分开。")
    deputies = forms.CharField(label="参加代表", max_length=120)
    points = forms.CharField(label="答复要点", max_length=5000, widget=forms.Textarea)
    said = forms.CharField(label="代表意见", max_length=5000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputies"].initial = self.subject.suggestion.deputy.name


class ReportForm(StepForm):
    """What was done of a promise, with what shows it."""

    submit_label = "提交"
    report = forms.CharField(label="落实情况", max_length=5000, widget=forms.Textarea)
    evidence = UploadField(label="证明材料", required=False, help_text="照片、文件等，可不附。")


class ExplainForm(StepForm):
    """Why a promise cannot be kept in time, and by when it will be."""

    submit_label = "提交说明"
    due_on = forms.DateField(label="新的完成时限")
    note = forms.CharField(label="情况变化的说明", max_length=2000, widget=forms.Textarea)


class ConfirmForm(StepForm):
    submit_label = "认可落实"
    word = forms.CharField(label="代表意见", max_length=2000, widget=forms.Textarea)
