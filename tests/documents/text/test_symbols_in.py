"""Symbols within running text."""

import pytest

from documents.text.symbols import symbols_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见 NPT/CONF.2026/PC.III/WP.12 号文件", ["NPT/CONF.2026/PC.III/WP.12"]),
        (
            "（NPT/CONF.2010/50（Vol. I））和NPT/CONF.2000/28",
            ["NPT/CONF.2010/50", "NPT/CONF.2000/28"],
        ),
        ("NPT/CONF.2020/WP. 5/Rev.1。", ["NPT/CONF.2020/WP.5/Rev.1"]),
        ("NPT/CONF.2020/1和NPT/CONF.2020/1", ["NPT/CONF.2020/1"]),
        ("文号前缀NPT/CONF.2026/PC.III/", []),
        ("A/RES/77/47", []),
    ],
)
def test_symbols_in(text: str, found: list[str]) -> None:
    assert symbols_in(text) == found
