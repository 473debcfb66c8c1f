"""Numbers as Chinese UN papers print them: 5, ５, 五, 十六, VI, Ⅵ, ㈣."""

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "两": 2}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

_CHINESE = "〇零一二三四五六七八九十百"


def chinese(text: str) -> int | None:
    """Read a Chinese numeral below 1,000 (`十六`, `一百零二`, `二〇一〇`); None if it is none."""
    if not text or any(char not in _CHINESE for char in text):
        return None
    if "十" not in text and "百" not in text:
        if len(text) == 2:  # 五六 is "five or six", not 56
            return None
        return int("".join(str(_DIGITS[char]) for char in text))
    hundreds, has_hundreds, rest = text.rpartition("百")
    tens, has_tens, ones = rest.lstrip("零").rpartition("十")
    parts = [hundreds if has_hundreds else "零", tens if has_tens else "零", ones or "零"]
    if has_hundreds and not hundreds or any(part and part not in _DIGITS for part in parts):
        return None
    # 十 alone is ten: nothing before it counts as one.
    values = [_DIGITS[part] if part else 1 for part in parts]
    return 100 * values[0] + 10 * values[1] + values[2]


def roman(text: str) -> int | None:
    """Read a Roman numeral up to 89, also as one character (`Ⅵ`); None if it is not well formed."""
    if len(text) == 1 and "Ⅰ" <= text <= "Ⅻ":
        return ord(text) - ord("Ⅰ") + 1
    if not text or any(char not in _ROMAN for char in text):
        return None
    values = [_ROMAN[char] for char in text]
    total = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if to_roman(total) == text else None


def to_roman(value: int) -> str:
    """Write `value` in Roman figures; one beyond them (below 1, above 89) stays in digits."""
    if not 0 < value < 90:
        return str(value)
    tens, ones = divmod(value, 10)
    text = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"][tens]
    return text + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def number(text: str) -> int | None:
    """Read a number in any of the forms; None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and "㈠" <= text <= "㈩":
        return ord(text) - ord("㈠") + 1
    value = chinese(text)
    return roman(text) if value is None else value
