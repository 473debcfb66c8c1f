"""One rate for a client, however many processes of the web server it meets."""

import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.chaos.outcome import Outcome, told
from bench.chaos.papers import Clean
from bench.chaos.place import Place

RATE = 100
ASKED = 300
SERVERS = 3
# Windows begin with the hour: none may begin in the middle.
WINDOW, ROOM = 3600, 60


def throttling(place: Place, clean: Clean, number: int, seed: int) -> Outcome:
    """Ask three web servers at once, three times as often as is allowed."""
    place.begin()
    ports = [place.web(workers=1, API_RATE=f"{RATE}/hour")[1] for _server in range(SERVERS)]
    if WINDOW - time.time() % WINDOW < ROOM:
        time.sleep(ROOM + 1)
    addresses = [f"http://127.0.0.1:{port}/api/v1/documents/" for port in ports]
    with ThreadPoolExecutor(max_workers=12) as threads:
        each = threads.map(_ask, (addresses[turn % SERVERS] for turn in range(ASKED)))
        answers = Counter(each)
    wanted = {200: RATE, 429: ASKED - RATE}
    wrong = [] if answers == wanted else [f"{wanted} was wanted"]
    told_off = ", ".join(f"{count} × {status}" for status, count in sorted(answers.items()))
    figure = f"{RATE} allowed, {ASKED} asked of {SERVERS} processes at once: {told_off}"
    return told("throttling with three web processes", figure, wrong)


def _ask(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
