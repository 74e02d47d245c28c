"""Whose time it was, told from the days that a suggestion keeps: for rows that were not made by steps.

Plain SQL, so that migrations and bulk writers may use it. Every suggestion with spans is left alone.
"""

from typing import Any

# state lists as they were stored when this was written
UNKNOWN = "('draft', 'entered', 'returned', 'declined', 'letter', 'split', 'withdrawn')"
SPANS = f"""
INSERT INTO suggestions_holding (suggestion_id, party, office_id, since, until)
SELECT s.id, span.party, span.office, span.since, span.until
FROM suggestions_suggestion s CROSS JOIN LATERAL (VALUES
    ('congress', NULL::bigint, s.submitted_on, s.dispatched_on),
    ('unit', s.lead_office_id, s.dispatched_on, s.replied_on),
    ('deputy', NULL::bigint, s.replied_on, s.closed_on)
) AS span(party, office, since, until)
WHERE s.submitted_on IS NOT NULL AND s.state NOT IN {UNKNOWN}
  AND span.since IS NOT NULL AND (span.until IS NULL OR span.until > span.since)
  AND NOT EXISTS (SELECT 1 FROM suggestions_holding h WHERE h.suggestion_id = s.id)
"""


def fill_holdings(connection: Any) -> int:
    """Tell the spans of every suggestion that has none from its days; how many spans were written."""
    with connection.cursor() as cursor:
        cursor.execute(SPANS)
        return cursor.rowcount
