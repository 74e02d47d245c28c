"""The voters' addresses, below /p/."""

from django.urls import path

from portal.views import following, speaking, stations, suggestions

app_name = "portal"
urlpatterns = [
    path("", stations.home, name="home"),
    path("stations/", stations.stations, name="stations"),
    path("stations/<str:code>/", stations.station, name="station"),
    path("notices/<str:number>/", stations.notice, name="notice"),
    path("c/<str:token>/", speaking.code, name="code"),
    path("receipt/<str:sealed>/", speaking.receipt, name="receipt"),
    path("follow/", following.follow, name="follow"),
    path("follow/<str:sealed>/", following.progress, name="progress"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
]
