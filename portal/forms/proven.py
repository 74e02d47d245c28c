"""What every form of strangers has: the proof, the question instead of it, and a moment's patience."""

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core import signing
from django.templatetags.static import static

from pages.fields import is_mobile
from pages.layouts import PageForm
from portal.proof import answers, challenge, proves, question

PATIENCE = 2  # seconds; nobody reads a form faster
SALT = "portal.opened"
REACHED_BY = "手机或带区号的固定电话都可以；只用来与您联系，不公开。"


class ProvenForm(PageForm):
    """A form sent by a person's own browser. Call `proven` after is_valid: it uses the proof up."""

    asks = False  # the work was not done, so that the question stands open from the beginning
    proof = forms.CharField(required=False, widget=forms.HiddenInput)
    question = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    answer = forms.CharField(
        required=False, max_length=4, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, sealed = question()
        self.fields["answer"].label = f"请回答：{asked}（填数字）"
        self.sealed, self.work = sealed, challenge()
        self.fields["proof"].widget.attrs |= {
            "data-proof": self.work,
            "data-worker": static("portal/proof_worker.js"),
        }

    def clean(self) -> dict[str, Any]:
        """No text message reaches a landline."""
        data = super().clean() or self.cleaned_data
        if data.get("sms") and data.get("phone") and not is_mobile(data["phone"]):
            self.add_error("sms", "固定电话收不到短信：请留手机号码，或者不勾选这一项。")
        return data

    def refresh(self) -> None:
        """Before the form is shown: new work and a new question, and the moment it was first opened."""
        opened = self.data.get("opened") if self.is_bound else ""
        self.data = self.data.copy() if self.is_bound else self.data
        values = {
            "proof": "",
            "question": self.sealed,
            "answer": "",
            "opened": opened or signing.dumps("", salt=SALT),
        }
        for name, value in values.items():
            self.initial[name] = value
            if self.is_bound:
                self.data[name] = value

    def _one(self, name: str) -> Any:
        return Field(name, wrapper_class="proof-answer") if name == "answer" else super()._one(name)

    def proven(self) -> bool:
        """Was it a person? Otherwise the fault stands on the form."""
        data = self.cleaned_data
        self.asks = not data["proof"]
        if self._too_fast(data["opened"]):
            self.add_error(None, "提交得太快了，请核对内容后再按一次提交。")
        elif data["proof"] and proves(data["proof"]):
            return True
        elif data["answer"]:
            if answers(data["question"], data["answer"]):
                return True
            self.add_error("answer", "答案不对或已过时，请回答新的问题。")
        else:
            self.add_error(None, "安全确认没有完成，请回答表单末尾的问题后再提交。")
        return False

    def _too_fast(self, opened: str) -> bool:
        try:
            signing.loads(opened, salt=SALT, max_age=PATIENCE)
        except signing.SignatureExpired:
            return False
        except signing.BadSignature:
            return True
        return True
