"""What the engine gives beside what the labels want."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from documents.exports import header_record
from documents.lexicon import build_lexicon
from documents.text.engine import analyse
from documents.text.types import BlockKind, Citation, CitedBlock, EngineError, Status
from tests.gold.figures import Share, Tally
from tests.gold.sets import (
    JUDGED,
    NUMBERS,
    Sentence,
    Span,
    Wanted,
    gold,
    labels,
    read_paper,
    sentences,
    spans,
    squash,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is not as labelled: where, what is wrong, and the words."""

    where: str
    what: str
    keys: str
    text: str


@dataclass(slots=True)
class Result:
    """Figures of one set: a tally for each kind or section, and what failed."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: dict[str, Share] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        """All kinds or sections together."""
        return sum(self.tallies.values(), Tally())


def linked(block: CitedBlock) -> list[Citation]:
    """The citations of a block that found their commitment."""
    return [each for each in block.citations if each.status is Status.LINKED]


def accepted(keys: frozenset[str]) -> frozenset[str]:
    """The keys, and their instruments: naming the whole beside an item is no wrong link."""
    return keys | {key.partition(":")[0] for key in keys if ":" in key}


def wanted(number: str) -> Iterator[tuple[Wanted, CitedBlock | None]]:
    """Each labelled paragraph of a paper with the engine's block, None where there is none."""
    blocks = [b for b in read_paper(number).blocks if b.block.kind is BlockKind.PARAGRAPH]
    paths = {block.block.path: block for block in blocks}
    texts = {squash(block.block.text): block for block in blocks}
    label = gold(number)
    if "paragraphs" not in label:
        for path in {*paths, *label["citations"]}:
            keys = frozenset(label["citations"].get(path, ()))
            yield Wanted(number, path, keys, accepted(keys)), paths.get(path)
        return
    for row in label["paragraphs"]:
        text = row.get("text_without_blanks")
        block = texts.get(text) if text else paths.get(row["path"])
        path = block.block.path if block else row.get("path", row["label"])
        keys = frozenset(row["citations"])
        allowed = accepted(keys) | frozenset(row.get("may_cite", ()))
        yield Wanted(number, path, keys, allowed), block


def score_papers() -> Result:
    """Citations of the papers by kind: links, exact spans, kinds."""
    result = Result()
    by_place = {(span.paper, span.path, span.key): span for span in spans()}
    for number in NUMBERS:
        for want, block in wanted(number):
            _score_paragraph(result, want, block, by_place)
    return result


def _score_paragraph(
    result: Result,
    want: Wanted,
    block: CitedBlock | None,
    by_place: dict[tuple[str, str, str], Span],
) -> None:
    """Count one paragraph of a paper."""
    place = f"{want.paper} §{want.path}"
    found: dict[str, list[Citation]] = defaultdict(list)
    for citation in linked(block) if block else []:
        found[citation.target or ""].append(citation)
    for key in sorted(want.required):
        span = by_place.get((want.paper, want.path, key))
        kind = span.kind if span else "unlabelled"
        tally = result.tallies[kind]
        if key not in found:
            tally.missing += 1
            result.failures.append(Failure(place, "missing", key, ""))
            continue
        tally.right += 1
        if span is not None:
            _score_span(result, place, span, found[key])
    for key, citations in found.items():
        if key not in want.allowed and JUDGED.match(key):
            result.tallies[str(citations[0].kind)].wrong += 1
            result.failures.append(Failure(place, "wrong", key, citations[0].quote))


def _score_span(result: Result, place: str, span: Span, found: list[Citation]) -> None:
    """Whether one of the citations of a key has the labelled words, and the labelled kind."""
    tally = result.tallies[span.kind]
    quotes = {squash(quote) for quote in span.quotes}
    exact = [each for each in found if squash(each.quote) in quotes]
    if exact:
        tally.exact += 1
    else:
        shown = " | ".join(each.quote for each in found)
        result.failures.append(Failure(place, "span", f"{span.key}: {span.quotes[0]}", shown))
    if any(str(each.kind) == span.kind for each in exact or found):
        tally.kinds += 1
    else:
        kinds = ", ".join(str(each.kind) for each in exact or found)
        result.failures.append(Failure(place, "kind", f"{span.key}: {span.kind}", kinds))


def score_layout() -> Result:
    """Fields of the papers' heads, and paragraphs found with exactly their text or ends."""
    result = Result()
    fields = paragraphs = fields_right = paragraphs_right = 0
    for number in NUMBERS:
        label, header = gold(number), header_record(read_paper(number).header)
        for name, value in label["header"].items():
            fields += 1
            shown = header[name]
            if (list(shown) if isinstance(shown, tuple) else shown) == value:
                fields_right += 1
            else:
                result.failures.append(Failure(number, "header", f"{name}: {value}", str(shown)))
        for place, right in _paragraphs(number):
            paragraphs += 1
            paragraphs_right += right
            if not right:
                result.failures.append(Failure(f"{number} §{place}", "paragraph", "", ""))
    result.shares["header fields"] = Share(fields_right, fields)
    result.shares["paragraphs"] = Share(paragraphs_right, paragraphs)
    return result


def _paragraphs(number: str) -> Iterator[tuple[str, bool]]:
    """The labelled paragraphs of a paper and whether the engine has each of them whole."""
    blocks = [b.block for b in read_paper(number).blocks if b.block.kind is BlockKind.PARAGRAPH]
    whole = {squash(block.text) for block in blocks}
    by_path = {block.path: squash(block.text) for block in blocks}
    label = gold(number)
    for row in label.get("paragraphs", ()):
        if "text_without_blanks" in row:
            yield row["label"], row["text_without_blanks"] in whole
        else:
            text = by_path.get(row["path"], "")
            yield row["path"], text.startswith(row["opens"]) and text.endswith(row["closes"])
    for path, (opens, closes) in label.get("opens_and_closes", {}).items():
        text = by_path.get(path, "")
        yield path, text.startswith(opens) and text.endswith(closes)


def score_sentences(cases: Iterable[Sentence] | None = None) -> dict[str, Result]:
    """Hard cases by set, each with a tally for every section; `rows` are wholly right ones.

    All of them unless `cases` are given.
    """
    results: dict[str, Result] = defaultdict(Result)
    rows: dict[str, list[bool]] = defaultdict(list)
    misses: dict[str, list[bool]] = defaultdict(list)
    for sentence in sentences() if cases is None else cases:
        before = len(results[sentence.set].failures)
        shown = _score_sentence(results[sentence.set], sentence)
        misses[sentence.set] += shown
        rows[sentence.set].append(len(results[sentence.set].failures) == before)
    for name, result in results.items():
        result.shares["rows"] = Share(sum(rows[name]), len(rows[name]))
        result.shares["misses shown"] = Share(sum(misses[name]), len(misses[name]))
    return dict(results)


def _score_sentence(result: Result, sentence: Sentence) -> list[bool]:
    """Count one hard case; tells of each wanted miss whether it is shown."""
    try:
        blocks = analyse(sentence.text.encode(), build_lexicon()).blocks
    except EngineError:
        blocks = ()
    citations = [each for block in blocks for each in block.citations]
    targets = {each.target or "" for each in citations if each.status is Status.LINKED}
    tally = result.tallies[sentence.section]
    missing = sorted(sentence.expect - targets)
    wrong = sorted(
        key
        for key in targets - accepted(sentence.expect | sentence.may)
        if JUDGED.match(key) and (sentence.wholes or ":" in key or key.startswith(("ga-", "sc-")))
    )
    wrong = sorted({*wrong, *(targets & sentence.reject)})
    tally.right += len(sentence.expect) - len(missing)
    tally.missing += len(missing)
    tally.wrong += len(wrong)
    for what, keys in (("missing", missing), ("wrong", wrong)):
        if keys:
            result.failures.append(Failure(sentence.id, what, " ".join(keys), sentence.text))
    unlinked = {
        (squash(each.quote), str(each.status))
        for each in citations
        if each.status is not Status.LINKED
    }
    shown = [(squash(quote), status) in unlinked for quote, status in sentence.misses]
    for (quote, status), there in zip(sentence.misses, shown, strict=True):
        if not there:
            result.failures.append(
                Failure(sentence.id, "miss not shown", f"{quote} {status}", sentence.text)
            )
    return shown


def _block(number: str, path: str) -> CitedBlock | None:
    """A block of a paper by its path."""
    return next((b for b in read_paper(number).blocks if b.block.path == path), None)


def score_verbs() -> Result:
    """The operative verb of every citation of the papers: its slug, and its words."""
    result, slugs, words = Result(), [], []
    by_place = {(span.paper, span.path, span.key): span for span in spans()}
    for row in labels("verbs"):
        block = _block(row["paper"], row["path"])
        found = [c for c in linked(block) if c.target == row["key"]] if block else []
        span = by_place.get((row["paper"], row["path"], row["key"]))
        quotes = {squash(quote) for quote in span.quotes} if span else set()
        exact = [each for each in found if squash(each.quote) in quotes] or found
        verb = exact[0].verb if exact else None
        right = bool(exact) and (verb.slug if verb else None) == row["slug"]
        slugs.append(right)
        if row["verb_text"]:
            words.append(verb is not None and squash(verb.quote) == squash(row["verb_text"]))
        if not right:
            place = f"{row['paper']} §{row['path']}"
            shown = f"{verb.slug} {verb.quote}" if verb else "none" if exact else "not cited"
            result.failures.append(Failure(place, "verb", f"{row['key']}: {row['slug']}", shown))
    result.shares["verbs"] = Share(sum(slugs), len(slugs))
    result.shares["words of the verb"] = Share(sum(words), len(words))
    return result


def score_suggestions() -> Result:
    """Suggestions for paragraphs without an explicit citation, labelled beforehand by reading."""
    result = Result()
    shown_all = right_all = covered = to_cover = found = to_find = quiet = to_stay_quiet = 0
    for row in labels("suggestions"):
        block = _block(row["paper"], row["path"])
        shown = {each.target for each in block.suggestions} if block else set()
        good = shown & {*row["suggest"], *row["accept"]}
        shown_all, right_all = shown_all + len(shown), right_all + len(good)
        if row["suggest"]:
            to_cover, to_find = to_cover + 1, to_find + len(row["suggest"])
            covered += bool(shown & set(row["suggest"]))
            found += len(shown & set(row["suggest"]))
        elif not row["accept"]:
            to_stay_quiet, quiet = to_stay_quiet + 1, quiet + (not shown)
        if shown - good:
            place = f"{row['paper']} §{row['path']}"
            keys = " ".join(sorted(shown - good))
            result.failures.append(Failure(place, "suggested", keys, row["why"]))
    result.shares["precision of what is shown"] = Share(right_all, shown_all)
    result.shares["paragraphs with a labelled target shown"] = Share(covered, to_cover)
    result.shares["labelled targets shown"] = Share(found, to_find)
    result.shares["paragraphs about nothing left alone"] = Share(quiet, to_stay_quiet)
    return result
