"""Every sentence that refuses work has its Chinese, with the same values, and only those do."""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from documents import refusals
from documents.readers import kinds
from documents.refusals import SENTENCES, WORDS, Sentence, chinese_of, told
from tests.test_architecture import imported, modules, name_of

ROOT = Path(__file__).resolve().parents[2]
# What refuses. `NoWarden` does not: pages say of it, as of all that was not foreseen, only that it
# is in the log.
CLASSES = ("Refused", "EngineError")
# Modules that only commands call, which speak English.
OF_COMMANDS = {
    "documents.dumps.making": "`manage.py dump`",
    "documents.fetching": "`manage.py fetch`",
    "documents.reprocessing": "`manage.py reprocess`",
    "documents.watching": "`manage.py watch`",
}
# Others whose sentences only commands come to.
NOT_ON_PAGES = {
    "documents.accounts": "`manage.py account`; the page for passwords checks its form before",
    "documents.roles": "`manage.py account` and `load_catalogue`; the admin offers roles that are",
}
# What is given on as it came: its words were raised, and are held to account, elsewhere.
GIVEN_ON = {
    ("documents.holding", "str(error)"): "what a reader refused",
    ("documents.readers.guard", "str(refused)"): "what a reader refused in its own process",
    ("documents.uploads", "handed.refused"): "what was refused before the file was looked at",
}
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CHINESE = "\u3400-\u9fff“”。，：；、（）"


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence that refuses: the module, and what it says with `⟨1⟩` and so on for values."""
    for path in modules():
        module = name_of(path)
        if not module.startswith("documents.") or module in OF_COMMANDS | NOT_ON_PAGES:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in messages(tree):
            if (module, ast.unparse(node)) not in GIVEN_ON:
                yield module, text_of(node, module)


def messages(tree: ast.Module) -> Iterator[ast.expr]:
    """The first argument of whatever makes a refusal, and the reasons that fail a job."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and {*map(ast.unparse, node.bases)} & {*CLASSES}:
            yield from (call.args[0] for call in calls(node) if call_of(call) == "__init__")
    for call in calls(tree):
        if call_of(call) in CLASSES:
            yield call.args[0]
        reasons = (each.value for each in call.keywords if each.arg == "reason")
        yield from (each for each in reasons if isinstance(each, ast.JoinedStr))


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def call_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def text_of(node: ast.expr, module: str) -> str:
    """What an expression says; names of constants are looked up, other values are numbered."""
    numbers = iter(range(1, 20))

    def said(part: ast.expr) -> str:
        if isinstance(part, ast.Constant):
            return str(part.value)
        if isinstance(part, ast.JoinedStr):
            return "".join(map(said, part.values))
        if isinstance(part, ast.BinOp):
            return said(part.left) + said(part.right)
        if isinstance(part, ast.FormattedValue):
            constant = constant_of(part.value, module)
            return constant or f"⟨{next(numbers)}⟩"
        constant = constant_of(part, module)
        assert constant, f"{module}: what does {ast.unparse(part)} say? It cannot be looked up."
        return constant

    return said(node)


def constant_of(node: ast.expr, module: str) -> str:
    """The text of a constant, `NAME` or `module.NAME`; empty for any other value."""
    if not isinstance(node, ast.Name | ast.Attribute):
        return ""
    found: object = importlib.import_module(module)
    for name in ast.unparse(node).split("."):
        found = getattr(found, name, "")
    is_constant = ast.unparse(node).rpartition(".")[2].strip("_").isupper()
    return found if isinstance(found, str) and is_constant else ""


@cache
def raised() -> list[tuple[str, str]]:
    return sorted(set(sentences()))


def found_for(said: str) -> Sentence | None:
    return next((row for row in SENTENCES if row.values(said) is not None), None)


@pytest.mark.parametrize(("module", "said"), raised(), ids=lambda value: value[:60])
def test_every_sentence_has_its_chinese(module: str, said: str) -> None:
    row = found_for(said)
    assert row, f"{module} says {said!r}: write its Chinese into documents/refusals/"
    # The whole sentence is this one, and its values are just the values.
    values = re.findall(r"⟨\d⟩", said)
    assert sorted(row.values(said).values()) == sorted(values), (said, row.english)
    chinese = chinese_of(said)
    assert Counter(re.findall(r"⟨\d⟩", chinese)) == Counter(values)


def test_the_walk_sees_what_is_raised() -> None:
    said = {sentence for _module, sentence in raised()}
    assert len(said) > 90
    assert "⟨1⟩ holds another zip (⟨2⟩): unpack it, and give its files" in said
    assert "known.toml cannot be read: ⟨1⟩" in said
    assert any(each.startswith("it has changed since it was shown") for each in said)
    assert "the worker was lost ⟨1⟩ times at this work: look into its log" in said


def test_no_sentence_is_kept_that_nobody_says() -> None:
    said = {found_for(sentence) for _module, sentence in raised()}
    assert not [row.english for row in SENTENCES if row not in said]


def test_what_only_commands_say_is_called_by_commands_only() -> None:
    callers = {
        name_of(path)
        for path in modules()
        for target, _node in imported(path)
        if target in OF_COMMANDS
    }
    assert callers
    assert not [each for each in callers if ".management." not in each]


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row.english[:60])
def test_chinese_has_the_same_values_and_the_pages_style(row: Sentence) -> None:
    assert sorted(PLACEHOLDER.findall(row.english)) == sorted(PLACEHOLDER.findall(row.chinese))
    assert row.chinese.endswith("。") and "你" not in row.chinese
    assert re.search("[\u4e00-\u9fff]", row.chinese)
    assert not re.search(f"[{CHINESE}][,;:?!]|[,;:?!][{CHINESE}]", row.chinese)
    assert not re.search(f"[{CHINESE}] | [{CHINESE}]", row.chinese)


def test_every_kind_of_file_has_its_chinese() -> None:
    tree = ast.parse(Path(kinds.__file__).read_text(encoding="utf-8"))
    words = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"an? \S", node.value)
    }
    assert len(words) > 20
    # `text` is what a file should be; it is never the kind that is told.
    known = {row.english for row in WORDS["kind"]}
    assert not words - known
    assert not {row.english for row in WORDS["kind"] if row.english[:2] in ("a ", "an")} - words


def test_values_that_are_words_of_ours_are_chinese_too() -> None:
    said = "this is a Windows program, though its name ends in .txt: give the paper as PDF, DOCX, "
    assert chinese_of(said + "HTML or UTF-8 text") == (
        "这是Windows程序，后缀却是.txt：请上交PDF、DOCX、HTML或UTF-8文字的文件。"
    )
    assert chinese_of("this citation is accepted already") == "这条援引已经是“已确认”。"


@pytest.mark.parametrize(
    "name",
    ["{0}{name}{{x}}.zip", "a\nb\r\n.zip", "<b>&amp;'\".zip", "%(n)s \\g<1> \\1.zip", "a PDF", " "],
)
def test_values_stay_as_they_are(name: str) -> None:
    assert chinese_of(f"{name} holds no file: there is nothing to read").startswith(f"“{name}”中")
    said = f"{name} holds another zip ({name}): unpack it, and give its files"
    assert chinese_of(said).count(name) == 2


def test_a_name_that_looks_like_a_sentence_changes_none() -> None:
    name = "x holds no file: there is nothing to read"
    said = f"{name} is no zip file, or a damaged one: pack it anew"
    assert chinese_of(said) == f"“{name}”不是zip文件，或者已损坏：请重新打包。"
    # However long it is, and however often it begins as a sentence does.
    parties = " in x is y MB; at most z holds q twice (" * 20_000
    said = f"the register has no party {parties}: give a code or its name"
    assert parties in chinese_of(said)


def test_the_readers_language_decides() -> None:
    said = "this text is published already"
    with translation.override("en"):
        assert told(said) == said
    with translation.override("zh-hans"):
        assert told(said) == "这份文本已经发布。"
        assert told("something else") == "something else"
    assert refusals.chinese_of("something else") == refusals.chinese_of("") == ""


def test_on_pages_it_is_escaped_and_marked_where_it_is_left_english() -> None:
    page = Template("{% load refusals %}{{ said|refusal_words }}")

    def shown(said: str, language: str = "zh-hans") -> str:
        with translation.override(language):
            return page.render(Context({"said": said}))

    zip_file = "<b>{{ 7 }} is no zip file, or a damaged one: pack it anew"
    assert shown(zip_file) == "“&lt;b&gt;{{ 7 }}”不是zip文件，或者已损坏：请重新打包。"
    assert shown(zip_file, "en").startswith('<span lang="en">&lt;b&gt;{{ 7 }} is no zip file')
    assert shown("<i>other") == '<span lang="en">&lt;i&gt;other</span>'
    assert shown("") == ""
