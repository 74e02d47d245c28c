"""Addresses of the workflow room: /workflow/…"""

from django.urls import path

from workflow.views import calculator, sheets

app_name = "workflow"
urlpatterns = [
    path("sheets/<slug:model>/<int:pk>/", sheets.sheet, name="sheet"),
    path("deadline/", calculator.calculator, name="deadline"),
]
