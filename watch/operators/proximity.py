"""NEAR/n, ONEAR/n, W/S, W/P, and what they exclude."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from watch import places, recall
from watch.axis import Axis
from watch.document import Scope, TextField
from watch.operators.boolean import first
from watch.operators.findings import Findings
from watch.operators.operator import Group, Operator, Placed, enclosed
from watch.places import Bits, Places
from watch.recall import Candidates


class Reach(NamedTuple):
    """How far apart two places may stand: `words` apart, or in the same sentence or paragraph.

    Neighbours are 1 word apart. `ordered` where the left one comes first.
    """

    kind: Literal["words", "sentence", "paragraph"]
    words: int = 0
    ordered: bool = False

    def __str__(self) -> str:
        if self.kind == "words":
            return f"{'ONEAR' if self.ordered else 'NEAR'}/{self.words}"
        return "W/S" if self.kind == "sentence" else "W/P"

    def above(self, axis: Axis, bits: Bits) -> Bits:
        """The slots that lie behind one of the set, and are near it."""
        if self.kind == "words":
            return places.up_to(bits, self.words * axis.scale)
        return (axis.sentences if self.kind == "sentence" else axis.paragraphs).above(bits)

    def below(self, axis: Axis, bits: Bits) -> Bits:
        """The slots that lie before one of the set, and are near it."""
        if self.kind == "words":
            return places.down_to(bits, self.words * axis.scale)
        return (axis.sentences if self.kind == "sentence" else axis.paragraphs).below(bits)

    def beside(self, axis: Axis, left: Places, right: Places) -> Places:
        """Those places of `left` that have one of `right` near them, apart from it."""
        if not left or not right:
            return places.NOWHERE
        if self.kind == "sentence" and not axis.knows_sentences and not _PARAGRAPH.beside(axis, left, right):
            return (
                places.NOWHERE
            )  # no sentence goes on in the next paragraph, and most texts are told from these
        after = self.below(axis, places.firsts(right))
        before = 0 if self.ordered else self.above(axis, places.lasts(right))
        return places.beside(left, before=before, after=after)

    def behind(self, axis: Axis, left: Places, right: Places) -> Places:
        """Those places of `right` that have one of `left` near them, apart from it."""
        if not left or not right:
            return places.NOWHERE
        before = self.above(axis, places.lasts(left))
        after = 0 if self.ordered else self.below(axis, places.firsts(left))
        return places.beside(right, before=before, after=after)


_PARAGRAPH = Reach(kind="paragraph")


@dataclass(frozen=True, slots=True, kw_only=True)
class Near(Placed):
    """A place of one side and a place of the other, apart from each other and within reach.

    In a chain the third must be near a place of the first or of the second that are near each other, as LexisNexis
    has it. All its places are those of either side that are near one of the other.
    """

    binds: ClassVar[int] = 3
    left: Operator
    right: Operator
    reach: Reach

    @property
    def column(self) -> int:
        return self.left.column

    @property
    def parts(self) -> tuple[Operator, ...]:
        return (self.left, self.right)

    def printed(self) -> str:
        return f"{enclosed(self.left, self.binds)} {self.reach} {enclosed(self.right, self.binds + 1)}"

    def holds(self, scope: Scope) -> bool:
        if scope.mask is None and self.reach.kind == "words":
            seen = self._is_seen(scope.axis)
            if seen is not None:
                return seen
        left = self.left.places(scope)
        if not left:
            return False
        right = self.right.places(scope)
        return bool(right) and bool(self.reach.beside(scope.axis, left, right))

    def _is_seen(self, axis: Axis) -> bool | None:
        """Whether it holds, where both sides are seen at once; None where they are not."""
        left = self.left.sightings(axis)
        if not left:
            return None if left is None else False
        right = self.right.sightings(axis)
        return (
            None
            if right is None
            else axis.any_near(left, right, self.reach.words, ordered=self.reach.ordered)
        )

    def sides(self, scope: Scope) -> tuple[Places, Places]:
        """The places of the left side and of the right side that are near one of the other."""
        return scope.axis.once(self, scope.mask, lambda: self._sides(scope))

    def _sides(self, scope: Scope) -> tuple[Places, Places]:
        left = self.left.places(scope)
        if not left:
            return places.NOWHERE, places.NOWHERE
        right = self.right.places(scope)
        return (
            self.reach.beside(scope.axis, left, right),
            self.reach.behind(scope.axis, left, right),
        )

    def places(self, scope: Scope) -> Places:
        return places.union(self.sides(scope))

    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        for part, side in zip(self.parts, self.sides(scope), strict=True):
            shown = places.common(side, among)
            if shown:
                part.show_places(scope, findings, shown)

    def misplaced(self) -> Operator | None:
        return first(part.misplaced() for part in self.parts)

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, field: TextField | None) -> Candidates | None:
        left, right = (part.candidates(field) for part in self.parts)
        if self.reach.kind == "words":
            return recall.near(left, right, self.reach.words)
        return recall.together([left, right])

    def groups(self) -> Sequence[Group]:
        return [group for part in self.parts for group in part.groups()]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNear(Placed):
    """A place of the left side that has none of the right side within reach, apart from it."""

    binds: ClassVar[int] = 3
    left: Operator
    right: Operator
    reach: Reach

    @property
    def column(self) -> int:
        return self.left.column

    @property
    def parts(self) -> tuple[Operator, ...]:
        return (self.left, self.right)

    def printed(self) -> str:
        return f"{enclosed(self.left, self.binds)} NOT {self.reach} {enclosed(self.right, self.binds + 1)}"

    def places(self, scope: Scope) -> Places:
        return scope.axis.once(self, scope.mask, lambda: self._places(scope))

    def _places(self, scope: Scope) -> Places:
        left = self.left.places(scope)
        if not left:
            return left
        near = self.reach.beside(scope.axis, left, self.right.places(scope))
        return places.without(left, near) if near else left

    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        self.left.show_places(scope, findings, places.common(self.places(scope), among))

    def misplaced(self) -> Operator | None:
        return first(part.misplaced() for part in self.parts)

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, field: TextField | None) -> Candidates | None:
        return self.left.candidates(field)

    def groups(self) -> Sequence[Group]:
        return self.left.groups()
