"""Characters that look like ideographs and are not: what PDFs give for shapes that two share.

Fonts draw the radical ⼀ (U+2F00) and the character 一 with one shape, and the program that made
the PDF noted the wrong one of the two. Each is mended to the one character it looks like.
"""

import re
import unicodedata

# CJK Radicals Supplement (U+2E80 to U+2EF3), which Unicode itself does not decompose: those whose
# shape a character of its own has, and that character.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺅亻⺇𠘨⺉刂⺊卜⺋㔾⺍𭕄⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺧牛⺨犭⺩𤣩⺪疋⺫罒⺬示⺭礻"
    "⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺶羊⺷羊⺹耂⺺肀⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸"
    "⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_TABLE = dict(zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True))
# Kangxi Radicals and the compatibility ideographs: Unicode names the one character of each.
for _code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9)):
    _known = unicodedata.normalize("NFKC", chr(_code))
    if _known != chr(_code):
        _TABLE[_code] = _known
_LOOKALIKE = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")


def mend(text: str) -> tuple[str, int]:
    """The text with look-alikes replaced one by one, so that its length stays; and how many."""
    found = len(_LOOKALIKE.findall(text))
    return (text.translate(_TABLE), found) if found else (text, 0)
