"""Articles of 100 kB that are as bad as can be for one thing or another."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

from benchmarks.matching.corpus import Text

SIZE = 100_000
"""Bytes of UTF-8."""


def articles(seed: int = 3) -> dict[str, Text]:
    """Each by what it is made of. One stands wholly in its title."""
    made = {name: Text(title="a", text=_cut(text)) for name, text in _texts(random.Random(seed))}
    made["all in the title"] = Text(title=made["one letter"].text, text="a")
    return made


def _texts(dice: random.Random) -> Iterator[tuple[str, str]]:
    yield "one letter", "a " * SIZE
    yield "two words in turn", "a b " * SIZE
    yield "eight words in turn", "a b c d e f g h " * SIZE
    yield "one word of all letters", "a" * SIZE
    yield "many beginnings alike", " ".join("a" * (number % 60 + 1) for number in range(SIZE))
    yield "words that nobody wrote", " ".join(f"w{number}" for number in range(SIZE))
    yield "pairs of letters", " ".join(f"{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}{n}" for n in range(SIZE))
    yield "sentences of one word", "A. " * SIZE
    yield "sentences of two words", "A b. " * SIZE
    yield "paragraphs of one word", "a\n\n" * SIZE
    yield (
        "what is denied and doubted",
        "they denied that a could reportedly not have a plan to a, a said. " * SIZE,
    )
    yield "one character of Han", "中" * SIZE
    yield "Han", "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(SIZE))
    yield "Han in two", "中国" * SIZE
    yield "Hangul", "".join(chr(dice.randrange(0xAC00, 0xD7A4)) for _ in range(SIZE))
    yield "one character of Hangul", "한" * SIZE
    yield "Hangul in Jamo", unicodedata.normalize("NFD", "북한군이 왔다 ") * SIZE
    yield "Thai", "กองทหารไทย" * SIZE
    yield "Han between words", "a中" * SIZE
    yield "Han between spaces", "a 中 한 " * SIZE
    yield "letters with accents", "é à ü ł " * SIZE
    yield "letters with marks", "a\u0301\u0308 " * SIZE
    yield "marks without end", "a" + "\u0301" * SIZE
    yield "fractions and dots", "½… a " * SIZE
    yield "a letter that is eighteen", "ﷺ " * SIZE
    yield "what shows nothing", "a\u200d\u00ad " * SIZE
    yield (
        "any characters",
        "".join(
            chr(dice.choice([n for n in (dice.randrange(0x30000),) if not 0xD7FF < n < 0xE000] or [97]))
            for _ in range(SIZE)
        ),
    )
    yield "Kana", "ｶﾞミサイル" * SIZE
    yield "Devanagari", "हिन्दी " * SIZE


def _cut(text: str) -> str:
    return text[:SIZE].encode()[:SIZE].decode(errors="ignore")
