"""Signing in and out, and one's own password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views import View

from accounts.forms import PasswordForm, SignInForm
from accounts.lockout import tries_left
from accounts.middleware import PUBLIC, page_of
from accounts.models import User
from accounts.retyping import KEPT, forget, keep, kept, last_one, remember
from accounts.witness import tell
from pages.fields import keyed_digest
from pages.layouts import RETYPED

# why somebody finds himself at the door
REASONS = {
    "idle": "因长时间未操作已退出，请重新登录。",
    "out": "您已安全退出。",
    "ended": "登录状态已失效，请重新登录。",
}
WARN_BELOW = 3  # tries
FORCED = "password_forced"  # key of the session: why the password must be changed


class SignInView(LoginView):
    """The sign-in page. A wrong password keeps the name; the last tries before the lock are announced."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"title": "登录"}

    def get_context_data(self, **kwargs):
        reason = REASONS.get(self.request.GET.get("why", ""), "")
        return super().get_context_data(reason=reason, kept=KEPT in self.request.session, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = super().form_valid(form)
        tell(self.request, "sign_in", "登录", form.get_user())
        if kept(self.request):
            response = redirect("accounts:kept")
        remember(response, form.get_user())
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        username = form.cleaned_data.get("username", "")
        if username and form.cleaned_data.get("password"):
            record_refusal(self.request, username)
            left = tries_left(self.request, username)
            if 0 < left < WARN_BELOW:
                form.add_error(None, f"再输错{left}次，该登录名将被锁定一段时间。")
        return super().form_invalid(form)


def record_refusal(request: HttpRequest, username: str) -> None:
    """Write a failed sign-in down. What is no account's name may be a password typed in the wrong box,
    and the journal forgets nothing: of such a name only its digest is kept."""
    user = User.objects.filter(username=username).first()
    label = user.name if user else f"未知登录名 {keyed_digest(username)[:12]}"
    locked = getattr(request, "axes_locked_out", False)
    why = (
        "已锁定"
        if locked
        else "账号已停用"
        if user and not user.is_active
        else "密码不正确"
        if user
        else "无此账号"
    )
    tell(request, "sign_in", "登录被拒", user, label=label, success=False, data={"why": why})


@method_decorator(login_not_required, name="dispatch")
class SignOutView(LogoutView):
    """Signing out, by POST only."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            tell(request, "sign_in", "退出", request.user)
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'  # the back button shows nobody what was read here
        return response

    def get_default_redirect_url(self) -> str:
        return reverse("accounts:sign_in") + "?why=out"


class PasswordView(PasswordChangeView):
    """One's own password; the only page for somebody who must change it."""

    form_class = PasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("accounts:password")
    title = "修改密码"

    def get_context_data(self, **kwargs):
        return super().get_context_data(forced=self.request.session.get(FORCED, ""), **kwargs)

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        response = super().form_valid(form)
        forced = bool(self.request.session.pop(FORCED, ""))
        tell(self.request, "account", "修改本人密码", form.user, data={"forced": forced})
        messages.success(self.request, "密码已修改，请牢记新密码。")
        return response

    def get_success_url(self) -> str:
        if kept(self.request):
            return reverse("accounts:kept")
        return "/" if self.request.session.get(FORCED) else str(self.success_url)


class KeptView(View):
    """What was typed before the session ended: back into its form, or thrown away."""

    def get(self, request: HttpRequest) -> HttpResponse:
        row = kept(request)
        if row is None:
            return redirect("/")
        return render(request, "accounts/kept.html", {"title": "继续填写", "row": row, "mark": RETYPED})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Throw it away."""
        row = kept(request)
        forget(request)
        return redirect(row.page if row else "/")


@login_not_required
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with the token of an earlier session (CSRF_FAILURE_VIEW): what it says is kept, and never taken."""
    if request.path == reverse("accounts:sign_in"):
        return redirect(request.get_full_path())
    user, page = request.user, page_of(request)
    public = request.path_info.startswith(PUBLIC)
    if public or not keep(request, user.pk or last_one(request), page):
        return render(request, "403_csrf.html", status=403)
    where = reverse("accounts:kept") if user.is_authenticated else redirect_to_login(page)["Location"]
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)
