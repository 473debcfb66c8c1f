"""How often one address may do what costs somebody's time; counted in the cache, never stored."""

import ipaddress
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in `seconds`, for each address, or network of one customer."""

    name: str
    most: int
    seconds: int

    def allows(self, address: str) -> bool:
        """Count one more time, and tell whether it is within the limit.

        Without the cache everything is allowed, and the log says so.
        """
        # The cache holds no address, only its keyed hash.
        network = client_network(address)
        key = f"limit:{self.name}:{salted_hmac(self.name, network).hexdigest()[:32]}"
        try:
            if cache.add(key, 1, self.seconds):
                return True
            count = cache.incr(key)
            if count == 1:  # it ran out just before, and now would never
                cache.touch(key, self.seconds)
            return count <= self.most
        except ValueError:  # it ran out between the two calls
            return True
        except (RedisError, OSError):
            log.warning("the limit %s is not held: the cache does not answer", self.name)
            return True


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks: what the outermost proxy of ours saw.

    Each proxy adds, at the end of X-Forwarded-For, the address it was asked from. What stands
    before the additions of our own (`TRUSTED_PROXIES` of them) is whatever the client wrote.
    """
    here = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if not proxies or not forwarded:
        return here
    chain = [each.strip() for each in forwarded.split(",")]
    return chain[-min(proxies, len(chain))] or here


def client_network(address: str) -> str:
    """An address, or for IPv6 the network of 64 bits that one customer has for himself."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
