"""What every operator of the watch language can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from watch import places
from watch.axis import Axis
from watch.document import Scope, TextField
from watch.errors import Fault
from watch.places import Places
from watch.recall import Candidates
from watch.spaced import Sightings

if TYPE_CHECKING:
    from watch.operators.findings import Findings

DEEPEST_NESTING = 64

#: Keys of which a document must show at least one (see `watch.keys`).
Group = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator(ABC):
    """A node of a query. A tree of more than 64 of them on top of each other cannot be made (Fault).

    `binds` says how tightly it holds its parts together: a part that binds less is printed in parentheses.
    """

    binds: ClassVar[int]
    depth: int = field(init=False, compare=False, repr=False, default=1)

    def __post_init__(self) -> None:
        parts = self.parts
        if not parts:
            return
        depth = 1 + max(part.depth for part in parts)
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
    def parts(self) -> Sequence[Operator]:
        """What it joins."""

    @abstractmethod
    def printed(self) -> str:
        """The canonical form."""

    @abstractmethod
    def holds(self, scope: Scope) -> bool:
        """Whether a document holds it, within the scope."""

    @abstractmethod
    def show(self, scope: Scope, findings: Findings) -> None:
        """Add the places that make it hold; asked only where it does."""

    @abstractmethod
    def excluding(self) -> Operator | None:
        """The first part through which a text that holds none of the query's terms would match."""

    @abstractmethod
    def candidates(self, field: TextField | None) -> Candidates | None:
        """What an index can tell beforehand; None when that is nothing."""

    @abstractmethod
    def groups(self) -> Sequence[Group]:
        """Groups of keys; whatever it matches shows at least one key of each. Empty when nothing can be said."""

    def misplaced(self) -> Operator | None:
        """The first part that has no place in a text, and so cannot stand beside NEAR."""
        return self

    def sightings(self, axis: Axis) -> Sightings | None:
        """All its places on the ruler, where a look or two tells them; None where it takes more."""
        return None

    def places(self, scope: Scope) -> Places:
        """All its places within the scope. The parser sees to it that only what has places is asked (TypeError)."""
        raise TypeError(f"{type(self).__name__} has no place in a text")

    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        """Add those of its places, and of its parts, that are `among` the given ones; TypeError as above."""
        raise TypeError(f"{type(self).__name__} has no place in a text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Operator):
    """An operator that has places in a text, and so may stand beside NEAR."""

    @abstractmethod
    def places(self, scope: Scope) -> Places:
        """All its places within the scope."""

    @abstractmethod
    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        """Add those of its places, and of its parts, that are `among` the given ones."""

    def holds(self, scope: Scope) -> bool:
        return bool(self.places(scope))

    def show(self, scope: Scope, findings: Findings) -> None:
        self.show_places(scope, findings, self.places(scope))

    def misplaced(self) -> Operator | None:
        return None


def enclosed(part: Operator, binds: int) -> str:
    """A part as printed beside something that binds so tightly."""
    return part.printed() if part.binds >= binds else f"({part.printed()})"


def within(found: Places, scope: Scope) -> Places:
    """The places that the scope counts."""
    return found if scope.mask is None else places.starting_in(found, scope.mask)
