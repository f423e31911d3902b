"""What a text says, as far as grouping asks: its terms by weight, its names and its numbers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from stories.copies.words import NAME, NUMBER, Words, cut
from stories.grouping.terms import CALENDAR, term_of
from stories.records import Text

#: A report says first what it is about: so many words of it are the lead, and what comes after the last is not read.
LEAD, LAST = 100, 350
#: Where more of a line's words have capitals it is a heading, or a list, and a capital says nothing.
MOST_CAPITALS = 0.45
#: Words of a text that is half a headline and half an article.
BRIEF = 20
#: What a place in the text adds to the one that each mention counts.
IN_LEAD, IN_TITLE = 1.0, 1.0
#: Factor for the terms of the title.
TITLE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A text's terms with the logarithm of their mentions, weighted by place.

    `names` are terms that were written with a capital where no sentence begins, `plain` those that were not;
    of a headline in capitals neither is known. `words` counts title and text.
    """

    id: str
    at: datetime | None
    terms: Mapping[str, float]
    names: frozenset[str]
    plain: frozenset[str]
    numbers: frozenset[str]
    words: int

    @property
    def brevity(self) -> float:
        """1 for a text without words, a half for one of BRIEF words, towards 0 for a long one."""
        return 1 / (1 + (self.words / BRIEF) ** 2)


def profiled(text: Text, lines: Sequence[Words] | None = None) -> Profile:
    """The profile of a text. `lines` are its own when its outlet's frame is known; else all of them."""
    title = cut(text.title)
    body = _beginning([cut(line) for line in text.text.splitlines()] if lines is None else lines)
    mentions: defaultdict[str, float] = defaultdict(float)
    for word in title.terms:
        mentions[term_of(word)] += 1 + IN_TITLE
    for at, word in enumerate(word for line in body for word in line.terms):
        mentions[term_of(word)] += 1 + IN_LEAD * (at < LEAD)
    mentions.pop("", None)
    headed = set(map(term_of, title.terms))
    named = Counter[tuple[str, int]]()
    for line in (title, *body):
        capitals = line.facts.count(NAME)
        telling = 0 < capitals <= MOST_CAPITALS * len(line.facts)
        for word, fact in zip(line.terms, line.facts, strict=True):
            if fact == NUMBER or telling:
                named[term_of(word), fact] += 1
    names = {term for term, fact in named if fact == NAME and named[term, NAME] > named[term, 0]}
    return Profile(
        id=text.id,
        at=text.published_at,
        terms={
            term: (1 + math.log(count)) * (TITLE if term in headed else 1) for term, count in mentions.items()
        },
        names=frozenset(names - CALENDAR - {""}),
        plain=frozenset({term for term, fact in named if fact != NUMBER} - names - {""}),
        numbers=frozenset(term for term, fact in named if fact == NUMBER),
        words=len(title.terms) + sum(len(line.terms) for line in body),
    )


def _beginning(lines: Sequence[Words]) -> list[Words]:
    """The lines up to the last word that is read."""
    kept: list[Words] = []
    read = 0
    for line in lines:
        if read + len(line.terms) >= LAST:
            return [*kept, Words(terms=line.terms[: LAST - read], facts=line.facts[: LAST - read])]
        kept.append(line)
        read += len(line.terms)
    return kept
