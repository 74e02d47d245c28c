"""Addresses of the notices room: /notices/…"""

from django.urls import path

from notices.views import NoticeList, notice, read_all

app_name = "notices"
urlpatterns = [
    path("", NoticeList.as_view(), name="notices"),
    path("read-all/", read_all, name="read_all"),
    path("<int:pk>/", notice, name="notice"),
]
