"""What is said of an action: that it happened, that it may, that it did not.

Decided on sets of places as bits (see `watch.places`). No cue reaches past its sentence: where an action stands in few,
only their cues are looked for. What the cues of a text reach is found once, whatever the number of queries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Literal

from watch import places
from watch.axis import Axis
from watch.places import NOWHERE, Bits, Places
from watch.polarity.clauses import forms_in, segments, taken_for_granted
from watch.polarity.cue_files import CueClass, Kind
from watch.polarity.cues_found import cues_in, doubled_in, likely_classes

Said = Literal["hedged", "denied"]

_TELLING: Mapping[Said, Set[Kind]] = {"hedged": {"hedged", "denied"}, "denied": {"negated", "denied"}}
# Where actions stand in more of them, all cues of the text are sooner found at once.
_FEW_SENTENCES = 4


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
    told = [polarity_on(there, some) for there, some in _in_their_sentences(axis, actions)]
    return Polarities(
        denied=places.union(one.denied for one in told), hedged=places.union(one.hedged for one in told)
    )


def polarity_on(axis: Axis, actions: Places) -> Polarities:
    """The same, of all the cues that this ruler finds."""
    denied = _told(axis, "denied", actions)
    return Polarities(denied=denied, hedged=places.without(_told(axis, "hedged", actions), denied))


def _in_their_sentences(axis: Axis, actions: Places) -> list[tuple[Axis, Places]]:
    """The actions, each beside a ruler on which the cues of its sentence are found."""
    asked: dict[tuple[int, int], Places] = {}
    for length, starts in actions.items():
        for slot in places.slots_of(starts):
            some = asked.setdefault(_sentences_of(axis, slot, length), {})
            some[length] = some.get(length, 0) | 1 << slot
            if len(axis.excerpts.keys() | asked) > _FEW_SENTENCES:
                return [(axis, actions)]
    return [(axis.excerpt(*bounds), some) for bounds, some in asked.items()]


def _sentences_of(axis: Axis, first: int, length: int) -> tuple[int, int]:
    """From the first slot of the sentence that a place begins in to the last of the one that it ends in."""
    bounds = axis.sentences.bounds
    return bounds(first)[0], bounds(first + length - 1)[1]


def deciding_cue(axis: Axis, first: int, length: int, said: Said) -> Cue | None:
    """The nearest of the cues that say it of the action at `first`, `length` slots long."""
    last = first + length - 1
    axis = axis.excerpt(*_sentences_of(axis, first, length))
    reaching = [
        cue
        for cues in likely_classes(axis)
        if (found := _saying(axis, cues, said))
        for cue in _reaching(axis, cues, found, first, last)
    ]
    return min(
        reaching,
        key=lambda cue: (max(first - cue.last, cue.first - last, 0), cue.first, -cue.last),
        default=None,
    )


def _that_may_say(axis: Axis, said: Said, side: Literal["before", "after", "on"]) -> Iterator[CueClass]:
    """The classes of cues that may say this from that side of an action."""
    telling = _TELLING[said]
    return (cues for cues in likely_classes(axis) if cues.kind in telling and cues.stands(side))


def _saying(axis: Axis, cues: CueClass, said: Said) -> Places:
    """The places of a class of cues that say this of an action."""
    if said == "hedged" and cues.kind == "denied":
        return doubled_in(axis, cues) if cues.doubled == "hedged" else NOWHERE
    return cues_in(axis, cues) if ("hedged" if cues.kind == "hedged" else "denied") == said else NOWHERE


def _told(axis: Axis, said: Said, actions: Places) -> Places:
    """The actions that cues of a kind reach."""
    found = places.beside(actions, before=_reached(axis, said, "before"), after=_reached(axis, said, "after"))
    own = places.starting_in(actions, _reached(axis, said, "on"))
    return places.union((found, own)) if own else found


def _reached(axis: Axis, said: Said, side: Literal["before", "after", "on"]) -> Bits:
    """The slots where an action is reached by cues that stand before it or after it, or are the action's own word."""

    def made() -> Places:
        bits = 0
        for cues in _that_may_say(axis, said, side):
            if found := _saying(axis, cues, said):
                bits |= _reach(axis, cues, found, side)
        return {1: bits} if bits else NOWHERE

    return places.firsts(axis.remembered(f"{said} {side}", made))


def _reach(axis: Axis, cues: CueClass, found: Places, side: Literal["before", "after", "on"]) -> Bits:
    if side == "on":
        return _covered(found)
    reach = cues.reach * axis.scale
    if side == "before":
        lasts = places.lasts(found)
        bits = places.up_to(lasts, reach) & segments(axis, cues.until).above(lasts)
    else:
        firsts = places.firsts(found)
        bits = places.down_to(firsts, reach) & segments(axis, cues.until).below(firsts)
    return bits & _spoken_of(axis, cues)


def _covered(found: Places) -> Bits:
    bits = 0
    for length, starts in found.items():
        bits |= starts | places.up_to(starts, length - 1) if length > 1 else starts
    return bits


def _spoken_of(axis: Axis, cues: CueClass) -> Bits:
    """The slots of the words that a class of cues may speak of."""
    words = -1
    if cues.of:
        found = axis.remembered(f"of {cues.key}", lambda: forms_in(axis, cues.of))
        words = places.firsts(found) | places.lasts(found)
    return words & ~taken_for_granted(axis) if cues.verbal else words


def _reaching(axis: Axis, cues: CueClass, found: Places, first: int, last: int) -> Iterator[Cue]:
    """The nearest on either side of the cues of a class that reach the action."""
    spoken_of = _spoken_of(axis, cues)
    windows: list[tuple[int, int]] = []
    reach = cues.reach * axis.scale
    if cues.side != "on":
        stretch = segments(axis, cues.until)
        if cues.stands("before") and spoken_of >> first & 1:
            windows.append((max(stretch.bounds(first)[0], first - reach), first - 1))
        if cues.stands("after") and spoken_of >> last & 1:
            windows.append((last + 1, min(stretch.bounds(last)[1], last + reach)))
    for form, length, starts in _by_form(axis, cues, found):
        over = starts >> max(first - length + 1, 0) & ((1 << min(length, first + 1)) - 1)
        if cues.side == "on" and over:
            at = max(first - length + 1, 0) + over.bit_length() - 1
            yield Cue(first=at, last=at + length - 1, form=form)
        for begin, end in windows:
            # a cue before the action is near by its last slot, one after it by its first
            offset = length - 1 if end < first else 0
            inside = (starts << offset) >> begin & ((1 << max(end - begin + 1, 0)) - 1)
            if inside:
                nearest = inside.bit_length() if end < first else (inside & -inside).bit_length()
                at = begin + nearest - 1 - offset
                yield Cue(first=at, last=at + length - 1, form=form)


def _by_form(axis: Axis, cues: CueClass, found: Places) -> Iterator[tuple[str, int, Bits]]:
    if not cues.forms:
        yield cues.mark, 1, found.get(1, 0)
    for form in cues.forms.likely(axis.vocabulary, axis.beginnings):
        length, starts = axis.starts(form.units)
        starts &= found.get(length, 0)
        if starts:
            yield form.written, length, starts
