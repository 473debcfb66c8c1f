"""Why a citation stands, in words: every rule and reason of the engine has some."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import translation

import documents.text
from documents import reasons, review
from documents.templatetags.wording import REASONS
from documents.text.verbs import verb_list

TEXT = Path(documents.text.__path__[0])
RULE = re.compile(r"[a-z]+\.[a-z0-9-]+")
# Mentions have rules of their own; `find_wholes` puts `whole.` before them.
NAMING = ("forms.py", "naming.py")


def strings(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def engine_rules() -> set[str]:
    """Every rule name that stands in the engine."""
    citing = [*(TEXT / "families").glob("*.py"), TEXT / "antecedents.py"]
    found = {each for path in citing for each in strings(path) if RULE.fullmatch(each)}
    named = {each for name in NAMING for each in strings(TEXT / name) if RULE.fullmatch(each)}
    return (found - named) | {f"whole.{rule}" for rule in named | {"named", "conference"}}


def test_every_rule_has_words() -> None:
    rules = engine_rules()
    assert len(rules) > 40
    assert not sorted(rule for rule in rules if not reasons.rule_words(rule))


def test_no_words_for_what_is_no_rule() -> None:
    families = {rule.partition(".")[0] for rule in engine_rules()}
    families.add(review.RULE)
    assert not sorted(rule for rule in reasons.RULES if rule.partition(".")[0] not in families)
    assert reasons.rule_words("no.such-rule") == ""


def test_every_reason_has_words() -> None:
    """What stands for `reason` in the families, and what is returned beside an empty slug."""
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in [*(TEXT / "families").glob("*.py"), TEXT / "antecedents.py"]
    )
    codes = set(re.findall(r'return "", "([a-z-]+)"', source))
    codes |= set(re.findall(r'return "((?:no|reversed|two)-[a-z-]+)"', source))
    codes |= set(re.findall(r'"((?:no|reversed|two|cannot|body)-[a-z-]+)"', source))
    assert {"no-such-item", "cannot-exist", "two-readings"} <= codes
    assert not sorted(codes - REASONS.keys())


def citation(key: str = "5", letter: str = "", **fields: object) -> SimpleNamespace:
    plan = SimpleNamespace(name_zh="2010年行动计划", name_en="the Action Plan")
    item = SimpleNamespace(
        cite_zh=f"行动{key}" + (f"({letter})" if letter else ""),
        cite_en=f"Action {key}" + (f" ({letter})" if letter else ""),
        letter=letter,
        instrument=plan,
    )
    defaults = {"commitment": item, "instrument": None, "kind": "explicit", "rule": "none"}
    defaults |= {"quote": f"行动{key}", "antecedent": None}
    return SimpleNamespace(**defaults | fields)


def said(row: SimpleNamespace, language: str = "zh-hans") -> str:
    with translation.override(language):
        return "；".join(
            clause.words % (clause.values | clause.quotes) for clause in reasons.why(row)
        )


WHOLE = {"commitment": None, "instrument": SimpleNamespace(name_zh="行动计划", name_en="Plan")}


@pytest.mark.parametrize(
    ("row", "words", "reason"),
    [
        (citation(), "点名2010年行动计划的行动5", "explicit"),
        (
            citation(letter="b", kind="range", quote="行动5(a)至(c)"),
            "点名2010年行动计划的行动5；字母(a)至(c)为范围",
            "a range of letters names the item",
        ),
        (
            citation(key="4", kind="range", quote="行动3至6"),
            "点名2010年行动计划的行动4；编号3至6为范围",
            "a range of numbers",
        ),
        (
            citation(kind="range", quote="第一至第三条"),
            "点名2010年行动计划的行动5；编号1至3为范围",
            "Chinese figures",
        ),
        (
            citation(kind="range", quote="这几项"),
            "点名2010年行动计划的行动5；这几项是一个范围",
            "a range without figures",
        ),
        (citation(kind="listed"), "在一串列举中点名2010年行动计划的行动5", "listed"),
        (
            citation(kind="carried", quote="其行动39", antecedent={"quote": "2010年行动计划"}),
            "其行动39承接前文的2010年行动计划，即2010年行动计划的行动5",
            "carried",
        ),
        (citation(kind="carried"), "点名2010年行动计划的行动5", "carried without its antecedent"),
        (
            citation(letter="a", kind="enumerated", antecedent={"quote": "行动5"}),
            "先点名行动5，再逐项写出其各分项",
            "enumerated",
        ),
        (
            citation(letter="d", rule="person", quote="行动5(c)"),
            "复核人判断，行动5(c)指2010年行动计划的行动5(d)",
            "a person's link: its words name something else",
        ),
        (citation(kind="collective", **WHOLE), "整体提到行动计划，没有指明哪一项", "as a whole"),
        (
            citation(rule="article.other-treaty", antecedent={"quote": "《禁试条约》"}, **WHOLE),
            "点名行动计划；该条款属于所点名的另一项条约，故只链接该条约；前文是《禁试条约》",
            "rule and antecedent",
        ),
    ],
)  # fmt: skip
def test_sentences(row: SimpleNamespace, words: str, reason: str) -> None:
    assert said(row) == words, reason


def test_in_english() -> None:
    row = citation(letter="b", kind="range", quote="行动5(a)至(c)", rule="action.governed")
    assert said(row, "en") == (
        "names Action 5 of the Action Plan；letters (a) to (c) as a range；"
        "it stands right behind the plan's name"
    )


def test_every_verb_has_its_word_in_both_languages() -> None:
    for verb in verb_list():
        with translation.override("zh-hans"):
            assert reasons.verb_words(verb.slug) == verb.zh
        with translation.override("en"):
            assert reasons.verb_words(verb.slug) == verb.en
    assert reasons.verb_words("unheard-of") == "unheard-of"
