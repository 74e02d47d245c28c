"""A due day that rests on a year whose holidays are not announced is called so wherever it is named."""

import pytest
from django.urls import reverse

from notices.models import Notice
from pages.queues import drawn
from suggestions.extending import choices
from suggestions.extension_lifecycle import EXTENSION
from suggestions.forms.handling import HandBackForm
from suggestions.forms.time import PauseForm
from suggestions.worklist_units import queues
from tests.suggestions.settings import rule
from tests.suggestions.units import lead_part, step
from workflow.calendar import due_words, forget_calendar
from workflow.lifecycle import perform
from workflow.models import CalendarYear

WHY = "涉及五个部门，需报省厅批复。"


@pytest.fixture(params=[True, False], ids=["announced", "not announced"])
def mark(request, cast) -> str:
    """What stands behind a due day once every year is announced, or none."""
    CalendarYear.objects.update(confirmed=request.param)
    forget_calendar()
    return "" if request.param else "（暂定）"


@pytest.fixture
def part(mark, cast):
    rule(cast.city, "pause_allowed", "yes", "switch")
    return lead_part(cast)


def ends(words: str, mark: str) -> bool:
    """Does the day at the end carry the mark, and only where it should?"""
    return words.endswith(f"日{mark}")


def test_the_choices_of_more_time_and_what_is_told_of_it(cast, mark, part):
    step(part, "receive", cast.sun)
    assert all(ends(words, mark) for _, words in choices(part.suggestion))
    step(part, "ask_extension", cast.sun, WHY, months=6)
    perform(EXTENSION, part.extensions.get().pk, "grant_extension", cast.zhou, months=5)
    told = Notice.objects.get(recipient=cast.chen, kind="extension.grant_extension").body
    assert ends(told.split("。")[0], mark)


def test_the_limits_to_choose_from_and_the_last_day_of_handing_back(cast, mark, part):
    words = [
        str(label) for _, label in PauseForm(subject=part.suggestion, user=cast.zhou).fields["clock"].choices
    ]
    assert words and all(f"日{mark}到期" in one for one in words)
    assert ends(HandBackForm(subject=part, user=cast.sun).fields["note"].help_text.rstrip("。"), mark)
    card = next(card for card in drawn(queues(cast.sun)) if card.key == "parts-sign_for")
    assert f"日{mark}" in card.rows[0].note.split("退办截至")[1]


def test_the_head_of_a_step_the_part_and_the_receipt(client, cast, mark, part):
    due = f"{due_words(part.suggestion.due_on)}"
    assert ends(due, mark)
    client.force_login(cast.zhou)
    assert (
        f"答复期限{due}</p>"
        in client.get(reverse("suggestions:step", args=(part.suggestion_id, "pause"))).content.decode()
    )
    client.force_login(cast.sun)
    page = client.get(part.get_absolute_url()).content.decode()
    assert (
        f"<dd>{due}</dd>" in page
        and f"{due}前答复" in page
        and f"日{mark}" in page.split("退办期限至")[1][:20]
    )
    step(part, "receive", cast.sun)
    receipt = client.get(reverse("suggestions:receipt", args=(part.pk,))).content.decode()
    assert f"日{mark}</dd>" in receipt
