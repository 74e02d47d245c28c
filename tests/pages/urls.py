"""The addresses of the show."""

from django.urls import include, path

from tests.pages import show

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("", show.UserList.as_view(), name="users"),
    path("searched/", show.Searched.as_view()),
    path("options/", show.UserOptions.as_view(), name="options"),
    path("form/", show.form),
    path("case/", show.case),
    path("worklist/", show.worklist),
    path("charts/", show.charts),
    path("sheet/", show.sheet),
    path("confirm/", show.confirm),
]
