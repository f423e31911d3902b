"""How often, and how much: ATLEAST and SCORE."""

from __future__ import annotations

from watch.document import Scope
from watch.operators import AtLeast, Score
from watch.operators.counting import apart, hundredths
from watch.why.evidence import shortened
from watch.why.finding import Finding

# Nobody asks whether it stands there a thousand times or more often.
_MOST_COUNTED = 1000
_MOST_ADDED = 8


def of_at_least(node: AtLeast, scope: Scope, held: bool) -> Finding:
    """How often the part stands there."""
    count = apart(node.part.places(scope), most=max(node.count, _MOST_COUNTED))
    often = f"{count}{' or more' if count == _MOST_COUNTED else ''} of {node.count} times"
    # a term that is not there at all lacks more than one that stands there once too seldom
    return Finding(None if held and node.count == 1 else often, None, 1 - count / (node.count + 1))


def of_score(node: Score, scope: Scope, held: bool) -> Finding:
    """The sum, and what it is made of."""
    holding = [item for item in node.items if item.part.holds(scope)]
    reached = sum(item.weight for item in holding)
    added = ", ".join(
        f"{shortened(item.part.printed(), 30)} {hundredths(item.weight)}" for item in holding[:_MOST_ADDED]
    )
    note = f"adds up to {hundredths(reached)}; you asked for {hundredths(node.threshold)}"
    if added:
        note += f" ({added}{', ...' if len(holding) > _MOST_ADDED else ''})"
    return Finding(note, None, (node.threshold - reached) / node.threshold)
