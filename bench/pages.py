"""`python -m bench.pages`: how long readers wait for pages, beside raw SQL for the same rows.

The web server is started as in production, over what is stored, generated papers too; readers click
through all kinds of pages at once, in both languages, each with its own connection, and think for a
second after each answer. Time is from the request to the last byte.

"raw SQL" is what takes longest of what a page asks when nothing is kept in memory: the same
statement with the same parameters, run through psycopg alone, its rows fetched.
"""

import argparse
import http.client
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from threading import Thread
from urllib.parse import quote

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django
from rich.console import Console

from bench.clock import computing
from npt_tracker import embedded

TARGET = 300.0  # milliseconds, of p95
FEWEST_PAPERS = 2_500
SAMPLED = 12  # addresses of a family whose statements are run by themselves
HOW = (
    "{held} generated papers are stored, {needed} are needed. Make them with: "
    "python manage.py make_corpus --papers {needed} --ingest --sync"
)
Draw = Callable[[random.Random], str]


def main() -> int:
    """Measure every family of pages and print them; 1 when one misses the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between clicks (1)")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long they click (60)")
    parser.add_argument("--warm-up", type=float, default=20.0, help="seconds not counted (20)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lease = embedded.hold(tell=Console(stderr=True).print)
    try:
        django.setup()
        return _run(options)
    finally:
        lease.release()


def _run(options: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection

    from documents.models import Document, Paragraph

    say = Console(highlight=False, markup=False, width=140).print
    held = Document.objects.filter(generated=True).count()
    if held < FEWEST_PAPERS:
        say(HOW.format(held=held, needed=FEWEST_PAPERS))
        return 1
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    families = page_families()
    say(f"{held} papers, {Paragraph.objects.public().readable().count()} paragraphs")
    say(f"{options.readers} readers, {options.think} s of thinking, {os.cpu_count()} cores")
    before = os.getloadavg()[0], computing()
    with _server() as address:
        _click(address, families, options, options.warm_up, options.seed)
        taken = _click(address, families, options, options.seconds, options.seed + 1)
    after = os.getloadavg()[0], computing()
    for when, (load, took) in (("before", before), ("after", after)):
        say(f"{when}: load average {load:.1f}, 5 million additions {took:.2f} s")
    return _show(say, families, taken, options.seed)


def _show(say: Callable, families: dict[str, Draw], taken: dict, seed: int) -> int:
    say(f"{'milliseconds':<12} {'n':>5} {'p50':>7} {'p95':>7} {'p99':>7} {'max':>7}  target p95")
    missed = 0
    for name, draw in families.items():
        cuts = quantiles(taken[name], n=100)
        well = cuts[94] < TARGET
        missed += not well
        raw = sorted(_raw(draw, random.Random(seed)))
        say(
            f"{name:<12} {len(taken[name]):>5} {cuts[49]:>7.1f} {cuts[94]:>7.1f} {cuts[98]:>7.1f}"
            f" {max(taken[name]):>7.1f}  {TARGET:.0f} {'met' if well else 'missed':<6}"
            f"  raw SQL p50 {raw[len(raw) // 2]:.1f} max {raw[-1]:.1f}"
        )
    return 1 if missed else 0


@contextmanager
def _server() -> Iterator[tuple[str, int]]:
    """Run the web server as `manage.py serve` does; its host and port."""
    from npt_tracker.management.commands.serve import answers, children, free_port
    from npt_tracker.supervisor import last_lines

    host, port = "127.0.0.1", free_port("127.0.0.1", 8100)
    web = children(host, port)[0]
    web.log = web.log.with_name("bench.log")
    web.start(mark="bench")
    try:
        end = time.monotonic() + 30
        while not answers(f"http://{host}:{port}"):
            if web.process.poll() is not None or time.monotonic() > end:
                sys.exit(f"The web server does not answer. The end of {web.log}:\n"
                         f"{last_lines(Path(web.log))}")
            time.sleep(0.2)
        yield host, port
    finally:
        web.process.terminate()
        web.process.wait(20)


def _click(
    address: tuple[str, int],
    families: dict[str, Draw],
    options: argparse.Namespace,
    seconds: float,
    seed: int,
) -> dict[str, list[float]]:
    """Let all readers click for a while; milliseconds by family."""
    taken: dict[str, list[float]] = defaultdict(list)
    wrong: list[str] = []
    end = time.monotonic() + seconds

    def read(number: int) -> None:
        chance = random.Random(f"{seed}/{number}")
        connection = http.client.HTTPConnection(*address, timeout=60)
        time.sleep(chance.random() * options.think)
        while time.monotonic() < end and not wrong:
            name = chance.choice(list(families))
            page = families[name](chance)
            start = time.perf_counter()
            connection.request("GET", page)
            answer = connection.getresponse()
            answer.read()
            taken[name].append((time.perf_counter() - start) * 1000)
            if answer.status != 200:
                wrong.append(f"{page} was answered with {answer.status}")
            time.sleep(options.think)

    readers = [Thread(target=read, args=[number]) for number in range(options.readers)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if wrong:
        sys.exit(wrong[0])
    return taken


def page_families() -> dict[str, Draw]:
    """How an address of each kind of page is drawn."""
    from bench.search import KINDS
    from commitments.models import Commitment
    from documents.filters.vocabulary import NONE, Vocabulary
    from documents.models import Citation, Document, Paragraph, Submission

    public = Document.objects.public()
    slugs = list(public.values_list("slug", flat=True))
    keys = list(Commitment.objects.current().values_list("key", flat=True))
    submitted = Submission.objects.filter(document__in=public, role="submitter")
    codes = submitted.order_by().values_list("state__code", "group__slug", "body__slug")
    parties = sorted({next(filter(None, row)) for row in codes.distinct()})
    lists = Vocabulary.load().lists
    cited = Citation.objects.counted().of_items().order_by()
    values = {
        "party": parties,
        "instrument": sorted(set(cited.values_list("commitment__instrument__slug", flat=True))),
        "cycle": sorted(code for code in lists["cycle"] if code != NONE),
        "pillar": list(lists["pillar"]),
        "theme": list(lists["theme"]),
        "verb": sorted(set(cited.exclude(verb="").values_list("verb", flat=True))),
    }
    texts = list(Paragraph.objects.public().readable().values_list("text", flat=True)[:20_000])

    def filters(chance: random.Random, number: int) -> str:
        names = chance.sample(list(values), number)
        return "&".join(f"{name}={quote(chance.choice(values[name]))}" for name in names)

    def commitment(chance: random.Random) -> str:
        narrowed = chance.random() < 0.25
        page = f"commitments/{chance.choice(keys).replace(':', '/')}/"
        return page + (f"?party={chance.choice(parties)}" if narrowed else "")

    def sought(chance: random.Random) -> str:
        words = KINDS[chance.choice(list(KINDS))](chance, chance.choice(texts))
        return f"search/?q={quote(words)}"

    pages: dict[str, Draw] = {
        "home": lambda chance: "",
        "commitment": commitment,
        "document": lambda chance: f"documents/{chance.choice(slugs)}/",
        "positions": lambda chance: f"positions/?{filters(chance, 2)}",
        "matrix": lambda chance: f"matrix/?{filters(chance, chance.randint(0, 2))}",
        "search": sought,
    }

    def both(draw: Draw) -> Draw:
        return lambda chance: f"/{chance.choice(('zh-hans', 'en'))}/{draw(chance)}"

    return {name: both(draw) for name, draw in pages.items()}


def _raw(draw: Draw, chance: random.Random) -> list[float]:
    """Milliseconds of the dearest statement of some pages, run by itself through psycopg."""
    from django.db import connection
    from django.test import Client

    from documents import memory

    client = Client(headers={"host": "localhost"})
    taken = []
    for _ in range(SAMPLED):
        asked: list[tuple[float, str, object]] = []

        def note(execute, sql, parameters, many, context, asked=asked):
            start = time.perf_counter()
            try:
                return execute(sql, parameters, many, context)
            finally:
                asked.append((time.perf_counter() - start, sql, parameters))

        memory.forget()
        with connection.execute_wrapper(note):
            client.get(draw(chance))
        _took, sql, parameters = max(asked, key=lambda each: each[0])
        with connection.connection.cursor() as cursor:
            start = time.perf_counter()
            cursor.execute(sql, parameters)
            if cursor.description:
                cursor.fetchall()
            taken.append((time.perf_counter() - start) * 1000)
    return taken


if __name__ == "__main__":
    sys.exit(main())
