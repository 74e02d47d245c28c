"""How many rows of another table: one sub-query a column, never a join that doubles rows."""

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted(rows: QuerySet, by: str) -> Coalesce:
    """How many of these rows, narrowed by OuterRef, per outer row; by: their key that leads to it. 0 for none."""
    counts = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), 0)
