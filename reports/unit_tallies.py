"""What the comparison of units is summed from: what each led, by the year of registration (suggestions.ranking)."""

from typing import Any

from reports.counting import YEAR, Counted

STATES = "('dispatched', 'replied', 'closed')"  # suggestions.choices.HANDED


def _led(row: str) -> str:
    return (
        f"NOT {row}.confidential AND {row}.registered_on IS NOT NULL AND {row}.lead_office_id IS NOT NULL "
        f"AND {row}.state IN {STATES}"
    )


def _of(kind: str, label: str, keep: str = "", **more: Any) -> Counted:
    """Counted by suggestion."""
    return Counted(kind, "{suggestions_suggestion} r", "r.registered_on", label, f"{_led('r')}{keep}",
                   office="r.lead_office_id", by=YEAR, **more)  # fmt: skip


def _with(kind: str, table: str, label: str, keep: str) -> Counted:
    """Counted by what hangs on a suggestion."""
    source = f"{{{table}}} r JOIN {{suggestions_suggestion}} s ON s.id = r.suggestion_id"
    return Counted(kind, source, "s.registered_on", label, f"{_led('s')}{keep}", area="s.area_id",
                   office="s.lead_office_id", by=YEAR)  # fmt: skip


ANSWERED = " AND r.replied_on IS NOT NULL"
MET = "EXISTS (SELECT FROM {suggestions_contact} c WHERE c.suggestion_id = r.id AND c.state <> 'disputed')"
UNITS = (
    _of("unit_led", "CASE WHEN r.round > 1 THEN 'again' ELSE 'first' END"),
    _of("unit_timely", "CASE WHEN r.replied_on <= r.due_on THEN 'well' ELSE 'late' END",
        f"{ANSWERED} AND r.due_on IS NOT NULL"),
    _of("unit_answered", "'answered'", ANSWERED),
    _of("unit_met", "'well'", f"{ANSWERED} AND {MET}", through={"suggestions_contact": "suggestion_id"}),
    _of("unit_class", "r.result_class_id", f"{ANSWERED} AND r.result_class_id IS NOT NULL"),
    _with("unit_rated", "suggestions_rating", "r.result", " AND r.round = s.round"),
    _with("unit_promised", "suggestions_promise", "'kept'", " AND r.state = 'kept' AND r.office_id = s.lead_office_id"),
)  # fmt: skip
