"""PDF: reading order, look-alikes, fonts that cannot be read, and what is refused."""

import pytest

from documents.readers import lookalikes, pdf, printed
from documents.text.types import EngineError
from tests.documents.readers.making import pdf as made
from tests.documents.readers.making import pdf_of

TEXT = "一、全面禁止和彻底销毁核武器，用之于民。\n\n二、不扩散条约第六条的义务，马上履行。"


def test_lines_come_in_reading_order() -> None:
    # Set from the foot to the head, and the end of a line before its beginning.
    content = "BT /F 12 Tf 1 0 0 1 72 700 Tm (second) Tj 1 0 0 1 140 760 Tm (line) Tj"
    content += " 1 0 0 1 100 760 Tm (first) Tj 1 0 0 1 72 640 Tm (third) Tj ET"
    assert pdf.read(made(content)).text.split() == ["first", "line", "second", "third"]


def test_characters_are_read_by_the_name_that_the_font_gives_them() -> None:
    decoded = pdf.read(pdf_of(TEXT))
    assert decoded.text == TEXT
    assert (decoded.fidelity, decoded.warnings) == ("printed", ())


def test_a_rare_ideograph_is_not_taken_for_two_broken_ones() -> None:
    data = pdf_of(TEXT).replace(f"<{ord('马'):04x}>".encode(), b"<D842DFB7>")
    decoded = pdf.read(data)
    assert (decoded.text, decoded.warnings) == (TEXT.replace("马", "\U00020bb7"), ())


def printed_on(pages: list[list[str]]) -> str:
    """What is read of pages of these lines."""
    return printed.text_of(
        [
            [
                printed.Glyph(char, 72 + 12 * x, 84 + 12 * x, 78 + 12 * x, 700 - 20 * y, 12)
                for y, line in enumerate(lines)
                for x, char in enumerate(line)
            ]
            for lines in pages
        ]
    )


def test_heads_go_and_text_that_is_alike_stays() -> None:
    head, body = "审议大会 第{}页共3页", ["第{}段文字，", "重申第{}条。"]
    texts = [[each.format(number) for each in body] for number in (6, 4, 5)]
    pages = [[head.format(n), *text] for n, text in enumerate(texts, start=1)]
    read = printed_on(pages)
    assert "审议大会" not in read
    assert all(line in read for text in texts for line in text)
    # And where a head would be all there is, it is the text.
    assert "审议大会" in printed_on([["审议大会"], ["审议大会"]])


def test_look_alikes_are_mended() -> None:
    wrong = {"一": 0x2F00, "用": 0x2F64, "民": 0x2EA0, "二": 0x2F06, "马": 0x2EE2, "不": 0xF967}
    decoded = pdf.read(pdf_of(TEXT, wrong))
    assert decoded.text == TEXT
    assert decoded.warnings == ("lookalikes-mended:6",)


def test_every_look_alike_becomes_one_character_that_is_none() -> None:
    alike = "".join(map(chr, (*range(0x2F00, 0x2FD6), *range(0x2E80, 0x2EF4))))
    mended, number = lookalikes.mend(alike)
    assert len(mended) == len(alike)
    assert lookalikes.mend(mended) == (mended, 0)
    assert not [char for char in mended if "\u2f00" <= char <= "\u2fd5"]
    assert number > 310


def test_some_unreadable_characters_are_told_and_many_refused() -> None:
    long = "\n".join([TEXT] * 5)
    decoded = pdf.read(pdf_of(long.replace("马", "\ue123", 1)))
    assert (decoded.fidelity, decoded.warnings) == ("doubtful", ("unreadable-characters:1",))
    with pytest.raises(EngineError, match="characters cannot be read: the fonts"):
        pdf.read(pdf_of(TEXT, {"，": 0xE001, "、": 0xFFFD}))


def test_gibberish_is_refused() -> None:
    # A font that names other characters than it draws: rare ones in place of common ones.
    odd = {char: 0x9F00 + number for number, char in enumerate(sorted(set(TEXT))) if char > "一"}
    with pytest.raises(EngineError, match="no language"):
        pdf.read(pdf_of("\n".join([TEXT] * 2), odd))
    # Bytes of GB 18030 taken for letters.
    letters = "\n".join([TEXT.replace("\n", "")[:18].encode("gb18030").decode("latin-1")] * 4)
    with pytest.raises(EngineError, match="no language"):
        pdf.read(pdf_of(letters))


def encrypted() -> bytes:
    """A PDF that wants a password: its keys fit none."""
    keys = f"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>"
    plain = made("BT /F 12 Tf (x) Tj ET")
    return plain.replace(b"/Root 1 0 R", f"/Root 1 0 R/Encrypt {keys}/ID[<00><00>]".encode())


PICTURE = "q 200 0 0 200 72 500 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 and no more", "damaged"),
        (made(""), "no text, its pages may be pictures"),
        (made(PICTURE), "no text, its pages may be pictures"),
        (encrypted(), "password"),
        (made("", pages="<</Type/Pages/Kids[2 0 R]/Count 1>>"), "damaged|no text"),
        (made("", pages="<</Type/Pages/Kids[]/Count 99999999>>"), "at most 1000|damaged"),
        (made("", pages=f"<</Type/Pages/Kids[{'3 0 R ' * 1200}]/Count 1200>>"), "at most 1000"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(EngineError, match=words):
        pdf.read(data)


def test_a_raised_figure_is_a_mark_and_no_part_of_a_number() -> None:
    # action 5, and the mark of note 2 after it
    content = "BT /F 12 Tf 72 700 Td (action 5) Tj 5 Ts /F 7 Tf (2) Tj 0 Ts /F 12 Tf (, 7) Tj ET"
    assert pdf.read(made(content)).text == "action 5², 7"


def test_a_page_that_is_shown_turned_is_read_as_it_is_shown() -> None:
    # Set upwards along the left side, shown turned clockwise by a quarter.
    content = "BT /F 12 Tf 0 1 -1 0 100 72 Tm (first line) Tj 0 1 -1 0 130 72 Tm (second) Tj ET"
    turned = made(content).replace(b"/MediaBox", b"/Rotate 90/MediaBox")
    assert pdf.read(turned).text.split("\n") == ["first line", "", "second"]


def test_text_that_stands_askew_is_left_out_and_told() -> None:
    askew = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET"
    decoded = pdf.read(made(f"BT /F 12 Tf 72 700 Td (upright) Tj ET {askew}"))
    assert (decoded.text, decoded.warnings) == ("upright", ("text-askew:5",))


def test_pages_without_text_are_told() -> None:
    two = made("BT /F 12 Tf 72 700 Td (text of a page) Tj ET").replace(
        b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R 6 0 R]/Count 2"
    )
    more = (
        "6 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R>>\nendobj\n"
        f"7 0 obj\n<</Length {len(PICTURE)}>>stream\n{PICTURE}\nendstream\nendobj\ntrailer"
    )
    decoded = pdf.read(two.replace(b"trailer", more.encode("latin-1")))
    assert (decoded.text, decoded.warnings) == ("text of a page", ("pages-without-text:1",))
