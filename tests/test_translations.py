"""Every sentence of templates and code has its English, with the same placeholders."""

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SOURCES = ("commitments", "documents", "npt_tracker")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def messages_of(source: str) -> set[tuple[str | None, str]]:
    """List `(context, message)` of Python source."""
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS)
    return {
        (context, message if isinstance(message, str) else message[0])
        for _line, message, _comments, context in found
    }


def code_messages() -> dict[tuple[str | None, str], Path]:
    """What the Python modules ask to be translated, with the module."""
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")]
    return {
        message: path
        for path in files
        if "migrations" not in path.parts
        for message in messages_of(path.read_text(encoding="utf-8"))
    }


def template_messages() -> dict[tuple[str | None, str], Path]:
    """What the templates ask to be translated, with the template."""
    return {
        message: path
        for path in (ROOT / "templates").rglob("*.html")
        for message in messages_of(calls_in(path.read_text(encoding="utf-8")))
    }


def calls_in(template: str) -> str:
    """Give only the gettext calls of a template; the rest of `templatize` is not Python."""
    call = r"n?p?gettext\((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[^()'\"]|\([^()]*\))*\)"
    return "\n".join(re.findall(call, templatize(template)))


@pytest.fixture(scope="module")
def catalogue():
    """The English catalogue."""
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en")


@pytest.mark.parametrize("listed", [code_messages, template_messages])
def test_every_message_is_translated(catalogue, listed):
    missing = [
        f"{path.relative_to(ROOT)}: {message!r} {context or ''}"
        for (context, message), path in listed().items()
        if not (found := catalogue.get(message, context)) or not all(_strings(found))
    ]
    assert not missing, "\n".join(missing)


def test_the_extraction_sees_what_templates_say():
    found = messages_of(
        calls_in(
            "{% load i18n %}{% translate '甲' %}{% translate '乙' context 'c' %}"
            "{% blocktranslate count n=x %}{{ n }}段{% plural %}{{ n }}段们{% endblocktranslate %}"
        )
    )
    assert found == {(None, "甲"), ("c", "乙"), (None, "%(n)s段")}
    assert len(template_messages()) > 50


def test_translations_keep_the_placeholders(catalogue):
    wrong = [
        message.id
        for message in catalogue
        if message.id
        for text in _strings(message)
        if set(PLACEHOLDER.findall(text)) - _placeholders(message)
        or _placeholders(message) - set(PLACEHOLDER.findall(_strings(message)[-1]))
    ]
    assert not wrong


def test_english_holds_no_chinese(catalogue):
    wrong = [text for message in catalogue if message.id for text in _strings(message)]
    assert not [text for text in wrong if CHINESE.search(text)]


def test_nothing_is_translated_that_nobody_says(catalogue):
    said = {message for _context, message in (*code_messages(), *template_messages())}
    unused = [message.id for message in catalogue if message.id and _first(message.id) not in said]
    assert not unused


def test_no_chinese_stands_untranslatable_in_a_template():
    """Chinese outside a translate tag would stay Chinese on English pages."""
    tags = re.compile(
        r"{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL
    )
    wrong = [
        (path.name, line)
        for path in (ROOT / "templates").rglob("*.html")
        for line in tags.sub("", path.read_text(encoding="utf-8")).splitlines()
        if CHINESE.search(line) and "中文" not in line
    ]
    assert not wrong


def _first(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def _strings(message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _placeholders(message) -> set[str]:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    return {name for text in ids for name in PLACEHOLDER.findall(text)}


def test_sources_parse():
    """An unreadable module would silently lose its messages."""
    for folder in SOURCES:
        for path in (ROOT / folder).rglob("*.py"):
            ast.parse(path.read_text(encoding="utf-8"))
