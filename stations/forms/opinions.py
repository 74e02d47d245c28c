"""The forms of an opinion's steps."""

import unicodedata
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from offices.models import Category
from pages.dates import cn_date
from pages.layouts import Section
from pages.masks import mask_name, mask_phone
from pages.redaction import without_personal_phones, without_private_data
from stations.choices import REFERRALS, OpinionLevel, RefusalReason, Route, TellWay, Verdict
from stations.forms.fields import DeputyField, OfficeField, categories_for, deputies_for, offices_for
from stations.models import Matter, Opinion, Visit
from stations.opinion_steps import MERGEABLE
from stations.similar import similar_open
from stations.tables import headline
from workflow.forms import ReasonForm, StepForm

NEAR = 8  # opinions of the same category offered for merging, whatever their words
ADVICE = {"label": "拟办意见", "required": False, "max_length": 200}


class AnswerForm(StepForm):
    """What the voter is answered; for `answer` and `reply`."""

    answer = forms.CharField(label="办理结果", max_length=5000, widget=forms.Textarea,
                             error_messages={"required": "请写明办理结果。"})  # fmt: skip


class ReferForm(StepForm):
    """Where the opinion goes, and the field that this way needs."""

    shown_for = {
        "office": ("route", Route.OFFICE), "receiver": ("route", f"{Route.COMMUNITY} {Route.TOWN}"),
        "outside": ("route", Route.HOTLINE),
    }  # fmt: skip
    needed_when_shown = ("office", "receiver")

    route = forms.ChoiceField(label="转往", choices=[(r.value, r.label) for r in REFERRALS], widget=forms.RadioSelect,
                              initial=Route.OFFICE, error_messages={"required": "请选择转往何处。"})  # fmt: skip
    office = OfficeField()
    receiver = forms.CharField(label="接收的社区（村）、乡镇（街道）", max_length=60, required=False)
    outside = forms.CharField(
        label="热线工单号",
        max_length=40,
        required=False,
        help_text="已有工单号的填写；没有的，以后可以补登。",
    )
    advice = forms.CharField(**ADVICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_for(self.subject.area)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("route") == Route.OFFICE and not data.get("office") and "office" not in self.errors:
            self.add_error("office", "请选择转交单位。")
        if data.get("route") in (Route.COMMUNITY, Route.TOWN) and not data.get("receiver"):
            self.add_error("receiver", "请填写接收的社区（村）或乡镇（街道）。")
        return data

    def step_data(self) -> dict[str, Any]:
        kept = {Route.OFFICE: "office", Route.HOTLINE: "outside"}.get(self.cleaned_data["route"], "receiver")
        fields = {"route", "advice", kept}
        return {name: value for name, value in super().step_data().items() if name in fields}


class OfferForm(StepForm):
    deputy = DeputyField(error_messages={"required": "请选择代表。"})
    advice = forms.CharField(**ADVICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies_for(self.user)


class OverseeForm(StepForm):
    """Which deputy follows how it is handled."""

    overseer = DeputyField(
        label="督办代表", error_messages={"required": "请选择代表。"},
        help_text="代表可以看到选民原话和办理情况，看不到选民是谁。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["overseer"].queryset = deputies_for(self.user)
        self.fields["overseer"].initial = self.subject.overseer_id


class FollowForm(StepForm):
    note = forms.CharField(
        label="督办情况", max_length=2000, widget=forms.Textarea,
        error_messages={"required": "请写明督办情况。"},
    )  # fmt: skip


class RefuseForm(StepForm):
    refusal = forms.ChoiceField(label="不予受理原因", choices=[("", "请选择"), *RefusalReason.choices],
                                error_messages={"required": "请选择不予受理的原因。"})  # fmt: skip
    go_instead = forms.CharField(label="应向何处反映", max_length=120, help_text="如：区信访局、区人民法院立案庭",
                                 error_messages={"required": "请写明应向何处反映。"})  # fmt: skip


def voter_label(row: Matter) -> str:
    """Which voter it is, masked: 王** 138****1234（2026年12月1日）."""
    visit = row.visit
    return f"{mask_name(visit.voter_name)} {mask_phone(visit.phone)}（{cn_date(visit.on)}）"


class VoterField(forms.ModelChoiceField):
    """One of the voters behind an opinion; the form says which of them may be chosen."""

    def __init__(self, taken: str) -> None:
        super().__init__(
            label="选民",
            queryset=Matter._base_manager.none(),
            empty_label=None,
            error_messages={"invalid_choice": taken},
        )

    def among(self, rows: QuerySet) -> None:
        self.queryset = rows.select_related("visit").order_by("visit__on", "pk")

    def label_from_instance(self, row: Any) -> str:
        return voter_label(row)


class TellForm(StepForm):
    """One voter was told; the usual answer is today, by phone."""

    matter = VoterField("这位选民已经告知过了。")
    told_on = forms.DateField(label="告知日期", initial=timezone.localdate)
    told_how = forms.ChoiceField(label="告知方式", choices=TellWay.choices, initial=TellWay.PHONE)
    verdict = forms.ChoiceField(label="选民评价", choices=[("", "未评价"), *Verdict.choices], required=False)
    sections = (Section("", ("matter", ("told_on", "told_how", "verdict"))),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].among(self.subject.untold)
        if not self.subject.judged:
            del self.fields["verdict"]


class VerdictForm(StepForm):
    """What a voter said of the outcome after he was told."""

    matter = VoterField("这位选民已经评价过了。")
    verdict = forms.ChoiceField(
        label="选民评价", choices=Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选择满意、基本满意或不满意。"},
    )  # fmt: skip
    words = forms.CharField(
        label="选民怎么说", max_length=300, required=False, help_text="不满意的须写明哪里不满意。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].among(self.subject.unjudged)


class RevisitForm(StepForm):
    """What a voter who is not content said when somebody called on him (回访)."""

    matter = VoterField("这位选民已经回访过了。")
    revisit = forms.CharField(label="回访情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
                              help_text="何时、以什么方式回访，选民怎么说，是否需要再办。")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["matter"]
        field.among(self.subject.displeased)
        field.label_from_instance = lambda row: (
            f"{mask_name(row.visit.voter_name)} {row.verdict_words}".strip()
        )


class AmendForm(StepForm):
    """What may be put right; the voter's own words may not."""

    category = forms.ModelChoiceField(label="类别", queryset=Category.objects.none())
    summary = forms.CharField(label="事项摘要", max_length=100, required=False)
    advice = forms.CharField(**ADVICE)
    confidential = forms.BooleanField(
        label="保密", required=False, help_text="保密的意见不向领导和上级展示选民信息。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edits = self.subject
        self.fields["category"].queryset = categories_for(self.subject.area)
        for name, field in self.fields.items():
            field.initial = getattr(self.subject, f"{name}_id" if name == "category" else name)


class TriageForm(StepForm):
    """At which level it can be solved (RD-02)."""

    level = forms.ChoiceField(label="解决层面", choices=OpinionLevel.choices, widget=forms.RadioSelect,
                              error_messages={"required": "请选择在哪个层面解决。"})  # fmt: skip
    summary = forms.CharField(label="事项摘要", max_length=100, required=False)
    advice = forms.CharField(**ADVICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edits = self.subject
        for name, field in self.fields.items():
            field.initial = getattr(self.subject, name)


class AskForm(StepForm):
    advice = forms.CharField(label="拟办意见", max_length=200, widget=forms.Textarea,
                             error_messages={"required": "请写明拟办意见。"})  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advice"].initial = self.subject.advice


class ApproveForm(AskForm):
    note = forms.CharField(label="批办意见", max_length=200, required=False, widget=forms.Textarea)


class NumberForm(StepForm):
    outside = forms.CharField(label="热线工单号", max_length=40)


class HotlineForm(StepForm):
    """What the hotline answered."""

    answer = forms.CharField(label="办理结果", max_length=5000, widget=forms.Textarea,
                             error_messages={"required": "请写明办理结果。"})  # fmt: skip
    outside = forms.CharField(label="热线工单号", max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outside"].initial = self.subject.outside_number


class AlikeField(forms.ModelChoiceField):
    """One of the opinions that say alike, with how many voters it has."""

    widget = forms.RadioSelect

    def label_from_instance(self, row: Any) -> str:
        return f"{headline(row)}（{row.number}，{row.matters.count()}位选民，{row.get_state_display()}）"


class NumberField(forms.ModelChoiceField):
    """An opinion by its number, however it is typed: small, wide, with blanks."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        typed = unicodedata.normalize("NFKC", value or "").upper()
        return super().to_python("".join(typed.split()))


class MergeForm(StepForm):
    """The opinion of the same station that it goes into: one that says alike or is of its category, or any by its number."""

    alike = AlikeField(
        label="内容相近、类别相同的意见",
        queryset=Opinion._base_manager.none(),
        required=False,
        empty_label=None,
    )
    into = NumberField(
        label="或填写并入的意见编号", queryset=Opinion._base_manager.none(), to_field_name="number",
        required=False, help_text="填写本站另一件未答复意见的编号，例如YJ-LLZ001-2026-0012。",
        error_messages={"invalid_choice": "没有这个编号的、本站尚未答复的意见。"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opinion = self.subject
        rows = Opinion.objects.visible_to(self.user).filter(station=opinion.station_id, state__in=MERGEABLE)
        rows = rows.filter(confidential=opinion.confidential).exclude(pk=opinion.pk).defer("grams")
        self.fields["into"].queryset = rows
        found = [row.pk for row in similar_open(self.user, opinion.text, besides=opinion.pk)]
        near = rows.filter(category=opinion.category_id).order_by("-pk").values_list("pk", flat=True)[:NEAR]
        self.fields["alike"].queryset = rows.filter(pk__in={*found, *near})
        if not self.fields["alike"].queryset.exists():
            del self.fields["alike"]
            self.fields["into"].label = "并入的意见编号"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        alike, into = data.get("alike"), data.get("into")
        if alike and into and alike != into:
            self.add_error("into", "选了一件又填了另一件的编号，请只留一个。")
        elif not alike and not into and "into" not in self.errors:
            said = "请选择一件相近的意见，或填写编号。" if "alike" in self.fields else "请填写编号。"
            self.add_error("into", said)
        return data

    def step_data(self) -> dict[str, Any]:
        return {"into": self.cleaned_data.get("alike") or self.cleaned_data["into"]}


class PublishForm(StepForm):
    """What everybody may read; private numbers and contacts are taken out of the first draft."""

    question = forms.CharField(label="群众反映", max_length=300, widget=forms.Textarea)
    public_answer = forms.CharField(label="办理结果", max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].initial = without_private_data(self.subject.summary or self.subject.text)[
            :300
        ]
        self.fields["public_answer"].initial = without_private_data(self.subject.answer)[:2000]

    def clean(self) -> dict[str, Any]:
        """No voter who spoke of it stands there by name, nor a telephone that the clerk typed anew."""
        data = super().clean()
        heard = Visit.objects.visible_to(self.user).filter(matters__opinion=self.subject)
        names = {visit.voter_name for visit in heard} - {"匿名"}
        for field in ("question", "public_answer"):
            text = data.get(field, "")
            if any(len(name) > 1 and name in text for name in names):
                self.add_error(field, "写有反映人的姓名，请改为“一位居民”等。")
            elif without_personal_phones(text) != text:
                self.add_error(field, "写有手机号码或身份证号码，请删去。")
        return data


OPINION_FORMS: dict[str, type[forms.Form]] = {
    "answer": AnswerForm,
    "refer": ReferForm,
    "offer": OfferForm,
    "oversee": OverseeForm,
    "follow": FollowForm,
    "refuse": RefuseForm,
    "reply": AnswerForm,
    "tell": TellForm,
    "verdict": VerdictForm,
    "revisit": RevisitForm,
    "amend": AmendForm,
    "publish": PublishForm,
    "triage": TriageForm,
    "ask": AskForm,
    "approve": ApproveForm,
    "number": NumberForm,
    "hotline": HotlineForm,
    "merge": MergeForm,
    **dict.fromkeys(("hand_back", "recall", "urge", "decline", "reopen", "take_down", "return"), ReasonForm),
}
