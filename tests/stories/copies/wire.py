"""A wire report in four languages, forms with facts to fill in, and the frame of an outlet. All invented."""

from __future__ import annotations

import re
from pathlib import Path

_TEXTS = Path(__file__).parent / "texts"
_LETTERS = "abcdefghi"


def _read(name: str) -> str:
    return (_TEXTS / f"{name}.txt").read_text("utf-8").rstrip("\n")


REPORTS = {language: _read(language.lower()) for language in ("English", "Korean", "Russian", "Japanese")}
ENGLISH = REPORTS["English"]
OWN_WORDS = _read("own_words")


def framed(text: str, *links: str) -> str:
    """A text as an outlet prints it: in its frame, with headlines of other articles below."""
    return "\n".join((_read("frame").replace("{text}", text), *links))


def bulletin(name: str, place: str, numbers: tuple[int, ...]) -> str:
    """A form of four sentences with a name, a place and nine numbers."""
    return _read("bulletin").format(name=name, place=place, **dict(zip(_LETTERS, numbers, strict=True)))


def korean_bulletin(numbers: tuple[int, ...]) -> str:
    """A form with nine numbers in a script without capitals."""
    return _read("korean_bulletin").format(**dict(zip(_LETTERS, numbers, strict=True)))


def other_words(text: str, every: int) -> str:
    """The text with each so many-th word another."""
    words = re.split(r"(\s+)", text)
    return "".join(
        "zorvan" if at % 2 == 0 and at // 2 % every == every - 1 else word for at, word in enumerate(words)
    )
