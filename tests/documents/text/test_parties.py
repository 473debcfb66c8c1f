"""Party names as a list to its end: what is not wholly a list of parties names none."""

import pytest

from documents.text.parties import read_parties
from documents.text.types import Lexicon

ACCEPTS = [
    ("中国代表团", ("CHN",), "a delegation"),
    ("阿根廷、加拿大和瑞士", ("ARG", "CAN", "CHE"), "a list"),
    ("不扩散核武器条约不结盟缔约国集团成员", ("nam",), "members of a group"),
    ("印度尼西亚代表不扩散核武器条约不结盟缔约国集团", ("nam",), "who is spoken for submits"),
    ("代表新议程联盟", ("nac",), "a speaker who is not named"),
    ("不结盟运动缔约国集团", ("nam",), "a longer form of a group's name"),
    ("新议程联盟(巴西、埃及和墨西哥)", ("nac",), "members in brackets"),
    ("几内亚比绍和几内亚", ("GNB", "GIN"), "the longest name first"),
    ("刚果民主共和国、刚果", ("COD", "COG"), "a name inside another"),
    ("阿根廷、加拿大和阿根廷", ("ARG", "CAN"), "nobody twice"),
    ("國際原子能機構", ("iaea",), "traditional script"),
    ("裁军事项咨询委员会", ("un-disarmament-advisory-board",), "a body"),
]

REJECTS = [
    ("阿曼迪·吉尔", "a person whose name holds a State's"),
    ("俄罗斯科学院美国和加拿大研究所", "an institute"),
    ("法国国际关系研究所", "an institute that begins with a State's name"),
    ("欧洲议会", "an organ, not the group"),
    ("中国和火星", "one unknown name spoils the list"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "codes", "why"), ACCEPTS, ids=[row[2] for row in ACCEPTS])
def test_accepts(text: str, codes: tuple[str, ...], why: str, lexicon: Lexicon) -> None:
    assert read_parties(text, lexicon) == codes, why


@pytest.mark.parametrize(("text", "why"), REJECTS, ids=[row[1] for row in REJECTS])
def test_rejects(text: str, why: str, lexicon: Lexicon) -> None:
    assert read_parties(text, lexicon) is None, why
