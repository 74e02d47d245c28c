"""/accounts/: the door."""

from django.urls import path

from accounts.views import PasswordView, SignInView, SignOutView

app_name = "accounts"
urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="sign_in"),
    path("sign-out/", SignOutView.as_view(), name="sign_out"),
    path("password/", PasswordView.as_view(), name="password"),
]
