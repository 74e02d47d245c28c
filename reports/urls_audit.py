"""The audit administrator's addresses."""

from django.urls import path

from reports.views import audit

urlpatterns = [
    path("reports/journal/", audit.JournalList.as_view(), name="journal"),
    path("reports/journal/<int:pk>/", audit.entry, name="entry"),
    path("reports/journal/verify/", audit.verification, name="verify"),
    path("reports/journal/verify/now/", audit.verify_now, name="verify_now"),
    path("reports/journal/options/people/", audit.ActorOptions.as_view(), name="actor_options"),
]
