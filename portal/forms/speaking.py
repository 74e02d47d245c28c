"""What a voter tells a station without signing in."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from notices.texting import texts_in_use
from offices.models import Area, Category
from pages.fields import PhoneField
from pages.files import PICTURES, VOICES, accepted, clean_upload
from pages.layouts import Section
from portal.forms.proven import REACHED_BY, ProvenForm

NAMELESS = "网上群众"
SPOKEN = "（群众以录音反映，请听录音）"  # the words of who sent only a recording
SHORTEST = 5


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each judged by its content."""

    widget = FilesInput

    def __init__(self, *, kinds: tuple, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds, self.most_files, self.most_bytes = kinds, 1, 0
        self.widget.attrs["accept"] = accepted(kinds)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(files) > self.most_files:
            raise forms.ValidationError(f"最多可以附{self.most_files}个。")
        return [clean_upload(one, self.kinds, self.most_bytes) for one in files]


class VoterForm(ProvenForm):
    """Who speaks, how to reach him, and his consent; the words of the fields are the voter's, not the clerk's."""

    submit_label = "提交"
    rows = 6
    about: tuple[str, tuple] = ("", ())

    token = forms.UUIDField(widget=forms.HiddenInput)
    voter_name = forms.CharField(label="怎样称呼您", max_length=30, required=False, help_text="可以不填。")
    phone = PhoneField(
        label="联系电话", help_text=REACHED_BY,
        error_messages={"required": "请填写联系电话，以便告诉您办理结果。"},
    )  # fmt: skip
    confidential = forms.BooleanField(
        label="请为我保密", required=False, help_text="只有这个联络站知道您是谁。"
    )
    consent = forms.BooleanField(
        label="我已阅读并同意上述个人信息处理说明", error_messages={"required": "请阅读说明并勾选同意。"}
    )

    def __init__(self, *args: Any, notice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = (
            Section(*self.about),
            Section("怎样联系您", ("voter_name", "phone", "sms", "confidential")),
            Section("个人信息处理说明", ("consent",), note=notice),
        )
        self.fields["token"].initial = uuid.uuid4

    def voter(self) -> dict[str, Any]:
        """The fields of Visit that the station's intake takes."""
        data = self.cleaned_data
        return {
            "voter_name": data["voter_name"].strip() or NAMELESS, "phone": data["phone"],
            "sms": data.get("sms", False), "confidential": data["confidential"],
        }  # fmt: skip


class SpeakForm(VoterForm):
    """An opinion by text, photo and voice; who sends a recording need not write."""

    about = ("反映的事情", ("text", "category", "photos", "voice"))

    text = forms.CharField(
        label="您要反映什么", max_length=2000, widget=forms.Textarea, required=False,
        help_text="请写清时间、地点和希望怎样解决；附了录音的可以不写。请不要写身份证号等与事情无关的个人信息。",
    )  # fmt: skip
    category = forms.ModelChoiceField(
        label="哪方面的事", queryset=Category.objects.none(), required=False, empty_label="不确定"
    )
    photos = FilesField(kinds=PICTURES, label="照片", required=False)
    sms = forms.BooleanField(label="办理有进展时发短信告诉我", required=False)
    voice = FilesField(kinds=VOICES, label="录音", required=False, help_text="不方便打字的，可以只附录音。")

    def __init__(self, *args: Any, categories: Any, photos: int, megabytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories
        self.fields["category"].required = not categories.exists()
        kinds = {"photos": "jpg、png", "voice": "mp3、m4a、amr、wav、ogg"}
        for name, most in (("photos", photos), ("voice", 1)):
            field = self.fields[name]
            field.most_files, field.most_bytes = most, megabytes * 1024 * 1024
            field.widget.attrs |= {"data-most": field.most_bytes, "data-many": most}
            field.help_text = f"{field.help_text}{kinds[name]}，最多{most}个，每个不超过{megabytes}MB。"
        self.fields["photos"].widget.attrs["multiple"] = photos > 1
        if not texts_in_use():
            del self.fields["sms"]
        if not photos:
            del self.fields["photos"]

    def clean(self) -> dict[str, Any]:
        """Words, a recording, or both."""
        data = super().clean()
        words, voice = data.get("text", "").strip(), data.get("voice")
        if "text" in data and "voice" in data and not voice:
            if not words:
                self.add_error("text", "请写下您要反映的事情，或者附上录音。")
            elif len(words) < SHORTEST:
                self.add_error("text", "请写得再具体一些，至少五个字，或者附上录音。")
        return data | {"text": words or SPOKEN}

    def uploads(self) -> list[UploadedFile]:
        return [*self.cleaned_data.get("photos", []), *self.cleaned_data["voice"]]


class WishForm(VoterForm):
    """A micro-wish."""

    about = ("您的微心愿", ("title", "text"))
    rows = 4

    title = forms.CharField(label="想要什么", max_length=60, help_text="一句话，例如：想要一台收音机。",
                            error_messages={"required": "请用一句话写下心愿。"})  # fmt: skip
    text = forms.CharField(label="为什么", max_length=1000, widget=forms.Textarea,
                           help_text="公布时由联络站改写，不出现您的姓名、电话和住址。")  # fmt: skip


class IdeaForm(VoterForm):
    """A proposal for the year's livelihood projects."""

    about = ("项目建议", ("title", "place", "benefit", "text"))
    rows = 4

    title = forms.CharField(label="建议办什么实事", max_length=60, help_text="例如：在清河小区增设电动车充电棚。",
                            error_messages={"required": "请用一句话写下建议办的实事。"})  # fmt: skip
    place = forms.CharField(label="在哪里", max_length=120, required=False)
    benefit = forms.CharField(
        label="哪些人受益", max_length=120, required=False, help_text="例如：小区约800户居民。"
    )
    text = forms.CharField(label="为什么要办", max_length=1000, widget=forms.Textarea)


def unsorted(categories: Any, area: Area) -> Category:
    """Where a matter goes whose voter did not know: 其他, or the last category of the area."""
    rows = list(categories)
    return next((row for row in rows if row.name == "其他"), rows[-1])
