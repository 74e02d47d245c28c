"""/offices/ and /accounts/users/: places, posts, settings, and the people who hold them."""

from django.urls import path

from offices.views.acting import act_as

app_name = "offices"
urlpatterns = [
    path("offices/act-as/", act_as, name="act_as"),
]
