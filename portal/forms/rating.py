"""A deputy's verdict by his personal link."""

from pages.layouts import PageForm
from suggestions.verdict_fields import VerdictFields


class RatingForm(VerdictFields, PageForm):
    """The same questions as for a deputy who signed in."""

    submit_label = "提交评价"
