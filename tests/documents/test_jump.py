"""What the jump box accepts and what it rejects, each with its reason."""

import pytest

from documents.jump import LONGEST, proper_key, read, targets

ACCEPTS = [
    ("5c", "action-plan-2010:5c", "bare number and letter: the action plan"),
    ("5", "action-plan-2010:5", "bare number: the action plan"),
    ("5(c)", "action-plan-2010:5c", "letter in brackets"),
    ("５（ｃ）", "action-plan-2010:5c", "full-width input"),
    ("行动5(c)", "action-plan-2010:5c", "as papers print it"),
    ("行动 5 (c)", "action-plan-2010:5c", "blanks anywhere"),
    ("行動5(c)", "action-plan-2010:5c", "traditional script"),
    ("行动五", "action-plan-2010:5", "Chinese numeral"),
    ("行动二十一", "action-plan-2010:21", "Chinese numeral with tens"),
    ("第5项行动", "action-plan-2010:5", "number before the noun"),
    ("第五项行动", "action-plan-2010:5", "the same in Chinese figures"),
    ("行动5(c)分段", "action-plan-2010:5c", "with the word for a part"),
    ("action 5 c", "action-plan-2010:5c", "English"),
    ("Action 5 (c)", "action-plan-2010:5c", "English as the register writes it"),
    ("action plan 5c", "action-plan-2010:5c", "a typed name, then the item"),
    ("2010年行动计划行动5", "action-plan-2010:5", "after the instrument's name"),
    ("step 9", "steps-2000:9", "English"),
    ("步骤9", "steps-2000:9", "as papers print it"),
    ("步骤9(d)", "steps-2000:9d", "part of a step"),
    ("9d步骤", "steps-2000:9d", "letter before the noun"),
    ("9d", "steps-2000:9d", "no action has these: the only item that does"),
    ("第九步", "steps-2000:9", "Chinese numeral"),
    ("13项切实步骤的步骤9", "steps-2000:9", "after the instrument's name and 的"),
    ("第六条", "npt:VI", "article in Chinese"),
    ("《条约》第六条", "npt:VI", "title marks are left out"),
    ("條約第六條", "npt:VI", "traditional script"),
    ("article VI", "npt:VI", "Roman figure"),
    ("Art. 6", "npt:VI", "shortened, Arabic figure"),
    ("VI", "npt:VI", "a bare Roman figure is an article"),
    ("X.1", "npt:X.1", "with its paragraph"),
    ("第三条第1款", "npt:III.1", "paragraph of an article"),
    ("第三条第一款", "npt:III.1", "the same in Chinese figures"),
    ("Article III, para. 1", "npt:III.1", "English paragraph"),
    ("阶石8", "stepping-stones-2020:8", "stone in Chinese"),
    ("stone 8", "stepping-stones-2020:8", "stone in English"),
    ("决定2第4(c)段", "decision2-1995:4c", "letter before 段"),
    ("1995年决定2第4段(c)分段", "decision2-1995:4c", "letter after 段"),
    ("第2号决定第8段", "decision2-1995:8", "another name of the decision"),
    ("decision 2 para 4(c)", "decision2-1995:4c", "English"),
    ("关于中东的决议第5段", "me-resolution-1995:5", "weak name with its item"),
    ("第四节第7(a)段", "me-section-2010:7a", "a typed name, then the item"),
    ("action-plan-2010:5c", "action-plan-2010:5c", "a key"),
    ("ACTION-PLAN-2010:5C", "action-plan-2010:5c", "a key in capitals"),
    ("npt:vi", "npt:VI", "a key in small letters"),
    ("64点行动计划", "action-plan-2010", "an alias of an instrument"),
    ("13 steps", "steps-2000", "a typed name"),
    ("决定2", "decision2-1995", "a weak alias that names one instrument"),
    ("中国", "CHN", "a State in Chinese"),
    ("China", "CHN", "in English"),
    ("CHN", "CHN", "by its code"),
    ("chn", "CHN", "code in small letters"),
    ("俄罗斯", "RUS", "short name"),
    ("nam", "nam", "a slug as it is written: the group, not Namibia"),
    ("不结盟", "nam", "the beginning of one party's name"),
    ("不结盟运动", "nam", "another name of the group"),
]

REJECTS = [
    ("", "nothing typed"),
    ("   ", "blanks only"),
    ("65", "there are 64 actions"),
    ("行动65", "there are 64 actions"),
    ("行动0", "actions begin at 1"),
    ("5h", "action 5 ends at (g)"),
    ("5cc", "one letter at most"),
    ("步骤14", "there are 13 steps"),
    ("step 9g", "step 9 has six parts"),
    ("stone 23", "there are 22 stones"),
    ("第十二条", "the Treaty has eleven articles"),
    ("第六条第1款", "Article VI has no paragraphs"),
    ("2010年行动计划步骤5", "the plan has actions, not steps"),
    ("行动", "a noun without a number"),
    ("行动5(c)和21", "two things at once"),
    ("不", "one character begins too many names"),
    ("<script>alert(1)</script>", "markup"),
    ("%_'; --", "what a database would read as a pattern"),
    ("行动5" * LONGEST, "too long to be meant"),
    ("\x00", "a NUL byte"),
]


@pytest.mark.parametrize(("text", "public_id", "reason"), ACCEPTS)
def test_accepts(text: str, public_id: str, reason: str) -> None:
    assert [reading.id for reading in read(text)] == [public_id], reason


@pytest.mark.parametrize(("text", "reason"), REJECTS)
def test_rejects(text: str, reason: str) -> None:
    assert read(text) == [], reason


@pytest.mark.parametrize(
    ("text", "ids", "reason"),
    [
        ("NAM", ["NAM", "nam"], "Namibia's code is also the movement's short name"),
        ("主席", ["npt-chair", "npt-president"], "two officers share the word"),
        (
            "第5段",
            ["decision1-1995:5", "decision2-1995:5", "me-resolution-1995:5", "me-section-2010:5"],
            "a paragraph of which text?",
        ),
    ],
)
def test_gives_every_reading(text: str, ids: list[str], reason: str) -> None:
    assert sorted(reading.id for reading in read(text)) == sorted(ids), reason


@pytest.mark.parametrize("key", ["action-plan-2010:5C", "Action-Plan-2010:5c", "npt:x.1"])
def test_proper_key_changes_letters_only(key: str) -> None:
    found = proper_key(key)
    assert found is not None and found.casefold() == key.casefold()


def test_proper_key_knows_only_the_register() -> None:
    assert proper_key("action-plan-2010:65") is None


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("5c", ["action-plan-2010:5c"], "as the jump box reads it"),
        ("第六条", ["npt:VI"], "an article"),
        ("action-plan-2010", ["action-plan-2010"], "an instrument as a whole"),
        (" ga-res-77-47 ", ["ga-res-77-47"], "a resolution, which is in no file"),
        ("中国", [], "a State is cited by nobody"),
        ("xyzzy", [], "no name, no id"),
        ("", [], "nothing"),
    ],
)
def test_what_a_citation_can_be_linked_to(text: str, found: list[str], why: str) -> None:
    assert targets(text) == found, why
