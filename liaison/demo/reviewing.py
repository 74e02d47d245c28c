"""Suggestions before dispatch for the demo people: one entered from paper, one returned, a letter, one split."""

from dataclasses import dataclass
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from deputies.models import Deputy, Mandate, Term
from liaison.demo import words
from offices.models import Category
from suggestions.choices import Consent, DeclineReason, ReturnReason, SignatureRole, SignatureState
from suggestions.drafting import mandates_of, start
from suggestions.entering import enter_paper
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Signature, Suggestion
from workflow.lifecycle import perform


def blank_scan() -> SimpleUploadedFile:
    """A page of paper as a PDF: blank, but one that every reader opens."""
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    file, places = BytesIO(b"%PDF-1.4\n"), []
    file.seek(0, 2)
    for number, part in enumerate(parts, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    table = file.tell()
    file.write(b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places))
    file.write(b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
    return SimpleUploadedFile("签名纸质件.pdf", file.getvalue())


@dataclass
class BeforeDispatch:
    """Each by the real steps, for the demo deputy and the office of his congress."""

    office: User
    deputy: Deputy
    term: Term
    categories: list[Category]
    rng: Random

    def build(self) -> None:
        self._entered()
        self._returned()
        self._letter()
        self._split()
        self._open_to_others()

    def _text(self) -> dict:
        found = words.suggestion(self.rng, self.rng.choice(words.TROUBLES))
        return found | {"category": self.rng.choice(self.categories), "consent": Consent.FULL}

    def _submitted(self, **changed: str | bool) -> Suggestion:
        mandate = next(one for one in mandates_of(self.deputy) if one.term_id == self.term.pk)
        row = start(mandate, self.deputy.user, **(self._text() | changed))
        return perform(SUGGESTION, row.pk, "submit", self.deputy.user, declared=True)

    def _entered(self) -> None:
        enter_paper(self.office, self.term, self.deputy, [], blank_scan(), **self._text())

    def _returned(self) -> None:
        perform(
            SUGGESTION, self._submitted().pk, "return", self.office, note="请补充高峰时段的具体数据后再提交。",
            reasons=[ReturnReason.VAGUE], remarks={"situation": "请写明时间、地点和数量。"},
        )  # fmt: skip

    def _letter(self) -> None:
        row = self._submitted(title="关于转交锦绣花园小区居民来信的建议")
        perform(SUGGESTION, row.pk, "letter", self.office, decline_reason=DeclineReason.FORWARDED,
                note="属代转群众来信，作为代表来信处理。")  # fmt: skip

    def _split(self) -> None:
        row = self._submitted(title="关于增设人民路路灯和扩建滨河公园停车场的建议")
        parts = [
            {"title": "关于增设人民路路灯的建议", "situation": "人民路南段长约800米没有路灯。", "analysis": row.analysis,
             "proposal": "请城管部门增设节能路灯并明确管护单位。"},
            {"title": "关于扩建滨河公园停车场的建议", "situation": "滨河公园周末停车排队超过30分钟。",
             "analysis": row.analysis, "proposal": "请住建部门扩建停车场并开放周边单位车位。"},
        ]  # fmt: skip
        perform(SUGGESTION, row.pk, "split", self.office, parts=parts)

    def _open_to_others(self) -> None:
        """One of a colleague's that the demo deputy may sign; one of his own that a colleague asks to sign."""
        seats = Mandate.objects.filter(term=self.term).exclude(deputy=self.deputy).select_related("deputy")
        other = seats.earliest("pk").deputy
        row = enter_paper(self.office, self.term, other, [], blank_scan(), open_to_co=True, **self._text())
        perform(SUGGESTION, row.pk, "stand", self.office)
        own = self._submitted(open_to_co=True)
        Signature.objects.create(
            suggestion=own, deputy=other, role=SignatureRole.CO, state=SignatureState.ASKED
        )
