"""/ and /reports/: the first page, the dashboard, figures' rows, reports in the background."""

from django.urls import path

from reports.urls_audit import urlpatterns as audit
from reports.views import books, kept
from reports.views.dashboard import dashboard
from reports.views.jobs import again, download, jobs
from reports.views.rows import FigureRows
from reports.views.worklist import worklist

app_name = "reports"

urlpatterns = [
    path("", worklist, name="worklist"),
    path("reports/", dashboard, name="dashboard"),
    path("reports/figures/<slug:kind>/", FigureRows.as_view(), name="rows"),
    path("reports/jobs/", jobs, name="jobs"),
    path("reports/jobs/<int:pk>/file/", download, name="download"),
    path("reports/jobs/<int:pk>/again/", again, name="again"),
    path("reports/sets/", books.sets, name="sets"),
    path("reports/sets/<int:pk>/", books.ledger_set, name="set"),
    path("reports/sets/<int:pk>/own/", books.own_set, name="set-own"),
    path("reports/sets/<int:pk>/edit/", books.edit_set, name="set-edit"),
    path("reports/sets/<int:pk>/common/", books.drop_set, name="set-common"),
    path("reports/sets/<int:pk>/books/new/", books.new_book, name="book-new"),
    path("reports/books/<int:pk>/", books.edit_book, name="book"),
    path("reports/books/<int:pk>/drop/", books.drop_book, name="book-drop"),
    path("views/", kept.views, name="views"),
    path("views/new/", kept.new, name="view-new"),
    path("views/<int:pk>/", kept.edit, name="view-edit"),
    path("views/<int:pk>/delete/", kept.delete, name="view-delete"),
    *audit,
]
