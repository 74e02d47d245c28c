"""The closed lists of meetings about the handling, of their ballots, and of what is commended."""

from django.db.models import TextChoices


class MeetingKind(TextChoices):
    """Meetings about the handling (seed rows DL-15: 三会; TG-11, TG-13, TG-14, YQ-06)."""

    DIVIDE = "divide", "分工会"
    PUSH = "push", "推进会"
    ASSESS = "assess", "测评会"
    MEET = "meet", "办理见面会"
    INQUIRY = "inquiry", "专题询问"
    TALK = "talk", "代表座谈会"
    CONSULT = "consult", "集体会商"


class BallotBase(TextChoices):
    """What the votes of a rating meeting are divided by (domain rules 58, 61)."""

    VALID = "valid", "有效票"
    PRESENT = "present", "到会人数"
    ALL = "all", "全体组成人员"


class Quorum(TextChoices):
    """How many must be present before a rating meeting may vote (domain rules 58, 60)."""

    HALF = "half", "全体组成人员过半数到会"
    TWO_THIRDS = "two_thirds", "全体组成人员三分之二以上到会"
    NONE = "none", "不作要求"


class Compare(TextChoices):
    """Does a share pass by more than its line, or by reaching it?"""

    OVER = "over", "超过"
    LEAST = "least", "达到"


class Invalid(TextChoices):
    """What an invalid paper counts for (domain rules 57, 60)."""

    OUT = "out", "不计入"
    WHOLE = "whole", "计入基数"
    AGAINST = "against", "按不满意票计"


class Commended(TextChoices):
    """What a congress commends each year (评优, seed row HN-04)."""

    SUGGESTION = "suggestion", "优秀代表建议"
    UNIT = "unit", "先进承办单位"
