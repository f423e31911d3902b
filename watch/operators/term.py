"""Terms: words, phrases and the sets of forms that aliases stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from watch import keys, places, recall
from watch.axis import Axis
from watch.document import Scope, TextField
from watch.errors import Fault
from watch.letters import is_glyph
from watch.lookup import Lookup, counts_of
from watch.operators.findings import Findings
from watch.operators.operator import Group, Operator, Placed, within
from watch.places import Places
from watch.recall import Candidates
from watch.spaced import Sightings
from watch.terms import Unit, read_term

MOST_SLACK = 10
MOST_LOOSE_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Placed):
    """A word, a prefix*, a wild?ard, a "phrase", or one of these =AsWritten.

    `slack` is how many other words may stand inside a phrase, None where it has no ~. `label` is its canonical form.
    """

    binds: ClassVar[int] = 5
    label: str
    written: str = field(compare=False)
    units: tuple[Unit, ...] = field(compare=False, repr=False)
    slack: int | None = None
    column: int = field(default=1, compare=False, repr=False)
    #: The token that is all it asks for, None where it asks for more.
    word: str | None = field(init=False, compare=False, repr=False, default=None)
    #: Its characters, where each is a token of its own and they stand side by side.
    characters: str | None = field(init=False, compare=False, repr=False, default=None)
    #: How it is seen among words (see `watch.spaced`), None where it takes more to see it.
    seen_as: str | None = field(init=False, compare=False, repr=False, default=None)

    def __post_init__(self) -> None:
        last = self.units[-1]
        if last.exact is not None or last.is_wild or any(unit.is_loose for unit in self.units[:-1]):
            return
        if len(self.units) == 1 and not last.prefix:
            object.__setattr__(self, "word", last.text)
        if self.slack is not None:
            return
        if is_glyph(self.units[0].text) and _are_characters(self.units):
            object.__setattr__(self, "characters", "".join([unit.text for unit in self.units]))
        elif len(self.units) == 1 or not any(unit.glued for unit in self.units):
            written = "".join([f" {unit.text}" for unit in self.units])
            object.__setattr__(self, "seen_as", written if last.prefix else f"{written} ")

    @classmethod
    def of(cls, raw: str, *, exact: bool = False, slack: int | None = None, column: int = 1) -> Term:
        """Read a bare term or the inside of a phrase; raises Fault."""
        from watch.lexer import is_bare_term  # the lexer alone knows which words it would take for operators

        reading = read_term(raw, exact=exact)
        units, written = reading.units, reading.written
        if slack is not None and len(units) < 2:
            raise Fault(0, "A phrase with ~ needs two words", "Take the ~ out")
        if slack is not None and len(units) > MOST_LOOSE_WORDS:
            raise Fault(0, f"A phrase with ~ may hold {MOST_LOOSE_WORDS} words at most", "Use W/S")
        quoted = slack is not None or not is_bare_term(f"={written}" if exact else written)
        label = f"{'=' if exact else ''}{f'{chr(34)}{written}{chr(34)}' if quoted else written}"
        if slack is not None:
            label = f"{label}~{slack}"
        return cls(label=label, written=written, units=units, slack=slack, column=column)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return ()

    def printed(self) -> str:
        return self.label

    def holds(self, scope: Scope) -> bool:
        if scope.mask is not None:
            return bool(self.places(scope))
        if self.word is not None:
            return self.word in scope.axis.vocabulary
        if not scope.axis.may_hold(self.units):
            return False
        if self.label not in scope.axis.found:
            if self.characters is not None:
                return scope.axis.shows(self.characters)
            seen = None if self.seen_as is None else scope.axis.sees(self.seen_as)
            if seen is not None:
                return seen
        return bool(self.places(scope))

    def places(self, scope: Scope) -> Places:
        axis = scope.axis
        if self.word is not None and self.word not in axis.vocabulary:
            return places.NOWHERE
        found = axis.found.get(self.label)
        if found is None:
            found = axis.found[self.label] = self._found(axis)
        return within(found, scope)

    def sightings(self, axis: Axis) -> Sightings | None:
        if self.word is None and not axis.may_hold(self.units):
            return []
        if self.characters is not None:
            return axis.sightings(f" {' '.join(self.characters)} ", self.characters)
        return None if self.seen_as is None else axis.sightings(self.seen_as)

    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        findings.add(scope.axis, places.common(self.places(scope), among), self.written)

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, field: TextField | None) -> Candidates | None:
        if self.slack is None:
            return recall.for_units(self.units, field)
        return recall.every([recall.for_units((unit,), field) for unit in self.units])

    def groups(self) -> Sequence[Group]:
        return (frozenset((keys.of_units(self.units),)),)

    def _found(self, axis: Axis) -> Places:
        if self.slack is not None:
            return axis.loosely(self.units, self.slack)
        if self.characters is not None and not axis.shows(self.characters):
            return places.NOWHERE
        if self.seen_as is not None:
            if not axis.may_hold(self.units):
                return places.NOWHERE
            bits = axis.looked_for(self.seen_as)
            if bits is not None:
                length = 1 + sum(map(axis.width, self.units[:-1]))
                return {length: bits} if bits else places.NOWHERE
        length, starts = axis.starts(self.units)
        return {length: starts} if starts else places.NOWHERE


def _are_characters(units: Sequence[Unit]) -> bool:
    return all(is_glyph(unit.text) for unit in units) and all(unit.glued for unit in units[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Placed):
    """A named set of forms; any of them holds. `digest` tells sets of the same name apart."""

    binds: ClassVar[int] = 5
    name: str
    digest: str
    forms: tuple[Term, ...] = field(compare=False, repr=False)
    column: int = field(default=1, compare=False, repr=False)
    #: The numbers of the forms; made when asked for.
    lookup: Lookup[int] | None = field(init=False, compare=False, repr=False, default=None)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return ()

    def printed(self) -> str:
        return f"@{self.name}"

    def places(self, scope: Scope) -> Places:
        found = scope.axis.remembered(
            f"@{self.name}#{self.digest}",
            lambda: places.union([there for _, there in self._standing(scope)]),
        )
        return within(found, scope)

    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        outer = findings.alias
        findings.alias = self.name
        for form, there in self._standing(scope):
            if findings.is_full:
                break
            findings.add(scope.axis, places.common(within(there, scope), among), form.written)
        findings.alias = outer

    def _standing(self, scope: Scope) -> list[tuple[Term, Places]]:
        """Those of the forms that stand anywhere on the ruler, and where."""
        whole = Scope(document=scope.document, axis=scope.axis)
        return scope.axis.once(
            f"@{self.name}#{self.digest}",
            None,
            lambda: [(form, there) for form in self._likely(scope.axis) if (there := form.places(whole))],
        )

    def _likely(self, axis: Axis) -> list[Term]:
        """The forms that may stand there, in order."""
        lookup = self.lookup
        if lookup is None:
            numbered = [(form.units, number) for number, form in enumerate(self.forms)]
            lookup = Lookup.of(numbered, counts_of(form.units for form in self.forms))
            object.__setattr__(self, "lookup", lookup)
        return [self.forms[number] for number in sorted(lookup.likely(axis.vocabulary, axis.beginnings))]

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, field: TextField | None) -> Candidates | None:
        return recall.either([form.candidates(field) for form in self.forms])

    def groups(self) -> Sequence[Group]:
        return (frozenset(key for form in self.forms for group in form.groups() for key in group),)
