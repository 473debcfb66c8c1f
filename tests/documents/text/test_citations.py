"""A sentence and the keys it must give: what each form accepts, and what it must leave alone."""

import pytest

from documents.text.engine import analyse
from documents.text.types import Citation, CitationKind, Lexicon, Status

A, S, D = "action-plan-2010", "steps-2000", "decision2-1995"


def citations(text: str, lexicon: Lexicon) -> list[Citation]:
    return [c for block in analyse(text.encode(), lexicon).blocks for c in block.citations]


def linked(text: str, lexicon: Lexicon) -> list[str]:
    """Targets in reading order, without what is cited as a whole by the way."""
    return [c.target or "" for c in citations(text, lexicon) if c.status is Status.LINKED]


def items(slug: str, *numbers: object) -> list[str]:
    return [f"{slug}:{number}" for number in numbers]


ACCEPTS = [
    # sentence, targets in reading order, why
    ("本集团重申行动5。", items(A, 5), "a bare action in the Treaty's own paper"),
    ("行动 5 ( c ) 仍未落实。", items(A, "5c"), "blanks anywhere"),
    ("行动５（ｃ）仍未落实。", items(A, "5c"), "full-width figures and brackets"),
    ("２０１０年行動計劃行動５（ｃ）。", items(A, "5c"), "traditional script"),
    ("行动5(c)分段。", items(A, "5c"), "分段 after the letter"),
    ("行动5第(c)项。", items(A, "5c"), "第…项 around the letter"),
    ("行动5的(c)分段。", items(A, "5c"), "的 before the letter"),
    ("行动5 c。", items(A, "5c"), "a letter without brackets"),
    ("行动要点5、行动点6和行动项目7。", items(A, 5, 6, 7), "other nouns"),
    ("行动1、2、3及5。", items(A, 1, 2, 3, 5), "及 closes a list"),
    ("行动20与21。", items(A, 20, 21), "与"),
    ("行动20和行动21。", items(A, 20, 21), "the noun repeated"),
    ("行动5(e)、(f)和(g)。", items(A, "5e", "5f", "5g"), "letters carry the number"),
    ("行动5(a)至行动5(d)。", items(A, "5a", "5b", "5c", "5d"), "a range with the noun repeated"),
    ("行动5(a)至5(c)和7。", items(A, "5a", "5b", "5c", 7), "a range with the number repeated"),
    ("行动5(a)、(d)至(b)。", items(A, "5a"), "a letter before a reversed range stays"),
    ("行动5(e)和5(f)。", items(A, "5e", "5f"), "the second item without the noun"),
    ("行动3、5(a)及(g)和21。", items(A, 3, "5a", "5g", 21), "a letter belongs to the number before it"),
    ("行动3到6。", items(A, 3, 4, 5, 6), "到"),
    ("行动3-6。", items(A, 3, 4, 5, 6), "hyphen"),
    ("行动3～6。", items(A, 3, 4, 5, 6), "tilde"),
    ("行动3至行动6。", items(A, 3, 4, 5, 6), "the noun in both ends of a range"),
    ("核裁军(行动1-4)应落实。", items(A, 1, 2, 3, 4), "a section with its actions in brackets"),
    ("2010年行动计划行动五十九。", items(A, 59), "Chinese numeral"),
    ("2010年行动计划第三十五项行动。", items(A, 35), "ordinal in Chinese before the noun"),
    ("第5号行动。", items(A, 5), "号 makes it a number of the plan"),
    ("2010年审议大会：行动计划第10点。", items(A, 10), "an item of the plan"),
    ("2010年审议大会：行动计划第10段。", items(A, 10), "段 only behind the plan"),
    ("见Action 5 (c)。", items(A, "5c"), "English, as in footnotes"),
    ("见actions 5, 6 and 7。", items(A, 5, 6, 7), "an English list"),
    ("在行动5和2020年之间。", items(A, 5), "a year after a list is no member"),
    ("根据行动10采取行动。", items(A, 10), "the plain word after the citation"),
    ("2010年行动计划获得通过。该计划的行动39有用。", [A, *items(A, 39)], "该计划: from the plan named last"),
    ("六十四点行动计划。", [A], "the count in Chinese"),
    ("2010年审议大会通过了64项行动。", [A], "the count without the word plan"),
    ("2010年审议大会商定的后续行动。", [A], "the follow-on actions of 2010"),
    ("关于后续行动的结论和建议。", [A], "the formal title"),
    ("步骤九（2000年）。", items(S, 9), "Chinese numeral with 2000 near"),
    ("步骤1、2和3。", items(S, 1, 2, 3), "list of steps"),
    ("步骤1至3。", items(S, 1, 2, 3), "range of steps"),
    ("2000年审议大会商定的第9步。", items(S, 9), "第…步 with 2000 named"),
    ("13个步骤中的第6项。", items(S, 6), "an item of the whole"),
    ("13个步骤之六。", items(S, 6), "之"),
    ("13项步骤的第3和第4项。", items(S, 3, 4), "two items of the whole"),
    ("步骤9(d)。", items(S, "9d"), "a part of step 9 by letter"),
    ("步骤9的第四点。", items(S, "9d"), "a part of step 9 by order"),
    ("2000年《最后文件》第15段第6分段。", items(S, 6), "paragraph 15 holds the steps"),
    ("2000年《最后文件》第15(6)段。", items(S, 6), "paragraph 15 (6)"),
    ("2000年审议大会商定的切实步骤。", [S], "the year instead of the count"),
    ("十三项切实步骤。", [S], "the count in Chinese"),
    ("1995年决定2第3、4和5段。", items(D, 3, 4, 5), "list of paragraphs"),
    ("1995年决定2第9段至第13段。", items(D, 9, 10, 11, 12, 13), "range of paragraphs"),
    ("《原则和目标》第12段。", items(D, 12), "the short title in title marks"),
    ("1995年决定2仍有效。该决定第4(c)段。", ["decision2-1995", *items(D, "4c")], "该决定"),
    ("1995年决定1。", ["decision1-1995"], "a decision as a whole"),
    ("1995年中东决议第5段。", ["me-resolution-1995:5"], "short name of the resolution"),
    ("中东问题：1995年决议。", ["me-resolution-1995"], "1995年决议 where the Middle East is the subject"),
    ("2010年结论和建议第四节第7(a)段。", ["me-section-2010:7a"], "the section on the Middle East"),
    ("阶石8。", ["stepping-stones-2020:8"], "a stone by number"),
    ("条约第四条。", ["npt:IV"], "without title marks"),
    ("第6条。", ["npt:VI"], "Arabic figures"),
    ("第VI条和第Ⅳ条。", ["npt:VI", "npt:IV"], "Roman figures"),
    ("《條約》第六條。", ["npt:VI"], "traditional script"),
    ("第一条、第二条和第三条。", ["npt:I", "npt:II", "npt:III"], "条 in every member"),
    ("第一至第三条。", ["npt:I", "npt:II", "npt:III"], "range of articles"),
    ("第三条第1和第4款。", ["npt:III.1", "npt:III.4"], "paragraphs of an article"),
    ("第三条第1款和第2款以及第四条。", ["npt:III.1", "npt:III.2", "npt:IV"], "paragraphs, then another article"),
    ("违背了《条约》的精神，也违背第六条。", ["npt:VI"], "the Treaty named before in the paragraph"),
    ("大会第38/183 (O)号决议。", ["ga-res-38-183o"], "the letter of a resolution"),
    ("大会第51/45 M号决议。", ["ga-res-51-45m"], "the letter without brackets"),
    ("大会第2373(XXII)号决议。", ["ga-res-2373-xxii"], "session in Roman figures"),
    ("大会第1(I)号决议。", ["ga-res-1-i"], "the first resolution"),
    ("大会S-10/2号决议。", ["ga-res-s-10-2"], "special session"),
    ("A/RES/71/258和S/RES/1540(2004)。", ["ga-res-71-258", "sc-res-1540"], "symbols"),
    ("安理会第1718(2006)、1874(2009)和2397(2017)号决议。", ["sc-res-1718", "sc-res-1874", "sc-res-2397"], "list"),
    ("安理会第984号和第1540号决议。", ["sc-res-984", "sc-res-1540"], "号 in every member"),
    ("2010年《最后文件》行动16项下没有新的申报。", items(A, 16), "项下 is no measure"),
    ("第六项和第七项行动有用。", items(A, 6, 7), "a list of ordinals is no plain word"),
    ("第5号行动(b)项。", items(A, "5b"), "a letter behind the noun"),
    ("行动5，特别是其(g)分段。", items(A, 5, "5g"), "a letter apart from its item"),
    ("1995年决定2第4段(a)分段，(b)分段和(c)分段。", items(D, "4a", "4b", "4c"), "letters carry the paragraph"),
    ("《未来契约》和2010年行动计划：前者的行动25，后者的行动5。", [A, *items(A, 5)], "前者 and 后者"),
    ("2000年商定了13个步骤。其中第9项重要。", [S, *items(S, 9)], "其中第…项 of the list named last"),
    ("实际步骤八有用。", items(S, 8), "the noun of the translation with a Chinese numeral"),
    ("13项切实步骤第4、6和12项。", items(S, 4, 6, 12), "items of the whole without 的"),
    ("1995年第1、2和3号决定。", ["decision1-1995", "decision2-1995", "decision3-1995"], "a list of decisions"),
    ("1995年各项决定和决议。", ["final-document-1995"], "the package of 1995"),
    ("第4(b)段(1995年决定2)。", items(D, "4b"), "the outcome in brackets behind its paragraph"),
    ("1995年决定2，其第8段。", ["decision2-1995", *items(D, 8)], "其"),
    ("2000年和2010年《最后文件》。", ["final-document-2000", "final-document-2010"], "years that share a noun"),
    ("见NPT/CONF.2010/50 (Vol. I)。", ["final-document-2010"], "the document by its symbol"),
    ("第7项阶石。", ["stepping-stones-2020:7"], "the number before the noun"),
    ("大会第 7 7 / 4 7 号决议。", ["ga-res-77-47"], "figures set one by one"),
    ("行动5.c和行动5之(d)。", items(A, "5c", "5d"), "a full stop or 之 before the letter"),
    ("行动五(c)。", items(A, "5c"), "a Chinese numeral with a letter is no plain word"),
    ("1995年题为“核不扩散和核裁军的原则与目标”的决定第3段。", items(D, 3), "与 in the title"),
    ("《2010年审议大会最后文件》第一部分“结论和建议及后续行动”中的行动30。", items(A, 30), "the part of the document between"),
    ("大会第 A/RES/77/65 号决议。", ["ga-res-77-65"], "第 and 号 around a symbol"),
    ("《南极条约》第一条。", ["antarctic-treaty"], "another treaty's article cites that treaty"),
    ("《全面禁止核试验条约》，《条约》第十四条。", ["ctbt", "ctbt"], "the NPT has no article XIV"),
    ("《全面禁止核试验条约》，《条约》第九十五条。", ["ctbt", "ctbt"], "beyond Roman figures"),
    ("《禁止核武器条约》，该条约第六条。", ["tpnw", "tpnw"], "该条约 is the treaty last named"),
]  # fmt: skip

REJECTS = [
    # sentence, why nothing may link
    ("采取行动，具体行动，单边行动，军控行动，行动清单，行动工具包，行动者。", "the plain word"),
    ("行动一致，行动十分迅速，一致行动。", "words that begin with a numeral"),
    ("本组织已采取行动5次。", "a count of times"),
    ("行动2030年，在行动2周后。", "dates and measures"),
    ("三项行动，3项行动。", "a count before the noun"),
    ("第一项行动是对话。", "an ordinal in plain words"),
    ("联合全面行动计划的行动5。", "the Iran agreement's plan"),
    ("原子能机构核安全行动计划的行动5。", "another plan in the phrase"),
    ("2022年通过的行动计划的行动5。", "a plan of another year"),
    ("秘书长裁军议程载有许多行动，行动3谈核裁军。", "another list named nearer in the sentence"),
    ("青年行动计划、性别行动计划和国家行动计划。", "other plans"),
    ("行动计划获得落实。", "a bare plan without context"),
    ("2013年核裁军问题大会高级别会议的后续行动。", "another meeting's follow-up"),
    ("第一步、下一步、进一步、逐步、同步、初步。", "步 in other words"),
    ("积极步骤和重要措施，具体和不可逆的步骤。", "the plain word"),
    ("分三步走，步骤1：停止试验。", "steps of a procedure"),
    ("第二个步骤是对话。", "an ordinal in plain words"),
    ("《新和平纲领》行动1，《未来契约》行动25。", "other texts have actions of their own"),
    ("2010年核安全峰会通过的行动计划。", "2010, but another meeting"),
    ("填报分三个步骤：步骤1登记，步骤2上传。", "steps of a procedure"),
    ("本文件附件第六条，四公约共同第一条。", "articles of other texts"),
    ("人权理事会第51/35号决议，世界卫生大会第78/16号决议。", "resolutions of other bodies"),
    ("议事规则第六条，《公约》第六条，《规约》第十二条，第六条议程项目。", "other rules"),
    ("友好条约第三条。", "a treaty that the register does not know"),
    ("第六次审议大会，第10次审议大会，审议大会第一届会议。", "ordinals of meetings"),
    ("主席概要第4(c)段，本文件第3段。", "paragraphs of other texts"),
    ("《条约》的原则和目标。", "not the decision of 1995"),
    ("大会决定2年后召开会议，决定3项措施。", "决定 as a verb"),
    ("大会关于中东核扩散危险的决议。", "a resolution of the Assembly"),
    ("会议重申关于中东的决议。", "no 1995 near"),
    ("附件2国家。", "an annex"),
    ("各国重申先前商定的承诺和历届审议大会共识。", "implicit references"),
]  # fmt: skip

MISSES = [
    # sentence, quote, status, reason
    ("2010年行动计划行动65。", "行动65", Status.UNRESOLVED, "no-such-item"),
    ("2010年行动计划行动5(h)。", "行动5(h)", Status.UNRESOLVED, "no-such-part"),
    ("2010年行动计划行动6(a)。", "行动6(a)", Status.UNRESOLVED, "no-such-part"),
    ("2010年行动计划行动9至7。", "行动9至7", Status.UNRESOLVED, "reversed-range"),
    ("2010年行动计划行动60至70。", "行动60至70", Status.UNRESOLVED, "no-such-item"),
    ("2010年行动计划行动5(g)至(a)。", "行动5(g)至(a)", Status.UNRESOLVED, "reversed-range"),
    ("行动5(c)至5(a)。", "行动5(c)至5(a)", Status.UNRESOLVED, "reversed-range"),
    ("不扩散条约第九十五条。", "第九十五条", Status.UNRESOLVED, "no-such-item"),
    ("13个步骤中的步骤14。", "步骤14", Status.UNRESOLVED, "no-such-item"),
    ("不扩散条约第十二条。", "第十二条", Status.UNRESOLVED, "no-such-item"),
    ("1995年决定2第21段。", "第21段", Status.UNRESOLVED, "no-such-item"),
    ("大会第99/1000号决议。", "第99/1000号决议", Status.UNRESOLVED, "cannot-exist"),
    ("第984号决议。", "第984号决议", Status.UNRESOLVED, "body-not-named"),
    ("《禁止核武器条约》补充《条约》第六条。", "第六条", Status.AMBIGUOUS, "two-readings"),
    ("2010年行动计划和《维也纳行动计划》：行动22。", "行动22", Status.AMBIGUOUS, "two-readings"),
    ("1995年决定1和1995年决定2，第4段更是如此。", "第4段", Status.AMBIGUOUS, "two-readings"),
    ("会议通过《维也纳行动计划》。行动5要求援助。", "行动5", Status.AMBIGUOUS, "two-readings"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "targets", "why"), ACCEPTS, ids=[row[2] + " " + row[0][:12] for row in ACCEPTS]
)
def test_accepts(text: str, targets: list[str], why: str, lexicon: Lexicon) -> None:
    assert linked(text, lexicon) == targets, why


@pytest.mark.parametrize(("text", "why"), REJECTS, ids=[row[1] for row in REJECTS])
def test_rejects(text: str, why: str, lexicon: Lexicon) -> None:
    found = [key for key in linked(text, lexicon) if key not in ("jcpoa", "ga-hlm-2013")]
    assert found == [], why


@pytest.mark.parametrize(
    ("text", "quote", "status", "reason"), MISSES, ids=[row[0][:20] for row in MISSES]
)
def test_misses_are_rows_with_a_reason(
    text: str, quote: str, status: Status, reason: str, lexicon: Lexicon
) -> None:
    found = [c for c in citations(text, lexicon) if c.status is not Status.LINKED]
    assert [(c.quote, c.status, c.reason, c.target) for c in found] == [
        (quote, status, reason, None)
    ]


def test_an_ambiguous_citation_names_its_candidates(lexicon: Lexicon) -> None:
    (found,) = [
        c for c in citations("《禁止核武器条约》补充《条约》第六条。", lexicon) if not c.target
    ]
    assert found.candidates == ("npt:VI", "tpnw")
    assert found.antecedent is not None
    assert found.antecedent.quote == "《禁止核武器条约》"


def kinds(text: str, lexicon: Lexicon) -> list[tuple[str, CitationKind, str]]:
    return [(c.target or "", c.kind, c.quote) for c in citations(text, lexicon)]


def test_kinds_and_spans(lexicon: Lexicon) -> None:
    """Each member of a list has its own span; members of a range share one."""
    assert kinds("行动 5(c)。", lexicon) == [(f"{A}:5c", CitationKind.EXPLICIT, "行动 5(c)")]
    assert kinds("行动3、4和5。", lexicon) == [
        (f"{A}:3", CitationKind.LISTED, "行动3"),
        (f"{A}:4", CitationKind.LISTED, "4"),
        (f"{A}:5", CitationKind.LISTED, "5"),
    ]
    assert kinds("行动5(a)至(c)。", lexicon) == [
        (f"{A}:5{letter}", CitationKind.RANGE, "行动5(a)至(c)") for letter in "abc"
    ]
    assert kinds("“64 点行动计划”有效。", lexicon) == [
        (A, CitationKind.COLLECTIVE, "“64 点行动计划”")
    ]


def test_a_carried_citation_keeps_the_span_of_its_antecedent(lexicon: Lexicon) -> None:
    found = citations("2010年行动计划获得通过。该计划的行动39有用。", lexicon)[-1]
    assert found.kind is CitationKind.CARRIED
    assert found.antecedent is not None
    assert (found.antecedent.quote, found.antecedent.path) == ("2010年行动计划", "u1")


def test_a_phrase_that_governs_an_item_is_no_citation_of_the_whole(lexicon: Lexicon) -> None:
    assert linked("13个步骤中的步骤9。", lexicon) == items(S, 9)
    assert linked("2010年审议大会《最后文件》的行动3。", lexicon) == items(A, 3)
    assert linked("2000年审议大会《最后文件》商定的13个步骤。", lexicon) == [S]


def test_letters_spelled_out_belong_to_the_item_cited(lexicon: Lexicon) -> None:
    text = "行动5要求：(a) 削减核武器；(b) 讨论所有核武器；(c) 削弱核武器的作用。"
    found = citations(text, lexicon)
    assert [(c.target, str(c.kind), c.quote) for c in found] == [
        (f"{A}:5", "explicit", "行动5"),
        (f"{A}:5a", "enumerated", "(a) 削减核武器"),
        (f"{A}:5b", "enumerated", "(b) 讨论所有核武器"),
        (f"{A}:5c", "enumerated", "(c) 削弱核武器的作用"),
    ]
    assert all(c.antecedent and c.antecedent.quote == "行动5" for c in found[1:])


@pytest.mark.parametrize(
    "text",
    [
        "行动6要求：(a) 设立机构；(b) 开始谈判。",
        "行动5和大会第70/34号决议，其中(a) 呼吁谈判；(b) 决定开会。",
        "行动5要求：(c) 削弱作用；(a) 削减。",
        "行动3和行动5(c)有效，方法包括：(a) 削减；(b) 讨论。",
    ],
    ids=["an item without parts", "a resolution between", "letters that do not rise", "a part, not the item"],
)  # fmt: skip
def test_letters_that_are_not_the_items_parts(text: str, lexicon: Lexicon) -> None:
    assert not [c for c in citations(text, lexicon) if c.kind is CitationKind.ENUMERATED]


HEAD = "第七十五届会议\n\n临时议程项目105\n\n裁军工作\n\n秘书长的报告\n\n"


def test_in_another_bodys_paper_a_bare_number_is_not_ours(lexicon: Lexicon) -> None:
    assert linked(HEAD + "1. 委员会注意到行动3。", lexicon) == []
    assert linked(HEAD + "1. 委员会注意到第六条。", lexicon) == []
    assert linked(HEAD + "1. 委员会注意到2010年行动计划行动3。", lexicon) == items(A, 3)
    assert linked(HEAD + "1. 委员会注意到《不扩散条约》第六条。", lexicon) == ["npt:VI"]


def test_an_antecedent_reaches_one_paragraph_back(lexicon: Lexicon) -> None:
    text = (
        "1. 2010年审议大会获得成功。\n\n2. 行动计划仍有效。\n\n3. 各国发言。\n\n4. 行动计划仍有效。"
    )
    found = analyse(text.encode(), lexicon).blocks
    assert [[c.target for c in each.citations] for each in found] == [[], [A], [], []]


def test_implicit_references_are_suggestions_only(lexicon: Lexicon) -> None:
    (block,) = analyse("核武器国家作出明确承诺。".encode(), lexicon).blocks
    assert block.citations == ()
    assert [each.target for each in block.suggestions] == ["steps-2000:6", "action-plan-2010:3"]
