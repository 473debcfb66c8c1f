"""The numbers that Word draws by itself: nowhere in the text, and without them no paragraph 12.

A paragraph names a list and a level; the list's definition says how each level counts and is
written (`%1.`, `(%2)`). Numbers go on through the whole document, as Word counts them.
"""

from dataclasses import dataclass, field

from lxml import etree

from documents.text.numerals import to_roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_MOST = 1_000
_FIGURES = "〇一二三四五六七八九"
_BULLETS = {"\uf0a7": "▪", "\uf0d8": "•", "o": "◦", "": "•"}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand",
)  # fmt: skip
_DIGITS = ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and is written."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: the definition that counts for it, and its own levels."""

    counted_as: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """All lists of a document and how far each has come."""

    def __init__(self, part: etree._Element | None, linked: dict[str, str] | None = None) -> None:
        """Read `numbering.xml`; `linked` names the list of each style of numbering."""
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self.unknown: set[str] = set()
        if part is not None:
            self._read(part, linked or {})

    def label(self, number: str, level: int) -> str:
        """Count one paragraph of a list and give what is drawn before it; empty for nothing."""
        known = self._lists.get(number)
        if known is None or level not in known.levels:
            return ""
        counts = self._counts.setdefault(known.counted_as, {})
        if number not in self._begun:
            self._begun.add(number)
            for place, start in known.restarts.items():
                counts[place] = start - 1
        defined = known.levels[level]
        counts[level] = counts.get(level, defined.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            asked = known.levels.get(deeper, Level()).restart
            if asked is None or (asked and level < asked):
                del counts[deeper]
        if defined.form == "bullet":
            return _bullet(defined.text)
        if defined.form == "none":
            return _without_places(defined.text)
        return self._written(known, level, counts)

    def _written(self, known: _List, level: int, counts: dict[int, int]) -> str:
        """The level's text with the numbers in their places."""
        words = known.levels[level].text
        for place in range(LEVELS):
            mark = f"%{place + 1}"
            if mark not in words:
                continue
            defined = known.levels.get(place, Level())
            value = counts.get(place, defined.start)
            form = "decimal" if known.levels[level].legal else defined.form
            words = words.replace(mark, self._figure(value, form))
        return words.strip()

    def _figure(self, value: int, form: str) -> str:
        if form == "none":
            return ""
        written = written_as(value, form)
        if written is None:
            self.unknown.add(form)
            return str(value)
        return written

    def _read(self, part: etree._Element, linked: dict[str, str]) -> None:
        abstract = {
            each.get(W + "abstractNumId"): each for each in part.iterfind(W + "abstractNum")
        }
        for each in part.iterfind(W + "num"):
            named = _value(each, "abstractNumId")
            definition = abstract.get(named)
            style = None if definition is None else _value(definition, "numStyleLink")
            if style is not None and (other := _by_id(part, linked.get(style))) is not None:
                named = _value(other, "abstractNumId")
                definition = abstract.get(named)
            if definition is None or named is None:
                continue
            levels = {_place(level): _level(level) for level in definition.iterfind(W + "lvl")}
            found = _List(named, levels)
            for override in each.iterfind(W + "lvlOverride"):
                place = _place(override)
                own = override.find(W + "lvl")
                if own is not None:
                    levels[place] = _level(own)
                if (start := _value(override, "startOverride")) is not None:
                    found.restarts[place] = _whole(start, 1)
            self._lists[str(each.get(W + "numId"))] = found


def written_as(value: int, form: str) -> str | None:
    """A number in one of Word's formats; None for one that is not known."""
    if form in _COUNTING:
        return _chinese(value)
    if form in _DIGITS:
        return "".join(_FIGURES[int(figure)] for figure in str(value))
    writers = {
        "decimal": str,
        "decimalZero": lambda n: f"{n:02d}",
        "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
        "ordinal": str,
        "numberInDash": lambda n: f"-{n}-",
        "decimalEnclosedFullstop": lambda n: f"{n}.",
        "decimalEnclosedParen": lambda n: f"({n})",
        "lowerLetter": lambda n: _letters(n).lower(),
        "upperLetter": _letters,
        "lowerRoman": lambda n: to_roman(n).lower(),
        "upperRoman": to_roman,
        "decimalEnclosedCircle": lambda n: _from(_CIRCLED, n),
        "decimalEnclosedCircleChinese": lambda n: _from(_CIRCLED, n),
        "ideographEnclosedCircle": lambda n: _from(_BRACKETED, n),
        "ideographTraditional": lambda n: _from(_STEMS, n),
        "ideographZodiac": lambda n: _from(_BRANCHES, n),
    }
    return writers[form](value) if form in writers else None


def _chinese(value: int) -> str:
    """十六, 一百零二; what is out of reach stays in digits."""
    if not 0 < value < _MOST:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_FIGURES[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _FIGURES[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_FIGURES[ones] if ones else "")


def _letters(value: int) -> str:
    """A, B … Z, AA, BB … as Word counts."""
    if not 0 < value < _MOST:
        return str(value)
    times, place = divmod(value - 1, 26)
    return chr(ord("A") + place) * min(times + 1, 20)


def _from(signs: str, value: int) -> str:
    return signs[value - 1] if 0 < value <= len(signs) else str(value)


def _bullet(text: str) -> str:
    """A bullet as the engine knows one: symbol fonts draw theirs by private characters."""
    if text in _BULLETS:
        return _BULLETS[text]
    private = any("\ue000" <= char <= "\uf8ff" for char in text)
    return "•" if private else text.strip() or "•"


def _without_places(text: str) -> str:
    return "".join(text.split("%")[:1]).strip()


def _level(element: etree._Element) -> Level:
    text, restart = _value(element, "lvlText") or "", _value(element, "lvlRestart")
    return Level(
        start=_whole(_value(element, "start"), 1),
        form=_value(element, "numFmt") or "decimal",
        text=text[:60],
        legal=switched_on(element, "isLgl"),
        restart=None if restart is None else _whole(restart, 0),
    )


def switched_on(element: etree._Element, path: str) -> bool:
    """Whether a property that is there or not (`isLgl`, `pPr/rPr/vanish`) is there and not off."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


def _by_id(part: etree._Element, number: str | None) -> etree._Element | None:
    found = (each for each in part.iterfind(W + "num") if each.get(W + "numId") == number)
    return next(found, None) if number else None


def _place(element: etree._Element) -> int:
    return _whole(element.get(W + "ilvl"), 0)


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(W + name)
    return None if found is None else found.get(W + "val")


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number of a sane size."""
    sane = text is not None and text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if sane and text else otherwise
