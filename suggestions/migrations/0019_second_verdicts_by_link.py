"""A second verdict may be given by a personal link too, and says by which way it came."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0018_ended_parts")]
    operations = [
        migrations.RemoveConstraint(model_name="ratinglink", name="one_live_link_a_round"),
        migrations.AddField(
            model_name="ratinglink",
            name="second",
            field=models.BooleanField(default=False, verbose_name="落实后评价"),
        ),
        migrations.AddConstraint(
            model_name="ratinglink",
            constraint=models.UniqueConstraint(
                condition=Q(("revoked_at__isnull", True), ("used_at__isnull", True)),
                fields=("signature", "round", "second"),
                name="one_live_link_a_round",
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="via",
            field=models.CharField(
                choices=[("account", "本人账号"), ("link", "一次性链接")],
                default="account",
                max_length=10,
                verbose_name="评价途径",
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="address",
            field=models.GenericIPAddressField(blank=True, null=True, verbose_name="来源地址"),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="warnings",
            field=models.JSONField(blank=True, default=list, verbose_name="须留意"),
        ),
    ]
