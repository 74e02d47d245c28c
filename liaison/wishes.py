"""Reading one environment variable each, and refusing a wrong value with one clear sentence."""

from typing import Any

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from environ import Env


def one_of(env: Env, name: str, choices: tuple[str, ...], default: str) -> str:
    """A word out of a few."""
    value = env.str(name, default=default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} must be one of: {', '.join(choices)}.")
    return value


def some_of(env: Env, name: str, choices: tuple[str, ...], default: str) -> list[str]:
    """Words out of a few, separated by commas; may be none."""
    words = [word.strip() for word in env.str(name, default=default).split(",") if word.strip()]
    if unknown := [word for word in words if word not in choices]:
        raise ImproperlyConfigured(f"{name}={','.join(unknown)!r} must be some of: {', '.join(choices)}.")
    return words


def yes_or_no(env: Env, name: str, default: bool) -> bool:
    """true or false; anything else is a typing mistake and not a quiet no."""
    value = env.str(name, default=str(default)).lower()
    if value in ("true", "1", "yes", "on"):
        return True
    if value in ("false", "0", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name}={value!r} must be true or false.")


def number(env: Env, name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = env.str(name, default=str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r} must be a whole number.")
    return int(value)


def needed(env: Env, name: str) -> str:
    """A value without which production does not start."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: MODE=production needs it.")
    return value


def check_field_key(key: str) -> None:
    """The key for encrypted fields: 32 bytes in URL-safe base64."""
    try:
        Fernet(key)
    except ValueError:
        raise ImproperlyConfigured(
            "FIELD_KEY is wrong: it must be 32 bytes in URL-safe base64 (44 characters)."
        ) from None


def database(env: Env, name: str, url: str) -> dict[str, Any]:
    """The database behind a URL; only PostgreSQL will do."""
    if not url.startswith(("postgres://", "postgresql://")):
        shown = url.split("@")[-1]
        raise ImproperlyConfigured(f"{name} must be a postgres:// address, not {shown!r}.")
    try:
        return dict(env.db_url_config(url))
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not a correct postgres:// address.") from None


def check_redis(url: str) -> None:
    """Only a Redis-protocol server will do."""
    if not url.startswith(("redis://", "rediss://", "unix://")):
        shown = url.split("@")[-1]
        raise ImproperlyConfigured(f"REDIS_URL must be a redis:// or unix:// address, not {shown!r}.")


def broker_url(url: str) -> str:
    """The same server in the words of Celery."""
    if not url.startswith("unix://"):
        return url
    return url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def mail(env: Env, name: str) -> dict[str, Any]:
    """Where mail goes, such as smtp+tls://user:password@host:587."""
    try:
        return dict(env.email_url(name))
    except (KeyError, ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{name} must be an address such as smtp+tls://user@host:587.") from None
