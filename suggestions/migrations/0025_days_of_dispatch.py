"""The day of dispatch comes back where a reply's own day was written over it, and what a deputy said leaves the opinions.

Sending a reply used to write its day on the part as well, and the record of a reply face to face the deputy's words
as if they were a co-unit's opinion.
"""

from django.db import migrations

DISPATCHED = """
    UPDATE suggestions_assignment a SET sent_on = e.day
      FROM (SELECT subject_id, min((at AT TIME ZONE 'Asia/Shanghai')::date) AS day
              FROM suggestions_assignmentevent WHERE action = 'send' GROUP BY subject_id) e
     WHERE e.subject_id = a.id AND e.day < a.sent_on
       AND EXISTS (SELECT FROM suggestions_reply r WHERE r.assignment_id = a.id AND r.sent_on = a.sent_on)
"""
SAID = """
    UPDATE suggestions_assignment SET opinion = ''
     WHERE role <> 'co' AND opinion <> '' AND opinion_on IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0024_ballots_and_commendations'),
    ]

    operations = [
        migrations.RunSQL(DISPATCHED, migrations.RunSQL.noop),
        migrations.RunSQL(SAID, migrations.RunSQL.noop),
    ]
