"""A deputy's verdict by his personal link."""

from pages.layouts import PageForm
from suggestions.verdict_fields import SecondVerdictFields, VerdictFields


class RatingForm(VerdictFields, PageForm):
    """The same questions as for a deputy who signed in."""

    submit_label = "提交评价"


class SecondRatingForm(SecondVerdictFields, PageForm):
    """The same once what was promised has been done."""

    submit_label = "提交评价"
