"""Cutting a line into words as copies keep them, whatever quotes, dashes, ligatures and hyphens an outlet sets.

Not the tokens of `watch`: those serve what a person searches for. Here 95,000 and 95 000 are one number, digits
stand apart from the unit that is written to them, and it matters whether a word is a name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Scripts that set no spaces between words: Thai, Lao, Myanmar, Khmer, Kana and Han. Hangul has spaces.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u109f\u1780-\u17d3\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_STOPS = '.!?:;…。！？：；؟।»“"|'
_TOKEN = re.compile(rf"[^\W\d_{_UNSPACED}][^\W_{_UNSPACED}]*|[{_STOPS}]|\d+(?:[.,]\d+)*|[{_UNSPACED}]+")
_ASCII_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*|[.!?:;\"|]|[0-9]+(?:[.,][0-9]+)*")
_GLYPH = re.compile(f"[{_UNSPACED}]")
# What is found fast comes first, and what stands before it is looked at then.
_THOUSANDS = re.compile(r"\d(?<![\d.,]\d)\d{0,2}(?:[ ,.'’]\d{3})+(?!\d)")
_BROKEN = re.compile(r"- (?<=[^\W\d_]- )(?=[^\W\d_])")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_APART = str.maketrans("", "", " ,.'’")

NAME, NUMBER = 1, 2
#: A line of which more words begin with capitals is a headline, or all of it is set in them.
MOST_NAMES = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a line, folded, and for each whether it is a NAME, a NUMBER or neither (0)."""

    terms: list[str]
    facts: list[int]


def cut(line: str) -> Words:
    """The words of a plain line; a run of a script without spaces gives each two neighbouring characters.

    A name is a word with a capital that no sentence begins with. Scripts without capitals have none.
    """
    terms: list[str] = []
    facts: list[int] = []
    begins = True
    for token in (_ASCII_TOKEN if line.isascii() else _TOKEN).findall(line):
        if token.islower():  # most are, and this asks nothing else of them
            terms.append(token.casefold())
            facts.append(0)
            begins = False
            continue
        first = token[0]
        if first in _STOPS:
            begins = True
            continue
        if first.isdecimal():
            terms.append(token.replace(",", "."))
            facts.append(NUMBER)
        elif not first.isascii() and _GLYPH.match(first):
            pairs = [token[at : at + 2] for at in range(max(1, len(token) - 1))]
            terms.extend(pairs)
            facts.extend([0] * len(pairs))
        else:
            terms.append(token.casefold())
            facts.append(NAME if first.isupper() and not begins else 0)
        begins = False
    if facts.count(NAME) > MOST_NAMES * len(facts):
        facts = [0 if fact == NAME else fact for fact in facts]
    return Words(terms=terms, facts=facts)


def plain(text: str) -> str:
    """A text without ligatures, soft hyphens, words broken by hyphens and thousands set apart."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    return _THOUSANDS.sub(lambda found: found[0].translate(_APART), _BROKEN.sub("", text))
