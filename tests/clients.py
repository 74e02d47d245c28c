"""What Django's test client does anew for every visitor and every piece of a page, done once."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.core.signals import setting_changed
from django.template import Context, Template
from django.test.client import Client, ClientHandler
from django.test.utils import instrumented_test_render

from accounts.models import User

LAID: dict[str, Any] = {}  # the middleware as the first visitor's request laid it
LISTS = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")


def lay_once(self: ClientHandler, is_async: bool = False) -> None:
    """All visitors go through the same middleware; WhiteNoise alone looks for hundreds of files when it is made."""
    if not LAID:
        super(ClientHandler, self).load_middleware(is_async)
        LAID.update({name: getattr(self, name) for name in LISTS})
    vars(self).update(LAID)


def forget_it(**_: Any) -> None:
    """Another setting may mean other middleware, or that it works otherwise."""
    LAID.clear()


def render_and_tell(self: Template, context: Context) -> str:
    """Keep the context of a page for response.context; the pieces it includes see the same, and are not told of."""
    if context.template is self:
        return instrumented_test_render(self, context)
    return self.nodelist.render(context)


def let_in(self: Client, user: User, backend: str = "") -> None:
    """As one who signed in before: a session and nothing else. What signing in does besides, the tests of the door
    see who fill in its form."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend or next(filter(knows_users, settings.AUTHENTICATION_BACKENDS))
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def knows_users(backend: str) -> bool:
    return hasattr(load_backend(backend), "get_user")


def quicken() -> None:
    """Called once, after Django's own preparations."""
    ClientHandler.load_middleware = lay_once
    setting_changed.connect(forget_it)
    Template._render = render_and_tell
    Client.force_login = let_in
