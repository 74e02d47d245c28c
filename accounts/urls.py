"""/accounts/: the door."""

from django.urls import path

from accounts.views import KeptView, PasswordView, SignInView, SignOutView

app_name = "accounts"
urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="sign_in"),
    path("sign-out/", SignOutView.as_view(), name="sign_out"),
    path("kept/", KeptView.as_view(), name="kept"),
    path("password/", PasswordView.as_view(), name="password"),
]
