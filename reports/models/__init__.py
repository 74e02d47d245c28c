from reports.models.jobs import ReportJob, ReportKind
from reports.models.tallies import Cell, Tally, TallyDelta
from reports.models.views import KeptView

__all__ = ("Cell", "KeptView", "ReportJob", "ReportKind", "Tally", "TallyDelta")
