"""A faulty file is refused, and the message names the line and what to do."""

import shutil
from pathlib import Path

import pytest

from commitments.register import DATA, TERMS, USERDICT, RegisterError, load_register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


FAULTS = [
    # file, text, what it becomes, line or None, part of the message
    ("states.csv", "AFG,AF,", "afg,AF,", 2, "three capital letters"),
    ("states.csv", ",NNWS,Asia-Pacific,1970,", ",NNW,Asia-Pacific,1970,", 2, "not one of"),
    ("states.csv", ",Asia-Pacific,1970,", ",Asia-Pacific,197O,", 2, "accession_year"),
    ("groups.csv", "\nnam,", "\np5,", 3, "stands in groups.csv, line 2 already"),
    ("bodies.csv", "\niaea,", "\nnam,", 5, "stands in groups.csv"),
    ("bodies.csv", "slug,name_zh", "slug,name", 1, "They are slug, name_zh"),
    ("bodies.csv", "officer,Bare 秘书长", "officer,x,Bare 秘书长", 3, "too many or too few"),
    ("memberships.csv", "p5,CHN", "p5,CHX", 2, "'CHX' is not in states.csv"),
    ("memberships.csv", "p5,CHN", "p6,CHN", 2, "'p6' is not in groups.csv"),
    ("memberships.csv", "nac,SVN,1998,1998", "nac,SVN,1998,1997", None, "earlier year first"),
    ("sessions.csv", "1975-05-30", "1975-04-30", 2, "ends before it starts"),
    ("sessions.csv", "1975-05-30", "30 May 1975", 2, "ends: "),
    ("instruments.csv", ",rc-1975,", ",rc-1976,", None, "'rc-1976' is not in sessions.csv"),
    ("commitments.csv", "npt:V,npt,V,", "npt:5,npt,V,", 12, "It should be npt:V"),
    ("commitments.csv", ",npt:III,article-para", ",npt:XII,article-para", None, "not in"),
    ("commitments.csv", ",sharing-transfer,", ",sharing,", 2, "'sharing' is not in themes.csv"),
    ("commitments.csv", "decision2-1995:5;", "", None, "does not point back"),
    ("themes.csv", "彻底消除;", "彻底消除;;", 2, "an empty value"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "message"), FAULTS)
def test_a_faulty_file_names_its_line(
    folder: Path, file: str, old: str, new: str, line: int | None, message: str
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        load_register(folder)
    assert message in str(caught.value)
    assert str(caught.value).startswith(caught.value.file.name)
    if line is not None:
        assert (caught.value.file.name, caught.value.line) == (file, line)


def test_a_missing_file(folder: Path) -> None:
    (folder / "bodies.csv").unlink()
    with pytest.raises(RegisterError, match=r"bodies\.csv, line 0: the file is missing"):
        load_register(folder)


def test_a_file_in_another_encoding(folder: Path) -> None:
    (folder / "groups.csv").write_bytes("slug,国".encode("gb18030"))
    with pytest.raises(RegisterError, match="not UTF-8"):
        load_register(folder)


def test_an_open_quote(folder: Path) -> None:
    with (folder / "themes.csv").open("a", encoding="utf-8") as stream:
        stream.write('x,"open')
    with pytest.raises(RegisterError, match="Mend the quotes"):
        load_register(folder)


def test_an_instrument_that_is_its_own_ancestor(folder: Path) -> None:
    path = folder / "instruments.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",,treaty,INFCIRC/140", ",steps-2000,treaty,INFCIRC/140", 1))
    with pytest.raises(RegisterError, match="its own ancestor"):
        load_register(folder)


def test_dictionary_lines_have_word_weight_and_tag() -> None:
    for line in USERDICT.read_text(encoding="utf-8").splitlines():
        word, weight, tag = line.split(" ")
        assert word
        assert int(weight) > 0
        assert tag
    assert TERMS.is_file()


def test_the_register_is_read_once() -> None:
    assert load_register() is load_register()
