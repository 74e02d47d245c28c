"""A wrong value refuses to start, with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from liaison.proxy import ProxyMiddleware

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "x" * 60,
    "FIELD_KEY": "A" * 43 + "=",
    "ALLOWED_HOSTS": "example.cn",
    "DATABASE_URL": "postgres://u:secret@db/x",
    "REDIS_URL": "redis://:secret@cache/0",
}
SHOW = "import sys; from django.conf import settings; print(getattr(settings, sys.argv[1]))"


def start(setting="MODE", **changes):
    """Read one setting in a process of its own, with these environment variables and no others."""
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "liaison.settings", **changes}
    return subprocess.run(
        [sys.executable, "-c", SHOW, setting], env=env, cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FIELD_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_production_names_what_is_missing(missing):
    done = start(**{k: v for k, v in PRODUCTION.items() if k != missing})
    assert done.returncode
    assert missing in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "prod"),
        ("DEBUG", "maybe"),
        ("DEBUG", "true"),
        ("FIELD_KEY", "short"),
        ("DATABASE_URL", "sqlite:///x:secret@y"),
        ("DATABASE_URL", "postgres://u:secret@db:port/x"),
        ("REDIS_URL", "amqp://u:secret@y"),
        ("PROXY_COUNT", "-1"),
        ("HSTS_SECONDS", "a year"),
        ("CONN_MAX_AGE", "1.5"),
        ("EMAIL_URL", "pigeon://x"),
    ],
)
def test_a_wrong_value_is_named_and_no_password_told(name, value):
    done = start(**PRODUCTION | {name: value})
    assert done.returncode
    last = done.stderr.splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured") and name in last
    assert "secret" not in last


def test_production_is_strict_by_default():
    for setting in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert start(setting, **PRODUCTION).stdout.strip() == "True"
    assert start("DEBUG", **PRODUCTION).stdout.strip() == "False"
    assert start("DEMO_PASSWORD", **PRODUCTION).stdout.strip() == ""


def test_keys_are_made_once_and_for_the_owner_only(tmp_path):
    first = start("SECRET_KEY", VAR_DIR=str(tmp_path)).stdout
    assert len(first) > 40
    assert start("SECRET_KEY", VAR_DIR=str(tmp_path)).stdout == first
    assert (tmp_path / "keys/secret").stat().st_mode & 0o077 == 0


def test_the_visitors_address_comes_from_our_own_proxy_only(rf, settings):
    settings.PROXY_COUNT = 1
    request = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.0.0.9")
    ProxyMiddleware(lambda r: r)(request)
    assert request.META["REMOTE_ADDR"] == "10.0.0.9"
