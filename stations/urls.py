"""Addresses of stations, reception days, visits and opinions."""

from django.urls import include, path

from deputies.views.imports import import_urls
from stations import views
from stations.registry import StationedImport
from stations.urls_building import building_pages
from stations.urls_work import urlpatterns as work

app_name = "stations"
# the registry as this room knows it, in front of the deputies room's own pages of the same addresses
registry_pages = [
    path("", views.StationedList.as_view(), name="deputies"),
    path("<int:pk>/", views.StationedPage.as_view(), name="deputy"),
    *import_urls(StationedImport),
]
codes = [
    path("stations/<int:pk>/code/", views.code_page, {"kind": "station"}, name="station_code"),
    path("stations/<int:pk>/code/print/", views.print_code, {"kind": "station"}, name="station_code_print"),
    path(
        "stations/<int:pk>/code/<slug:action>/",
        views.change_code,
        {"kind": "station"},
        name="station_code_do",
    ),
    path("deputies/<int:pk>/code/", views.code_page, {"kind": "deputy"}, name="deputy_code"),
    path("deputies/<int:pk>/code/print/", views.print_code, {"kind": "deputy"}, name="deputy_code_print"),
    path(
        "deputies/<int:pk>/code/<slug:action>/", views.change_code, {"kind": "deputy"}, name="deputy_code_do"
    ),
]
wishes = [
    path("wishes/", views.WishList.as_view(), name="wishes"),
    path("wishes/new/", views.new_wish, name="wish_new"),
    path("wishes/<int:pk>/", views.wish_page, name="wish"),
    path("wishes/<int:pk>/do/<slug:action>/", views.WishStep.as_view(), name="wish_do"),
    path("ideas/", views.IdeaList.as_view(), name="ideas"),
    path("ideas/<int:pk>/", views.idea_page, name="idea"),
    path("ideas/<int:pk>/do/<slug:action>/", views.IdeaStep.as_view(), name="idea_do"),
]
sending = [
    path("opinions/orders/", views.OrderList.as_view(), name="orders"),
    path("opinions/orders/new/", views.new_order, name="order_new"),
    path("opinions/orders/<int:pk>/", views.order_page, name="order"),
    path("opinions/hotline/", views.hotline, name="hotline"),
    path("opinions/hotline/file.xlsx", views.hotline_file, {"form": "xlsx"}, name="hotline_xlsx"),
    path("opinions/hotline/file.json", views.hotline_file, {"form": "json"}, name="hotline_json"),
]
themes = [
    path("opinions/themes/", views.ThemeList.as_view(), name="themes"),
    path("opinions/themes/find/", views.theme_find, name="theme_find"),
    path("opinions/themes/new/", views.new_theme, name="theme_new"),
    path("opinions/themes/<int:pk>/", views.theme_page, name="theme"),
    path("opinions/themes/<int:pk>/do/<slug:action>/", views.ThemeStep.as_view(), name="theme_do"),
]
urlpatterns = [
    *building_pages,
    *codes,
    *themes,
    *sending,
    *wishes,
    *work,
    path("deputies/", include(registry_pages)),
    path("stations/", views.StationList.as_view(), name="stations"),
    path("stations/help/", views.help_page, name="help"),
    path("stations/tree/", views.station_tree, name="tree"),
    path("stations/new/", views.new_station, name="station_new"),
    path("stations/unassigned/", views.Unassigned.as_view(), name="unassigned"),
    path("stations/options/", views.StationOptions.as_view(), name="options"),
    path("stations/options/own/", views.OwnStationOptions.as_view(), name="own-options"),
    path("stations/options/areas/", views.AreaOptions.as_view(), name="area-options"),
    path("stations/options/offices/", views.OfficeOptions.as_view(), name="office-options"),
    path("stations/options/groups/", views.GroupOptions.as_view(), name="group-options"),
    path("stations/options/people/", views.UserOptions.as_view(), name="user-options"),
    path("stations/options/deputies/", views.DeputyOptions.as_view(), name="deputy-options"),
    path("stations/options/roster/", views.RosterOptions.as_view(), name="roster-options"),
    path("stations/options/registry/", views.RegistryOptions.as_view(), name="registry-options"),
    path("stations/<int:pk>/", views.station_page, name="station"),
    path("stations/<int:pk>/edit/", views.edit_station, name="station_edit"),
    path("stations/<int:pk>/move/", views.move_station, name="station_move"),
    path("stations/<int:pk>/close/", views.close_station, name="station_close"),
    path("stations/<int:pk>/restore/", views.restore_station, name="station_restore"),
    path("stations/<int:pk>/staff/", views.appoint_staff, name="staff_new"),
    path("stations/staff/<int:pk>/end/", views.end_staff, name="staff_end"),
    path("stations/<int:pk>/deputies/", views.assign_deputies, name="stationing_new"),
    path("stations/<int:pk>/deputies/groups/", views.bring_members, name="group_deputies"),
    path("stations/<int:pk>/deputies/groups/undo/", views.undo_members, name="group_deputies_undo"),
    path("stations/deputies/<int:pk>/end/", views.end_stationing, name="stationing_end"),
    path("receptions/", views.ReceptionList.as_view(), name="receptions"),
    path("receptions/new/", views.new_reception, name="reception_new"),
    path("receptions/ledger/", views.ledger, name="ledger"),
    path("stations/<int:pk>/rules/", views.new_rule, name="rule_new"),
    path("stations/rules/<int:pk>/", views.edit_rule, name="rule_edit"),
    path("stations/rules/<int:pk>/end/", views.end_rule, name="rule_end"),
    path("stations/rules/<int:pk>/recheck/", views.recheck_rule, name="rule_recheck"),
    path("stations/rules/<int:pk>/redraw/", views.redraw_rule, name="rule_redraw"),
    path("receptions/plan/", views.plan, name="plan"),
    path("receptions/quotas/", views.QuotaList.as_view(), name="quotas"),
    path("receptions/absences/", views.AbsenceList.as_view(), name="absences"),
    path("receptions/absences/new/", views.new_absence, name="absence_new"),
    path("receptions/absences/<int:pk>/end/", views.end_absence, name="absence_end"),
    path("receptions/<int:pk>/effect/", views.roster_effect, name="roster_effect"),
    path("receptions/<int:pk>/", views.reception_page, name="reception"),
    path("receptions/<int:pk>/do/<slug:action>/", views.ReceptionStep.as_view(), name="reception_do"),
    path("receptions/<int:pk>/desk/", views.desk, name="desk"),
    path("receptions/<int:pk>/desk/caller/", views.caller, name="desk_caller"),
    path("receptions/<int:pk>/desk/prefill/", views.prefill, name="desk_prefill"),
    path("receptions/<int:pk>/desk/arrived/", views.arrived, name="desk_arrived"),
    path("receptions/worker.js", views.worker, name="worker"),
    path("receptions/<int:pk>/desk/offline/", views.offline_desk, name="desk_offline"),
    path("receptions/<int:pk>/desk/sync/", views.sync, name="desk_sync"),
    path("receptions/<int:pk>/desk/similar/", views.similar, name="desk_similar"),
    path("receptions/<int:pk>/desk/attend/", views.attend, name="desk_attend"),
    path("receptions/<int:pk>/notice/", views.notice_sheet, name="notice"),
    path("receptions/<int:pk>/bookings/", views.new_booking, name="booking_new"),
    path("receptions/bookings/", views.BookingList.as_view(), name="bookings"),
    path("receptions/bookings/<int:pk>/do/<slug:action>/", views.BookingStep.as_view(), name="booking_do"),
    path("receptions/bookings/<int:pk>/remind/", views.remind_booking, name="booking_remind"),
    path("receptions/<int:pk>/poster/", views.poster, name="poster"),
    path("receptions/<int:pk>/plates/", views.plates, name="plates"),
    path("receptions/<int:pk>/form/", views.blank_form, name="blank_form"),
    path("receptions/<int:pk>/report/", views.day_report, name="day_report"),
    path("visits/<int:pk>/record/", views.record, name="record"),
    path("visits/<int:pk>/receipt/", views.receipt, name="receipt"),
    path("receptions/<int:pk>/register/", views.register_sheet, name="register"),
    path("opinions/", views.OpinionList.as_view(), name="opinions"),
    path("opinions/new/", views.new_opinion, name="opinion_new"),
    path("opinions/<int:pk>/", views.opinion_page, name="opinion"),
    path("opinions/<int:pk>/do/<slug:action>/", views.OpinionStep.as_view(), name="opinion_do"),
    path("opinions/files/<int:pk>/", views.opinion_file, name="opinion_file"),
    path("opinions/<int:pk>/slip/", views.refusal_slip, name="slip"),
    path("visits/<int:pk>/unmask/", views.unmask, name="unmask"),
    path("visits/<int:pk>/edit/", views.edit_visit, name="visit_edit"),
]
