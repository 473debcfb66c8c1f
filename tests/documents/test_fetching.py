"""Fetching by symbol: from allowed hosts on public addresses, within limits, and nothing else."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents import fetching
from documents.fetching import fetch
from documents.models import Document, Version
from documents.refused import Refused
from tests.documents.papers import HEAD, paper

SYMBOL = "NPT/CONF.2026/WP.5"
Answer = Callable[[BaseHTTPRequestHandler], None]


class StandIn(ThreadingHTTPServer):
    """The official document system, as far as these tests need it; each path has an answer."""

    daemon_threads = True
    answers: dict[str, Answer]
    asked: list[str]


class Handler(BaseHTTPRequestHandler):
    """Answers as told, and says nothing."""

    server: StandIn

    def do_GET(self) -> None:  # noqa: N802 - the name is the framework's
        self.server.asked.append(f"{self.headers['Host']} {self.path}")
        self.server.answers.get(self.path, lambda request: request.send_error(404))(self)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def gives(data: bytes, kind: str = "text/plain; charset=utf-8", **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", kind)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def leads(to: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", to)
        request.end_headers()

    return answer


@pytest.fixture
def system(settings: Any) -> Iterator[StandIn]:
    """The stand-in, allowed on this machine's own address."""
    with StandIn(("127.0.0.1", 0), Handler) as server:
        server.answers, server.asked = {}, []
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        settings.FETCH_FROM_LOOPBACK = True
        settings.FETCH_URL = f"http://localhost:{server.server_port}/{{language}}/{{symbol}}"
        settings.FETCH_HOSTS = ["localhost"]
        settings.FETCH_SECONDS = 5.0
        yield server
        server.shutdown()
        thread.join()


def test_it_is_off_until_it_is_set(settings: Any) -> None:
    settings.FETCH_URL = ""
    with pytest.raises(Refused, match="fetching is off: set FETCH_URL"):
        fetch(symbol=SYMBOL)


def test_a_paper_by_its_symbol(system: StandIn) -> None:
    system.answers[f"/zh/{SYMBOL}"] = gives(b"text")
    found = fetch(symbol=SYMBOL)
    assert (found.name, found.data) == ("NPT_CONF.2026_WP.5-zh.txt", b"text")
    assert system.asked == [f"localhost:{system.server_port} /zh/{SYMBOL}"]


@pytest.mark.parametrize("symbol", ["", "WP.5", "../../x", "NPT/CONF.2026/WP.5?x=1#", "a/b\r\nc"])
def test_what_is_no_symbol_is_never_asked_for(system: StandIn, symbol: str) -> None:
    with pytest.raises(Refused, match="is no symbol"):
        fetch(symbol=symbol)
    assert system.asked == []


def test_led_on_within_the_list_only(system: StandIn) -> None:
    system.answers[f"/zh/{SYMBOL}"] = leads("/other")
    system.answers["/other"] = gives(b"text")
    assert fetch(symbol=SYMBOL).data == b"text"
    for target in ("http://elsewhere.example/", f"http://127.0.0.1:{system.server_port}/other"):
        system.answers[f"/zh/{SYMBOL}"] = leads(target)
        with pytest.raises(Refused, match="not among FETCH_HOSTS"):
            fetch(symbol=SYMBOL)
    for target in ("file:///etc/passwd", "ftp://localhost/x"):
        system.answers[f"/zh/{SYMBOL}"] = leads(target)
        with pytest.raises(Refused, match="only https"):
            fetch(symbol=SYMBOL)


def test_led_in_a_circle(system: StandIn) -> None:
    system.answers[f"/zh/{SYMBOL}"] = leads(f"/zh/{SYMBOL}")
    with pytest.raises(Refused, match="more than 5 times"):
        fetch(symbol=SYMBOL)
    assert len(system.asked) == 6


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (gives(b"x", "image/png"), "of the kind image/png"),
        (gives(b"x", "application/zip"), "of the kind application/zip"),
        (gives(b""), "empty"),
        (gives(b"x", Content_Length=str(10**12)), "too large"),
        (gives(b"x", Content_Length="many"), "cannot be fetched"),
        (lambda request: request.send_error(503), "answers 503"),
        (lambda request: request.wfile.write(b"\x00" * 100), "cannot be fetched"),
    ],
)
def test_what_is_no_paper_is_refused(system: StandIn, answer: Answer, words: str) -> None:
    system.answers[f"/zh/{SYMBOL}"] = answer
    with pytest.raises(Refused, match=words):
        fetch(symbol=SYMBOL)


def test_less_than_it_said_is_no_paper(system: StandIn) -> None:
    system.answers[f"/zh/{SYMBOL}"] = gives(b"half", Content_Length="8")
    with pytest.raises(Refused, match="broke off"):
        fetch(symbol=SYMBOL)


def test_more_than_it_said_is_stopped(system: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 100_000)
    system.answers[f"/zh/{SYMBOL}"] = gives(b"x" * 300_000)
    with pytest.raises(Refused, match="too large"):
        fetch(symbol=SYMBOL)


def test_a_slow_answer_is_given_up(system: StandIn, settings: Any) -> None:
    def drips(request: BaseHTTPRequestHandler) -> None:
        for _time in range(40):
            time.sleep(0.05)
            try:
                request.wfile.write(b"x")
            except OSError:
                return

    def drips_in_the_head(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        drips(request)

    def drips_in_the_body(request: BaseHTTPRequestHandler) -> None:
        gives(b"x")(request)
        drips(request)

    settings.FETCH_SECONDS = 0.4
    for answer in (drips_in_the_body, drips_in_the_head):
        system.answers[f"/zh/{SYMBOL}"] = answer
        begun = time.monotonic()
        with pytest.raises(Refused, match="cannot be fetched|did not come within"):
            fetch(symbol=SYMBOL)
        assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1",
        "2002:a00:1::", "64:ff9b:1::1", "64:ff9b::10.0.0.1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_addresses_of_our_own_are_never_asked(
    settings: Any, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    settings.FETCH_URL, settings.FETCH_HOSTS = "https://docs.example/{symbol}", ["docs.example"]
    resolves(monkeypatch, ["8.8.8.8", number])
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(Refused, match="not a public address"):
        fetch(symbol=SYMBOL)


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FETCH_URL, settings.FETCH_HOSTS = "https://docs.example/{symbol}", ["docs.example"]
    lookups = resolves(monkeypatch, ["8.8.8.8"])
    asked: list[Any] = []

    def connect(address: Any, timeout: float) -> None:
        asked.append(address)
        raise OSError("stopped here")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Refused, match="stopped here"):
        fetch(symbol=SYMBOL)
    assert asked == [("8.8.8.8", 443)] and lookups == ["docs.example"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://docs.example/{symbol}", "only https"),
        ("https://docs.example:8443/{symbol}", "port 8443"),
        ("https://user@other.example/{symbol}", "not among"),
        ("/{symbol}", "only https"),
    ],
)
def test_only_https_at_its_own_port(settings: Any, address: str, words: str) -> None:
    settings.FETCH_URL, settings.FETCH_HOSTS = address, ["docs.example"]
    with pytest.raises(Refused, match=words):
        fetch(symbol=SYMBOL)


def resolves(monkeypatch: pytest.MonkeyPatch, numbers: list[str]) -> list[str]:
    """Let every name stand for these numbers; gives the names that are asked for."""
    asked: list[str] = []

    def look_up(host: str, port: int, **kwargs: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, 0, 0, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sources_dir", "register")
def test_the_command_takes_them_in(
    system: StandIn, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    system.answers[f"/zh/{SYMBOL}"] = gives(paper(head=f"{SYMBOL}\n\n{HEAD}"))
    with pytest.raises(CommandError, match="1 failed"):
        call_command("fetch", SYMBOL, "NPT/CONF.2026/WP.6", "--sync")
    assert "answers 404" in capsys.readouterr().err
    assert Document.objects.public().get().symbol == SYMBOL
    system.answers["/en/NPT/CONF.2026/WP.7"] = gives(paper("另一段，重申第六条。"))
    call_command("fetch", "NPT/CONF.2026/WP.7", "--language", "en", "--sync", "--hold")
    assert Version.objects.latest("pk").held and Document.objects.public().count() == 1
    settings.FETCH_URL = ""
    with pytest.raises(CommandError, match="fetching is off"):
        call_command("fetch", SYMBOL)
