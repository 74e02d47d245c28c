"""What is kept of units, voters and verdicts equals a full count after every step, whatever was changed beside it."""

from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from offices.models import Office
from reports.figures import FIGURES, totals
from reports.models import TallyDelta
from reports.tallies import recount
from stations.models import Matter, Opinion
from suggestions.choices import Grade, Milestone
from suggestions.ledger import LedgerFilters
from suggestions.models import (
    Contact,
    Fulfilment,
    Promise,
    Rating,
    ResultClass,
    SecondRating,
    Signature,
    Suggestion,
    SuggestionClock,
    VoterTold,
)
from suggestions.ranking import UnitScore, all_led, counted, led_rows, ranking
from suggestions.spans import split
from tests.suggestions.way import stands

ALL_WELL = "核对统计：全部一致。"
TODAY = timezone.localdate


@pytest.fixture
@stands
def handled(cast, way):
    """Four suggestions with all that hangs on them, and the opinions of two voters."""
    rows = [way.replied(title=f"关于第{place}件事的建议") for place in range(3)]
    rows.append(way.dispatched(title="关于第四件事的建议"))
    way.rated(rows[0], cast.chen)
    way.rated(rows[1], cast.chen, Grade.BASICALLY)
    for row in rows:
        part = way.part(row)
        Promise.objects.create(
            suggestion=row, assignment=part, office=part.office, state="open", order=1, what="增设信号灯",
            due_on=TODAY() + timedelta(days=9), first_due_on=TODAY(), who="李副局长", proof="照片", settled_on=TODAY(),
        )  # fmt: skip
        signature = Signature.objects.get(suggestion=row)
        SecondRating.objects.create(suggestion=row, signature=signature, round=row.round, asked_on=TODAY())
    for opinion in (cast.opinion(), cast.opinion()):
        VoterTold.objects.create(
            suggestion=rows[0], matter=opinion.matters.first(), milestone=Milestone.REPLIED, reached_on=TODAY(),
            due_on=TODAY(),
        )  # fmt: skip
    return cast


class Steps:
    """Random changes, each by one statement, as a step, an undo, a merge or a hand-written mend would make it."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)

    def one(self, model):
        return (
            self.rng.choice(list(model._base_manager.order_by("pk")))
            if model._base_manager.exists()
            else None
        )

    def change(self, model, **values) -> None:
        if row := self.one(model):
            model._base_manager.filter(pk=row.pk).update(**values)

    def take(self) -> None:
        self.rng.choice([
            self._suggestion, self._suggestion, self._suggestion, self._contact, self._verdict, self._promise, self._fulfilled,
            self._voter, self._gone,
        ])()  # fmt: skip

    def _suggestion(self) -> None:
        rng, day = self.rng, date(TODAY().year - self.rng.randint(0, 2), 3, 5)
        classes = ResultClass.objects.order_by("pk")
        offices = Office.objects.filter(kind="unit").order_by("pk")
        values = {
            "confidential": rng.random() < 0.4, "lead_office": rng.choice([*offices, None]), "round": rng.choice([1, 2]),
            "replied_on": rng.choice([None, day, TODAY()]), "due_on": rng.choice([None, day, TODAY(), date(2030, 1, 1)]),
            "state": rng.choice(["registered", "dispatched", "replied", "closed"]), "registered_on": rng.choice([day, None]),
            "result_class": rng.choice([*classes, None]),
        }  # fmt: skip
        name = rng.choice(list(values))
        self.change(Suggestion, **{name: values[name]})

    def _contact(self) -> None:
        row = self.one(Contact)
        deed = self.rng.choice(["disputed", "confirmed", "twice", "delete"])
        if row and deed == "twice":
            Contact.objects.filter(pk=row.pk).update(state="logged")
            row.pk = None
            row.save(force_insert=True)
        elif row and deed == "delete":
            row.delete()
        else:
            self.change(Contact, state=deed if row else "logged")

    def _verdict(self) -> None:
        self.change(Rating, result=self.rng.choice([Grade.SATISFIED, Grade.BASICALLY]))
        self.change(Rating, round=self.rng.choice([1, 2]))
        self.change(SecondRating, at=self.rng.choice([None, timezone.now()]), result=Grade.SATISFIED)

    def _promise(self) -> None:
        self.change(Promise, state=self.rng.choice(["open", "reported", "kept", "released"]))
        self.change(Promise, due_on=TODAY() + timedelta(days=self.rng.choice([-3, 3])))

    def _fulfilled(self) -> None:
        row = self.one(Suggestion)
        if row and not Fulfilment._base_manager.filter(suggestion=row).exists():
            Fulfilment._base_manager.create(suggestion=row, on=TODAY(), how="solved")
        elif row:
            Fulfilment._base_manager.filter(suggestion=row).delete()

    def _voter(self) -> None:
        """Confidential, told, or merged into another opinion."""
        self.change(Opinion, confidential=self.rng.random() < 0.5)
        self.change(Matter, told_on=self.rng.choice([None, TODAY()]), told_how=self.rng.choice(["sms", ""]))
        if opinion := self.one(Opinion):
            self.change(Matter, opinion=opinion)

    def _gone(self) -> None:
        for model in (Rating, SecondRating, Promise, VoterTold, Fulfilment):
            if self.rng.random() < 0.1 and (row := self.one(model)):
                row.delete()


@pytest.mark.parametrize("seed", [1, 2])
def test_no_step_leaves_a_figure_to_the_nightly_count(handled, seed):
    steps = Steps(seed)
    for _ in range(30):
        steps.take()
        assert recount() == ALL_WELL


def live(user, area, filters) -> dict[int, UnitScore]:
    rows = all_led(area, filters) if user is None else led_rows(user, area, filters)
    return counted(rows, user, TODAY())


@pytest.mark.parametrize("seed", [4])
def test_units_are_compared_by_what_is_kept_as_by_a_count_of_the_rows(handled, seed):
    steps, year = Steps(seed), TODAY().year
    spans = (
        {"since": date(year, 1, 1)}, {"since": date(2012, 1, 1)}, {"until": date(year - 1, 12, 31)},
        {"since": date(year - 2, 2, 1), "until": date(year, 3, 5)},
    )  # fmt: skip
    for number in range(8):
        steps.take()
        if number % 4 == 0:
            SuggestionClock.objects.filter(rule="feedback").update(
                stopped_on=None, due_on=TODAY() + timedelta(days=number - 12)
            )
        for user in (handled.zhou, handled.wu, None):
            for span in spans:
                filters = LedgerFilters(**span)
                found = {one.office: one for one in ranking(user, handled.city, filters, TODAY())}
                wanted = live(user, handled.city, filters)
                assert {pk: (u.name, u.led, u.again, u.parts) for pk, u in found.items()} == {
                    pk: (u.name, u.led, u.again, u.parts) for pk, u in wanted.items()
                }, (span, user)


def test_a_suggestion_made_confidential_after_its_reply_leaves_every_figure_at_once(cast, way):
    row = way.replied(title="关于公开的建议")
    way.rated(row, cast.chen)
    Fulfilment._base_manager.get_or_create(suggestion=row, defaults={"on": TODAY(), "how": "solved"})
    kinds = ("suggestion_kept", "suggestion_unit_kept", "rating_result", "rating_unit", "suggestion_state")

    def shown() -> list[int]:
        return [sum(totals(FIGURES[kind].cells(cast.zhou), "label").values()) for kind in kinds]

    assert shown() == [1, 1, 1, 1, 1]
    Suggestion.objects.filter(pk=row.pk).update(confidential=True)
    assert shown() == [0, 0, 0, 0, 0]
    Suggestion.objects.filter(pk=row.pk).update(confidential=False)
    assert shown() == [1, 1, 1, 1, 1]


def test_what_no_figure_looks_at_writes_nothing(handled):
    before = TallyDelta.objects.count()
    Suggestion.objects.update(title="换一个标题")
    Contact.objects.update(content="换一段记录")
    Promise.objects.update(what="换一句承诺")
    assert TallyDelta.objects.count() == before


@pytest.mark.parametrize(
    ("since", "until", "years", "ends"),
    [
        ("", "", ("", ""), []),
        ("2025-01-01", "", ("2025-01-01", ""), []),
        ("2024-03-01", "2026-05-31", ("2025-01-01", "2025-12-31"), [("2024-03-01", "2024-12-31"), ("2026-01-01", "2026-05-31")]),
        ("2024-01-01", "2025-12-31", ("2024-01-01", "2025-12-31"), []),
        ("2025-02-01", "2025-03-01", None, [("2025-02-01", "2025-03-01")]),
        ("2025-02-01", "2026-03-01", None, [("2025-02-01", "2026-03-01")]),
        ("", "2025-06-30", ("", "2024-12-31"), [("2025-01-01", "2025-06-30")]),
    ],
)  # fmt: skip
def test_a_span_is_whole_years_and_what_is_left_at_its_ends(since, until, years, ends):
    def span(pair) -> LedgerFilters:
        return LedgerFilters(
            **{
                name: date.fromisoformat(day)
                for name, day in zip(("since", "until"), pair, strict=True)
                if day
            }
        )

    assert split(span((since, until))) == (years and span(years), [span(end) for end in ends])
