"""The ladder tells whoever is to be told, once, on working days."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from notices.models import Notice
from offices.choices import Role
from offices.models import Post
from suggestions.models import SuggestionClock, SuggestionReminder
from workflow import ladder
from workflow.ladder import climb
from workflow.models import Rung, RungTo
from workflow.telling import Words, page_of

FRIDAY = date(2026, 11, 20)


def run(today=FRIDAY, people=None):
    page = page_of("suggestions:suggestion", "subject_id")
    words = Words(Concat(Value("建议"), "subject__title"), page, people)
    return climb(SuggestionClock, SuggestionReminder, today, words)


def told() -> set[str]:
    return set(Notice.objects.values_list("recipient__username", flat=True))


@pytest.mark.parametrize(
    ("due_on", "names", "begins"),
    [
        (date(2026, 12, 7), set(), ""),  # eleven working days ahead
        (date(2026, 12, 4), {"sun"}, "到期前十个工作日"),
        (date(2026, 11, 27), {"sun"}, "到期前五个工作日"),
        (date(2026, 11, 23), {"sun", "zheng"}, "到期前一个工作日"),  # Monday, over the week-end
        (FRIDAY, {"sun", "zheng"}, "到期当日"),
        (date(2026, 11, 19), {"zheng", "zhou"}, "逾期催办"),
        (date(2026, 11, 13), {"zhou"}, "逾期督办"),
        (date(2026, 11, 6), {"gao"}, "逾期通报"),
        (date(2025, 1, 6), {"gao"}, "逾期通报"),
    ],
)
def test_only_the_highest_rung_is_told_and_to_the_right_people(clock, due_on, names, begins):
    clock(due_on)
    run()
    assert told() == names
    assert all(notice.title.startswith(begins) for notice in Notice.objects.all())


def test_a_second_run_tells_nobody(clock):
    clock(FRIDAY)
    assert run().notices == 2
    again = run()
    assert (again.reminders, again.notices, again.sentence) == (0, 0, "没有需要提醒的时限。")


def test_the_next_rung_is_told_on_its_day_and_an_extended_clock_climbs_anew(clock):
    row = clock(FRIDAY)
    run()
    assert run(date(2026, 11, 23)).notices == 2
    row.due_on = date(2026, 11, 23)
    row.save()
    assert run(date(2026, 11, 23)).notices == 2


def test_nobody_is_told_on_a_day_off_but_on_a_make_up_day_they_are(clock):
    clock(date(2026, 9, 20))
    assert run(date(2026, 9, 19)).sentence == "今天星期六休息，不发提醒。"
    assert run(date(2026, 10, 1)).sentence == "今天国庆节放假，不发提醒。"
    assert not Notice.objects.exists()
    assert run(date(2026, 9, 20)).notices == 2


def test_stopped_and_paused_clocks_are_left_alone(clock):
    clock(FRIDAY, stopped_on=FRIDAY)
    clock(FRIDAY, paused_on=FRIDAY)
    assert run().reminders == 0


def test_a_rung_added_to_a_step_tells_only_who_was_not_told_of_the_step(clock, cast):
    Post.objects.create(user=cast.sun, role=Role.LEADER, area=cast.city, starts_on=date(2026, 1, 1))
    clock(FRIDAY)
    clock(FRIDAY)
    run()
    Rung.objects.create(offset=0, to=RungTo.LEADER, label="当日报告")
    clock(FRIDAY)
    climbed = run()
    assert (climbed.clocks, climbed.reminders, climbed.notices) == (3, 5, 5)
    names = Counter(Notice.objects.values_list("recipient__username", flat=True))
    assert names == {"sun": 3, "zheng": 3, "gao": 3}


def test_an_area_with_rungs_of_its_own_uses_only_those(clock, cast):
    Rung.objects.create(area=cast.city, offset=0, to=RungTo.LEADER, label="本市当日报告")
    clock(FRIDAY)
    clock(date(2026, 11, 13))
    run()
    assert told() == {"gao"}


def test_rungs_of_another_area_change_nothing_here(clock, cast):
    Rung.objects.create(area=cast.west, offset=0, to=RungTo.LEADER, label="本区当日报告")
    clock(FRIDAY)
    run()
    assert told() == {"sun", "zheng"}


def test_whoever_is_holder_and_head_is_told_once(clock, cast):
    Post.objects.create(
        user=cast.sun, role=Role.UNIT_HEAD, area=cast.city, office=cast.education, starts_on=date(2026, 1, 1)
    )
    clock(FRIDAY)
    run()
    assert Notice.objects.filter(recipient=cast.sun).count() == 1


def test_a_person_who_holds_the_clock_is_told_himself(clock, cast):
    clock(FRIDAY, person=cast.chen)
    run()
    assert told() == {"chen"}


def test_a_room_may_add_people(clock, cast):
    row = clock(FRIDAY)
    run(
        people=lambda clocks: [(one, RungTo.HOLDER, cast.lin.pk) for one in clocks[row.rule] if one == row.pk]
    )
    assert told() == {"lin", "sun", "zheng"}


def test_a_clock_with_nobody_to_tell_is_counted(clock, cast):
    clock(FRIDAY, office=cast.housing)
    climbed = run()
    assert (climbed.unheard, climbed.notices) == (2, 0)
    assert "2条没有可提醒的人" in climbed.sentence


def test_an_idle_morning_costs_few_queries(clock, django_assert_max_num_queries):
    clock(date(2027, 3, 1))
    with django_assert_max_num_queries(5):
        run()


def test_queries_do_not_grow_with_the_clocks(clock, django_assert_num_queries, django_assert_max_num_queries):
    clock(FRIDAY)
    with django_assert_max_num_queries(12) as one:
        run()
    for _ in range(3):
        clock(FRIDAY)
    with django_assert_num_queries(len(one)):
        run()


def test_what_others_tell_between_looking_and_telling_is_left_to_them(clock, monkeypatch):
    monkeypatch.setattr(
        ladder, "BATCH", 1
    )  # a full batch that told nothing must not be looked for again and again
    clock(FRIDAY)
    climbed = run(people=lambda clocks: run() and ())
    assert (climbed.reminders, Notice.objects.count()) == (0, 2)


def test_a_clock_that_moves_between_looking_and_telling_waits_for_the_next_climb(clock):
    row = clock(FRIDAY)

    def moved(clocks):
        SuggestionClock.objects.filter(pk=row.pk).update(due_on=date(2026, 11, 23))
        return ()

    assert run(people=moved).reminders == 0
    assert run().reminders == 2
    assert {notice.title[:8] for notice in Notice.objects.all()} == {"到期前一个工作日"}


def test_a_clock_that_stops_between_looking_and_telling_is_not_told_of(clock):
    row = clock(FRIDAY)
    stopped = SuggestionClock.objects.filter(pk=row.pk)
    assert run(people=lambda clocks: stopped.update(stopped_on=FRIDAY) and ()).reminders == 0
