"""How often one address may do what costs somebody's time; counted in the cache, never stored."""

import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in `seconds`, for each address."""

    name: str
    most: int
    seconds: int

    def allows(self, address: str) -> bool:
        """Count one more time, and tell whether it is within the limit.

        Without the cache everything is allowed, and the log says so.
        """
        # The cache holds no address, only its keyed hash.
        key = f"limit:{self.name}:{salted_hmac(self.name, address).hexdigest()[:32]}"
        try:
            if cache.add(key, 1, self.seconds):
                return True
            return cache.incr(key) <= self.most
        except ValueError:  # it ran out between the two calls
            return True
        except (RedisError, OSError):
            log.warning("the limit %s is not held: the cache does not answer", self.name)
            return True
