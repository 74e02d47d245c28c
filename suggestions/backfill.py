"""What steps would have written beside a suggestion, told from the rows: for suggestions that were not made by steps.

Whose time it was, from the days it keeps; whether it was carried out, from its class and promises. Plain SQL, so that
migrations and bulk writers may use it. What is told already is left alone.
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


# the rule of suggestions.fulfilling as it was when this was written
CARRIED_OUT = """
INSERT INTO suggestions_fulfilment (suggestion_id, "on", how)
SELECT s.id, COALESCE(look.settled_on, s.replied_on), CASE WHEN look.settled_on IS NULL THEN 'solved' ELSE 'looked' END
FROM suggestions_suggestion s JOIN suggestions_resultclass c ON c.id = s.result_class_id AND c.resolved
LEFT JOIN LATERAL (
    SELECT max(i.settled_on) AS settled_on FROM suggestions_lookbackitem i
    WHERE i.suggestion_id = s.id AND i.after_id = s.result_class_id AND i.before_id <> i.after_id
      AND i.settled_on >= s.replied_on
) look ON TRUE
WHERE s.replied_on IS NOT NULL
UNION ALL
SELECT s.id, max(p.settled_on), 'kept'
FROM suggestions_suggestion s JOIN suggestions_resultclass c ON c.id = s.result_class_id AND NOT c.resolved
JOIN suggestions_promise p ON p.suggestion_id = s.id AND p.state <> 'drafted'
JOIN suggestions_assignment a ON a.id = p.assignment_id AND a.round = s.round
WHERE s.replied_on IS NOT NULL
GROUP BY s.id HAVING bool_and(p.state = 'kept')
ON CONFLICT (suggestion_id) DO NOTHING
"""


def fill_fulfilments(connection: Any) -> int:
    """Tell of every answered suggestion whether it was carried out; how many were."""
    with connection.cursor() as cursor:
        cursor.execute(CARRIED_OUT)
        return cursor.rowcount
