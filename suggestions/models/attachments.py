"""Papers attached to a suggestion."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.scope import Scope
from pages.files import stored_name
from suggestions.choices import AssignmentState
from suggestions.models.assignments import Assignment
from suggestions.models.suggestions import OfSuggestion, Suggestion, own_part, paths_through


class AttachmentQuerySet(OfSuggestion):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """A unit's papers are seen by others once its part is done, as its reply is."""
        told = Q(assignment__isnull=True) | Q(assignment__state=AssignmentState.DONE)
        return super().narrow(scope, kind) & (told | own_part(scope, kind, "assignment__"))


class Attachment(models.Model):
    """A file (附件), stored under a generated name and served only through visible_to.

    assignment is set for a unit's papers (reply, record of a contact), empty for the deputy's own.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="attachments", verbose_name="建议"
    )
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, null=True, blank=True, related_name="attachments", verbose_name="承办"
    )
    file = models.FileField("文件", upload_to=stored_name)
    name = models.CharField("原文件名", max_length=200)
    size = models.PositiveIntegerField("大小")
    scan = models.BooleanField("签名纸质件", default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"

    def __str__(self) -> str:
        return self.name
