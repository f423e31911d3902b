"""Where the sentences and the paragraphs of a text end, for W/S, W/P and EVENT.

Capitals say nothing in the wires of old, which wrote nothing else: there an abbreviation is told by the list alone.
"""

from __future__ import annotations

import re
from pathlib import Path

# A full stop ends a sentence when white space follows; the wide one of Chinese and Japanese needs none.
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|\Z)|[。！？｡]+[」』”’）]*")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n\s*|[ \t　]{2,})")
_LINE_END = re.compile(r"\n")
_LONG_LINE = 100

_ABBREVIATIONS = frozenset(
    word
    for line in Path(__file__).with_name("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_BEFORE = re.compile(r"([^\W_]+(?:[.\-][^\W_]+)*)\.\Z")
_NEXT = re.compile(r"\s+[\"'“‘«(\[—–-]*(.?)", re.DOTALL)
_LOOK_BACK = 24


def sentence_ends(text: str) -> list[int]:
    """The offsets where sentences end, in order, the end of the text included."""
    capitals_only = _is_in_capitals(text)
    ends = set(paragraph_ends(text))
    for stop in _STOP.finditer(text):
        if stop[0][0] != "." or _ends(text, stop, capitals_only=capitals_only):
            ends.add(stop.end())
    return sorted(ends)


def paragraph_ends(text: str) -> list[int]:
    """The offsets where paragraphs end, in order, the end of the text included.

    They end at blank lines, before indented lines, and at a line break behind a line of more than 100 characters:
    shorter lines are wrapped.
    """
    ends = {found.start() for found in _BLANK_LINES.finditer(text)}
    begin = 0
    for found in _LINE_END.finditer(text):
        if found.start() - begin > _LONG_LINE:
            ends.add(found.start())
        begin = found.end()
    ends.add(len(text))
    return sorted(ends)


def _ends(text: str, stop: re.Match[str], *, capitals_only: bool) -> bool:
    """Whether a full stop ends its sentence, rather than an abbreviation, an initial or an ellipsis in its midst."""
    follows = _NEXT.match(text, stop.end())
    following = follows[1] if follows is not None else ""
    if not following:
        return True
    if following.islower():
        return False
    if len(stop[0]) > 1 and not stop[0].startswith(".."):
        return True
    before = _BEFORE.search(text[max(0, stop.start() - _LOOK_BACK) : stop.start() + 1])
    if before is None:
        return True
    word = before[1]
    last = word.rpartition(".")[2]
    if len(last) == 1 and last.isalpha() and not _is_a_word(last):
        # an initial (J. F. Kennedy), or an abbreviation that a name follows (U.S. Navy)
        return False
    if last.lower() in _ABBREVIATIONS:
        return following.isspace()
    return not (capitals_only and "." in word)


def _is_a_word(letter: str) -> bool:
    """Han and Hangul write whole words with one character; initials have case."""
    return letter.upper() == letter.lower()


def _is_in_capitals(text: str) -> bool:
    some = text[:2000]
    return some.isupper()
