"""A small public place: a station with its deputies, a day announced, suggestions of every consent."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from stations.choices import ReceptionState
from stations.codes import renew
from suggestions.choices import AssignmentRole, AssignmentState, Consent, Scope, SuggestionState
from suggestions.models import Assignment, Publication, Reply, ResultClass

SECRET = "13987654321"


@pytest.fixture
def public(cast):
    cast.qinghe.address, cast.qinghe.hours, cast.qinghe.host = (
        "清河路1号",
        "工作日9:00至17:00",
        "党群服务中心",
    )
    cast.qinghe.save()
    cast.day = cast.reception(
        on=timezone.localdate() + timedelta(days=5), state=ReceptionState.PUBLISHED, published_on=date(2026, 1, 2),
        notice_number="(2026)7号", notice_text=f"接待代表：陈建国\n请提前联系{SECRET}。",
    )  # fmt: skip
    cast.visit(cast.day)
    facts = {"state": SuggestionState.CLOSED, "submitted_on": date(2026, 3, 1), "number": 1}
    cast.open = cast.suggestion(situation=f"路口拥堵，联系我{SECRET}。", **facts)
    facts["number"] = 2
    cast.titled = cast.suggestion(
        title="关于增设公交站的建议", situation="学校门口没有站台", consent=Consent.TITLE, **facts
    )
    for row in (cast.open, cast.titled):
        publish(row)
    return cast


def publish(row, **fields) -> Publication:
    """As the office makes it public."""
    scope = Scope.FULL if row.consent == Consent.FULL else Scope.TITLE
    return Publication.objects.create(
        suggestion=row, published_on=date(2026, 4, 2), **{"scope": scope, **fields}
    )


@pytest.fixture
def reply(public):
    """The answer of the transport bureau to the open suggestion."""
    assignment = Assignment.objects.create(
        suggestion=public.open, office=public.transport, dispatcher=public.committee, role=AssignmentRole.LEAD,
        state=AssignmentState.DONE, sent_on=date(2026, 3, 5),
    )  # fmt: skip
    kind = ResultClass.objects.filter(code="A").first() or ResultClass.objects.create(
        code="A", label="已解决", valid_from=date(2020, 1, 1)
    )
    return Reply.objects.create(
        suggestion=public.open, assignment=assignment, result_class=kind,
        text="已增设信号灯。联系人：何小军，电话0536-1234567。", contact_person="何小军", contact_phone="0536-1234567",
        drafted_by=public.he, letter_number="云交函〔2026〕3号", sent_on=date(2026, 4, 1),
    )  # fmt: skip


@pytest.fixture
def patient(monkeypatch):
    """A voter who took a moment to read the form."""
    monkeypatch.setattr("portal.forms.proven.PATIENCE", -1)


@pytest.fixture
def online(cast, patient):
    """清河站 takes in by web; cast.code is its code, cast.chen_code that of the deputy chen."""
    cast.qinghe.online = True
    cast.qinghe.save()
    cast.code = renew(cast.lin, cast.qinghe).token
    cast.chen_code = renew(cast.lin, cast.chen_deputy).token
    return cast
