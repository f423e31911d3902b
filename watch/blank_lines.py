"""Texts between blank lines: whatever else parts a text, a paragraph ends there, and so does a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from watch.plain import plain

_BLANK_LINE = "\n\n"


def blank_lines(text: str) -> Iterator[int]:
    """The offset of each."""
    at = text.find(_BLANK_LINE)
    while at >= 0:
        yield at
        at = text.find(_BLANK_LINE, at + len(_BLANK_LINE))


def stretches(text: str, letters: str) -> Iterator[str]:
    """The stretches of a text between blank lines, of its plain `letters` (`watch.plain`), which are as many."""
    last = 0
    for at in blank_lines(text):
        yield letters[last:at]
        last = at + len(_BLANK_LINE)
    yield letters[last:]


def longest_stretch(title: str, text: str) -> int | None:
    """The words of the longest of them, the title one too; None where a text is not of plain letters."""
    heading, letters = plain(title), plain(text)
    if heading is None or letters is None:
        return None
    return max(len(stretch.split()) for stretch in (heading, *stretches(text, letters)))
