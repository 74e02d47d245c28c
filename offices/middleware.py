"""As what the person acts in this request, and from which address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.witness import address_of
from offices.posts import posts_of

CHOSEN = "acting_post"  # key of the session


class ActingMiddleware:
    """Sets request.user.acting, .acting_posts and .address.

    The post chosen earlier counts only while it is still among the person's posts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        posts = posts_of(user)
        chosen = request.session.get(CHOSEN) if posts else None
        user.acting_posts = posts
        user.acting = next((post for post in posts if post.pk == chosen), posts[0] if posts else None)
        user.address = address_of(request)
        return self.get_response(request)
