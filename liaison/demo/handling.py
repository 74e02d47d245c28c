"""Suggestions and what became of them: signatures, assignments, contacts, replies, ratings, clocks, events."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection

from deputies.models import Session
from liaison.demo import words
from liaison.demo.aftermath import Aftermath
from liaison.demo.clocks import Sheets
from liaison.demo.copying import write
from liaison.demo.people import People
from liaison.demo.places import Places
from liaison.demo.receiving import at
from liaison.demo.registry import Registry
from liaison.demo.sizes import Size
from offices.choices import Role
from pages.search import fill_grams
from suggestions.backfill import fill_holdings
from suggestions.choices import (
    AssignmentRole,
    AssignmentState,
    Consent,
    ContactStage,
    ContactWay,
    Grade,
    Kind,
    ReplyState,
    SignatureRole,
    SignatureState,
    SuggestionState,
)
from suggestions.models import (
    Assignment,
    AssignmentEvent,
    Contact,
    NumberSeries,
    Rating,
    Reply,
    ResultClass,
    Signature,
    Suggestion,
    SuggestionClock,
    SuggestionEvent,
)

S, A = SuggestionState, AssignmentState
BATCH = 1000
RECENT = (S.SUBMITTED, S.REGISTERED, S.DISPATCHED, S.DISPATCHED, S.DISPATCHED, S.REPLIED, S.CLOSED)


@dataclass
class Handling:
    places: Places
    people: People
    registry: Registry
    size: Size
    today: date
    rng: Random
    sheets: Sheets

    def build(self) -> None:
        self.classes = list(ResultClass.objects.filter(area=None).order_by("order", "code"))
        self.numbers: dict = defaultdict(int)
        self.letters: dict = defaultdict(int)
        total = self.size.suggestions * self.size.years
        for first in range(0, total, BATCH):
            self._batch([self._suggestion(n, total) for n in range(first, min(first + BATCH, total))])
        write(
            NumberSeries,
            (
                NumberSeries(term_id=term, session_id=session, last=last)
                for (term, session), last in self.numbers.items()
            ),
        )

        fill_holdings(connection)

    # --- one suggestion
    def _suggestion(self, number: int, total: int) -> Suggestion:
        rng = self.rng
        area = self.places.city if number % 10 < 6 else rng.choice(self.places.counties)
        trouble = rng.choice(words.TROUBLES)
        on, session = self._moment(area, number, total)
        deputy = rng.choice(self.registry.by_congress[area.pk])
        if area == self.places.city and number % 12 == 0:
            deputy = self.registry.deputies[0]
        row = Suggestion(
            area=area,
            term=session.term if session else self._term(area, on),
            session=session,
            deputy=deputy,
            category=self.places.categories[trouble[0]],
            consent=rng.choice(Consent.values),
            submitted_on=on,
            kind=rng.choice((Kind.SINGLE, Kind.SINGLE, Kind.JOINT)),
            key=rng.random() < 0.06,
            confidential=rng.random() < 0.01,
            **words.suggestion(rng, trouble),
        )
        row.trouble = trouble
        self._state(row)
        return row

    def _moment(self, area, number: int, total: int) -> tuple[date, Session | None]:
        """Eight in ten come in the session's week, the others through the year."""
        rng = self.rng
        sessions = [
            s
            for s in self.registry.sessions[area.pk]
            if (self.today - s.opens_on).days < self.size.years * 366
        ]
        if sessions and rng.random() < self.size.in_session:
            session = sessions[number * len(sessions) // total]
            return session.opens_on + timedelta(days=rng.randint(0, 4)), session
        first = min((s.opens_on for s in sessions), default=self.today - timedelta(days=300))
        return self.today - timedelta(days=rng.randint(1, max(2, (self.today - first).days))), None

    def _term(self, area, on: date):
        return next(
            (t for t in reversed(self.registry.terms[area.pk]) if t.starts_on <= on),
            self.registry.terms[area.pk][0],
        )

    def _state(self, row: Suggestion) -> None:
        rng, age = self.rng, (self.today - row.submitted_on).days
        row.state = S.CLOSED if age > 130 and rng.random() < 0.97 else rng.choice(RECENT)
        if age < 25:
            row.state = rng.choice((S.SUBMITTED, S.REGISTERED, S.DISPATCHED))
        if row.state == S.SUBMITTED:
            return
        row.registered_on = self._later(row.submitted_on, 1, 5)
        series = (row.term_id, row.session_id)
        self.numbers[series] += 1
        row.number = self.numbers[series]
        if row.state == S.REGISTERED:
            return
        row.dispatched_on = self._later(row.registered_on, 1, 6)
        row.units = self._units(row)
        row.lead_office = row.units[0]
        row.due_on = self.sheets.of("reply", row.area, row.dispatched_on).due_on
        if row.state == S.DISPATCHED:
            return
        row.replied_on = self._later(row.dispatched_on, 25, 95)
        row.result_class = rng.choices(self.classes, (50, 30, 14, 6)[: len(self.classes)])[0]
        if row.state == S.CLOSED:
            row.closed_on = self._later(row.replied_on, 5, 20)

    def _later(self, day: date, least: int, most: int) -> date:
        return min(self.today, day + timedelta(days=self.rng.randint(least, most)))

    # --- a batch and all that hangs on it
    def _batch(self, rows: list[Suggestion]) -> None:
        fill_grams(rows)
        write(Suggestion, rows)
        signatures = write(Signature, self._signatures(rows))
        sent = [row for row in rows if row.dispatched_on]
        assignments = write(Assignment, self._assignments(sent))
        leads = {a.suggestion_id: a for a in assignments if a.role == AssignmentRole.LEAD}
        replied = [row for row in sent if row.replied_on]
        write(Contact, (self._contact(row, leads[row.pk]) for row in replied))
        write(Reply, (self._reply(row, leads[row.pk]) for row in replied))
        write(Rating, self._ratings(rows, signatures))
        Aftermath(self.today, self.rng).write(replied, leads)
        write(SuggestionClock, self._clocks(rows, leads))
        write(SuggestionEvent, (e for row in rows for e in self._events(row)))
        write(
            AssignmentEvent,
            (AssignmentEvent(subject=a, action="send", after=A.SENT, at=at(a.sent_on)) for a in assignments),
        )

    def _signatures(self, rows):
        for row in rows:
            yield self._signature(row, row.deputy, SignatureRole.LEAD)
            if row.kind == Kind.JOINT:
                others = self.rng.sample(self.registry.by_congress[row.area_id], 3)
                for deputy in {d.pk: d for d in others if d.pk != row.deputy_id}.values():
                    yield self._signature(row, deputy, SignatureRole.CO)

    def _signature(self, row, deputy, role) -> Signature:
        return Signature(
            suggestion=row,
            deputy=deputy,
            role=role,
            state=SignatureState.CONFIRMED,
            answered_at=at(row.submitted_on, 9),
        )

    def _units(self, row) -> list:
        """The lead unit that the matter belongs to, and up to two co-units."""
        fitting = self.places.fitting(row.area, row.category.name)
        others = [unit for unit in self.places.units[row.area_id][:24] if unit not in fitting[:1]]
        lead = fitting[:1] or [self.rng.choice(others)]
        near = [*fitting[1:], *self.rng.sample(others, 2)]
        return [*lead, *dict.fromkeys(unit for unit in near if unit not in lead)][
            : self.rng.choice((1, 1, 2, 3))
        ]

    def _assignments(self, rows):
        for row in rows:
            for place, office in enumerate(row.units):
                yield self._assignment(row, office, AssignmentRole.CO if place else AssignmentRole.LEAD)

    def _assignment(self, row, office, role) -> Assignment:
        fresh = row.state == S.DISPATCHED and (self.today - row.dispatched_on).days < 5
        state = A.DONE if row.replied_on else (A.SENT if fresh else A.RECEIVED)
        return Assignment(
            suggestion=row,
            office=office,
            dispatcher=self.places.committees[row.area_id],
            role=role,
            state=state,
            sent_on=row.dispatched_on,
            received_on=None if state == A.SENT else self._later(row.dispatched_on, 0, 3),
            opinion="我单位将积极配合做好相关工作。" if role == AssignmentRole.CO and state == A.DONE else "",
            opinion_on=self._later(row.dispatched_on, 5, 28)
            if role == AssignmentRole.CO and state == A.DONE
            else None,
        )

    def _contact(self, row, lead) -> Contact:
        return Contact(
            suggestion=row,
            assignment=lead,
            stage=ContactStage.BEFORE,
            way=self.rng.choice(ContactWay.values),
            on=self._later(row.dispatched_on, 2, 18),
            people="分管负责人及经办科室",
            content="听取代表意见，沟通办理思路。",
        )

    def _reply(self, row, lead) -> Reply:
        mark, letter = lead.office.letter_mark or "云办函", (lead.office_id, row.replied_on.year)
        self.letters[letter] += 1
        return Reply(
            suggestion=row,
            assignment=lead,
            office=lead.office,
            state=ReplyState.SENT,
            result_class=row.result_class,
            text=f"您提出的《{row.title}》收悉，现答复如下：经研究，我单位将{row.trouble[2]}。感谢您对工作的关心支持。",
            contact_person=words.name(self.rng),
            contact_phone="0599-2600001",
            drafted_by=self._staff(Role.HANDLER, lead.office),
            signed_by=self._staff(Role.UNIT_HEAD, lead.office),
            signed_on=row.replied_on,
            sent_on=row.replied_on,
            letter_number=f"{mark}〔{row.replied_on.year}〕{self.letters[letter]}号",
        )

    def _staff(self, role, office):
        return self.people.staff.get((role, office.pk)) or self.people.users["unit"]

    def _ratings(self, rows, signatures):
        by_pk = {row.pk: row for row in rows}
        for signature in signatures:
            row = by_pk[signature.suggestion_id]
            if row.state == S.CLOSED:
                grades = self.rng.choices((Grade.SATISFIED, Grade.BASICALLY), (82, 18), k=2)
                facts = {"attitude": grades[0], "result": grades[1], "at": at(row.closed_on, 9)}
                yield Rating(suggestion=row, signature=signature, round=1, **facts)

    def _clocks(self, rows, leads):
        for row in rows:
            yield self._clock(
                row, "dispatch", row.submitted_on, row.dispatched_on, self.places.committees[row.area_id]
            )
            if row.dispatched_on:
                yield self._clock(row, "reply", row.dispatched_on, row.replied_on, leads[row.pk].office)
            if row.replied_on:
                yield self._clock(row, "feedback", row.replied_on, row.closed_on, None, row.deputy.user)

    def _clock(self, row, rule, start, stop, office=None, person=None) -> SuggestionClock:
        return SuggestionClock(
            subject=row, rule=rule, office=office, person=person, started_on=start, stopped_on=stop,
            **self.sheets.stored(rule, row.area, start),
        )  # fmt: skip

    def _events(self, row):
        clerk = self.people.staff[Role.COMMITTEE, self.places.committees[row.area_id].pk]
        path = (
            ("submit", S.DRAFT, S.SUBMITTED, row.submitted_on, row.deputy.user),
            ("register", S.SUBMITTED, S.REGISTERED, row.registered_on, clerk),
            ("dispatch", S.REGISTERED, S.DISPATCHED, row.dispatched_on, clerk),
            ("reply", S.DISPATCHED, S.REPLIED, row.replied_on, None),
            ("close", S.REPLIED, S.CLOSED, row.closed_on, clerk),
        )
        for hour, (action, before, after, on, who) in enumerate(path, 9):
            if on:
                yield SuggestionEvent(
                    subject=row, action=action, before=before, after=after, at=at(on, hour), actor=who
                )
