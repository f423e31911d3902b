"""What an outlet puts around everything that it prints: lines that it repeats, and the links that follow them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.copies.words import NUMBER, Words, cut, plain

#: A line is the outlet's when so many of its articles had it before, and so large a share of them.
LEAST_IN_OUTLET, LEAST_SHARE = 2, 0.1
#: Of a line that differs in its numbers alone a form may be made: the outlet's it is if most of its articles have it.
LEAST_SHARE_WITH_NUMBERS = 0.5
#: Where no outlet is known, a line is a frame when so many articles had it that are not copies of one another.
LEAST_OF_UNKNOWN = 3
#: After so many articles of an outlet the lines that it repeats are known.
SETTLED = 5
LONGEST_LINK = 25
LONGEST_LABEL = 40

_SENTENCE_END = re.compile(r"(?:[.。।…][\"”»’')\]]*|[!?！？؟][\"”»’']+)$")
_LONGEST_END = 4
_LABEL_ENDS = (":", "：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a text. The keys are hashes of its words with every number alike; 0 says that it has no label."""

    key: int
    label_key: int
    words: Words
    is_sentence: bool

    @property
    def has_number(self) -> bool:
        """Whether a number is among its words."""
        return NUMBER in self.words.facts

    @property
    def could_be_link(self) -> bool:
        """Whether it reads as the headline of another article."""
        return not self.is_sentence and len(self.words.terms) <= LONGEST_LINK


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCounts:
    """How often an outlet printed lines; copies of what it printed before do not count.

    `articles` is all that it printed, None if the outlet is not known. `lines` has by key in how many of these
    articles the line stood, and how many the outlet printed from the first of them on.
    """

    articles: int | None
    lines: Mapping[int, tuple[int, int]]

    @property
    def are_settled(self) -> bool:
        """Whether the lines that the outlet repeats are known by now."""
        return self.articles is not None and self.articles >= SETTLED

    def is_frame(self, line: Line) -> bool:
        """Whether the outlet repeats the line."""
        count, printed = self.lines.get(line.key, (0, 0))
        if self.articles is None:
            return count >= LEAST_OF_UNKNOWN and not line.has_number
        return count >= LEAST_IN_OUTLET and count >= printed * (
            LEAST_SHARE_WITH_NUMBERS if line.has_number else LEAST_SHARE
        )

    def is_frame_label(self, line: Line) -> bool:
        """Whether the outlet repeats what stands before the line's colon."""
        count, printed = self.lines.get(line.label_key, (0, 0))
        return self.articles is not None and count >= LEAST_IN_OUTLET and count >= LEAST_SHARE * printed


def lines_of(text: str) -> list[Line]:
    """The lines of a text that have words."""
    lines = []
    for line in plain(text).splitlines():
        words = cut(line)
        if words.terms:
            lines.append(
                Line(
                    key=_key(words),
                    label_key=_label_key(line),
                    words=words,
                    is_sentence=_SENTENCE_END.search(line.rstrip()[-_LONGEST_END:]) is not None,
                )
            )
    return lines


def keys(lines: Sequence[Line]) -> list[int]:
    """What is counted of lines: each key once."""
    return sorted({key for line in lines for key in (line.key, line.label_key) if key})


def own_lines(lines: Sequence[Line], counts: LineCounts) -> list[Line]:
    """The lines that are the article's own."""
    own = []
    beside_frame = False
    for line in lines:
        if counts.is_frame(line):
            beside_frame = True
        elif line.could_be_link and (beside_frame or counts.is_frame_label(line)):
            continue
        else:
            beside_frame = False
            own.append(line)
    return own


def _key(words: Words) -> int:
    terms = words.terms
    if NUMBER in words.facts:
        terms = ["#" if fact == NUMBER else term for term, fact in zip(terms, words.facts, strict=True)]
    return zlib.crc32(" ".join(terms).encode()) or 1


def _label_key(line: str) -> int:
    """The key of what stands before a colon at the beginning: `READ MORE: ...`."""
    for end in _LABEL_ENDS:
        at = line.find(end, 0, LONGEST_LABEL)
        if at > 0:
            return zlib.crc32(line[: at + 1].casefold().encode("utf-8", "surrogatepass")) or 1
    return 0
