"""Limits that had stopped before a reason was kept get it from the steps of that day, or from what stands beside them."""

from django.db import migrations

from workflow.hindsight import Stops, tell, that_day

CLOCKS = "suggestions_suggestionclock"
WITHDRAWN = {"withdraw": "已撤回", "note_withdrawal": "已撤回", "end_with_term": "已终止"}
ENDED = {"end": "已终止", "end_with_term": "已终止", "undispatch": "已收回"}
AGAIN = {"redress": "已限期整改", "want_reply": "已要求书面答复", "end_with_term": "已终止"}
SENT_BACK = {"return": "已退回", "split": "已拆分"}
REPLIED = ("reply", "refer")
DONE = ("log_contact", "give_opinion", "note_use", "keep", "send_reply")
BACK = {"agree_hand_back": "已退办", "reassign": "已退办"}
RATED = ("rate", "rate_by_link", "rate_again", "rate_again_by_link")

# the longer limit takes the place of the last shorter one; none is started after it
EXTENDED = f"""
UPDATE {CLOCKS} c SET ended = '已延期'
WHERE rule = 'reply' AND stopped_on IS NOT NULL AND ended = ''
  AND EXISTS (SELECT FROM {CLOCKS} o WHERE o.subject_id = c.subject_id AND o.rule = 'reply_extended' AND o.id > c.id)
  AND NOT EXISTS (SELECT FROM {CLOCKS} o WHERE o.subject_id = c.subject_id AND o.rule = 'reply' AND o.id > c.id)
"""
# what a government office was to pass on, and gave back instead
GIVEN_BACK = f"""
UPDATE {CLOCKS} c SET ended = '已退回'
WHERE rule = 'transfer' AND stopped_on IS NOT NULL AND ended = '' AND EXISTS (
    SELECT FROM suggestions_transfer t WHERE t.suggestion_id = c.subject_id AND t.office_id = c.office_id
      AND t.state = 'revoked' AND t.forwarded_on IS NULL
)
"""
# a window that stopped after its day by no step was ended by the calendar: the last word would have stopped it before
UNHEARD = f"""
UPDATE {CLOCKS} c SET ended = '逾期未反馈'
WHERE rule = ANY(%s) AND stopped_on > due_on AND ended = '' AND NOT EXISTS (
    SELECT FROM suggestions_suggestionevent e WHERE {that_day()} AND e.action = ANY(%s) AND e.supervision_id IS NULL
)
"""
# nothing else stops the time to the next monthly check
NOT_WANTED = f"""
UPDATE {CLOCKS} c SET ended = '不再要求'
WHERE rule = 'check' AND stopped_on IS NOT NULL AND ended = '' AND NOT EXISTS (
    SELECT FROM suggestions_suggestionevent e WHERE {that_day()} AND e.action = ANY(%s) AND e.supervision_id IS NULL
)
"""
FEEDBACK, STOPPING = ["feedback", "second_feedback"], [*RATED, *AGAIN, "close", "coordinate", "rehandle"]

OF_PARTS = (
    Stops(("first_contact",), BACK, DONE, of="assignment"),
    Stops(("co_opinion",), BACK, DONE, of="assignment"),
    Stops(("progress",), BACK, DONE, unsure=("report_progress",), of="assignment"),
)
OF_PROMISES = (Stops(("promise",), {"explain": "已改期", "release": "不再跟踪"}, ("confirm",), of="promise"),)
# parts still to be done when the handling ended; what a unit did on that very day came before
STILL = f"""
c.assignment_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM suggestions_assignmentevent e WHERE {that_day("assignment")}
      AND e.action IN ({", ".join(f"'{one}'" for one in (*DONE, "draft_reply", "refuse_hand_back"))})
)
"""
OF_SUGGESTIONS = (
    Stops(("acceptance",), WITHDRAWN | SENT_BACK, ("register", "letter", "decline")),
    Stops(("dispatch",), WITHDRAWN | SENT_BACK, ("dispatch", "letter", "decline"), unsure=("undispatch",)),
    Stops(("second_review",), WITHDRAWN | {"recall_review": "已收回"}, ("endorse", "disagree")),
    Stops(("reply", "reply_extended", "rehandle", "redress"), ENDED, REPLIED),
    Stops(("redispatch",), ENDED, (*REPLIED, "redispatch"), same=("assignment",)),
    Stops(("check",), ENDED, (*REPLIED, "check")),
    Stops(("publish",), AGAIN | {"rehandle": "已重新办理"}, ("publish",)),
    Stops(("feedback",), AGAIN, ("close", "coordinate", "rehandle"), unsure=RATED[:2]),
    Stops(("second_feedback",), AGAIN, ("rehandle",), unsure=RATED[2:]),
    *(
        Stops((rule,), ENDED, REPLIED, same=("assignment",), only=STILL)
        for rule in ("hand_back", "first_contact", "co_opinion", "opinion_redo", "progress")
    ),
    *(
        Stops((rule,), ENDED, REPLIED, unsure=("forward", "agree_return", "refuse_return"),
              same=("subject", "office"), only="c.assignment_id IS NULL")
        for rule in ("transfer", "hand_back")
    ),
)  # fmt: skip


def tell_the_past(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(EXTENDED)
        cursor.execute(GIVEN_BACK)
        for stops in OF_PARTS:
            tell(cursor, CLOCKS, "suggestions_assignmentevent", stops)
        for stops in OF_PROMISES:
            tell(cursor, CLOCKS, "suggestions_promiseevent", stops)
        for stops in OF_SUGGESTIONS:  # a supervision has steps of the same names
            tell(cursor, CLOCKS, "suggestions_suggestionevent", stops, "e.supervision_id IS NULL")
        cursor.execute(UNHEARD, (FEEDBACK, STOPPING))
        cursor.execute(NOT_WANTED, ([*REPLIED, *ENDED, "check"],))


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0044_promises_of_ended_terms")]
    operations = [migrations.RunPython(tell_the_past, migrations.RunPython.noop)]
