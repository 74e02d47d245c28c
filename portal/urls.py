"""The voters' addresses, below /p/."""

from django.urls import path

from portal.views import booking, following, honours, rating, receipt, speaking, stations, suggestions, walls

app_name = "portal"
urlpatterns = [
    path("", stations.home, name="home"),
    path("stations/", stations.stations, name="stations"),
    path("map/", stations.station_map, name="map"),
    path("honours/", honours.honours, name="honours"),
    path("stations/<str:code>/", stations.station, name="station"),
    path("notices/<str:number>/", stations.notice, name="notice"),
    path("notices/<str:number>/book/", booking.book, name="book"),
    path("bookings/<str:sealed>/", booking.booking, name="booking"),
    path("c/<str:token>/", speaking.code, name="code"),
    path("c/<str:token>/wish/", speaking.wish, name="wish"),
    path("c/<str:token>/idea/", speaking.idea, name="idea"),
    path("wishes/", walls.wishes, name="wishes"),
    path("echo/", walls.echo_wall, name="echo"),
    path("deputies/<str:code>/", walls.deputy, name="deputy"),
    path("receipt/<str:sealed>/", receipt.receipt, name="receipt"),
    path("follow/", following.follow, name="follow"),
    path("follow/<str:sealed>/", following.progress, name="progress"),
    path("rate/<str:token>/", rating.rate, name="rate"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
]
