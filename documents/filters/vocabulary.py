"""The codes that filters take, each with its row and its name in both languages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad

from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    Pillar,
    ReviewCycle,
    Session,
    State,
    Theme,
)
from documents.memory import Memory
from documents.models import Citation
from documents.text.verbs import verb_list

# The code of citations whose clause has no operative verb, and of papers of no known cycle.
NONE = "none"
# The codes of these filters stand in a list of another name.
LISTS = {"member_of": "group", "through": "state", "supporter": "party"}
# The tables of parties, in the order in which choices are read.
PARTIES = ("state", "group", "body")
NOWHERE = Cast(Value(None), BigIntegerField())


@dataclass(frozen=True, slots=True)
class Term:
    """One code of one list; `pk` is its row's, None where there is no row.

    `above` is the row of the item that a sub-item is under.
    """

    code: str
    zh: str = ""
    en: str = ""
    pk: int | None = None
    sort: str = ""
    above: int | None = None


@dataclass(frozen=True)
class Vocabulary:
    """Every code by list and code; within a list in the order in which choices are read."""

    lists: dict[str, dict[str, Term]] = field(default_factory=dict)
    _by_pk: dict[str, dict[int, Term]] = field(default_factory=dict)

    @classmethod
    def kept(cls, memory: Memory) -> "Vocabulary":
        """The codes as they are in a state of the database."""
        return memory.of(cls.load, "vocabulary")

    @classmethod
    def load(cls) -> "Vocabulary":
        """Read the register's codes, in one query."""
        lists: dict[str, dict[str, Term]] = {name: {} for name in _SOURCES}
        first, *others = [
            _terms(name, rows, *fields)
            for name, sources in _SOURCES.items()
            for rows, *fields in sources
        ]
        found = sorted(first.union(*others, all=True), key=lambda row: (row[5] or "", row[1]))
        for name, code, *row in found:
            lists[name][code] = Term(code, *row)
        for number, name in enumerate(PARTIES, 1):
            lists[name] = {
                code: term for code, term in lists["party"].items() if term.sort == str(number)
            }
        lists["cycle"][NONE] = Term(NONE)
        return cls(lists | _fixed())

    @cached_property
    def _parts(self) -> dict[int, list[int]]:
        """The sub-items of the commitments that have any."""
        found: dict[int, list[int]] = {}
        for term in self.lists["commitment"].values():
            if term.above is not None:
                found.setdefault(term.above, []).append(term.pk)
        return found

    @cached_property
    def memberships(self) -> dict[int, list[tuple[str, int | None, int | None]]]:
        """`(group, first year, last year)` by State, read when first asked for."""
        rows = Membership.objects.current().filter(group__retired=False).order_by()
        found: dict[int, list[tuple[str, int | None, int | None]]] = {}
        for state, *row in rows.values_list("state", "group__slug", "from_year", "to_year"):
            found.setdefault(state, []).append(tuple(row))
        return found

    def terms(self, name: str) -> dict[str, Term]:
        """The codes of one list."""
        return self.lists[name]

    def pks(self, name: str, codes: Iterable[str]) -> list[int]:
        """The rows that these codes of a list stand for."""
        return [self.lists[name][code].pk for code in codes]

    def by_pk(self, name: str) -> dict[int, Term]:
        """The codes of a list by their row."""
        if name not in self._by_pk:
            self._by_pk[name] = {term.pk: term for term in self.lists[name].values()}
        return self._by_pk[name]

    def code(self, name: str, pk: int | None) -> str | None:
        """The code of a row of a list; None where there is no row."""
        return None if pk is None else self.term(name, pk).code

    def term(self, name: str, pk: int) -> Term:
        """What stands for a row of a list."""
        # One that came after the codes were read is looked up.
        return self.by_pk(name).get(pk) or Vocabulary.load().by_pk(name)[pk]

    def with_parts(self, codes: Iterable[str]) -> list[int]:
        """The rows of these commitments and of their sub-items."""
        own = self.pks("commitment", codes)
        parts = (part for pk in own for part in self._parts.get(pk, ()))
        return list(dict.fromkeys([*own, *parts]))

    def within(self, slugs: Collection[str]) -> list[int]:
        """The rows of the commitments of these instruments: a key begins with the slug."""
        items = self.lists["commitment"].items()
        return [term.pk for key, term in items if key.partition(":")[0] in slugs]

    def parties(self, codes: Iterable[str]) -> dict[str, list[int]]:
        """The rows of parties by their table: `state`, `group`, `body`."""
        found: dict[str, list[int]] = {name: [] for name in PARTIES}
        for code in codes:
            term = self.lists["party"][code]
            found[PARTIES[int(term.sort) - 1]].append(term.pk)
        return found


def _terms(
    name: str, rows: QuerySet, code: str, zh: str, en: str, sort: object, above: object = NOWHERE
) -> QuerySet:
    """`(list, code, zh, en, pk, sort, above)` of each row."""
    text = CharField()
    names = (Cast(each, text) for each in (code, zh, en))
    return rows.order_by().values_list(Value(name, text), *names, "pk", sort, above)


def _rank(place: str) -> Value:
    return Value(place, CharField())


_NAMES = ("name_zh", "name_en")
_CITES = ("cite_zh", "cite_en")
# By list: querysets with the fields of code, Chinese and English name, and what sorts them.
_SOURCES = {
    "party": (
        (State.objects.all(), "code", *_NAMES, _rank("1")),
        (Group.objects.all(), "slug", *_NAMES, _rank("2")),
        (Body.objects.all(), "slug", *_NAMES, _rank("3")),
    ),
    "instrument": ((Instrument.objects.all(), "slug", *_NAMES, Cast("year", CharField())),),
    "commitment": (
        (
            Commitment.objects.all(),
            "key",
            *_CITES,
            Concat("instrument__slug", LPad(Cast("position", CharField()), 4, Value("0"))),
            F("parent"),
        ),
    ),
    "theme": ((Theme.objects.all(), "slug", *_NAMES, _rank("")),),
    "cycle": ((ReviewCycle.objects.all(), "cycle_year", "cycle_year", "cycle_year", _rank("")),),
    "session": ((Session.objects.all(), "key", *_NAMES, Cast("starts", CharField())),),
    "addressee": (
        (
            Commitment.objects.order_by().distinct("addressee"),
            "addressee",
            "addressee",
            "addressee",
            _rank(""),
        ),
    ),
}


def _fixed() -> dict[str, dict[str, Term]]:
    """The lists that do not stand in the database."""
    verbs = {verb.slug: Term(verb.slug, verb.zh, verb.en) for verb in verb_list()}
    shown = [state for state in Citation.ReviewState.values if state != "rejected"]
    plain = {
        "kind": Citation.Kind.values,
        "status": Citation.Status.values,
        "review_state": shown,
        "pillar": Pillar.values,
    }
    lists = {name: {code: Term(code) for code in codes} for name, codes in plain.items()}
    return lists | {"verb": verbs | {NONE: Term(NONE)}}
