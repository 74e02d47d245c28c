"""The pages of the workflow room, and StepView, which other rooms subclass."""

from workflow.cases import clock_rows, offered_actions, offers, timeline
from workflow.views.bulk import BulkView
from workflow.views.steps import StepView

__all__ = ("BulkView", "StepView", "clock_rows", "offered_actions", "offers", "timeline")
