from reports.models.jobs import ReportJob, ReportKind
from reports.models.tallies import Cell, Tally, TallyDelta

__all__ = ("Cell", "ReportJob", "ReportKind", "Tally", "TallyDelta")
