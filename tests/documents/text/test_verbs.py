"""What a clause does with what it cites: the submitter's verb, from a closed list."""

import pytest

from documents.text.engine import analyse
from documents.text.types import Lexicon
from documents.text.verbs import verb_list

ROWS = [
    # sentence, the verb of its first citation, why
    ("本集团重申行动5。", "reaffirms", "behind the submitter"),
    ("本集团注意到行动5，呼吁履行第六条。", "notes", "the verb whose object holds it"),
    ("中国坚定支持《条约》第四条。", "supports", "an adverb between"),
    ("在审查行动5(c)方面，本集团仍然深感关切。", "expresses-deep-concern", "a phrase before its verb"),
    ("本集团对行动5(g)缺乏进展表示关切。", "expresses-concern", "the object before its verb"),
    ("本集团还回顾，在行动4下，俄罗斯和美国承诺削减。", "recalls", "another's verb is not the paper's"),
    ("本集团欢迎大会通过第70/34号决议，其中(a) 呼吁谈判。", "welcomes", "a verb inside a list"),
    ("核武器国家必须立即履行第六条。", None, "no verb of the submitter"),
    ("根据行动5所作的承诺至关重要。", None, "a noun that holds a verb"),
    ("有关国家应申请援引第十条。", None, "请 inside 申请"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verb", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_operative_verb(text: str, verb: str | None, why: str, lexicon: Lexicon) -> None:
    citation = next(c for block in analyse(text.encode(), lexicon).blocks for c in block.citations)
    assert (citation.verb.slug if citation.verb else None) == verb, why
    if citation.verb:
        assert text[citation.verb.start : citation.verb.end] == citation.verb.quote


def test_each_citation_has_the_verb_of_its_own_clause(lexicon: Lexicon) -> None:
    text = "本集团注意到行动5(a)至(c)，并回顾行动65，呼吁履行第六条。"
    (block,) = analyse(text.encode(), lexicon).blocks
    found = [(c.quote, c.verb.slug if c.verb else None) for c in block.citations]
    assert dict(found) == {
        "行动5(a)至(c)": "notes",
        "行动65": "recalls",
        "第六条": "calls-upon",
    }


def test_the_list_is_closed_ordered_and_bilingual() -> None:
    verbs = verb_list()
    assert len({verb.slug for verb in verbs}) == len(verbs)
    assert [verb.order for verb in verbs] == list(range(1, len(verbs) + 1))
    assert all(verb.zh and verb.en and verb.variants for verb in verbs)
    variants = [variant for verb in verbs for variant in verb.variants]
    assert len(set(variants)) == len(variants)
