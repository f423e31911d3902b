"""The operators of the watch language: each knows how it is printed, found in a text and asked of an index.

To add one: a class here, a rule in `watch.lark` and its builder in `parser.py`; the shared laws in
`tests/watch/test_laws.py` then hold it to account.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from watch import recall
from watch.document import Document, Field, FieldName, Place
from watch.errors import Fault
from watch.recall import Candidates, Scope
from watch.terms import Unit, read_term

# Evidence is for a person to look at; a word that stands a thousand times in an article is shown this often.
SHOWN_PER_TERM = 20
DEEPEST_NESTING = 64

Evidence = list[tuple[Field, Place]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator(ABC):
    """A node of a query. A tree of more than 64 of them on top of each other cannot be made (Fault).

    `binds` says how tightly it holds its parts together: a part that binds less is printed in parentheses.
    """

    binds: ClassVar[int]
    depth: int = field(init=False, compare=False, repr=False, default=1)

    def __post_init__(self) -> None:
        depth = 1 + max((part.depth for part in self.parts), default=0)
        if depth > DEEPEST_NESTING:
            message = f"Operators may be nested {DEEPEST_NESTING} deep at most"
            raise Fault(self.column - 1, message, "Split it into several watches")
        object.__setattr__(self, "depth", depth)

    @property
    @abstractmethod
    def column(self) -> int:
        """Where it begins in the query that was parsed, from 1."""

    @property
    @abstractmethod
    def parts(self) -> tuple[Operator, ...]:
        """What it joins."""

    @abstractmethod
    def printed(self) -> str:
        """The canonical form."""

    @abstractmethod
    def find(self, document: Document, fields: Sequence[FieldName]) -> Evidence | None:
        """The places that make it hold within the fields, or None when it does not hold."""

    @abstractmethod
    def places(self, part: Field) -> Sequence[Place]:
        """All its places in one field, in order; asked only of what may stand beside NEAR."""

    @abstractmethod
    def misplaced(self) -> Operator | None:
        """The first part that has no place in a text and so cannot stand beside NEAR."""

    @abstractmethod
    def excluding(self) -> Operator | None:
        """The first part through which a text that holds none of the query's terms would match."""

    @abstractmethod
    def candidates(self, scope: Scope) -> Candidates | None:
        """What an index can tell beforehand; None when that is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Operator):
    """A word, a prefix* or a "phrase": what must stand in a text as it is written, after folding."""

    binds: ClassVar[int] = 5
    written: str
    units: tuple[Unit, ...] = field(compare=False, repr=False)
    column: int = field(default=1, compare=False, repr=False)

    @classmethod
    def of(cls, raw: str, *, column: int = 1) -> Term:
        """Read a bare term or the inside of a phrase; raises Fault."""
        reading = read_term(raw)
        return cls(written=reading.written, units=reading.units, column=column)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return ()

    def printed(self) -> str:
        from watch.lexer import is_bare_term  # the lexer alone knows which words it would take for operators

        return self.written if is_bare_term(self.written) else f'"{self.written}"'

    def find(self, document: Document, fields: Sequence[FieldName]) -> Evidence | None:
        evidence: Evidence = []
        for name in fields:
            part = document.field(name)
            starts = part.find(self.units)[:SHOWN_PER_TERM]
            evidence.extend((part, Place(at, at + len(self.units) - 1, self.written)) for at in starts)
        return evidence or None

    def places(self, part: Field) -> Sequence[Place]:
        return part.places(self.units, self.written)

    def misplaced(self) -> Operator | None:
        return None

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, scope: Scope) -> Candidates | None:
        return recall.for_units(self.units, scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class And(Operator):
    """Every part holds, anywhere in the title or the text."""

    binds: ClassVar[int] = 2
    parts: tuple[Operator, ...]

    @property
    def column(self) -> int:
        return self.parts[0].column

    def printed(self) -> str:
        return " AND ".join(_enclosed(part, self.binds + 1) for part in self.parts)

    def find(self, document: Document, fields: Sequence[FieldName]) -> Evidence | None:
        evidence: Evidence = []
        for part in self.parts:
            found = part.find(document, fields)
            if found is None:
                return None
            evidence.extend(found)
        return evidence

    def places(self, part: Field) -> Sequence[Place]:
        raise TypeError("AND has no place in a text")

    def misplaced(self) -> Operator | None:
        return self

    def excluding(self) -> Operator | None:
        excluding = [part.excluding() for part in self.parts]
        return None if None in excluding else excluding[0]

    def candidates(self, scope: Scope) -> Candidates | None:
        return recall.every([part.candidates(scope) for part in self.parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(Operator):
    """At least one part holds; the places of every part that does are evidence."""

    binds: ClassVar[int] = 1
    parts: tuple[Operator, ...]

    @property
    def column(self) -> int:
        return self.parts[0].column

    def printed(self) -> str:
        # AND binds tighter and needs no parentheses here; they are for the reader who is not sure of it
        return " OR ".join(_enclosed(part, And.binds + 1) for part in self.parts)

    def find(self, document: Document, fields: Sequence[FieldName]) -> Evidence | None:
        evidence: Evidence = []
        holds = False
        for part in self.parts:
            found = part.find(document, fields)
            if found is not None:
                holds = True
                evidence.extend(found)
        return evidence if holds else None

    def places(self, part: Field) -> Sequence[Place]:
        return _merged(one.places(part) for one in self.parts)

    def misplaced(self) -> Operator | None:
        return _first(part.misplaced() for part in self.parts)

    def excluding(self) -> Operator | None:
        return _first(part.excluding() for part in self.parts)

    def candidates(self, scope: Scope) -> Candidates | None:
        return recall.either([part.candidates(scope) for part in self.parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Operator):
    """The part does not hold. Nothing inside it is ever evidence."""

    binds: ClassVar[int] = 4
    part: Operator
    column: int = field(default=1, compare=False, repr=False)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return (self.part,)

    def printed(self) -> str:
        return f"NOT {_enclosed(self.part, InTitle.binds)}"

    def find(self, document: Document, fields: Sequence[FieldName]) -> Evidence | None:
        return [] if self.part.find(document, fields) is None else None

    def places(self, part: Field) -> Sequence[Place]:
        raise TypeError("NOT has no place in a text")

    def misplaced(self) -> Operator | None:
        return self

    def excluding(self) -> Operator | None:
        return self

    def candidates(self, scope: Scope) -> Candidates | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Near(Operator):
    """A place of one side and a place of the other, apart from each other, at most `distance` words away.

    Neighbours are 1 word away. Both stand in the same field, in either order. In a chain the third must be near
    a place of the first or of the second that are near each other, as LexisNexis has it.
    """

    binds: ClassVar[int] = 3
    left: Operator
    right: Operator
    distance: int

    @property
    def column(self) -> int:
        return self.left.column

    @property
    def parts(self) -> tuple[Operator, ...]:
        return (self.left, self.right)

    def printed(self) -> str:
        left = _enclosed(self.left, self.binds)
        return f"{left} NEAR/{self.distance} {_enclosed(self.right, self.binds + 1)}"

    def find(self, document: Document, fields: Sequence[FieldName]) -> Evidence | None:
        evidence: Evidence = []
        for name in fields:
            part = document.field(name)
            left, right = self.left.places(part), self.right.places(part)
            for places, others, side in ((left, right, self.left), (right, left, self.right)):
                beside = _beside(places, others, part.words, self.distance)
                evidence.extend((part, place) for place in _shown(beside, terms=_terms(side)))
        return evidence or None

    def places(self, part: Field) -> Sequence[Place]:
        left = self.left.places(part)
        if not left:
            return ()
        right = self.right.places(part)
        words, distance = part.words, self.distance
        return _merged([[*_beside(left, right, words, distance)], [*_beside(right, left, words, distance)]])

    def misplaced(self) -> Operator | None:
        return _first(part.misplaced() for part in self.parts)

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, scope: Scope) -> Candidates | None:
        return recall.every([part.candidates(scope) for part in self.parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class InTitle(Operator):
    """The part holds within the title alone."""

    binds: ClassVar[int] = 5
    part: Operator
    column: int = field(default=1, compare=False, repr=False)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return (self.part,)

    def printed(self) -> str:
        return f"title:{_enclosed(self.part, Term.binds)}"

    def find(self, document: Document, fields: Sequence[FieldName]) -> Evidence | None:
        return self.part.find(document, ("title",))

    def places(self, part: Field) -> Sequence[Place]:
        return self.part.places(part) if part.name == "title" else []

    def misplaced(self) -> Operator | None:
        return self.part.misplaced()

    def excluding(self) -> Operator | None:
        return self.part.excluding()

    def candidates(self, scope: Scope) -> Candidates | None:
        return self.part.candidates("title")


def _enclosed(part: Operator, binds: int) -> str:
    return part.printed() if part.binds >= binds else f"({part.printed()})"


def _first(parts: Iterable[Operator | None]) -> Operator | None:
    return next((part for part in parts if part is not None), None)


def _merged(lists: Iterable[Sequence[Place]]) -> Sequence[Place]:
    filled = [places for places in lists if places]
    if len(filled) == 1:
        return filled[0]
    return sorted({place for places in filled for place in places})


def _beside(
    places: Sequence[Place], others: Sequence[Place], words: Sequence[int], distance: int
) -> Iterator[Place]:
    """Those of `places` from which the nearest of `others`, before or behind, is at most `distance` words away."""
    if not places or not others:
        return
    firsts = [other.first for other in others]
    lasts = sorted([other.last for other in others])
    for place in places:
        behind = bisect_right(firsts, place.last)
        if behind < len(firsts) and words[firsts[behind]] - words[place.last] <= distance:
            yield place
            continue
        before = bisect_left(lasts, place.first) - 1
        if before >= 0 and words[place.first] - words[lasts[before]] <= distance:
            yield place


def _shown(places: Iterable[Place], *, terms: int) -> Iterator[Place]:
    """The first places of each of the `terms` that they belong to; stops when there is no more to show."""
    shown: dict[str, int] = {}
    left = terms * SHOWN_PER_TERM
    for place in places:
        count = shown[place.form] = shown.get(place.form, 0) + 1
        if count <= SHOWN_PER_TERM:
            yield place
            left -= 1
            if not left:
                return


def _terms(operator: Operator) -> int:
    """How many terms stand under an operator."""
    return sum(map(_terms, operator.parts)) or 1
