"""Indexes of what is under way, few among all there ever were."""

from django.conf import settings
from django.db import migrations, models

from workflow.laying import Together


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0003_import_kinds'),
        ('offices', '0027_check_settings'),
        ('stations', '0028_opinions_waiting'),
        ('suggestions', '0036_promise_orders_signed_for'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('state', 'handed_back')), fields=['id'], name='assignment_handed_back'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('state', 'reported')), fields=['reported_on', 'id'], name='promise_reported'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('state__in', ('declined', 'letter', 'split', 'withdrawn', 'closed')), _negated=True), fields=['id'], include=('state', 'round', 'heir', 'area'), name='suggestion_open'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('state__in', ('declined', 'letter', 'split', 'withdrawn', 'closed')), _negated=True), fields=['deputy', 'state', 'id'], name='suggestion_open_deputy'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('key', True), models.Q(('state__in', ('declined', 'letter', 'split', 'withdrawn', 'closed')), _negated=True)), fields=['area', 'due_on', 'id'], name='suggestion_open_key'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('heir__isnull', True), ('state', 'closed')), fields=['area', 'id'], include=('term', 'submitted_on', 'entered_by'), name='suggestion_unfollowed'),
        ),
        migrations.AddIndex(
            model_name='suggestionclock',
            index=models.Index(condition=models.Q(('paused_on__isnull', True), ('rule__in', ('redispatch', 'publish')), ('stopped_on__isnull', True)), fields=['rule', 'due_on', 'id'], name='suggestion_clock_office_owes'),
        ),
    ])]
