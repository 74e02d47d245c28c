"""What is tallied, and the chores that fold and check it; the triggers are those of reports.counting.

Confidential rows are counted nowhere: a count of one could betray them.
"""

from datetime import date

from django.db import connection

from reports.counting import DIMENSIONS, YEAR, Counted, summed, triggers
from reports.unit_tallies import UNITS

OPEN_TO_COUNTS = "NOT r.confidential"
SUGGESTED = f"{OPEN_TO_COUNTS} AND r.submitted_on IS NOT NULL"
REPLIED = f"{OPEN_TO_COUNTS} AND r.replied_on IS NOT NULL AND r.result_class_id IS NOT NULL"
OF_SUGGESTION = "JOIN {suggestions_suggestion} s ON s.id = r.suggestion_id"
RATED = "{suggestions_rating} r " + OF_SUGGESTION
RATED_ON = "(r.at AT TIME ZONE 'Asia/Shanghai')"
OF_RATED = {"source": RATED, "on": RATED_ON, "area": "s.area_id"}
SUGGESTIONS, OPINIONS = "{suggestions_suggestion} r", "{stations_opinion} r"
RECEPTIONS, VISITS = "{stations_reception} r", "{stations_visit} r"
TOLD = "{stations_matter} r JOIN {stations_opinion} o ON o.id = r.opinion_id"
# by whom the voter heard: a person, a message that the gateway took, or his own look-up
HOW = (
    "CASE WHEN r.told_on IS NULL THEN 'untold' WHEN r.told_how = 'sms' THEN 'texted' "
    "WHEN r.told_how = 'web' THEN 'seen' ELSE 'told' END"
)
VOTERS = (
    "{suggestions_votertold} r JOIN {stations_matter} m ON m.id = r.matter_id "
    "JOIN {stations_opinion} o ON o.id = m.opinion_id " + OF_SUGGESTION
)
BOTH_OPEN = "NOT o.confidential AND NOT s.confidential"
IN_TIME = (
    "CASE WHEN r.told_on IS NULL THEN 'waiting' WHEN r.told_on <= r.due_on THEN 'in_time' ELSE 'late' END"
)
SECOND = {
    "source": "{suggestions_secondrating} r " + OF_SUGGESTION,
    "on": "r.asked_on",
    "keep": "NOT s.confidential AND r.at IS NOT NULL",
}
FULFILLED = "{suggestions_fulfilment} r " + OF_SUGGESTION
CARRIED_OUT = "NOT s.confidential AND s.replied_on IS NOT NULL AND s.result_class_id IS NOT NULL"

KINDS: tuple[Counted, ...] = (
    Counted("suggestion_state", SUGGESTIONS, "r.submitted_on", "r.state", SUGGESTED),
    Counted("suggestion_unit", SUGGESTIONS, "r.submitted_on", "r.state", f"{SUGGESTED} AND r.lead_office_id IS NOT NULL",
            office="r.lead_office_id", by=YEAR),
    Counted("suggestion_class", SUGGESTIONS, "r.replied_on", "r.result_class_id", REPLIED),
    Counted("suggestion_unit_class", SUGGESTIONS, "r.replied_on", "r.result_class_id",
            f"{REPLIED} AND r.lead_office_id IS NOT NULL", office="r.lead_office_id", by=YEAR),
    Counted("rating_result", label="r.result", keep="NOT s.confidential", **OF_RATED),
    Counted("rating_attitude", label="r.attitude", keep="NOT s.confidential", **OF_RATED),
    Counted("rating_unit", label="r.result", keep="NOT s.confidential AND s.lead_office_id IS NOT NULL",
            office="s.lead_office_id", by=YEAR, **OF_RATED),
    Counted("rating_second", label="r.result", area="s.area_id", **SECOND),
    Counted("suggestion_kept", FULFILLED, "s.replied_on", "'kept'", CARRIED_OUT, area="s.area_id"),
    Counted("suggestion_unit_kept", FULFILLED, "s.replied_on", "'kept'", f"{CARRIED_OUT} AND s.lead_office_id IS NOT NULL",
            area="s.area_id", office="s.lead_office_id", by=YEAR),
    Counted("opinion_state", OPINIONS, "r.opened_on", "r.state", OPEN_TO_COUNTS),
    Counted("opinion_station", OPINIONS, "r.opened_on", "r.state", OPEN_TO_COUNTS, station="r.station_id", by=YEAR),
    Counted("reception_state", RECEPTIONS, 'r."on"', "r.state", "TRUE"),
    Counted("reception_station", RECEPTIONS, 'r."on"', "r.state", "TRUE", station="r.station_id", by=YEAR),
    Counted("visit", VISITS, 'r."on"', "'visit'", OPEN_TO_COUNTS),
    Counted("visit_station", VISITS, 'r."on"', "'visit'", OPEN_TO_COUNTS, station="r.station_id", by=YEAR),
    Counted("matter_told", TOLD, "o.opened_on", HOW, "NOT o.confidential", area="o.area_id"),
    Counted("voter_told", VOTERS, "r.reached_on", IN_TIME, BOTH_OPEN, area="o.area_id"),
    Counted("voter_way", VOTERS, "r.reached_on", HOW, BOTH_OPEN, area="o.area_id"),
    *UNITS,
)  # fmt: skip
COUNTED_TABLES = tuple(dict.fromkeys(table for one in KINDS for table in one.tables))
# those that migration 0002 knew
TABLES = ("suggestions_suggestion", "suggestions_rating", "stations_opinion", "stations_reception", "stations_visit",
          "stations_matter")  # fmt: skip


def trigger_sql(table: str) -> str:
    return triggers(table, KINDS)


VIEW_SQL = """
CREATE OR REPLACE VIEW reports_cell AS
SELECT id, kind, area_id, office_id, station_id, month, label, count FROM reports_tally
UNION ALL
SELECT -id, kind, area_id, office_id, station_id, month, label, count FROM reports_tallydelta;
"""

FOLD_SQL = f"""
WITH moved AS (
  DELETE FROM reports_tallydelta
  WHERE id IN (SELECT id FROM reports_tallydelta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
  RETURNING {DIMENSIONS}, count
), added AS (
  INSERT INTO reports_tally ({DIMENSIONS}, count)
  SELECT {DIMENSIONS}, sum(count) FROM moved GROUP BY {DIMENSIONS} HAVING sum(count) <> 0
  ON CONFLICT ({DIMENSIONS}) DO UPDATE SET count = reports_tally.count + EXCLUDED.count
)
SELECT count(*) FROM moved
"""


def fold(today: date | None = None, batch: int = 200_000) -> str:
    """Chore: fold the deltas into the tallies. Figures do not change by it, only their cost."""
    moved = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(FOLD_SQL, (batch,))
            count = cursor.fetchone()[0]
            moved += count
            if count < batch:
                break
    return f"归并统计增量{moved}条。" if moved else "没有需要归并的统计增量。"


def recount(today: date | None = None) -> str:
    """Chore: count everything anew and mend what differs; one statement, so one moment."""
    kept = f"SELECT {DIMENSIONS}, -count AS count FROM reports_cell"
    with connection.cursor() as cursor:
        # a migration counts before later ones lay their tables
        there = set(connection.introspection.table_names(cursor))
        full = [one.select("1") for one in KINDS if there.issuperset(one.tables)]
        cursor.execute(summed([*full, kept]))
        wrong = cursor.rowcount
    return f"核对统计：{wrong}格有出入，已更正。" if wrong else "核对统计：全部一致。"
