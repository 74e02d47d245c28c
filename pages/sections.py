"""The sections that every case file has, as HTML: facts, track, timeline, clocks, people and papers.

Written as strings: as templates they took a quarter of a case page's work.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString, mark_safe

from pages.casefile import ClockRow, Fact, Paper, Person, TimelineItem, TrackStep
from pages.columns import Badge
from pages.dates import cn_date, datetime_html, tentative
from pages.escaping import escape
from pages.icons import drawing
from pages.sizes import size_words


def facts_html(facts: Sequence[Fact]) -> SafeString:
    """Labelled values, side by side."""
    return mark_safe(f'<dl class="facts">{"".join(map(_fact, facts))}</dl>' if facts else "")


def _fact(fact: Fact) -> str:
    value = linebreaksbr(fact.shown) if fact.wide else escape(fact.shown)
    if fact.url:
        value = f'<a href="{escape(fact.url)}">{escape(fact.shown)}</a>'
    css = ' class="fact-wide"' if fact.wide else ""
    return f"<div{css}><dt>{escape(fact.label)}</dt><dd>{value}</dd></div>\n"


def track_html(track: Sequence[TrackStep]) -> SafeString:
    """The steps in a row: done, now and to come, under their phases where they have some."""
    if not track:
        return mark_safe("")
    phased = bool(track[0].phase)
    phases = ["", *(step.phase for step in track)]
    drawn = [
        _step(number, step, _phase(step.phase if step.phase != before else "") if phased else "")
        for number, (step, before) in enumerate(zip(track, phases, strict=False), 1)
    ]
    css = "case-track case-track-phased" if phased else "case-track"
    return mark_safe(f'<ol class="{css}" aria-label="办理进程">{"".join(drawn)}</ol>')


def _phase(words: str) -> str:
    return f'<span class="track-phase">{escape(words)}</span>'


def _step(number: int, step: TrackStep, phase: str) -> str:
    current = ' aria-current="step"' if step.state == "now" else ""
    mark = drawing("check") if step.state == "done" else number
    skipped = '<span class="visually-hidden">（略过）</span>' if step.state == "skipped" else ""
    day = (
        f'<time class="track-note" datetime="{step.on:%Y-%m-%d}">{cn_date(step.on)}</time>' if step.on else ""
    )
    notes = "".join(
        [f'<span class="track-note">{escape(one)}</span>' for one in (step.who, step.note) if one]
    )
    return (
        f'<li class="track-{step.state}"{current}>{phase}<span class="track-mark">{mark}</span>'
        f'<span class="track-label">{escape(step.label)}{skipped}</span>{day}{notes}</li>\n'
    )


def timeline_html(timeline: Iterable[TimelineItem]) -> SafeString:
    """What happened, oldest first, under a heading where a phase begins."""
    drawn, phase = [], ""
    for item in timeline:
        if item.phase != phase:
            phase = item.phase
            drawn.append(f'<li class="timeline-phase"><h3>{escape(phase)}</h3></li>\n' if phase else "")
        drawn.append(_deed(item))
    return (
        _section("办理经过", f'<ol class="case-timeline">{"".join(drawn)}</ol>') if drawn else mark_safe("")
    )


def _deed(item: TimelineItem) -> str:
    moved = item.after and item.after != item.before
    came = f"{escape(item.before)} → " if item.before else ""
    change = f' <span class="muted">{came}{escape(item.after)}</span>' if moved else ""
    behalf = f"（代{escape(item.on_behalf)}）" if item.on_behalf else ""
    note = f'<div class="timeline-note">{linebreaksbr(item.note)}</div>' if item.note else ""
    return (
        f'<li><p class="timeline-what"><strong>{escape(item.label)}</strong>{change}</p>'
        f'<p class="timeline-who">{datetime_html(item.at)} {escape(item.who)}{behalf}</p>{note}</li>\n'
    )


def clocks_html(clocks: Iterable[ClockRow]) -> SafeString:
    """The limits, each with its days and the way to how it was reckoned."""
    return _listed("时限", map(_clock, clocks))


def _clock(clock: ClockRow) -> str:
    due = f"，{cn_date(clock.due_on)}到期" if clock.due_on else ""
    mark = f'<span class="text-nowrap">{tentative(True)}</span>' if clock.provisional else ""
    told = f"{cn_date(clock.started_on)}起{due}{mark}"
    stopped = f'<p class="muted">{cn_date(clock.stopped_on)}停止</p>' if clock.stopped_on else ""
    sheet = f'<a href="{escape(clock.sheet_url)}">时限计算书</a>' if clock.sheet_url else ""
    return (
        f"{_headed(clock.label, Badge(clock.due_text, clock.due_colour).html())}"
        f'<p>{escape(clock.holder)}</p><p class="muted">{told}</p>{stopped}{sheet}'
    )


def people_html(people: Iterable[Person]) -> SafeString:
    """Who takes part, and in what part."""
    return _listed("参与人员", map(_person, people))


def _person(person: Person) -> str:
    name = escape(person.name)
    linked = f'<a href="{escape(person.url)}">{name}</a>' if person.url else name
    note = f'<p class="muted">{escape(person.note)}</p>' if person.note else ""
    return _headed(mark_safe(linked), f'<span class="muted">{escape(person.part)}</span>') + note


def papers_html(papers: Iterable[Paper]) -> SafeString:
    """The files, each with what is known of it."""
    return _listed("文件材料", map(_paper, papers))


def _paper(paper: Paper) -> str:
    known = [size_words(paper.size) if paper.size else "", paper.who, cn_date(paper.at)]
    told = " · ".join([escape(one) for one in known if one])
    note = f'<p class="muted">{told}</p>' if told else ""
    return f'<p class="side-head">{drawing("paperclip")}<a href="{escape(paper.url)}">{escape(paper.label)}</a></p>{note}'


def _headed(words: Any, beside: str) -> str:
    return f'<p class="side-head"><strong>{escape(words)}</strong> {beside}</p>'


def _listed(title: str, rows: Iterable[str]) -> SafeString:
    """A section of the side; nothing without rows."""
    drawn = "".join([f"<li>{row}</li>\n" for row in rows])
    return _section(title, f'<ul class="side-list">{drawn}</ul>') if drawn else mark_safe("")


def _section(title: str, inside: str) -> SafeString:
    return mark_safe(f'<section class="panel"><h2>{title}</h2>{inside}</section>\n')
