"""Who signed for a paper, and when: urges, notices, measures and lists of promises share it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class SignedFor(models.Model):
    """A paper that a unit signs for (签收), once; both are empty until then."""

    signed_on = models.DateField("签收日期", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签收人",
    )

    class Meta:
        abstract = True

    def sign(self, actor: Any) -> None:
        """Today, by this person; whoever calls has locked the row or its subject and asked who may."""
        self.signed_on, self.signed_by = timezone.localdate(), actor
        self.save(update_fields=["signed_on", "signed_by"])
