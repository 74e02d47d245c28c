"""The forms of urging, supervising and answering for a late reply."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from offices.models import Office
from suggestions.charging import HANDLING, SUPERVISING, people_of, titled
from suggestions.choices import SupervisionKind
from suggestions.escalating import late_by, next_levels
from suggestions.models import Assignment, PlanItem, Team
from suggestions.supervising import committee_for, open_of, teams_of
from suggestions.urging import urgeable
from workflow.forms import NoteForm, ReasonForm, StepForm


class PartsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, part: Assignment) -> str:
        return f"{part.office}（{part.get_role_display()}，{part.get_state_display()}）"


class UrgeForm(ReasonForm):
    """Which units, and what they are asked for; all that are at work are ticked beforehand."""

    submit_label = "发出催办函"
    field_order = ("parts", "note")
    parts = PartsChoice(
        Assignment.objects.none(), label="催办单位", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个单位。"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = urgeable(self.subject)
        keys = [part.pk for part in parts]
        self.fields["parts"].queryset = self.subject.assignments.filter(pk__in=keys).select_related("office")
        self.fields["parts"].initial = keys
        self.fields["note"].label = "催办内容"
        self.fields["note"].error_messages["required"] = "请写明催办内容。"
        self.fields["note"].initial = "请抓紧办理，并在期限内答复代表。"

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {"parts": list(data["parts"])}


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return titled(user)


class SuperviseForm(StepForm):
    """Who supervises, and what is asked for."""

    shown_for = {
        "leader": ("manner", "leader key"), "committee": ("manner", "committee daily"), "team": ("manner", "daily"),
    }  # fmt: skip

    submit_label = "立项"
    manner = forms.ChoiceField(label="督办方式", widget=forms.RadioSelect)
    leader = forms.CharField(
        label="督办领导",
        max_length=40,
        required=False,
        help_text="例如：王建军副主任；指定了督办责任人的可以不填。",
    )
    charged = PersonChoice(
        User.objects.none(), label="督办责任人", required=False, empty_label="不指定",
        help_text="指定后列入其本人的待办；只填领导姓名的不列入。",
    )  # fmt: skip
    chief = forms.CharField(
        label="领办领导（领衔办理）",
        max_length=40,
        required=False,
        help_text="政府方面领衔办理的负责人，可不填。",
    )
    chief_charged = PersonChoice(
        User.objects.none(), label="领办责任人", required=False, empty_label="不指定",
        help_text="指定后列入其本人的待办。",
    )  # fmt: skip
    committee = forms.CharField(label="督办机构", max_length=60, required=False)
    team = forms.ModelChoiceField(Team.objects.none(), label="督查组", required=False, empty_label="请选择")
    aim = forms.CharField(label="督办要求", max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = open_of(self.subject)
        self.fields["manner"].choices = [c for c in SupervisionKind.choices if c[0] not in taken]
        self.fields["charged"].queryset = people_of(self.subject, SUPERVISING)
        self.fields["chief_charged"].queryset = people_of(self.subject, HANDLING)
        self.fields["team"].queryset = teams_of(self.subject.area)
        self.fields["committee"].initial = committee_for(self.subject)
        self.fields["committee"].help_text = "对口督办按本区域对口督办表填出，可以修改。"


class ItemForm(StepForm):
    """One line of the plan."""

    submit_label = "增加"
    who = forms.CharField(label="责任人（单位）", max_length=60)
    what = forms.CharField(label="工作内容", max_length=200, widget=forms.Textarea)
    by_day = forms.DateField(label="完成时限")


class ServeForm(NoteForm):
    submit_label = "发出督办通知单"
    field_order = ("due_on", "note")
    due_on = forms.DateField(
        label="完成期限", required=False, help_text="不填的，以方案中最后一项的时限为准。"
    )


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, item: PlanItem) -> str:
        return str(item)


class FinishForm(StepForm):
    submit_label = "登记完成"
    item = ItemChoice(PlanItem.objects.none(), label="方案事项", empty_label="请选择")
    outcome = forms.CharField(label="完成情况", max_length=400, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = self.subject.items.filter(done_on__isnull=True)


class AttendForm(ReasonForm):
    submit_label = "登记并告知"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "督办情况和要求"
        self.fields["note"].error_messages["required"] = "请写明督办情况和要求。"


class EndForm(StepForm):
    submit_label = "结束督办"
    result = forms.CharField(label="督办结果", max_length=2000, widget=forms.Textarea)


class CheckForm(StepForm):
    """Who checked, what was found, what is demanded."""

    submit_label = "登记并告知"
    on = forms.DateField(label="检查日期")
    checker = forms.CharField(label="检查人", max_length=80)
    finding = forms.CharField(label="检查情况", max_length=2000, widget=forms.Textarea)
    demand = forms.CharField(label="整改要求", required=False, max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.fields["checker"].initial = self.user.name if self.user else ""


class OfficeChoice(forms.ModelChoiceField):
    levels: dict[int, str]

    def label_from_instance(self, office: Office) -> str:
        return f"{office}：下一级措施为{self.levels.get(office.pk, '—')}"


class EscalateForm(ReasonForm):
    """Which unit; the level follows from what was done before."""

    submit_label = "登记并通知"
    submit_style = "danger"
    field_order = ("office", "note")
    office = OfficeChoice(Office.objects.none(), label="承办单位", widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        field.levels = {part.office_id: level.label for part, level in next_levels(self.subject).items()}
        field.queryset = Office.objects.filter(pk__in=field.levels)
        field.help_text = (
            f"答复已超期{late_by(self.subject)}天（截至{timezone.localdate():%Y年%-m月%-d日}）。"
        )
        self.fields["note"].label = "内容"
        self.fields["note"].error_messages["required"] = "请写明内容。"


URGE_FORMS: dict[str, type[forms.Form]] = {"sign_urge": NoteForm, "withdraw_urge": ReasonForm}
SUPERVISION_FORMS: dict[str, type[forms.Form]] = {
    "add_item": ItemForm,
    "serve": ServeForm,
    "drop": ReasonForm,
    "sign_notice": NoteForm,
    "attend": AttendForm,
    "finish_item": FinishForm,
    "end": EndForm,
}
