"""What the list shows beside a suggestion's own fields, as sub-queries; read only for the columns chosen."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Count, F, Func, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Now, TruncDate

from offices.posts import role_of
from suggestions.choices import (
    AssignmentRole,
    AssignmentState,
    ContactState,
    Grade,
    Party,
    SignatureRole,
    SignatureState,
)
from suggestions.models import Assignment, Contact, Holding, Rating, Reply, Signature
from suggestions.models.veil import VEILED, under_judgement

MINE = {"suggestion": OuterRef("pk")}
NOW = {**MINE, "round": OuterRef("round")}


def _count(rows) -> Coalesce:
    counted = rows.order_by().values("suggestion").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def _joined(rows, field: str) -> Subquery:
    told = rows.order_by().values("suggestion").annotate(told=StringAgg(field, Value("、"), order_by=("pk",)))
    return Subquery(told.values("told"), output_field=CharField())


_signed = Signature._base_manager.filter(**MINE, role=SignatureRole.CO, state=SignatureState.CONFIRMED)
_parts = Assignment._base_manager.filter(**NOW).exclude(state=AssignmentState.REVOKED)


def _held(party: str) -> Coalesce:
    """Days of one party up to today."""
    until = Coalesce(F("until"), TruncDate(Now()))
    days = Func(
        until, F("since"), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )
    spans = Holding._base_manager.filter(**MINE, party=party).order_by()
    return Coalesce(Subquery(spans.values("suggestion").annotate(days=Sum(days)).values("days")), Value(0))


ALONGSIDE = {
    "co_signers": _count(_signed),
    "units": _joined(_parts.exclude(role=AssignmentRole.CO), "office__name"),
    "co_units": _joined(_parts.filter(role=AssignmentRole.CO), "office__name"),
    "letters": _joined(
        Reply._base_manager.filter(**MINE, assignment__round=OuterRef("round"), sent_on__isnull=False),
        "letter_number",
    ),
    **{f"held_{party.value}": _held(party) for party in Party},
    "contacts_had": _count(Contact._base_manager.filter(**MINE).exclude(state=ContactState.DISPUTED)),
    **{
        f"{field}_{grade.value}": _count(Rating._base_manager.filter(**NOW, **{field: grade.value}))
        for field in ("attitude", "result")
        for grade in Grade
    },
}
# list column -> the sub-queries it reads
READS = {
    "co_signers": ("co_signers",),
    "units": ("units",),
    "co_units": ("co_units",),
    "letters": ("letters",),
    "contacts": ("contacts_had",),
    "whose": tuple(f"held_{party.value}" for party in Party),
    "attitude": tuple(f"attitude_{grade.value}" for grade in Grade),
    "result": tuple(f"result_{grade.value}" for grade in Grade),
}


def beside(rows, columns: set[str]):
    """The rows with what these columns read."""
    names = [name for column in columns & READS.keys() for name in READS[column]]
    return rows.annotate(**{name: ALONGSIDE[name] for name in names})


def veiled(rows, user, columns: set[str]):
    """The rows with `judging` for who is judged: until the time is over he reads no verdict in these columns."""
    asked = {"attitude", "result"} & columns and role_of(user) in VEILED
    return rows.annotate(judging=under_judgement("pk")) if asked else rows


def graded(row, field: str) -> str:
    """满意2、不满意1; one deputy's grade without its number."""
    if getattr(row, "judging", False):
        return "评价中"
    given = [(grade.label, getattr(row, f"{field}_{grade.value}")) for grade in Grade]
    given = [(label, count) for label, count in given if count]
    if [count for _, count in given] == [1]:
        return given[0][0]
    return "、".join(f"{label}{count}" for label, count in given)


def whose_days(row) -> str:
    """承办单位41天、代表5天; the days so far by party."""
    days = [(party.label, getattr(row, f"held_{party.value}")) for party in Party]
    return "、".join(f"{label}{one}天" for label, one in days if one)
