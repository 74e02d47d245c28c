"""Addresses of the workflow room: /workflow/…"""

from django.urls import path

from workflow.views import calculator, calendar, ladder, limits, sheets

app_name = "workflow"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/load/", calendar.load, name="calendar_load"),
    path("calendar/day/", calendar.day, name="calendar_day"),
    path("calendar/preview/", calendar.preview, name="calendar_preview"),
    path("limits/", limits.limits, name="limits"),
    path("limits/preview/", limits.preview, name="limit_preview"),
    path("limits/<slug:key>/", limits.change, name="limit"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/own/", ladder.own, name="ladder_own"),
    path("ladder/new/", ladder.rung, name="rung_new"),
    path("ladder/<int:pk>/", ladder.rung, name="rung"),
    path("sheets/<slug:model>/<int:pk>/", sheets.sheet, name="sheet"),
    path("deadline/", calculator.calculator, name="deadline"),
]
