"""The demo reads like real work: voters speak in many ways, and nobody sits before a heap of unread notices."""

from random import Random

from liaison.demo import reading, voices, words
from notices.models import Notice
from notices.outbox import post


def test_of_every_trouble_somebody_has_seen_something():
    assert {trouble[1] for trouble in words.TROUBLES} == set(voices.SEEN)


def test_a_hundred_voters_say_a_hundred_different_things():
    rng = Random(1)
    said = [words.complaint(rng, rng.choice(words.TROUBLES)) for _ in range(100)]
    assert len(set(said)) == 100
    assert len({text[:6] for text in said}) > 50
    assert not [text for text in said if "{" in text or "None" in text]


def test_the_demo_people_have_read_all_but_the_newest_of_each_kind(cast):
    for number in range(12):
        post([cast.lin], kind=f"opinion.{'ab'[number % 2]}", key=str(number), title=f"第{number}条")
    reading.build([cast.lin, cast.fang])
    rows = list(Notice.objects.filter(recipient=cast.lin).order_by("-created_at"))
    unread = [row for row in rows if row.read_at is None]
    assert rows[: len(unread)] == unread and 0 < len(unread) <= reading.FEW
    assert {row.kind for row in unread} == {"opinion.a", "opinion.b"}
