"""`python -m bench.search`: how long searches take over what is stored, generated papers too.

Queries are drawn from stored paragraphs, the same ones for the same seed: single words, single
characters, two words, phrases, exclusions, and words that stand nearly everywhere. Make papers
first with `manage.py make_corpus --papers 2500 --ingest`.
"""

import argparse
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from statistics import quantiles

import django
from rich.console import Console

from bench.clock import computing
from npt_tracker import embedded, warming

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npt_tracker.settings")

TARGET = 100.0  # milliseconds, of p99
COMMON = ("的", "核", "条约", "我们", "行动计划", "核裁军", "“审议大会”", "条约 -中国", "“2010年”")


def main() -> int:
    """Time every kind of query and print p50 and p99 in milliseconds; 1 when it takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=300, help="of each kind (300)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lease = embedded.hold(tell=Console(stderr=True).print)
    try:
        django.setup()
        return _show(options.queries, options.seed)
    finally:
        lease.release()


def _show(queries: int, seed: int) -> int:
    from django.conf import settings
    from django.db import connection

    settings.SHOW_GENERATED = True
    console = Console(highlight=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_paragraph")
    cuts: list[float] = []
    for name, took in _measure(queries, seed):
        cuts = quantiles(took, n=100)
        console.print(
            f"{name:<12} {len(took):>5}  p50 {cuts[49]:7.1f} ms  p99 {cuts[98]:7.1f} ms",
            markup=False,
        )
    # The last are those of all kinds together.
    missed = cuts[98] >= TARGET
    load = f"load average {os.getloadavg()[0]:.1f}, 5 million additions {computing():.2f} s"
    console.print(f"target p99 {TARGET:.0f} ms: {'missed' if missed else 'met'} ({load})")
    return int(missed)


def _measure(queries: int, seed: int) -> Iterator[tuple[str, list[float]]]:
    from documents.facets import Filters
    from documents.models import Paragraph
    from documents.search import search
    from documents.text.query import parse

    ids = list(Paragraph.objects.public().readable().values_list("pk", flat=True))
    chance = random.Random(seed)
    texts = dict(
        Paragraph.objects.filter(pk__in=chance.sample(ids, min(len(ids), 2_000))).values_list(
            "pk", "text"
        )
    )
    Console(highlight=False).print(f"{len(ids)} paragraphs")
    # As the web server does.
    warming.set_aside()
    everything: list[float] = []
    for name, draw in KINDS.items():
        took = []
        for _ in range(queries):
            query = parse(draw(chance, texts[chance.choice(list(texts))]))
            if query.problem:
                continue
            start = time.perf_counter()
            search(query, Filters())
            took.append((time.perf_counter() - start) * 1000)
        everything += took
        yield name, took
    yield "all", everything


def _word(chance: random.Random, text: str) -> str:
    from documents.text.segment import cut, folded

    words = [word for word in cut(folded(text)) if re.fullmatch(r"[\u4e00-\u9fff]{2,}", word)]
    return chance.choice(words) if words else "条约"


def _phrase(chance: random.Random, text: str) -> str:
    places = [place.start() for place in re.finditer(r"(?=[\u4e00-\u9fff]{6})", text)]
    start = chance.choice(places) if places else 0
    return f"“{text[start : start + 6]}”"


KINDS: dict[str, Callable[[random.Random, str], str]] = {
    "word": _word,
    "character": lambda chance, text: chance.choice(re.findall(r"[\u4e00-\u9fff]", text) or ["的"]),
    "two words": lambda chance, text: f"{_word(chance, text)} {_word(chance, text)}",
    "phrase": _phrase,
    "excluded": lambda chance, text: f"{_word(chance, text)} -{_word(chance, text)}",
    "common": lambda chance, _text: chance.choice(COMMON),
}

if __name__ == "__main__":
    sys.exit(main())
