"""The roster of many days: quotas, absences, expertise, nobody in two places; pure."""

import datetime as dt
from collections import Counter
from random import Random

from stations.fairness import Candidate, Duty, fill, words_of

AM = ("am",)


def days(count: int, pool: int = 1, first: int = 0, wanted: int = 2, **more) -> list[Duty]:
    start = dt.date(2026, 1, 5)
    return [Duty(first + n, pool, start + dt.timedelta(days=7 * n), AM, wanted, **more) for n in range(count)]


def test_everybody_reaches_the_quota_of_his_level_before_anybody_exceeds_it():
    people = [Candidate(pk, needs=2 if pk % 2 else 1) for pk in range(1, 9)]
    served = Counter(choice.deputy for choice in fill(days(6), {1: people}, set()))
    assert all(served[one.pk] == one.needs for one in people)


def test_turns_stay_even_when_all_quotas_are_met():
    people = [Candidate(pk, needs=1) for pk in range(1, 6)]
    served = Counter(choice.deputy for choice in fill(days(20), {1: people}, set()))
    assert set(served.values()) == {8}


def test_who_is_away_is_passed_over_and_makes_it_up_while_he_can():
    plan = days(8, wanted=1)
    away = Candidate(1, needs=2, away=((plan[2].on, plan[-1].on),))
    found = fill(plan, {1: [*(Candidate(pk, needs=2) for pk in (2, 3, 4)), away]}, set())
    assert {choice.key for choice in found if choice.deputy == 1} == {0, 1}
    assert "后续有请假" in next(choice.reason for choice in found if choice.deputy == 1)
    assert any("1人请假" in choice.reason for choice in found)
    assert set(Counter(choice.deputy for choice in found).values()) == {2}


def test_nobody_is_on_duty_in_two_places_in_the_same_half_day():
    shared = Candidate(1, needs=9)
    morning, afternoon = (
        days(3, wanted=1),
        [d._replace(key=10 + d.key, pool=2, halves=("pm",)) for d in days(3, wanted=1)],
    )
    clash = [duty._replace(key=20 + duty.key, pool=3) for duty in morning]
    found = fill([*morning, *afternoon, *clash], {1: [shared], 2: [shared], 3: [shared]}, set())
    assert sorted(choice.key for choice in found) == [0, 1, 2, 10, 11, 12]
    given = {(1, morning[0].on, "am")}
    assert [choice.key for choice in fill(morning, {1: [Candidate(1)]}, given)] == [1, 2]


def test_a_theme_brings_one_who_knows_it_as_long_as_the_quotas_leave_room():
    teacher = Candidate(3, needs=1, expertise=words_of("教育、法律"))
    people = [Candidate(1, needs=1), Candidate(2, needs=1), teacher]
    found = fill(days(3, theme="教育专题接待"), {1: people}, set())
    assert all(any(c.deputy == 3 for c in found if c.key == key) for key in range(3))
    assert "专长“教育”与接待主题相符" in next(c.reason for c in found if c.deputy == 3)
    tight = [Candidate(pk, needs=1, expertise=one.expertise) for pk, one in enumerate(people, 1)]
    served = Counter(c.deputy for c in fill(days(3, wanted=1, theme="教育专题接待"), {1: tight}, set()))
    assert set(served.values()) == {1}


def test_who_knows_the_theme_is_not_called_endlessly():
    people = [Candidate(1, expertise=("教育",)), *(Candidate(pk) for pk in range(2, 8))]
    served = Counter(choice.deputy for choice in fill(days(24, theme="教育专题"), {1: people}, set()))
    assert max(served.values()) - min(served.values()) <= 3


def test_a_day_takes_whom_there_is_when_there_are_too_few():
    found = fill(days(1, wanted=3), {1: [Candidate(1)]}, set())
    assert [choice.deputy for choice in found] == [1]
    assert fill(days(2, pool=7), {}, set()) == []


def test_in_any_mix_of_leaves_nobody_doubles_and_no_leave_is_broken():
    rng = Random(7)
    for _ in range(30):
        plan = days(rng.randint(1, 40), wanted=rng.randint(1, 3))
        people = []
        for pk in range(rng.randint(1, 15)):
            start = plan[0].on + dt.timedelta(days=rng.randint(0, 250))
            leave = ((start, start + dt.timedelta(days=rng.randint(0, 60))),) if rng.random() < 0.5 else ()
            people.append(Candidate(pk, needs=rng.randint(0, 3), away=leave))
        found = fill(plan, {1: people}, set())
        by_key = {duty.key: duty for duty in plan}
        away = {one.pk: one.away for one in people}
        assert len({(c.key, c.deputy) for c in found}) == len(found)
        assert not any(a <= by_key[c.key].on <= b for c in found for a, b in away[c.deputy])
        given = Counter(choice.key for choice in found)
        for duty in plan:
            free = sum(not any(a <= duty.on <= b for a, b in one.away) for one in people)
            assert given[duty.key] == min(duty.wanted, free)
