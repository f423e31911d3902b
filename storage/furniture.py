"""Which lines of a host are furniture: newsletter prompts, credits and biographies that many articles show. Pure.

An article counts each of its lines once, by the host's own count of articles, which is the clock of what follows:
a paper of a thousand articles a day forgets as a monthly does, after so many articles.

Three kinds of lines repeat and are no furniture. A wire copy under two addresses, the versions of one report and a
short daily series share most of their text: an article of which most is known already counts nothing. A running
story repeats its paragraph of background, and a column its headings: furniture stands in a good share of a host's
articles, and a short line, or one of a host that is hardly known, must stand in half of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

SEEN_ON = 3
SHARE = 0.1
SHARE_IN_DOUBT = 0.5
#: Below so many articles a host is hardly known.
FEW_ARTICLES = 20
#: Below so many bytes of UTF-8 a line is a heading as likely as furniture.
SHORT = 40
#: An article of whose characters so much stands in earlier ones is one of them again.
COPIED = 0.5
#: After so many articles that do not show it, a line is forgotten: one that repeated, and one that did not.
FORGET_REPEATED = 500
FORGET_OTHERS = 200
#: Furniture stands at the beginning and at the end: so many lines of each are counted.
COUNTED_AT_EACH_END = 50
LONGEST_LINE = 600


@dataclass(slots=True, kw_only=True)
class LineCount:
    """A line: in how many articles it stood, from which to which by the host's count.

    `line` is None until a second article showed it, to keep little of what never repeats.
    """

    line: str | None
    articles: int
    first_article: int
    last_article: int


@dataclass(slots=True, kw_only=True)
class HostCount:
    """What is known of the lines of one host; `lines` by `line_hash`, as many as the articles at hand need."""

    articles: int
    lines: dict[int, LineCount]
    changed: set[int] = field(default_factory=set)

    def add(self, text: str, left_out: Iterable[str]) -> bool:
        """Count an article: the lines of its text, and those that were taken out of it.

        False for one that is not counted: a copy, or one without a line that can be.
        """
        lines = counted_lines(text)
        shown = dict.fromkeys((*lines, *left_out))
        if not shown or _is_copy(lines, self.lines):
            return False
        self.articles += 1
        for line in shown:
            self._count(line)
        return True

    def _count(self, line: str) -> None:
        key = line_hash(line)
        self.changed.add(key)
        known = self.lines.get(key)
        if known is None:
            self.lines[key] = LineCount(
                line=None, articles=1, first_article=self.articles, last_article=self.articles
            )
            return
        known.line = line
        known.articles += 1
        known.last_article = self.articles


# A batch asks three times for the hash of each of its lines.
@lru_cache(maxsize=1024)
def line_hash(line: str) -> int:
    """A line's key: 64 bits of BLAKE2b, signed."""
    return int.from_bytes(hashlib.blake2b(line.encode(), digest_size=8).digest(), signed=True)


def counted_lines(text: str) -> list[str]:
    """The lines of an article that are counted: those near its beginning and its end, but no very long ones."""
    lines = text.split("\n\n")
    if len(lines) > 2 * COUNTED_AT_EACH_END:
        lines = lines[:COUNTED_AT_EACH_END] + lines[-COUNTED_AT_EACH_END:]
    return list(dict.fromkeys(line for line in lines if line and len(line) <= LONGEST_LINE))


def is_furniture(line: str, count: LineCount, host_articles: int) -> bool:
    """Whether a line of a host that has counted so many articles is its furniture."""
    if count.articles < SEEN_ON:
        return False
    since = host_articles - count.first_article + 1
    in_doubt = host_articles < FEW_ARTICLES or len(line.encode()) < SHORT
    return count.articles >= (SHARE_IN_DOUBT if in_doubt else SHARE) * since


def _is_copy(lines: Sequence[str], known: dict[int, LineCount]) -> bool:
    total = sum(map(len, lines))
    seen = sum(len(line) for line in lines if line_hash(line) in known)
    return seen > COPIED * total
