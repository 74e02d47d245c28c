"""The pages of stations, reception days, the desk and opinions."""

from stations.views.absences import AbsenceList, end_absence, new_absence
from stations.views.bookings import BookingList, BookingStep, new_booking, remind_booking
from stations.views.callers import arrived, caller, prefill
from stations.views.codes import change_code, code_page, print_code
from stations.views.desk import attend, desk, new_opinion, similar
from stations.views.effects import roster_effect
from stations.views.founding import close_station, edit_station, move_station, new_station, restore_station
from stations.views.grouping import bring_members, undo_members
from stations.views.handouts import blank_form, day_report, plates, poster, receipt
from stations.views.help import help_page
from stations.views.hotline import hotline, hotline_file
from stations.views.offline import offline_desk, sync, worker
from stations.views.opinions import OpinionList, OpinionStep, opinion_file, opinion_page
from stations.views.options import (
    AreaOptions,
    DeputyOptions,
    GroupOptions,
    OfficeOptions,
    OwnStationOptions,
    RegistryOptions,
    RosterOptions,
    StationOptions,
    UserOptions,
)
from stations.views.orders import OrderList, new_order, order_page
from stations.views.papers import ledger, notice_sheet, refusal_slip, register_sheet
from stations.views.people import Unassigned, appoint_staff, assign_deputies, end_staff, end_stationing
from stations.views.planning import QuotaList, plan
from stations.views.receptions import ReceptionList, ReceptionStep, new_reception, reception_page
from stations.views.records import record, unmask
from stations.views.registry import StationedList, StationedPage
from stations.views.rules import edit_rule, end_rule, new_rule, recheck_rule, redraw_rule
from stations.views.themes import ThemeList, ThemeStep, new_theme, theme_find, theme_page
from stations.views.tree import StationList, station_page, station_tree
from stations.views.voters import edit_visit
from stations.views.wishes import IdeaList, IdeaStep, WishList, WishStep, idea_page, new_wish, wish_page

__all__ = (
    "AbsenceList",
    "ThemeList",
    "ThemeStep",
    "new_theme",
    "theme_find",
    "theme_page",
    "bring_members",
    "restore_station",
    "undo_members",
    "BookingList",
    "BookingStep",
    "QuotaList",
    "edit_rule",
    "end_absence",
    "end_rule",
    "new_absence",
    "new_booking",
    "remind_booking",
    "new_rule",
    "plan",
    "recheck_rule",
    "redraw_rule",
    "blank_form",
    "day_report",
    "offline_desk",
    "plates",
    "poster",
    "receipt",
    "roster_effect",
    "sync",
    "worker",
    "similar",
    "AreaOptions",
    "DeputyOptions",
    "RosterOptions",
    "GroupOptions",
    "IdeaList",
    "IdeaStep",
    "OfficeOptions",
    "OpinionList",
    "OpinionStep",
    "OrderList",
    "OwnStationOptions",
    "ReceptionList",
    "ReceptionStep",
    "RegistryOptions",
    "StationList",
    "StationedList",
    "StationedPage",
    "StationOptions",
    "Unassigned",
    "UserOptions",
    "WishList",
    "WishStep",
    "appoint_staff",
    "assign_deputies",
    "attend",
    "arrived",
    "caller",
    "prefill",
    "change_code",
    "close_station",
    "code_page",
    "desk",
    "edit_station",
    "edit_visit",
    "end_staff",
    "end_stationing",
    "help_page",
    "hotline",
    "hotline_file",
    "idea_page",
    "ledger",
    "move_station",
    "new_opinion",
    "new_order",
    "new_reception",
    "new_station",
    "new_wish",
    "notice_sheet",
    "opinion_file",
    "opinion_page",
    "order_page",
    "print_code",
    "reception_page",
    "refusal_slip",
    "register_sheet",
    "station_page",
    "station_tree",
    "record",
    "unmask",
    "wish_page",
)
