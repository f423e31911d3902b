"""EVENT: which slot is missing in the sentence that has the others, and which cue decided what is said."""

from __future__ import annotations

from itertools import combinations

from watch.axis import Axis
from watch.document import Scope
from watch.operators import Event
from watch.operators.event import POLARITIES, SLOTS, Polarity
from watch.places import Bits, Places, firsts
from watch.polarity import deciding_cue
from watch.why.clause import Clause
from watch.why.evidence import sentence_at, words_at
from watch.why.finding import Finding


def of_event(node: Event, scope: Scope, parts: tuple[Clause, ...], held: bool) -> Finding:
    """What is said of the event, or what keeps it from being one."""
    actions = node.actions(scope)
    if actions:
        return _said(node, scope, actions, held)
    absent = [part for part in parts if not part.held]
    short = sum(part.short for part in absent)
    places = {name: part.places(scope) for name in SLOTS if (part := getattr(node, name)) is not None}
    inside = {name: scope.axis.sentences.around(firsts(found)) for name, found in places.items()}
    together, sentences = _most_together(inside)
    lacking = [name for name in inside if name not in together]
    if not sentences:
        return Finding(short=short)
    slot = _token_in(places, together, sentences)
    shown = sentence_at(scope.axis, slot)
    if absent:  # their own notes say so
        return Finding(None, shown, short)
    if not lacking:
        return Finding("in the sentence that holds all, the same words would stand for two", shown, 0.5)
    if len(together) == 1:
        note = f"no sentence holds {_joined(lacking, 'or')} beside the {together[0]}"
    else:
        note = f"the sentence that holds {_joined(together, 'and')} has no {_joined(lacking, 'and no')}"
    return Finding(note, shown, 0.5)


def _said(node: Event, scope: Scope, actions: Places, held: bool) -> Finding:
    """The strongest of what is said, among what is wanted where it held, and by which words."""
    by_polarity = node.by_polarity(scope, actions)
    among = [polarity for polarity in POLARITIES if polarity in node.polarities] if held else POLARITIES
    polarity = next(polarity for polarity in among if by_polarity[polarity])
    first, length = min(
        ((starts & -starts).bit_length() - 1, length) for length, starts in by_polarity[polarity].items()
    )
    note = f"{polarity}{_by(scope.axis, first, length, polarity)}"
    if not held:
        note += f"; you asked for {' or '.join(node.polarities)}"
    return Finding(note, sentence_at(scope.axis, first), 0.4)


def _by(axis: Axis, first: int, length: int, polarity: Polarity) -> str:
    if polarity == "asserted":
        return ""
    cue = deciding_cue(axis, first, length, polarity)
    return "" if cue is None else f" by {words_at(axis, cue.first, cue.last)}"


def _most_together(inside: dict[str, Bits]) -> tuple[tuple[str, ...], Bits]:
    """As many of the slots as share a sentence, the action among them where it can be, and those sentences."""
    for count in range(len(inside), 0, -1):
        for names in sorted(combinations(inside, count), key=lambda names: "action" not in names):
            shared = -1
            for name in names:
                shared &= inside[name]
            if shared:
                return names, shared
    return (), 0


def _token_in(places: dict[str, Places], names: tuple[str, ...], sentences: Bits) -> int:
    """The first place of the slots in their first sentence."""
    held = 0
    for name in names:
        held |= firsts(places[name])
    held &= sentences
    return (held & -held).bit_length() - 1


def _joined(names: list[str] | tuple[str, ...], word: str) -> str:
    return f" {word} ".join(f"{name}" for name in names)
