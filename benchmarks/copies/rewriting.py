"""Articles in scripts that have no capitals: each word gives always the same letters, and numbers stay."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.copies.labelled import Article

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_STOPS = str.maketrans({".": "。", ",": "，"})


def rewritten(articles: Sequence[Article], script: str) -> Iterator[Article]:
    """The articles with each text in a script."""
    write = SCRIPTS[script]
    for article in articles:
        yield {**article, "text": write(article["text"])}


def _hangul(text: str) -> str:
    return _WORD.sub(lambda word: _letters(word[0], 0xAC00, 11_172, 2 + _number(word[0]) % 2), text)


def _han(text: str) -> str:
    """Without spaces, and with stops of its own where no digits stand before them."""
    written = _BETWEEN_HAN.sub("", _WORD.sub(lambda word: _letters(word[0], 0x4E00, 3_500, 2), text))
    return re.sub(r"(?<=[\u4e00-\u9fff])[.,]", lambda stop: stop[0].translate(_STOPS), written)


def _letters(word: str, first: int, letters: int, length: int) -> str:
    number = _number(word)
    return "".join(chr(first + (number >> (14 * at)) % letters) for at in range(length))


def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.casefold().encode(), digest_size=6).digest(), "big")


SCRIPTS: Mapping[str, Callable[[str], str]] = {"Hangul": _hangul, "Han": _han}
