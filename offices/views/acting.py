"""Changing the post one acts in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from journal.book import enter
from offices.middleware import CHOSEN


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Act in another of one's posts from now on; always leads to the first page, whose rows differ."""
    wanted = request.POST.get("post", "")
    post = next((post for post in request.user.acting_posts if str(post.pk) == wanted), None)
    if post is None:
        messages.error(request, "该任职已结束或不属于您，请重新选择。")
        return redirect("/")
    request.session[CHOSEN] = post.pk
    request.user.acting = post
    enter("account", "切换身份", request.user, subject=post)
    messages.success(request, f"现以“{post}”身份办理。")
    return redirect("/")


def here(request: HttpRequest) -> HttpResponse:
    """Answers “I am still here”, asked by the page when its reader answers the warning before the time-out."""
    return HttpResponse(status=204)
