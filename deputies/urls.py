"""Addresses of the registry, below /deputies/."""

from django.urls import path

from deputies.imports.registry import RegistryImport
from deputies.views import congress, deputies, groups, history, lists, mandates, options, personal
from deputies.views.imports import import_urls

app_name = "deputies"
urlpatterns = [
    path("", lists.DeputyList.as_view(), name="deputies"),
    path("new/", deputies.NewDeputy.as_view(), name="new"),
    path("<int:pk>/", deputies.DeputyPage.as_view(), name="deputy"),
    path("<int:pk>/edit/", deputies.EditDeputy.as_view(), name="edit"),
    path("<int:pk>/phone/", personal.Phone.as_view(), name="phone"),
    path("<int:pk>/account/", personal.Account.as_view(), name="account"),
    path("<int:pk>/mandates/new/", mandates.NewMandate.as_view(), name="mandate-new"),
    path("mandates/<int:pk>/edit/", mandates.EditMandate.as_view(), name="mandate-edit"),
    path("mandates/<int:pk>/do/<slug:action>/", mandates.MandateStep.as_view(), name="mandate-do"),
    path("terms/", lists.TermList.as_view(), name="terms"),
    path("terms/new/", congress.NewTerm.as_view(), name="term-new"),
    path("terms/<int:pk>/", congress.TermPage.as_view(), name="term"),
    path("terms/<int:pk>/edit/", congress.EditTerm.as_view(), name="term-edit"),
    path("terms/<int:pk>/sessions/new/", congress.NewSession.as_view(), name="session-new"),
    path("sessions/<int:pk>/edit/", congress.EditSession.as_view(), name="session-edit"),
    path("delegations/", lists.DelegationList.as_view(), name="delegations"),
    path("delegations/new/", congress.NewDelegation.as_view(), name="delegation-new"),
    path("delegations/<int:pk>/edit/", congress.EditDelegation.as_view(), name="delegation-edit"),
    path("groups/", lists.GroupList.as_view(), name="groups"),
    path("groups/new/", groups.NewGroup.as_view(), name="group-new"),
    path("groups/<int:pk>/", groups.GroupPage.as_view(), name="group"),
    path("groups/<int:pk>/edit/", groups.EditGroup.as_view(), name="group-edit"),
    path("groups/<int:pk>/members/new/", groups.NewMember.as_view(), name="member-new"),
    path("members/<int:pk>/leave/", groups.Leave.as_view(), name="member-leave"),
    path("members/<int:pk>/move/", groups.Move.as_view(), name="member-move"),
    path("members/<int:pk>/duty/", groups.Duty.as_view(), name="member-duty"),
    *import_urls(RegistryImport),
    path("imports/", history.ImportList.as_view(), name="imports"),
    path("imports/<int:pk>/", history.ImportPage.as_view(), name="import-page"),
    path("options/", options.DeputyOptions.as_view(), name="options"),
    path("options/areas/", options.AreaOptions.as_view(), name="area-options"),
    path("options/terms/", options.TermOptions.as_view(), name="term-options"),
    path("options/delegations/", options.DelegationOptions.as_view(), name="delegation-options"),
    path("options/groups/", options.GroupOptions.as_view(), name="group-options"),
]
