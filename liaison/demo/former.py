"""What the city's former congress left behind: closed suggestions with a promise still to be kept (换届结转)."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from pypinyin import lazy_pinyin

from deputies.choices import Basis, Gender, Level, MandateState
from deputies.models import Deputy, Mandate, Session, Term
from liaison.demo import words
from liaison.demo.clocks import Sheets
from liaison.demo.handling import Handling
from liaison.demo.people import People
from liaison.demo.places import Places
from liaison.demo.registry import Registry
from liaison.demo.sizes import Size
from pages.search import fill_grams
from suggestions.choices import PromiseState
from suggestions.models import Promise, Reply, ResultClass, Suggestion

YEARS = 5  # of a term


def build(
    places: Places, people: People, now: Registry, size: Size, today: date, rng: Random, sheets: Sheets
) -> None:
    """The term before the present one, five of its deputies, and their last suggestions."""
    present = now.terms[places.city.pk][-1]
    ends = present.starts_on - timedelta(days=1)
    begins = date(present.starts_on.year - YEARS, 1, 10)
    term = Term.objects.create(
        area=places.city, level=Level.CITY, number=present.number - 1, starts_on=begins, ends_on=ends
    )
    opens = date(ends.year, 1, 15) if ends.month > 1 else date(ends.year - 1, 1, 15)
    session = Session.objects.create(
        term=term, number=YEARS, opens_on=opens, closes_on=opens + timedelta(days=4)
    )
    gone = _deputies(places, term, ends, rng)
    former = Registry({places.city.pk: [term]}, {places.city.pk: [session]}, gone, {places.city.pk: gone})
    span = today.year - opens.year + 1
    whole = replace(size, years=span, suggestions=1, in_session=1.0)
    Handling(places, people, former, whole, today, rng, sheets).build()
    _settle(term, today)


def _deputies(places: Places, term: Term, ends: date, rng: Random) -> list[Deputy]:
    """People whose only mandate ended with the term."""
    names = [words.name(rng) for _ in range(5)]
    rows = [
        Deputy(
            area=places.towns[number], code=f"DB9{number:04}", name=name, sort_key=" ".join(lazy_pinyin(name)),
            gender=rng.choice(Gender.values),
            employer=f"{places.towns[number].name}{rng.choice(words.EMPLOYERS)}", phone=f"1390001{number:04}",
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    fill_grams(rows)
    made = Deputy.objects.bulk_create(rows)
    Mandate.objects.bulk_create(
        Mandate(
            deputy=row, term=term, level=term.level, certificate=f"{places.city.code}-{term.number}-{number:05}",
            starts_on=term.starts_on, ends_on=ends, state=MandateState.ENDED, basis=Basis.EXPIRED,
        )
        for number, row in enumerate(made, 1)
    )  # fmt: skip
    return made


def _settle(term: Term, today: date) -> None:
    """Two promises reach into this term; whatever else was promised is history."""
    later = ResultClass.objects.filter(area=None, promises=True).order_by("order", "code").first()
    rows = Suggestion.objects.filter(term=term).order_by("pk")
    Promise.objects.filter(suggestion__term=term).delete()
    for row in rows[:2]:
        lead = row.assignments.filter(office=row.lead_office).first()
        if lead is None:
            continue
        row.result_class = later
        row.save(update_fields=["result_class"])
        Reply.objects.filter(assignment=lead).update(result_class=later)
        due_on = today + timedelta(days=150)
        Promise.objects.create(
            suggestion=row, assignment=lead, office=lead.office, state=PromiseState.OPEN,
            what="列入五年规划，分期建设，最后一期完工后验收", due_on=due_on, first_due_on=due_on, who="分管负责人",
            proof="竣工验收材料", made_on=row.replied_on,
        )  # fmt: skip
