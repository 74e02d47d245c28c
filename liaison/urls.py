"""Every address of the house, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
    path("workflow/", include("workflow.urls")),
    path("notices/", include("notices.urls")),
    path("", include("offices.urls")),
    path("", include("stations.urls")),
    path("deputies/", include("deputies.urls")),
    path("suggestions/", include("suggestions.urls")),
    path("", include("reports.urls")),
    path("p/", include("portal.urls")),
]
