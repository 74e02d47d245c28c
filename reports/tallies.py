"""What is tallied, the triggers that keep it, and the chores that fold and check it.

Confidential rows are counted nowhere: a count of one could betray them.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

MONTH, YEAR = "month", "year"
EVER = date.min  # the month of the cells that count all years: ten years are summed as quickly as one
DIMENSIONS = "kind, area_id, office_id, station_id, month, label"


@dataclass(frozen=True)
class Counted:
    """One kind of count over a table. source names the joined rows; {rows} stands for the table.

    area, office, station, on, label: SQL of the dimensions; keep: which rows count. Each row counts in the cell
    of its month or year, and in the one of all time.
    """

    kind: str
    source: str
    on: str
    label: str
    keep: str
    area: str = "r.area_id"
    office: str = "NULL::bigint"
    station: str = "NULL::bigint"
    by: str = MONTH

    def select(self, rows: str, sign: str) -> str:
        return (
            f"SELECT '{self.kind}' AS kind, {self.area} AS area_id, {self.office} AS office_id, "
            f"{self.station} AS station_id, span.month, ({self.label})::varchar(20) AS label, {sign} AS count "
            f"FROM {self.source.format(rows=rows)} CROSS JOIN LATERAL "
            f"(VALUES (date_trunc('{self.by}', {self.on})::date), (DATE '{EVER}')) AS span(month) WHERE {self.keep}"
        )


OPEN_TO_COUNTS = "NOT r.confidential"
SUGGESTED = f"{OPEN_TO_COUNTS} AND r.submitted_on IS NOT NULL"
REPLIED = f"{OPEN_TO_COUNTS} AND r.replied_on IS NOT NULL AND r.result_class_id IS NOT NULL"
RATED = "{rows} r JOIN suggestions_suggestion s ON s.id = r.suggestion_id"
RATED_ON = "(r.at AT TIME ZONE 'Asia/Shanghai')"
OF_RATED = {"source": RATED, "on": RATED_ON, "keep": "NOT s.confidential", "area": "s.area_id"}
TOLD = "{rows} r JOIN stations_opinion o ON o.id = r.opinion_id"
# by whom the voter heard: a person, a message that the gateway took, or his own look-up
HOW = (
    "CASE WHEN r.told_on IS NULL THEN 'untold' WHEN r.told_how = 'sms' THEN 'texted' "
    "WHEN r.told_how = 'web' THEN 'seen' ELSE 'told' END"
)

TABLES: dict[str, tuple[Counted, ...]] = {
    "suggestions_suggestion": (
        Counted("suggestion_state", "{rows} r", "r.submitted_on", "r.state", SUGGESTED),
        Counted("suggestion_unit", "{rows} r", "r.submitted_on", "r.state", f"{SUGGESTED} AND r.lead_office_id IS NOT NULL",
                office="r.lead_office_id", by=YEAR),
        Counted("suggestion_class", "{rows} r", "r.replied_on", "r.result_class_id", REPLIED),
        Counted("suggestion_unit_class", "{rows} r", "r.replied_on", "r.result_class_id",
                f"{REPLIED} AND r.lead_office_id IS NOT NULL", office="r.lead_office_id", by=YEAR),
    ),
    "suggestions_rating": (
        Counted("rating_result", label="r.result", **OF_RATED),
        Counted("rating_attitude", label="r.attitude", **OF_RATED),
        Counted("rating_unit", label="r.result", **{**OF_RATED, "keep": "NOT s.confidential AND s.lead_office_id IS NOT NULL"},
                office="s.lead_office_id", by=YEAR),
    ),
    "stations_opinion": (
        Counted("opinion_state", "{rows} r", "r.opened_on", "r.state", OPEN_TO_COUNTS),
        Counted("opinion_station", "{rows} r", "r.opened_on", "r.state", OPEN_TO_COUNTS, station="r.station_id", by=YEAR),
    ),
    "stations_reception": (
        Counted("reception_state", "{rows} r", 'r."on"', "r.state", "TRUE"),
        Counted("reception_station", "{rows} r", 'r."on"', "r.state", "TRUE", station="r.station_id", by=YEAR),
    ),
    "stations_visit": (
        Counted("visit", "{rows} r", 'r."on"', "'visit'", OPEN_TO_COUNTS),
        Counted("visit_station", "{rows} r", 'r."on"', "'visit'", OPEN_TO_COUNTS, station="r.station_id", by=YEAR),
    ),
    "stations_matter": (
        Counted("matter_told", TOLD, "o.opened_on", HOW, "NOT o.confidential", area="o.area_id"),
    ),
}  # fmt: skip

VOTERS = (
    "{rows} r JOIN stations_matter m ON m.id = r.matter_id JOIN stations_opinion o ON o.id = m.opinion_id "
    "JOIN suggestions_suggestion s ON s.id = r.suggestion_id"
)
IN_TIME = (
    "CASE WHEN r.told_on IS NULL THEN 'waiting' WHEN r.told_on <= r.due_on THEN 'in_time' ELSE 'late' END"
)
CARRIED_OUT = "NOT s.confidential AND s.replied_on IS NOT NULL AND s.result_class_id IS NOT NULL"
# tables that were added after migration 0002, each with a migration of its own
LATER: dict[str, tuple[Counted, ...]] = {
    "suggestions_votertold": (
        Counted("voter_told", VOTERS, "r.reached_on", IN_TIME, "NOT o.confidential AND NOT s.confidential",
                area="o.area_id"),
        Counted("voter_way", VOTERS, "r.reached_on", HOW, "NOT o.confidential AND NOT s.confidential", area="o.area_id"),
    ),
    "suggestions_secondrating": (
        Counted("rating_second", RATED, "r.asked_on", "r.result", "NOT s.confidential AND r.at IS NOT NULL",
                area="s.area_id"),
    ),
    "suggestions_fulfilment": (
        Counted("suggestion_kept", RATED, "s.replied_on", "'kept'", CARRIED_OUT, area="s.area_id"),
        Counted("suggestion_unit_kept", RATED, "s.replied_on", "'kept'", f"{CARRIED_OUT} AND s.lead_office_id IS NOT NULL",
                area="s.area_id", office="s.lead_office_id", by=YEAR),
    ),
}  # fmt: skip
ALL = {**TABLES, **LATER}


def counts(table: str, rows: str, sign: str) -> str:
    return " UNION ALL ".join(counted.select(rows, sign) for counted in ALL[table])


def _summed(rows: str) -> str:
    return f"SELECT {DIMENSIONS}, sum(count) FROM ({rows}) c GROUP BY {DIMENSIONS} HAVING sum(count) <> 0"


def _insert(rows: str) -> str:
    return f"INSERT INTO reports_tallydelta ({DIMENSIONS}, count) {_summed(rows)};"


def trigger_sql(table: str) -> str:
    """Statement triggers that write a table's changes into the deltas, in its own transaction."""
    new, old = counts(table, "new_rows", "1"), counts(table, "old_rows", "-1")
    name = f"tally_{table}"
    triggers = "".join(
        f"CREATE TRIGGER {name}_{op.lower()} AFTER {op} ON {table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}();\n"
        for op, tables in (
            ("INSERT", "NEW TABLE AS new_rows"),
            ("DELETE", "OLD TABLE AS old_rows"),
            ("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
        )
    )
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN {_insert(new)}
  ELSIF TG_OP = 'DELETE' THEN {_insert(old)}
  ELSE {_insert(f"{old} UNION ALL {new}")}
  END IF;
  RETURN NULL;
END $$;
{triggers}"""


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
        there = connection.introspection.table_names(
            cursor
        )  # a migration counts before later ones lay their tables
        full = " UNION ALL ".join(counts(table, table, "1") for table in ALL if table in there)
        cursor.execute(_insert(f"{full} UNION ALL {kept}").rstrip(";"))
        wrong = cursor.rowcount
    return f"核对统计：{wrong}格有出入，已更正。" if wrong else "核对统计：全部一致。"
