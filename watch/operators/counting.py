"""ATLEASTn and SCORE: what must hold often enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from watch import recall
from watch.document import Scope, TextField
from watch.operators.boolean import either, first
from watch.operators.findings import Findings
from watch.operators.operator import Group, Operator, enclosed
from watch.operators.term import Term
from watch.places import Places
from watch.recall import Candidates

#: A weight is kept in hundredths, so that sums are exact.
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(Operator):
    """The part stands at least so often in title and text together, in places that do not overlap."""

    binds: ClassVar[int] = 5
    count: int
    part: Operator
    column: int = field(default=1, compare=False, repr=False)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return (self.part,)

    def printed(self) -> str:
        return f"ATLEAST{self.count}({self.part.printed()})"

    def holds(self, scope: Scope) -> bool:
        return self.counted(scope) == self.count

    def counted(self, scope: Scope) -> int:
        """How often it stands there, as far as it is asked for."""
        return apart(self.part.places(scope), most=self.count)

    def show(self, scope: Scope, findings: Findings) -> None:
        self.part.show_places(scope, findings, self.part.places(scope))

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, field: TextField | None) -> Candidates | None:
        return self.part.candidates(field)

    def groups(self) -> Sequence[Group]:
        return self.part.groups()


class Weighed(NamedTuple):
    """What counts in a SCORE, and how much, in hundredths."""

    part: Operator
    weight: int

    def printed(self) -> str:
        """As it stands between the commas."""
        # behind the ) of an inner SCORE stands its own number
        inner = isinstance(self.part, Score)
        part = f"({self.part.printed()})" if inner else enclosed(self.part, AtLeast.binds)
        return part if self.weight == HUNDREDTHS else f"{part}^{hundredths(self.weight)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Operator):
    """The weights of the items that hold add up to the threshold. An item counts once, however often it stands."""

    binds: ClassVar[int] = 5
    items: tuple[Weighed, ...]
    threshold: int
    column: int = field(default=1, compare=False, repr=False)
    #: What the items that are words weigh, by the word: a text holds few of many; and the other items.
    words: Mapping[str, int] = field(init=False, compare=False, repr=False)
    others: tuple[Weighed, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        words: defaultdict[str, int] = defaultdict(int)
        others = []
        for item in self.items:
            if isinstance(item.part, Term) and item.part.word is not None:
                words[item.part.word] += item.weight
            else:
                others.append(item)
        object.__setattr__(self, "words", dict(words))
        object.__setattr__(self, "others", tuple(others))

    @property
    def parts(self) -> tuple[Operator, ...]:
        return tuple(item.part for item in self.items)

    def printed(self) -> str:
        inside = ", ".join(item.printed() for item in self.items)
        return f"SCORE({inside}) >= {hundredths(self.threshold)}"

    def holds(self, scope: Scope) -> bool:
        return self.reached(scope) >= self.threshold

    def reached(self, scope: Scope) -> int:
        """The sum of the weights, in hundredths."""
        if scope.mask is not None:
            return sum(item.weight for item in self.items if item.part.holds(scope))
        there = sum(self.words[word] for word in self.words.keys() & scope.axis.vocabulary)
        return there + sum(item.weight for item in self.others if item.part.holds(scope))

    def show(self, scope: Scope, findings: Findings) -> None:
        vocabulary = scope.axis.vocabulary
        for item in self.items:
            if item.weight <= 0:
                continue
            part = item.part
            # of a long list few words are there
            if isinstance(part, Term) and part.word is not None and part.word not in vocabulary:
                continue
            if part.holds(scope):
                part.show(scope, findings)

    def excluding(self) -> Operator | None:
        if self.threshold <= 0:
            return self
        needed = self._needed()
        return first(part.excluding() for part in needed) if needed else self

    def candidates(self, field: TextField | None) -> Candidates | None:
        return recall.either([part.candidates(field) for part in self._needed()])

    def groups(self) -> Sequence[Group]:
        return either([part.groups() for part in self._needed()])

    def _needed(self) -> list[Operator]:
        """Items of which one at least must hold: without them the others cannot add up to the threshold."""
        useful = sorted((item for item in self.items if item.weight > 0), key=lambda item: item.weight)
        without = 0
        while useful and without + useful[0].weight < self.threshold:
            without += useful.pop(0).weight
        return [item.part for item in useful]


def apart(found: Places, *, most: int) -> int:
    """How many of the places, at most, do not overlap; counting stops at `most`."""
    if found.keys() == {1}:
        return min(found[1].bit_count(), most)
    # as strings, the next place is found without a new number of as many digits as the text has slots
    by_length = [(length, f"{starts:b}"[::-1]) for length, starts in found.items()]
    count = at = 0
    while count < most:
        ends = [start + length for length, starts in by_length if (start := starts.find("1", at)) >= 0]
        if not ends:
            break
        at = min(ends)
        count += 1
    return count


def hundredths(value: int) -> str:
    """A weight as it is written."""
    return f"{value / HUNDREDTHS:.2f}".rstrip("0").rstrip(".")
