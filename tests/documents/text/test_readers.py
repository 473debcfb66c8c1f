"""The small readers under the engine: bytes, width, numerals, symbols."""

import pytest

from documents.text.decode import decode
from documents.text.numerals import chinese, number, roman, to_roman
from documents.text.symbols import is_symbol, parse_symbol
from documents.text.types import EngineError
from documents.text.width import View, fold


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_decode_reads_what_delegates_have(encoding: str) -> None:
    assert decode("行动5(c)。\r\n第六条。".encode(encoding)).text == "行动5(c)。\n第六条。"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        ("重申條約第六條規定的裁減核武器義務。".encode("big5"), "not readable as Chinese"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04rest", "zip or Office"),
        ("行动\x005".encode(), "binary"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"\x80\x81\x82\xff\xfe", "save it as UTF-8"),
    ],
)
def test_decode_refuses_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(EngineError, match=words):
        decode(data)


def test_folding_keeps_the_length() -> None:
    text = "（５）条約…“決議”——Ａ～Ｂ　㈠"
    assert len(fold(text)) == len(text)
    assert fold("２０１０年行動計劃行動５（ｃ）") == "2010年行动计划行动5(c)"


def test_a_view_leads_back_to_the_text() -> None:
    view = View("行动 5 (c)\n和 21，action 5 (c)")
    assert view.chars == "行动5(c)和21,action 5(c)"
    start = view.chars.index("5(c)")
    assert view.text[slice(*view.span(start, start + 4))] == "5 (c)"
    assert View("第 7 7 / 4 7 号").chars == "第77/47号"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五", 5),
        ("十", 10),
        ("十六", 16),
        ("六十四", 64),
        ("一百零二", 102),
        ("一百", 100),
        ("一百二十", 120),
        ("二〇一〇", 2010),
    ],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese(text) == value


@pytest.mark.parametrize("text", ["", "五六", "十十", "百", "十百", "零十五六", "甲", "5"])
def test_no_chinese_numeral(text: str) -> None:
    assert chinese(text) is None


def test_other_numbers() -> None:
    assert [number(text) for text in ("5", "VI", "Ⅵ", "㈣", "十一")] == [5, 6, 6, 4, 11]
    assert all(roman(to_roman(value)) == value for value in range(1, 90))
    assert roman("IIII") is None


def test_a_symbol_tells_cycle_session_and_series() -> None:
    symbol = parse_symbol("NPT/CONF.2026/PC.III/WP.12/Rev.1")
    assert symbol is not None
    assert (symbol.cycle_year, symbol.session, symbol.series, symbol.number) == (2026, 3, "WP", 12)
    assert (symbol.base, symbol.suffix) == ("NPT/CONF.2026/PC.III/WP.12", "/Rev.1")
    assert str(symbol) == "NPT/CONF.2026/PC.III/WP.12/Rev.1"
    final = parse_symbol("NPT/CONF.2010/50 (Vol. I)")
    assert final is not None
    assert (final.cycle_year, final.session, final.number, final.part) == (2010, None, 50, "Vol. I")


@pytest.mark.parametrize("text", ["A/75/150", "CTBT/PC-62/INF.3", "GC(62)/RES/13", "S/2020/12"])
def test_symbols_of_other_series(text: str) -> None:
    assert is_symbol(text)
    assert parse_symbol(text) is None


@pytest.mark.parametrize("text", ["3/8", "Chinese", "A/B", "第74/32号", "NPT"])
def test_no_symbol(text: str) -> None:
    assert not is_symbol(text)


@pytest.mark.parametrize(("value", "written"), [(1, "I"), (89, "LXXXIX"), (90, "90"), (0, "0")])
def test_what_has_no_roman_figures_stays_in_digits(value: int, written: str) -> None:
    assert to_roman(value) == written
