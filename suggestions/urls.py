"""Addresses of the suggestions room: /suggestions/…"""

from django.urls import path

from suggestions.urls_review import REVIEWED
from suggestions.views import (
    assignments,
    attachments,
    batches,
    case,
    classes,
    documents,
    drafts,
    groups,
    ledger,
    lists,
    receipts,
    steps,
    transfers,
)

app_name = "suggestions"
urlpatterns = [
    *REVIEWED,
    path("", lists.SuggestionList.as_view(), name="list"),
    path("new/", drafts.new, name="new"),
    path("from-opinion/<int:pk>/", drafts.from_opinion, name="from-opinion"),
    path("options/units/", steps.UnitOptions.as_view(), name="units"),
    path("options/colleagues/", steps.ColleagueOptions.as_view(), name="colleagues"),
    path("options/terms/", steps.TermOptions.as_view(), name="terms"),
    path("options/sessions/", steps.SessionOptions.as_view(), name="sessions"),
    path("options/deputies/", steps.DeputyOptions.as_view(), name="deputies"),
    path("signatures/<int:pk>/do/<slug:action>/", steps.SignatureStep.as_view(), name="signature-step"),
    path("assignments/", assignments.AssignmentList.as_view(), name="assignments"),
    path(
        "assignments/<int:pk>/do/<slug:action>/", assignments.AssignmentStep.as_view(), name="assignment-step"
    ),
    path("assignments/<int:pk>/receipt/", receipts.receipt, name="receipt"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("<int:pk>/group/", groups.group_new, name="group-new"),
    path("batches/", batches.BatchList.as_view(), name="batches"),
    path("batches/new/", batches.batch_new, name="batch-new"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/do/<slug:action>/", batches.BatchStep.as_view(), name="batch-step"),
    path("batches/items/<int:pk>/", batches.batch_item, name="batch-item"),
    path("batches/items/<int:pk>/out/", batches.batch_item_out, name="batch-item-out"),
    path("transfers/", transfers.TransferList.as_view(), name="transfers"),
    path("transfers/<int:pk>/do/<slug:action>/", transfers.TransferStep.as_view(), name="transfer-step"),
    path("options/recipients/", steps.RecipientOptions.as_view(), name="recipients"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("classes/", classes.classes, name="classes"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("attachments/<int:pk>/delete/", attachments.delete_attachment, name="attachment-delete"),
    path("documents/", documents.documents, name="documents"),
    path("<int:pk>/documents/<slug:code>/<slug:key>/", documents.document, name="document"),
    path("<int:pk>/documents/<slug:code>/<slug:key>/print/", documents.document_print, name="document-print"),
    path("<int:pk>/attach/", attachments.attach_file, name="attach"),
    path("<int:pk>/", case.case, name="suggestion"),
    path("<int:pk>/edit/", drafts.edit, name="edit"),
    path("<int:pk>/do/<slug:action>/", steps.SuggestionStep.as_view(), name="step"),
]
