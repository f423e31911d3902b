"""What is said of an action: that it happened, that it may, that it did not.

Decided over the whole text at once, on sets of places as bits (see `watch.places`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from watch import places
from watch.axis import Axis
from watch.places import Bits, Places
from watch.polarity.clauses import clause_ends
from watch.polarity.cue_files import CueClass, CueForm, cue_classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarities:
    """Those of the actions that are denied, and those of the others that are hedged."""

    denied: Places
    hedged: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that decided: their first and last slot, and the form they are listed under."""

    first: int
    last: int
    form: str


def polarity_of(axis: Axis, actions: Places) -> Polarities:
    """What the cues near the actions say of them. A denial outweighs a doubt."""
    denied, hedged = places.NOWHERE, places.NOWHERE
    cancelled = _cancelled(axis)
    for cues in cue_classes():
        if cues.kind == "cancel":
            continue
        reached = _reached(axis, cues, _cues(axis, cues, cancelled), actions)
        if cues.kind == "denied":
            denied = places.union((denied, reached))
        else:
            hedged = places.union((hedged, reached))
    return Polarities(denied=denied, hedged=places.without(hedged, denied))


def deciding_cue(axis: Axis, first: int, length: int, kind: Literal["hedged", "denied"]) -> Cue | None:
    """The nearest of the cues of a kind that reach the action at `first`, `length` slots long."""
    action: Places = {length: 1 << first}
    cancelled = _cancelled(axis)
    reaching = [
        found
        for cues in cue_classes()
        if cues.kind == kind and _reached(axis, cues, _cues(axis, cues, cancelled), action)
        for found in _reaching(axis, cues, cancelled, action)
    ]
    return min(reaching, key=lambda cue: (_apart(cue, first, length), cue.first, -cue.last), default=None)


def _reaching(axis: Axis, cues: CueClass, cancelled: Bits, action: Places) -> Iterator[Cue]:
    """Each cue of a class that reaches the action, the nearest few on either side."""
    (start,) = action.values()
    for form in cues.forms:
        size, starts = _form(axis, form)
        starts &= ~cancelled
        below = starts & (start - 1)
        above = starts & ~(start - 1)
        for bits in (below and 1 << (below.bit_length() - 1), above & -above):
            if bits and _reached(axis, cues, {size: bits}, action):
                at = bits.bit_length() - 1
                yield Cue(first=at, last=at + size - 1, form=form.written)


def _apart(cue: Cue, first: int, length: int) -> int:
    return max(first - cue.last, cue.first - (first + length - 1), 0)


def _reached(axis: Axis, cues: CueClass, found: Places, actions: Places) -> Places:
    """The actions that cues at these places reach."""
    if not found:
        return places.NOWHERE
    if cues.side == "on":
        return places.starting_in(actions, places.firsts(found))
    reach = cues.reach * axis.scale
    before = after = 0
    if cues.side in {"before", "either"}:
        lasts = places.lasts(found)
        before = places.up_to(lasts, reach) & axis.sentences.above(lasts)
        if cues.clause:
            before &= axis.cut("clauses", clause_ends).above(lasts)
    if cues.side in {"after", "either"}:
        firsts = places.firsts(found)
        after = places.down_to(firsts, reach) & axis.sentences.below(firsts)
        if cues.clause:
            after &= axis.cut("clauses", clause_ends).below(firsts)
    return places.beside(actions, before=before, after=after)


def _cues(axis: Axis, cues: CueClass, cancelled: Bits) -> Places:
    """The places of a class of cues, but for those inside words that take them back."""
    return axis.remembered(
        cues.key,
        lambda: places.starting_in(_all_places(axis, cues), ~cancelled),
    )


def _cancelled(axis: Axis) -> Bits:
    """The slots of the words that take a cue back."""
    covered = 0
    for cues in cue_classes():
        if cues.kind == "cancel":
            for length, starts in _all_places(axis, cues).items():
                covered |= starts | places.up_to(starts, length - 1) if length > 1 else starts
    return covered


def _all_places(axis: Axis, cues: CueClass) -> Places:
    return axis.remembered(
        f"all {cues.key}", lambda: places.union(_places(axis, form) for form in cues.forms)
    )


def _places(axis: Axis, form: CueForm) -> Places:
    size, starts = _form(axis, form)
    return {size: starts} if starts else places.NOWHERE


def _form(axis: Axis, form: CueForm) -> tuple[int, Bits]:
    return axis.starts(form.units)
