"""A suggestion at each stop of its way, and fixtures that take it there once for many tests."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from inspect import signature
from typing import Any

from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.choices import Grade, SignatureRole, SignatureState
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Assignment, Contact, Reply, ResultClass, Signature, Suggestion
from tests.cast import STANDING
from tests.standing import Standing
from workflow.lifecycle import perform


class Way:
    """Takes a suggestion along its way, each step by whom it belongs to."""

    def __init__(self, cast):
        self.cast = cast

    def take(self, row: Suggestion, action: str, user=None, **data) -> Suggestion:
        return perform(SUGGESTION, row.pk, action, user, **data)

    def co_signed(self, row: Suggestion) -> Signature:
        """赵敏 signs as well."""
        return Signature.objects.create(
            suggestion=row,
            deputy=self.cast.zhao_deputy,
            role=SignatureRole.CO,
            state=SignatureState.CONFIRMED,
        )

    def draft(self, joint: bool = False, **fields) -> Suggestion:
        row = self.cast.suggestion(**fields)
        if joint:
            self.co_signed(row)
        return row

    def submitted(self, **fields) -> Suggestion:
        return self.take(self.draft(**fields), "submit", self.cast.chen, declared=True)

    def registered(self, **fields) -> Suggestion:
        return self.take(self.submitted(**fields), "register", self.cast.zhou)

    def dispatched(self, co=(), **fields) -> Suggestion:
        row = self.registered(**fields)
        return self.take(row, "dispatch", self.cast.zhou, lead=self.cast.education, co=list(co))

    def part(self, row: Suggestion, office=None) -> Assignment:
        """The office's part of the present round."""
        return row.assignments.get(office=office or self.cast.education, round=row.round)

    def reply_row(self, part: Assignment, on: date | None = None, code: str = "A") -> Reply:
        """The unit's reply as it left the house."""
        today = part.sent_on
        Contact.objects.create(
            suggestion=part.suggestion, assignment=part, stage="before", way="meeting", on=today, people="李科长",
            content="听取代表意见。",
        )  # fmt: skip
        return Reply.objects.create(
            suggestion=part.suggestion, assignment=part, text="已增设信号灯。", contact_person="孙丽娟",
            contact_phone="0536-1234567", drafted_by=self.cast.sun, signed_by=self.cast.zheng, signed_on=today,
            sent_on=on or today, letter_number=f"云教函〔{today.year}〕{part.pk}号",
            result_class=ResultClass.objects.filter(code=code).first()
            or ResultClass.objects.create(code=code, label="已解决", resolved=True, valid_from=date(2020, 1, 1)),
        )  # fmt: skip

    def replied(self, **fields) -> Suggestion:
        row = self.dispatched(**fields)
        self.reply_row(self.part(row))
        return self.take(row, "reply")

    def rated(self, row: Suggestion, user, result=Grade.SATISFIED, reason="") -> Suggestion:
        return self.take(row, "rate", user, attitude=Grade.SATISFIED, result=result, reason=reason)

    def hand_back(self, part: Assignment) -> Assignment:
        unit = {self.cast.education: self.cast.sun, self.cast.transport: self.cast.he}[part.office]
        return perform(ASSIGNMENT, part.pk, "hand_back", unit, note="不属本单位职责")

    def agree(self, part: Assignment) -> Assignment:
        return perform(ASSIGNMENT, part.pk, "agree_hand_back", self.cast.zhou)

    def handed_back(self, row: Suggestion, office=None) -> Assignment:
        """The unit gives its part back, and the congress office agrees."""
        part = self.part(row, office)
        self.hand_back(part)
        return self.agree(part)


def stands(make: Callable) -> Callable:
    """Below @pytest.fixture, for one that asks for `cast` or `way` alone: its rows are made once for the tests of its
    file and stand around them; each test gets them as they were."""
    asked = signature(make).parameters

    def made() -> Any:
        cast = STANDING.copy()
        given = {"cast": cast, "way": Way(cast)}
        return make(**{name: given[name] for name in asked})

    rows = Standing(made, on=STANDING)

    @rows.given
    @wraps(make)
    def fixture(**given: Any) -> Any:
        return make(**given) if rows.around is None else rows.copy()

    return fixture
