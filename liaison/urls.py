"""Every address of the house, room by room.

Those with a first word of their own come first, so that their visitors need not be asked at every door of the others;
the stations' room answers some of the deputies' addresses itself.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
    path("workflow/", include("workflow.urls")),
    path("notices/", include("notices.urls")),
    path("suggestions/", include("suggestions.urls")),
    path("p/", include("portal.urls")),
    path("", include("offices.urls")),
    path("", include("stations.urls")),
    path("deputies/", include("deputies.urls")),
    path("", include("reports.urls")),
]
