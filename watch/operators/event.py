"""EVENT: who does what to whom in one sentence, and whether it is said to have happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from watch import places, recall
from watch.document import Scope, TextField
from watch.operators.findings import EventFound, Findings
from watch.operators.operator import Group, Operator, enclosed
from watch.operators.proximity import Reach
from watch.places import Places
from watch.polarity import polarity_of
from watch.recall import Candidates

Polarity = Literal["asserted", "hedged", "denied"]
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
SLOTS = ("actor", "action", "target")

_SENTENCE = Reach(kind="sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Operator):
    """The action, the actor and the target in one sentence, in any order and apart from each other.

    `polarities` are those that are wanted, in the order of `POLARITIES`.
    """

    binds: ClassVar[int] = 5
    action: Operator
    actor: Operator | None = None
    target: Operator | None = None
    polarities: tuple[Polarity, ...] = POLARITIES
    column: int = field(default=1, compare=False, repr=False)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return tuple(part for part in (self.actor, self.action, self.target) if part is not None)

    @property
    def wants_any(self) -> bool:
        """Whether it takes the event whatever is said of it."""
        return self.polarities == POLARITIES

    def printed(self) -> str:
        slots = ((name, getattr(self, name)) for name in SLOTS)
        written = [f"{name}={enclosed(part, self.binds)}" for name, part in slots if part is not None]
        if not self.wants_any:
            written.append(f"polarity={'|'.join(self.polarities)}")
        return f"EVENT({', '.join(written)})"

    def holds(self, scope: Scope) -> bool:
        actions = self.actions(scope)
        if not actions or self.wants_any:
            return bool(actions)
        return any(self.by_polarity(scope, actions)[polarity] for polarity in self.polarities)

    def actions(self, scope: Scope) -> Places:
        """The places of the action that have the actor and the target in their sentence."""
        actions = self.action.places(scope)
        sides = [part.places(scope) for part in (self.actor, self.target) if part is not None]
        if not actions or not all(sides):
            return places.NOWHERE
        if len(sides) == 2:
            actor, target = sides
            sides = [
                _SENTENCE.beside(scope.axis, actor, target),
                _SENTENCE.beside(scope.axis, target, actor),
            ]
        for side in sides:
            actions = _SENTENCE.beside(scope.axis, actions, side)
        return actions

    def by_polarity(self, scope: Scope, actions: Places) -> dict[Polarity, Places]:
        """The actions by what is said of them."""
        found = polarity_of(scope.axis, actions)
        asserted = places.without(places.without(actions, found.denied), found.hedged)
        return {"asserted": asserted, "hedged": found.hedged, "denied": found.denied}

    def show(self, scope: Scope, findings: Findings) -> None:
        actions = self.actions(scope)
        found = self.by_polarity(scope, actions)
        wanted = {polarity: found[polarity] if polarity in self.polarities else {} for polarity in POLARITIES}
        findings.events.append(EventFound(axis=scope.axis, **wanted))
        shown = places.union(wanted.values())
        inside = scope.axis.sentences.around(places.firsts(shown))
        self.action.show_places(scope, findings, shown)
        for part in (self.actor, self.target):
            if part is not None:
                here = places.starting_in(part.places(scope), inside)
                part.show_places(scope, findings, here)

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, field: TextField | None) -> Candidates | None:
        return recall.together([part.candidates(field) for part in self.parts])

    def groups(self) -> Sequence[Group]:
        return [group for part in self.parts for group in part.groups()]
