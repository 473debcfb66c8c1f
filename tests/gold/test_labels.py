"""The labels themselves: whole, of the register, and about words that stand in the papers."""

from commitments.register import load_register
from documents.lexicon import build_lexicon
from tests.gold.figures import Share, Tally
from tests.gold.sets import JUDGED, NUMBERS, PAPERS, gold, labels, sentences, spans, squash

KINDS = {"explicit", "listed", "range", "collective", "carried", "enumerated"}


def known(key: str) -> bool:
    """Whether the register has a key or slug; resolutions appear when first cited."""
    lexicon = build_lexicon()
    slugs = {each.slug for each in load_register().instruments}
    return lexicon.has(key) or key in slugs or key.startswith(("ga-", "sc-"))


def test_every_label_is_of_the_register() -> None:
    keys = {key for each in sentences() for key in each.expect} | {each.key for each in spans()}
    keys |= {key for row in labels("suggestions") for key in (*row["suggest"], *row["accept"])}
    keys |= {row["key"] for row in labels("verbs")}
    assert not [key for key in sorted(keys) if not known(key)]


def test_every_citation_of_the_papers_has_a_span_and_a_kind() -> None:
    """Papers whose labels have paths are compared place by place, the others by key."""
    by_key: dict[str, list[str]] = {}
    for span in spans():
        assert span.kind in KINDS
        by_key.setdefault(span.paper, []).append(span.key)
    for number in NUMBERS:
        label = gold(number)
        rows = label.get("paragraphs") or [{"citations": c} for c in label["citations"].values()]
        assert sorted(by_key[number]) == sorted(key for row in rows for key in row["citations"])


def test_every_labelled_span_stands_in_its_paper() -> None:
    for number in NUMBERS:
        source = squash((PAPERS / gold(number)["paper"]).read_text(encoding="utf-8"))
        source = source.replace("[", "").replace("](#)", "")
        for span in spans():
            if span.paper == number:
                assert all(squash(quote) in source for quote in span.quotes), span


def test_there_are_enough_hard_cases_half_of_them_blind() -> None:
    every = sentences()
    assert len(every) >= 400
    assert sum(each.set.startswith("blind") for each in every) * 2 >= len(every)
    assert len({(each.set, each.id) for each in every}) == len(every)
    assert all(each.text and each.section and each.why for each in every)


def test_there_are_enough_labelled_paragraphs_for_suggestions() -> None:
    assert len(labels("suggestions")) >= 60


def test_what_is_judged() -> None:
    yes = ["npt:VI", "npt", "action-plan-2010:5c", "ga-res-77-47", "sc-res-1540", "steps-2000",
           "final-document-2000", "decision3-1995:1", "regional-2010"]  # fmt: skip
    no = ["ctbt", "tpnw", "tpnw-1rc", "jcpoa", "un-charter", "ssod-i", "npt-something"]
    assert [key for key in yes if not JUDGED.match(key)] == []
    assert [key for key in no if JUDGED.match(key)] == []


def test_the_interval_of_a_share() -> None:
    """Values of the Wilson interval from its closed form."""
    low, high = Share(9, 10).interval or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert Share(0, 0).interval is None
    assert Share(0, 0).reaches(1.0)
    assert Share(98, 100).reaches(0.98)
    assert not Share(97, 100).reaches(0.98)
    assert (Tally(3, 1, 0) + Tally(1, 0, 2)).precision == Share(4, 5)
