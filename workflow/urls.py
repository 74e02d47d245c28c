"""Addresses of the workflow room: /workflow/…"""

from django.urls import path

from workflow.views import calculator, calendar, sheets

app_name = "workflow"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/load/", calendar.load, name="calendar_load"),
    path("calendar/day/", calendar.day, name="calendar_day"),
    path("calendar/preview/", calendar.preview, name="calendar_preview"),
    path("sheets/<slug:model>/<int:pk>/", sheets.sheet, name="sheet"),
    path("deadline/", calculator.calculator, name="deadline"),
]
