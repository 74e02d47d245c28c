from reports.models.jobs import ReportJob, ReportKind
from reports.models.ledgersets import Book, LedgerSet
from reports.models.tallies import Cell, Tally, TallyDelta
from reports.models.views import KeptView

__all__ = ("Book", "Cell", "KeptView", "LedgerSet", "ReportJob", "ReportKind", "Tally", "TallyDelta")
