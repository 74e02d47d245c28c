"""A Redis cache that is only a cache: when Redis is away, everything is a miss and work goes on."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import DataError, RedisError

logger = logging.getLogger(__name__)

REST_SECONDS = 3  # after a failure, do not even try for this long
LOG_SECONDS = 60


class Outage:
    """What this process knows about Redis being away."""

    rest_until = 0.0
    log_after = 0.0

    @classmethod
    def note(cls, error: RedisError) -> None:
        """Remember a failure; say so in the log once a minute."""
        now = time.monotonic()
        cls.rest_until = now + REST_SECONDS
        if now >= cls.log_after:
            cls.log_after = now + LOG_SECONDS
            logger.warning("cache is away, working without it: %s", error)


def attempt(call: Callable[[], Any], otherwise: Any) -> Any:
    """The result of a cache call, or the answer of an empty cache."""
    if time.monotonic() < Outage.rest_until:
        return otherwise
    try:
        return call()
    except DataError:
        raise  # our own mistake
    except RedisError as error:
        Outage.note(error)
        return otherwise


class LastingClient(RedisCacheClient):
    """Django's client makes a new Redis object for each call, which takes longer than the call's own journey."""

    _client: type[Redis]
    _get_connection_pool: Callable[[bool], Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: dict[Any, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        pool = self._get_connection_pool(write)
        if pool not in self._made:
            self._made[pool] = self._client(connection_pool=pool)
        return self._made[pool]


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, with every failure taken as a miss.

    A deletion lost during an outage leaves an old value behind: keep timeouts short.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._class = LastingClient

    def get(self, key, default=None, version=None):
        return attempt(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def set(self, key, value, *args, **kwargs):
        return attempt(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs), None)

    def add(self, key, value, *args, **kwargs):
        return attempt(lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs), True)

    def touch(self, key, *args, **kwargs):
        return attempt(lambda: super(ForgivingRedisCache, self).touch(key, *args, **kwargs), False)

    def delete(self, key, version=None):
        return attempt(lambda: super(ForgivingRedisCache, self).delete(key, version), False)

    def get_many(self, keys, version=None):
        return attempt(lambda: super(ForgivingRedisCache, self).get_many(keys, version), {})

    def set_many(self, data, *args, **kwargs):
        return attempt(lambda: super(ForgivingRedisCache, self).set_many(data, *args, **kwargs), list(data))

    def delete_many(self, keys, version=None):
        return attempt(lambda: super(ForgivingRedisCache, self).delete_many(keys, version), None)

    def has_key(self, key, version=None):
        return attempt(lambda: super(ForgivingRedisCache, self).has_key(key, version), False)

    def incr(self, key, delta=1, version=None):
        return attempt(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), delta)

    def clear(self):
        return attempt(super().clear, False)
