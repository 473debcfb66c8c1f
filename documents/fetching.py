"""Fetching a paper by its symbol, from hosts that are allowed and from nowhere else.

An address is looked up once and its numbers are checked; the connection goes to just that number,
so that no second answer of the name server can lead elsewhere. Off unless `FETCH_URL` is set.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from documents.readers import can_read
from documents.refused import Refused
from documents.sources import MAX_BYTES
from documents.text.symbols import is_symbol, parse_symbol

REDIRECTS = 5
CHUNK = 64 * 1024
PORTS = {"https": 443, "http": 80}
# The format of each kind of content; others are no papers.
SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came, with a name that tells its symbol, language and format."""

    name: str
    data: bytes


def address_of(*, symbol: str, language: str) -> str:
    """The address of a paper as `FETCH_URL` has it; raises Refused where that is not possible."""
    if not settings.FETCH_URL:
        raise Refused(
            "fetching is off: set FETCH_URL, an address with {symbol} and {language} in it, and "
            "FETCH_HOSTS, the hosts that may be asked"
        )
    if parse_symbol(symbol) is None and not is_symbol(symbol):
        raise Refused(f"{symbol} is no symbol such as NPT/CONF.2026/WP.1")
    template = settings.FETCH_URL.replace("{symbol}", quote(symbol, safe="/"))
    return template.replace("{language}", quote(language, safe=""))


def fetch(*, symbol: str, language: str = "zh") -> Fetched:
    """Fetch one paper. Raises Refused, with what to do, for what is not allowed or not there."""
    address = address_of(symbol=symbol, language=language)
    until = time.monotonic() + settings.FETCH_SECONDS
    for _hop in range(REDIRECTS + 1):
        try:
            answer = _ask(address, until)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Refused(f"{address} cannot be fetched: {error}") from error
        if isinstance(answer, str):
            address = urljoin(address, answer)
            continue
        suffix, data = answer
        return Fetched(f"{symbol.replace('/', '_')}-{language}{suffix}", data)
    raise Refused(f"{address} leads on more than {REDIRECTS} times: look at FETCH_URL")


def _ask(address: str, until: float) -> str | tuple[str, bytes]:
    """One request: where it leads on, or the suffix and the bytes of what is there."""
    parts = urlsplit(address)
    host, port = _allowed(parts.scheme, parts.hostname or "", parts.port)
    connection = _connect(parts.scheme, host, port, until)
    # The connection forgets it as soon as the answer is the last one.
    line = connection.sock
    # A limit for each part of an answer is none for all: parts may be single bytes.
    clock = threading.Timer(_left(until), _hang_up, [line])
    clock.daemon = True
    clock.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        accepted = ", ".join([*SUFFIXES, "*/*;q=0.1"])
        connection.request("GET", path, headers={"Accept": accepted, "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        if answer.status in _MOVED and (location := answer.getheader("Location")):
            return location
        if answer.status != 200:
            raise Refused(f"{address} answers {answer.status}: is the symbol right?")
        return _suffix(answer, address), _body(answer, line, until)
    finally:
        clock.cancel()
        connection.close()


def _hang_up(line: socket.socket) -> None:
    # Not the TLS line's own way, which is not for two threads at once.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _allowed(scheme: str, host: str, port: int | None) -> tuple[str, int]:
    """The host and port, if they may be asked at all."""
    schemes = {"https"} | ({"http"} if settings.FETCH_FROM_LOOPBACK else set())
    if scheme not in schemes:
        raise Refused(f"{scheme or 'no'} addresses are not fetched, only https: look at FETCH_URL")
    if host.lower() not in {each.lower() for each in settings.FETCH_HOSTS}:
        raise Refused(
            f"the host {host} is not among FETCH_HOSTS: add it there if it is to be asked"
        )
    if port not in (None, PORTS[scheme]) and not settings.FETCH_FROM_LOOPBACK:
        raise Refused(f"port {port} of {host} is not asked, only {PORTS[scheme]}")
    return host, port or PORTS[scheme]


def _connect(scheme: str, host: str, port: int, until: float) -> http.client.HTTPConnection:
    """A connection to the very address that was checked; the host's name is for TLS and `Host`."""
    number = _number(host, port)
    seconds = _left(until)
    line = socket.create_connection((number, port), timeout=seconds)
    try:
        if scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.default_port = PORTS[scheme]
    connection.sock = line
    return connection


def _number(host: str, port: int) -> str:
    """The first address of a host, if every one of them is public."""
    found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for number in found:
        if not _is_public(number):
            raise Refused(f"{host} is at {number}, which is not a public address: nothing is asked")
    return found[0]


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    # An IPv4 address in the clothes of IPv6 is what it is underneath.
    address = getattr(address, "ipv4_mapped", None) or address
    if address in _NAT64:
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if settings.FETCH_FROM_LOOPBACK and address.is_loopback:
        return True
    sixtofour = getattr(address, "sixtofour", None) or getattr(address, "teredo", None)
    hidden = address.is_multicast or address in _LOCAL_NAT64 or sixtofour
    return address.is_global and not hidden


def _suffix(answer: http.client.HTTPResponse, address: str) -> str:
    kind = answer.headers.get_content_type()
    suffix = SUFFIXES.get(kind)
    if suffix is None or not can_read(f"paper{suffix}"):
        raise Refused(f"{address} is of the kind {kind}, which is not read here")
    return suffix


def _body(
    answer: http.client.HTTPResponse, line: socket.socket, until: float
) -> bytes:
    most = f"at most {MAX_BYTES // 1024**2} MB are fetched"
    if int(answer.getheader("Content-Length") or 0) > MAX_BYTES:
        raise Refused(f"the file is too large: {most}")
    data = bytearray()
    while True:
        line.settimeout(_left(until))
        part = answer.read1(CHUNK)
        data += part
        if len(data) > MAX_BYTES:
            raise Refused(f"the file is too large: {most}")
        if not part:
            break
    _left(until)  # what was hung up ends like what is whole
    if answer.length:  # so much more was said to come
        raise Refused("the answer broke off before its end: try again")
    if not data:
        raise Refused("the answer is empty")
    return bytes(data)


def _left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise Refused(f"the file did not come within {settings.FETCH_SECONDS:g} seconds")
    return seconds
