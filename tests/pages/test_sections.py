"""The sections of a case file, written as strings, let no mark-up of a user through."""

import datetime as dt

import pytest

from pages.casefile import ClockRow, Fact, Paper, Person, TimelineItem, TrackStep
from pages.sections import clocks_html, facts_html, papers_html, people_html, timeline_html, track_html

BAD = '<b title="x">&'
AT = dt.datetime(2026, 11, 20, 9, 5)
SECTIONS = {
    "facts": lambda bad: facts_html([Fact(bad, bad), Fact(bad, f"{bad}\n{bad}", wide=True), Fact(bad, bad, bad)]),
    "track": lambda bad: track_html([TrackStep(bad, "now", AT.date(), bad, bad, bad)]),
    "timeline": lambda bad: timeline_html([TimelineItem(AT, bad, bad, bad, bad, bad, f"{bad}.", bad)]),
    "clocks": lambda bad: clocks_html([ClockRow(bad, bad, AT.date(), AT.date(), AT.date(), True, bad)]),
    "people": lambda bad: people_html([Person(bad, bad, bad, bad)]),
    "papers": lambda bad: papers_html([Paper(bad, bad, 812, AT, bad)]),
}  # fmt: skip


@pytest.mark.parametrize("name", SECTIONS)
def test_what_users_wrote_is_text(name):
    html = SECTIONS[name](BAD)
    assert BAD not in html and "<b " not in html and "&lt;b title=&quot;x&quot;&gt;&amp;" in html
    assert html.__html__() == html


def test_nothing_is_drawn_of_nothing():
    drawing = (facts_html, track_html, timeline_html, clocks_html, people_html, papers_html)
    assert [draw([]) for draw in drawing] == [""] * len(drawing)


def test_a_phase_is_named_where_it_begins():
    steps = [
        TrackStep("提交", "done", phase="办前"),
        TrackStep("交办", "now", phase="办前"),
        TrackStep("办理", phase="办中"),
    ]
    deeds = [TimelineItem(AT, "王敏", step.label, phase=step.phase) for step in steps]
    for html in (track_html(steps), timeline_html(deeds)):
        assert [html.count(f">{phase}<") for phase in ("办前", "办中")] == [1, 1]
