"""The cues of a text that say something: not those inside longer words, nor a denial that is itself negated."""

from __future__ import annotations

from collections.abc import Sequence

from watch import places
from watch.axis import Axis
from watch.places import NOWHERE, Bits, Places
from watch.polarity.clauses import forms_in, segments
from watch.polarity.cue_files import CueClass, Kind, cue_classes, numbers

# "did not even try to deny"
_WORDS_FROM_A_NEGATION = 4


def likely_classes(axis: Axis) -> Sequence[CueClass]:
    """The classes of cues of which one may stand there: few of all."""

    def made() -> Sequence[CueClass]:
        likely = set(numbers().likely(axis.vocabulary, axis.beginnings))
        # without forms a cue is any word before a mark
        return [cues for number, cues in enumerate(cue_classes()) if number in likely or not cues.forms]

    return axis.once("likely cues", None, made)


def cues_in(axis: Axis, cues: CueClass) -> Places:
    """The places of a class of cues that say of an action what their kind does."""
    found = _standing(axis, cues)
    if not found or cues.kind not in {"negated", "denied"}:
        return found
    if cues.kind == "denied":
        return axis.remembered(f"cues {cues.key}", lambda: places.starting_in(found, ~_doubled(axis)))
    return axis.remembered(f"cues {cues.key}", lambda: places.starting_in(found, ~_doubling(axis)))


def doubled_in(axis: Axis, cues: CueClass) -> Places:
    """The places of a class of denials that are negated, and so say less than that."""
    if cues.kind != "denied":
        return NOWHERE
    found = _standing(axis, cues)
    return found and axis.remembered(f"doubled {cues.key}", lambda: places.starting_in(found, _doubled(axis)))


def _doubled(axis: Axis) -> Bits:
    """The first slots of the denials that are negated."""

    def made() -> Places:
        lasts = places.lasts(_standing_of(axis, "negated"))
        if not lasts:
            return NOWHERE
        near = places.up_to(lasts, _WORDS_FROM_A_NEGATION * axis.scale) & segments(axis, "comma").above(lasts)
        return places.starting_in(_standing_of(axis, "denied"), near)

    return places.firsts(axis.remembered("denials negated", made))


def _doubling(axis: Axis) -> Bits:
    """The first slots of the negations that negate a denial."""

    def made() -> Places:
        firsts = _doubled(axis)
        if not firsts:
            return NOWHERE
        near = places.down_to(firsts, _WORDS_FROM_A_NEGATION * axis.scale) & segments(axis, "comma").below(
            firsts
        )
        return places.beside(_standing_of(axis, "negated"), after=near)

    return places.firsts(axis.remembered("negations of denials", made))


def _standing_of(axis: Axis, kind: Kind) -> Places:
    return axis.remembered(
        f"standing {kind}",
        lambda: places.union(_standing(axis, cues) for cues in likely_classes(axis) if cues.kind == kind),
    )


def _standing(axis: Axis, cues: CueClass) -> Places:
    """The places of a class of cues that are not taken by longer ones."""
    found = _written(axis, cues)
    if not found or cues.kind == "none":
        return NOWHERE
    return axis.remembered(f"standing {cues.key}", lambda: places.common(found, _longest(axis)))


def _longest(axis: Axis) -> Places:
    """The places of cues that overlap with no longer one, nor with one as long that says nothing."""

    def made() -> Places:
        likely = likely_classes(axis)
        silent = places.union(_written(axis, cues) for cues in likely if cues.kind == "none")
        telling = places.union(_written(axis, cues) for cues in likely if cues.kind != "none")
        taken = 0
        left: Places = {}
        for length in sorted({*silent, *telling}, reverse=True):
            free = ~(taken | taken >> (length - 1))
            taken |= _covered(silent.get(length, 0) & free, length)
            free = ~(taken | taken >> (length - 1))
            found = telling.get(length, 0) & free
            if found:
                left[length] = found
                taken |= _covered(found, length)
        return left

    return axis.remembered("longest cues", made)


def _covered(starts: Bits, length: int) -> Bits:
    return starts | places.up_to(starts, length - 1) if starts and length > 1 else starts


def _written(axis: Axis, cues: CueClass) -> Places:
    """All places of a class of cues where what it asks of the sentence is so."""

    def made() -> Places:
        marked = _before_marks(axis, cues.mark) if cues.mark else -1
        if not marked:
            return NOWHERE
        if not cues.forms:
            found: Places = {1: marked}
        else:
            found = forms_in(axis, cues.forms)
            if cues.mark and found:
                found = places.starting_in(found, axis.sentences.below(marked) | marked)
        if cues.at == "end":
            found = places.beside(found, after=axis.sentences.ends)
        if found and cues.unless:
            against = places.firsts(forms_in(axis, cues.unless))
            if against:
                found = places.starting_in(found, ~axis.sentences.around(against))
        return found

    return axis.remembered(f"written {cues.key}", made)


def _before_marks(axis: Axis, marks: str) -> Bits:
    """The slots of the words that one of the marks follows."""

    def offsets(text: str) -> list[int]:
        return [at for at, char in enumerate(text) if char in marks]

    if not any(mark in part.original for part in axis.parts for mark in marks):
        return 0
    bits = axis.cut(f"before {marks}", offsets).ends
    for part in axis.parts:
        # a ruler that is cut ends a part anyway
        tokens = len(part.tokens.terms)
        if tokens and max(part.counts(offsets(part.original)), default=0) < tokens:
            bits &= ~(1 << (axis.mask(part.name).bit_length() - 1))
    return bits
