"""A text made ready to be matched: folded and cut once, whatever the number of watches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from watch.fold import Folded, fold
from watch.terms import Unit
from watch.tokens import Tokens, offsets, tokenise

FieldName = Literal["title", "text"]


class Place(NamedTuple):
    """Where a term stands in a field: its first and last token, and the term as the query writes it."""

    first: int
    last: int
    form: str


class Field:
    """The title or the text of a document, with each term's places. Everything is made when first asked for."""

    __slots__ = (
        "_folded",
        "_found",
        "_index",
        "_offsets",
        "_original",
        "_places",
        "_tokens",
        "_vocabulary",
        "name",
    )

    def __init__(self, name: FieldName, original: str) -> None:
        self.name = name
        self._original = original
        self._folded: Folded | None = None
        self._tokens: Tokens | None = None
        self._index: dict[str, list[int]] | None = None
        self._vocabulary: list[str] | None = None
        self._offsets: list[tuple[int, int]] | None = None
        self._found: dict[tuple[Unit, ...], Sequence[int]] = {}
        self._places: dict[tuple[tuple[Unit, ...], str], list[Place]] = {}

    @property
    def words(self) -> Sequence[int]:
        """The word that each token stands in."""
        return self._cut().words

    def find(self, units: tuple[Unit, ...]) -> Sequence[int]:
        """The tokens where a term begins, in order."""
        found = self._found.get(units)
        if found is None:
            found = self._found[units] = self._search(units)
        return found

    def places(self, units: tuple[Unit, ...], form: str) -> Sequence[Place]:
        """The places of a term that the query writes as `form`, in order."""
        places = self._places.get((units, form))
        if places is None:
            reach = len(units) - 1
            places = self._places[units, form] = [Place(at, at + reach, form) for at in self.find(units)]
        return places

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets into the original of the tokens from `first` to `last`, both included."""
        if self._offsets is None:
            self._offsets = offsets(self._fold().text)
        return self._fold().original(self._offsets[first][0], self._offsets[last][1])

    def _fold(self) -> Folded:
        if self._folded is None:
            self._folded = fold(self._original)
        return self._folded

    def _cut(self) -> Tokens:
        if self._tokens is None:
            self._tokens = tokenise(self._fold().text)
        return self._tokens

    def _places_of_terms(self) -> dict[str, list[int]]:
        if self._index is None:
            index: dict[str, list[int]] = {}
            for at, term in enumerate(self._cut().terms):
                if term in index:
                    index[term].append(at)
                else:
                    index[term] = [at]
            self._index = index
        return self._index

    def _search(self, units: tuple[Unit, ...]) -> Sequence[int]:
        places = [self._unit_places(unit) for unit in units]
        if len(units) == 1:
            return places[0]
        rarest = min(range(len(units)), key=lambda number: len(places[number]))
        return [at - rarest for at in places[rarest] if self._stands_at(units, at - rarest)]

    def _unit_places(self, unit: Unit) -> Sequence[int]:
        index = self._places_of_terms()
        if not unit.prefix:
            return index.get(unit.text, ())
        if self._vocabulary is None:
            self._vocabulary = sorted(index)
        places: list[int] = []
        for term in self._vocabulary[bisect_left(self._vocabulary, unit.text) :]:
            if not term.startswith(unit.text):
                break
            places.extend(index[term])
        places.sort()
        return places

    def _stands_at(self, units: tuple[Unit, ...], start: int) -> bool:
        tokens = self._cut()
        if start < 0 or start + len(units) > len(tokens.terms):
            return False
        for at, unit in enumerate(units, start):
            term = tokens.terms[at]
            if unit.glued and not tokens.glued[at]:
                return False
            if term != unit.text and not (unit.prefix and term.startswith(unit.text)):
                return False
        return True


class Document:
    """A title and a text, ready for any number of queries. Not safe to share between threads."""

    __slots__ = ("_text", "_title")

    def __init__(self, title: Field, text: Field) -> None:
        self._title = title
        self._text = text

    @classmethod
    def of(cls, title: str, text: str) -> Document:
        """A document of the strings that the spans of its matches will point into."""
        return cls(Field("title", title), Field("text", text))

    def field(self, name: FieldName) -> Field:
        """One of its two fields."""
        return self._title if name == "title" else self._text
