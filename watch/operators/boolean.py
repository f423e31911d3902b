"""AND, OR and NOT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from watch import places, recall
from watch.axis import Axis
from watch.document import Scope, TextField
from watch.operators.findings import Findings
from watch.operators.operator import Group, Operator, Placed, enclosed
from watch.operators.term import Term
from watch.places import Places
from watch.recall import Candidates
from watch.spaced import Sightings


@dataclass(frozen=True, slots=True, kw_only=True)
class And(Operator):
    """Every part holds, anywhere within the scope."""

    binds: ClassVar[int] = 2
    parts: tuple[Operator, ...]

    @property
    def column(self) -> int:
        return self.parts[0].column

    def printed(self) -> str:
        return " AND ".join(enclosed(part, self.binds + 1) for part in self.parts)

    def holds(self, scope: Scope) -> bool:
        for part in self.parts:
            if not part.holds(scope):
                return False
        return True

    def show(self, scope: Scope, findings: Findings) -> None:
        for part in self.parts:
            part.show(scope, findings)

    def excluding(self) -> Operator | None:
        excluding = [part.excluding() for part in self.parts]
        return None if None in excluding else excluding[0]

    def candidates(self, field: TextField | None) -> Candidates | None:
        return recall.every([part.candidates(field) for part in self.parts])

    def groups(self) -> Sequence[Group]:
        return [group for part in self.parts for group in part.groups()]


class SortedOut(NamedTuple):
    """Parts that are a word each, the other parts, and for each part its word."""

    words: frozenset[str]
    others: tuple[Operator, ...]
    of_parts: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(Placed):
    """At least one part holds; the places of every part that does are evidence."""

    binds: ClassVar[int] = 1
    parts: tuple[Operator, ...]
    #: The parts that are a word each, which one look into the vocabulary decides, and the others; made when asked for.
    sorted_out: SortedOut | None = field(init=False, compare=False, repr=False, default=None)

    @property
    def column(self) -> int:
        return self.parts[0].column

    def printed(self) -> str:
        # AND binds tighter and needs no parentheses here; they are for the reader who is not sure of it
        return " OR ".join(enclosed(part, And.binds + 1) for part in self.parts)

    def holds(self, scope: Scope) -> bool:
        parts = self.parts
        if scope.mask is None:
            words, parts, _ = self.sorted_out or self._sort_out()
            if not words.isdisjoint(scope.axis.vocabulary):
                return True
        for part in parts:
            if part.holds(scope):
                return True
        return False

    def _sort_out(self) -> SortedOut:
        words = tuple([part.word if isinstance(part, Term) else None for part in self.parts])
        found = SortedOut(
            words=frozenset(word for word in words if word is not None),
            others=tuple(part for part, word in zip(self.parts, words, strict=True) if word is None),
            of_parts=words,
        )
        object.__setattr__(self, "sorted_out", found)
        return found

    def show(self, scope: Scope, findings: Findings) -> None:
        for part in self.parts:
            if part.holds(scope):
                part.show(scope, findings)

    def sightings(self, axis: Axis) -> Sightings | None:
        words, vocabulary = (self.sorted_out or self._sort_out()).of_parts, axis.vocabulary
        found: Sightings = []
        for part, word in zip(self.parts, words, strict=True):
            if word is None or word in vocabulary:
                there = part.sightings(axis)
                if there is None:
                    return None
                found += there
        return found

    def places(self, scope: Scope) -> Places:
        vocabulary = scope.axis.vocabulary
        words = (self.sorted_out or self._sort_out()).of_parts
        found = [
            there
            for part, word in zip(self.parts, words, strict=True)
            if (word is None or word in vocabulary) and (there := part.places(scope))
        ]
        return found[0] if len(found) == 1 else places.union(found)

    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        for part in self.parts:
            part.show_places(scope, findings, among)

    def misplaced(self) -> Operator | None:
        return first(part.misplaced() for part in self.parts)

    def excluding(self) -> Operator | None:
        return first(part.excluding() for part in self.parts)

    def candidates(self, field: TextField | None) -> Candidates | None:
        return recall.either([part.candidates(field) for part in self.parts])

    def groups(self) -> Sequence[Group]:
        return either([part.groups() for part in self.parts])


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
        return f"NOT {enclosed(self.part, self.binds + 1)}"

    def holds(self, scope: Scope) -> bool:
        return not self.part.holds(scope)

    def show(self, scope: Scope, findings: Findings) -> None:
        """Nothing: what is not there cannot be shown."""

    def excluding(self) -> Operator | None:
        return self

    def candidates(self, field: TextField | None) -> Candidates | None:
        return None

    def groups(self) -> Sequence[Group]:
        return ()


def first(parts: Iterable[Operator | None]) -> Operator | None:
    """The first that is there."""
    return next((part for part in parts if part is not None), None)


def either(parts: Sequence[Sequence[Group]]) -> Sequence[Group]:
    """What is known when one of the parts holds: of each the smallest group, together; nothing if one has none."""
    if not all(parts):
        return ()
    smallest = [groups[0] if len(groups) == 1 else min(groups, key=len) for groups in parts]
    return (smallest[0] if len(smallest) == 1 else smallest[0].union(*smallest[1:]),)
