"""Why an example came out as it did, in one sentence."""

from __future__ import annotations

from watch import places
from watch.document import Document, Scope
from watch.errors import printable
from watch.matcher import Match
from watch.operators import Operator
from watch.operators.boolean import And, Or
from watch.operators.event import POLARITIES, SLOTS, Event
from watch.operators.operator import placed
from watch.operators.proximity import Near
from watch.parser import Query

_MOST_SHOWN = 6
_LONGEST = 80


def why_missed(query: Query, document: Document) -> str:
    """What of a query did not hold of a document that it does not match."""
    return printable(_missing(query.root, document.scope))


def why_held(found: Match, *, title: str, text: str) -> str:
    """What made a query match, and what was said of it."""
    fields = {"title": title, "text": text}
    words = dict.fromkeys(
        f"'{fields[span.field][span.start : span.end]}'" + (f" = @{span.alias}" if span.alias else "")
        for span in found.spans
        if span.field in fields
    )
    shown = [*list(words)[:_MOST_SHOWN], *(["..."] if len(words) > _MOST_SHOWN else [])]
    reason = f"it holds {', '.join(shown)}"
    if found.polarity is not None:
        reason += f", which is {found.polarity}"
    if found.cue is not None:
        reason += f" by '{fields[found.cue.field][found.cue.start : found.cue.end]}'"
    return printable(reason)


def _missing(node: Operator, scope: Scope) -> str:
    if isinstance(node, And):
        failing = next((part for part in node.parts if not part.holds(scope)), node)
        return _missing(failing, scope) if failing is not node else _short(node)
    if isinstance(node, Or):
        events = [part for part in node.parts if isinstance(part, Event)]
        if events:
            return _missing(max(events, key=lambda event: _slots_held(event, scope)), scope)
        return f"nothing of {_short(node)} is there"
    if isinstance(node, Event):
        return _of_event(node, scope)
    if isinstance(node, Near):
        absent = [part for part in node.parts if not part.holds(scope)]
        return _missing(absent[0], scope) if absent else f"{_short(node)}: they are farther apart"
    if len(node.parts) == 1:
        return f"{_short(node)} does not hold"
    return f"{_short(node)} is not there"


def _of_event(event: Event, scope: Scope) -> str:
    for name in SLOTS:
        slot: Operator | None = getattr(event, name)
        if slot is not None and not placed(slot).places(scope):
            return f"the {name} {_short(slot)} is not there"
    actions = event.actions(scope)
    if not actions:
        wanted = " and ".join(name for name in SLOTS if getattr(event, name) is not None)
        return f"no sentence holds {wanted} together"
    found = event.by_polarity(scope, actions)
    said = next(polarity for polarity in POLARITIES if places.firsts(found[polarity]))
    return f"the event is {said}, and {' or '.join(event.polarities)} is asked for"


def _slots_held(event: Event, scope: Scope) -> tuple[bool, int]:
    parts = [placed(part).places(scope) for part in event.parts]
    return bool(event.actions(scope)), sum(map(bool, parts))


def _short(node: Operator) -> str:
    written = node.printed()
    return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 3]}..."
