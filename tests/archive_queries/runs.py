"""A text cut into runs of letters and digits, as the watch language cuts it."""

import unicodedata
from dataclasses import dataclass
from functools import cache

_WITHOUT_SPACES = (
    (0x0E00, 0x0E7F),
    (0x1100, 0x11FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x3130, 0x318F),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),
    (0x20000, 0x3FFFF),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Letters, digits and marks; `unspaced` in Han, Kana, Hangul and Thai, where a word stands in a longer run."""

    text: str
    unspaced: bool


def runs(text: str) -> tuple[Run, ...]:
    """The runs of `text` in its composed form; one ends where a script without spaces begins or ends."""
    found: list[Run] = []
    letters: list[str] = []
    unspaced = False
    for character in unicodedata.normalize("NFC", text):
        kind, without_spaces = _kind(character)
        if character == "\u00ad":
            continue
        belongs = kind in "LN" or (kind == "M" and bool(letters))
        if kind == "M" and letters:
            without_spaces = unspaced
        if letters and (not belongs or without_spaces != unspaced):
            found.append(Run(text="".join(letters), unspaced=unspaced))
            letters = []
        if belongs:
            letters.append(character)
            unspaced = without_spaces
    if letters:
        found.append(Run(text="".join(letters), unspaced=unspaced))
    return tuple(found)


@cache
def _kind(character: str) -> tuple[str, bool]:
    """The first letter of its category in Unicode, and whether its script sets no spaces."""
    code = ord(character)
    return unicodedata.category(character)[0], any(first <= code <= last for first, last in _WITHOUT_SPACES)
