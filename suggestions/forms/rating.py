"""The signing deputy's verdict."""

from suggestions.verdict_fields import SecondVerdictFields, VerdictFields
from workflow.forms import StepForm


class RatingForm(VerdictFields, StepForm):
    """Attitude and result apart; nothing is chosen beforehand (domain rule 53)."""

    submit_label = "提交评价"


class SecondRatingForm(SecondVerdictFields, StepForm):
    """The same questions once the promises were kept."""

    submit_label = "提交评价"
