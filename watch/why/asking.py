"""From a query and a document to the tree of clauses."""

from __future__ import annotations

from collections.abc import Iterator

from watch.document import Document, Scope
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
    Score,
    Term,
)
from watch.operators.counting import hundredths
from watch.operators.event import SLOTS
from watch.parser import Query
from watch.why.clause import Clause, Kind
from watch.why.counts import of_at_least, of_score
from watch.why.distances import of_near, of_not_near
from watch.why.events import of_event
from watch.why.evidence import spans_of, words_of
from watch.why.finding import Finding
from watch.why.words import of_alias, of_fact, of_field, of_term

_KINDS: dict[type[Operator], Kind] = {
    And: "and",
    Or: "or",
    Not: "not",
    Near: "near",
    NotNear: "not-near",
    AtLeast: "at-least",
    Score: "score",
    Event: "event",
    In: "field",
    Fact: "fact",
    Term: "term",
    Alias: "alias",
}


def why(query: Query, document: Document) -> Clause:
    """The clauses of a query in a document. The root held where `match` finds something, and nowhere else."""
    return _clause(query.root, document.scope, None)


def _clause(node: Operator, scope: Scope, role: str | None) -> Clause:
    inner = scope.document.within(node.field) if isinstance(node, In) else scope
    roles = _roles(node)
    parts = tuple(_clause(part, inner, next(roles)) for part in node.parts)
    held = node.holds(scope)
    finding = _found(node, scope, parts, held)
    return Clause(
        kind=_KINDS.get(type(node), "other"),
        written=node.printed(),
        role=role,
        held=held,
        note=finding.note,
        stretch=finding.stretch,
        spans=spans_of(node, scope) if held else (),
        short=0.0 if held else finding.short,
        parts=parts,
    )


def _roles(node: Operator) -> Iterator[str | None]:
    """What each part is to the operator."""
    if isinstance(node, Event):
        yield from (name for name in SLOTS if getattr(node, name) is not None)
    elif isinstance(node, Score):
        yield from (f"worth {hundredths(item.weight)}" for item in node.items)
    elif isinstance(node, Not):
        yield "unless"
    elif isinstance(node, NotNear):
        yield from (None, "unless")
    else:
        yield from (None for _ in node.parts)


def _found(node: Operator, scope: Scope, parts: tuple[Clause, ...], held: bool) -> Finding:
    """What is to be said of an operator whose parts came out so."""
    if isinstance(node, AtLeast):
        return of_at_least(node, scope, held)
    if isinstance(node, Score):
        return of_score(node, scope, held)
    if isinstance(node, Event):
        return of_event(node, scope, parts, held)
    return Finding() if held else _missed(node, scope, parts)


def _missed(node: Operator, scope: Scope, parts: tuple[Clause, ...]) -> Finding:
    """What an operator that failed lacks."""
    if isinstance(node, Not):
        return _excluded(node, scope)
    if isinstance(node, Near):
        return of_near(node, scope, parts)
    if isinstance(node, NotNear):
        return of_not_near(node, scope, parts)
    if isinstance(node, Term):
        return of_term(node, scope)
    if isinstance(node, Alias):
        return of_alias(node, scope)
    if isinstance(node, Fact):
        return of_fact(node, scope)
    if isinstance(node, In):
        return of_field(node, scope, parts)
    if isinstance(node, Or) and parts:
        return Finding(short=min(part.short for part in parts))
    return Finding(short=sum(part.short for part in parts) or 1.0)


def _excluded(node: Not, scope: Scope) -> Finding:
    """Which words did it."""
    words = words_of(spans_of(node.part, scope), scope.axis)
    return Finding(note=f"excluded by {words}" if words else "excluded", short=0.5)
