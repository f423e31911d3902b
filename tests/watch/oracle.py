"""A second matcher, slow and plain, that shares with the first the tree of the query and where sentences end.

It looks at every place of every term and at every pair of places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from typing import NamedTuple

from tests.watch.oracle_tokens import WORD, Token, stretches, tokens
from watch.operators import (
    Alias,
    And,
    AtLeast,
    Event,
    Fact,
    In,
    Near,
    Not,
    NotNear,
    Operator,
    Or,
    Reach,
    Score,
    Term,
)
from watch.sentences import paragraph_ends, sentence_ends

Hit = tuple[str, int, int, str, str | None]
"""Field, start, end, form, alias."""

WORDS_OF_A_LEAD = 10
ANY_LETTER = "ꟽ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is known of an article, in plain."""

    title: str = ""
    text: str = ""
    lead: str | None = None
    byline: str = ""
    source: str = ""
    section: str = ""
    domain: str = ""
    lang: str | None = None
    country: str | None = None
    published_at: datetime | None = None


class Place(NamedTuple):
    """Numbers of the first and the last token of a place in a field, and the term that stands there."""

    field: str
    first: int
    last: int
    form: str
    alias: str | None


class Text:
    """A field, read."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.tokens = tokens(original)
        self.words = {token.text for token in self.tokens}

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence of each token."""
        return stretches(self.tokens, self.original, sentence_ends)

    @cached_property
    def paragraphs(self) -> list[int]:
        """The number of the paragraph of each token."""
        return stretches(self.tokens, self.original, paragraph_ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where is looked: for each field how many of its tokens count, from the first on."""

    reading: Reading
    most: dict[str, int] = field(default_factory=dict)


class Reading:
    """An article, read once for many queries; remembers the places of the terms it was asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        names = ("title", "text", "byline", "source", "section")
        self.texts = {name: Text(getattr(article, name)) for name in names}
        self.places: dict[tuple[str, str], list[Place]] = {}

    def within(self, name: str) -> Where:
        """One field; `lead` is the beginning of the text, `body` the whole of it."""
        if name == "lead":
            return Where(reading=self, most={"text": self._lead()})
        found = "text" if name == "body" else name
        return Where(reading=self, most={found: len(self.texts[found].tokens)})

    def everywhere(self) -> Where:
        """Title and text."""
        return Where(reading=self, most={**self.within("title").most, **self.within("text").most})

    def _lead(self) -> int:
        text, lead = self.texts["text"], self.article.lead
        if lead and lead in text.original:
            end = text.original.index(lead) + len(lead)
            return sum(token.end <= end for token in text.tokens)
        for number in sorted(set(text.paragraphs)):
            inside = [token for token, of in zip(text.tokens, text.paragraphs, strict=True) if of == number]
            if sum(token.sixths for token in inside) >= WORDS_OF_A_LEAD * WORD:
                return sum(of <= number for of in text.paragraphs)
        return len(text.tokens)


def matches(root: Operator, title: str, text: str) -> set[Hit] | None:
    """All that holds of a query in a title and a text, or None."""
    return found(root, Reading(Article(title=title, text=text)))


def found(root: Operator, reading: Reading) -> set[Hit] | None:
    """All that holds of a query in an article, or None."""
    where = reading.everywhere()
    if not _holds(root, where):
        return None
    return {_hit(place, reading) for place in _evidence(root, where)}


def _hit(place: Place, reading: Reading) -> Hit:
    read = reading.texts[place.field].tokens
    return place.field, read[place.first].start, read[place.last].end, place.form, place.alias


def _holds(node: Operator, where: Where) -> bool:
    if isinstance(node, Not):
        return not _holds(node.part, where)
    if isinstance(node, In):
        return _holds(node.part, where.reading.within(node.field))
    if isinstance(node, And):
        return all(_holds(part, where) for part in node.parts)
    if isinstance(node, Or):
        return any(_holds(part, where) for part in node.parts)
    if isinstance(node, Fact):
        return _is_so(node, where.reading.article)
    if isinstance(node, AtLeast):
        return _most_apart(_places(node.part, where), where) >= node.count
    if isinstance(node, Score):
        return sum(item.weight for item in node.items if _holds(item.part, where)) >= node.threshold
    if isinstance(node, Event):
        return bool(_actions(node, where))
    return bool(_places(node, where))


def _evidence(node: Operator, where: Where) -> set[Place]:
    """The places to show of a node that holds."""
    if isinstance(node, Not | Fact):
        return set()
    if isinstance(node, In):
        return _evidence(node.part, where.reading.within(node.field))
    if isinstance(node, And | Or):
        return _all(_evidence(part, where) for part in node.parts if _holds(part, where))
    if isinstance(node, AtLeast):
        return _places(node.part, where)
    if isinstance(node, Score):
        helpful = [item.part for item in node.items if item.weight > 0]
        return _all(_evidence(part, where) for part in helpful if _holds(part, where))
    if isinstance(node, Event):
        actions = _actions(node, where)
        sides = [_places(part, where) for part in (node.actor, node.target) if part is not None]
        beside = {
            place for place in _all(sides) if any(_begin_together(place, one, where) for one in actions)
        }
        return actions | beside
    return _places(node, where)


def _places(node: Operator, where: Where) -> set[Place]:
    if isinstance(node, Term):
        return _term_places(node, where, None)
    if isinstance(node, Alias):
        return _all(_term_places(form, where, node.name) for form in node.forms)
    if isinstance(node, Or):
        return _all(_places(part, where) for part in node.parts)
    if isinstance(node, In):
        return _places(node.part, where.reading.within(node.field))
    assert isinstance(node, Near | NotNear)
    left, right = _places(node.left, where), _places(node.right, where)
    near = partial(_are_near, node.reach, where)
    if isinstance(node, NotNear):
        return {one for one in left if not any(near(one, other) for other in right)}
    return {place for one in left for other in right if near(one, other) for place in (one, other)}


def _are_near(reach: Reach, where: Where, left: Place, right: Place) -> bool:
    if left.field != right.field:
        return False
    before, behind = sorted([left, right], key=lambda place: place.first)
    if before.last >= behind.first or (reach.ordered and before is not left):
        return False
    text = where.reading.texts[left.field]
    if reach.kind == "words":
        return text.tokens[behind.first].at - text.tokens[before.last].at <= reach.words * WORD
    stretch = text.sentences if reach.kind == "sentence" else text.paragraphs
    return stretch[before.last] == stretch[behind.first]


def _actions(node: Event, where: Where) -> set[Place]:
    """The actions that have beside them an actor with a target beside it, and a target with an actor beside it."""
    together = partial(_are_near, Reach(kind="sentence"), where)
    actors = None if node.actor is None else _places(node.actor, where)
    targets = None if node.target is None else _places(node.target, where)
    if actors is not None and targets is not None:
        both = actors, targets
        actors = {one for one in both[0] if any(together(one, other) for other in both[1])}
        targets = {one for one in both[1] if any(together(one, other) for other in both[0])}
    sides = [side for side in (actors, targets) if side is not None]
    return {
        action
        for action in _places(node.action, where)
        if all(any(together(action, place) for place in side) for side in sides)
    }


def _begin_together(place: Place, other: Place, where: Where) -> bool:
    sentences = where.reading.texts[place.field].sentences
    return place.field == other.field and sentences[place.first] == sentences[other.first]


def _most_apart(places: set[Place], where: Where) -> int:
    count = 0
    for name in where.most:
        behind = -1
        for place in sorted((one for one in places if one.field == name), key=lambda one: one.last):
            if place.first > behind:
                count, behind = count + 1, place.last
    return count


def _term_places(term: Term, where: Where, alias: str | None) -> set[Place]:
    remembered = where.reading.places
    places: set[Place] = set()
    for name, most in where.most.items():
        if (term.label, name) not in remembered:
            text = where.reading.texts[name]
            ways = _wanted(term.label, term.written, term.slack).found(text)
            remembered[term.label, name] = [
                Place(name, first, last, term.written, None) for first, last in ways
            ]
        places |= {
            place._replace(alias=alias) for place in remembered[term.label, name] if place.first < most
        }
    return places


class _Wanted:
    """A term, cut into the tokens that it wants, each with what follows it as it is written."""

    def __init__(self, label: str, written: str, slack: int | None) -> None:
        marked = re.sub(r"(?<=\w)\?(?=\w)", ANY_LETTER, written)
        self._tokens = tokens(marked)
        self._starred = [marked[token.end : token.end + 1] == "*" for token in self._tokens]
        self._exact = label.startswith("=")
        self._slack = slack

    def found(self, text: Text) -> list[tuple[int, int]]:
        """First and last token of each place; of those that begin at one token, the shortest."""
        if not self._may_stand_in(text):
            return []
        places = []
        for at in range(len(text.tokens)):
            lasts = self._ways(text, at, 0)
            if lasts:
                places.append((at, min(lasts)))
        return places

    def _may_stand_in(self, text: Text) -> bool:
        """Whether there is a word that begins as the first one does: without it nothing need be looked at."""
        first, *rest = self._tokens[0].text.split(ANY_LETTER)
        if not rest and not self._starred[0]:
            return first in text.words
        return any(word.startswith(first) for word in text.words)

    def _ways(self, text: Text, at: int, number: int, spent: int = 0) -> list[int]:
        """The last tokens of what stands from token `at` on like the wanted ones from `number` on."""
        if at >= len(text.tokens) or not self._same(number, text.tokens[at]):
            return []
        if number + 1 == len(self._tokens):
            return [at]
        ways = []
        for following in range(at + 1, len(text.tokens)):
            between = text.tokens[following].at - text.tokens[at + 1].at
            rigid = self._slack is None or self._tokens[number + 1].glued
            if spent + between > (0 if self._slack is None else self._slack * WORD) or (rigid and between):
                break
            ways += self._ways(text, following, number + 1, spent + between)
        return ways

    def _same(self, number: int, have: Token) -> bool:
        want = self._tokens[number]
        if want.glued and not have.glued:
            return False
        if self._exact:
            return have.spelt == want.spelt
        letters = have.text[: len(want.text)] if self._starred[number] else have.text
        return len(letters) == len(want.text) and all(
            one in (other, ANY_LETTER) for one, other in zip(want.text, letters, strict=True)
        )


@cache
def _wanted(label: str, written: str, slack: int | None) -> _Wanted:
    return _Wanted(label, written, slack)


def _is_so(fact: Fact, article: Article) -> bool:
    asked = fact.value
    if fact.field == "domain":
        return f".{article.domain.lower()}".endswith(f".{asked.lower()}")
    if fact.field == "lang":
        return f"{(article.lang or '').lower()}-".startswith(f"{asked.lower()}-")
    if fact.field == "country":
        return (article.country or "").lower() == asked.lower()
    if article.published_at is None:
        return False
    return _is_in(asked, article.published_at.astimezone(UTC).isoformat())


def _is_in(period: str, at: str) -> bool:
    """Whether a time, written the ISO way, lies in a period: the beginnings of two such times compare as they do."""
    first, dots, last = period.partition("..")
    if dots:
        return at[: len(first)] >= first and at[: len(last)] <= last
    sign = re.match("[<>]=?", period)
    day = period[sign.end() :] if sign else period
    here = at[: len(day)]
    compared: dict[str, Callable[[str], bool]] = {
        ">=": here.__ge__,
        ">": here.__gt__,
        "<": here.__lt__,
        "<=": here.__le__,
    }
    return compared[sign[0]](day) if sign else here == day


def _all(sets: Iterable[set[Place]]) -> set[Place]:
    return set().union(*sets)
