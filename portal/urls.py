"""The voters' addresses, below /p/."""

from django.urls import path

from portal.views import stations, suggestions

app_name = "portal"
urlpatterns = [
    path("", stations.home, name="home"),
    path("stations/", stations.stations, name="stations"),
    path("stations/<str:code>/", stations.station, name="station"),
    path("notices/<str:number>/", stations.notice, name="notice"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
]
