"""How far cues reach: up to the next comma, to the end of their clause, or of their sentence."""

from __future__ import annotations

import re

from watch import places
from watch.axis import Axis
from watch.places import Bits, Places, Segments
from watch.polarity.cue_files import Forms, Until, clauses

# A clause ends at a semicolon, a dash, the end of words that are quoted, and a comma before "and".
_CLAUSE_MARK = re.compile(
    r"[;；，—–\-,](?:(?<=[;；，—])|(?<=\s[–\-])-?(?=\s)|(?<=,)(?=[\"”»]|\s++(?:and|и|і|та|й)\s))",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,:](?!\d)|[，、：()\[\]（）]")
_BEFORE_A_PAST = re.compile(r"\s(?=and\s(?:\w+ly\s)?\w+ed\b)", re.IGNORECASE)

# "may have been kidnapped by rebels and killed"
_WORDS_SHARED = 8

# "of the attack", "of the terrorist attack"
_WORDS_TO_A_NOUN = 2


def segments(axis: Axis, until: Until) -> Segments:
    """The ruler, cut where cues of that kind end."""
    if until == "sentence":
        return axis.sentences
    return Segments(_ends(axis, until), axis.size)


def taken_for_granted(axis: Axis) -> Bits:
    """The slots where an event is one that the text takes to have happened: "of the attack"."""

    def made() -> Places:
        lasts = places.lasts(forms_in(axis, clauses().given))
        near = places.up_to(lasts, _WORDS_TO_A_NOUN * axis.scale) & axis.sentences.above(lasts)
        return {1: near} if near else places.NOWHERE

    return places.firsts(axis.remembered("taken for granted", made))


def forms_in(axis: Axis, forms: Forms) -> Places:
    """The places of all these forms, each within one sentence."""
    found: Places = {}
    for form in forms.likely(axis.vocabulary, axis.beginnings):
        length, starts = axis.starts(form.units)
        if starts and length > 1:
            starts &= ~_parted(axis.sentences.ends, length)
        if starts:
            found[length] = found.get(length, 0) | starts
    return found


def _parted(ends: Bits, length: int) -> Bits:
    """The slots from which a place of this length goes on into the next sentence."""
    return ends | places.down_to(ends, length - 2) if length > 2 else ends


def _ends(axis: Axis, until: Until) -> Bits:
    return places.firsts(axis.remembered(f"ends {until}", lambda: {1: _found_ends(axis, until)}))


def _found_ends(axis: Axis, until: Until) -> Bits:
    if until == "phrase":
        prepositions = places.firsts(forms_in(axis, clauses().preposition))
        return _ends(axis, "comma") | _word_before(axis, prepositions)
    sentences = axis.sentences.ends
    strong = sentences | axis.cut("clause marks", _clause_marks).ends | _told_by_words(axis)
    commas = strong | axis.cut("commas", _commas).ends
    if until == "comma":
        return commas | _conjoined(axis, commas)
    leads = places.lasts(forms_in(axis, clauses().lead_in))
    stretch = Segments(commas, axis.size)
    return strong | (commas & (leads | stretch.above(leads)))


def _told_by_words(axis: Axis) -> Bits:
    """The ends of the words before those that begin a clause, and of those that end one."""
    begin = places.firsts(forms_in(axis, clauses().begin))
    return _word_before(axis, begin) | places.lasts(forms_in(axis, clauses().end))


def _conjoined(axis: Axis, commas: Bits) -> Bits:
    """The words before an "and" that another verb of the past follows."""
    joined = axis.cut("before a past", _before_a_past).ends & ~commas
    joined |= _word_before(axis, places.firsts(forms_in(axis, clauses().finite)))
    if not joined:
        return 0
    shared = places.lasts(forms_in(axis, clauses().shared))
    if shared:
        near = places.up_to(shared, _WORDS_SHARED * axis.scale) & Segments(commas, axis.size).above(shared)
        joined &= ~near
    return joined


def _word_before(axis: Axis, firsts: Bits) -> Bits:
    """Slots that part what begins at these from what stands before."""
    return firsts >> 1


def _clause_marks(text: str) -> list[int]:
    patterns = (_CLAUSE_MARK, *map(re.compile, clauses().closed_by))
    return [found.end() for pattern in patterns for found in pattern.finditer(text)]


def _commas(text: str) -> list[int]:
    return [found.end() for found in _COMMA.finditer(text)]


def _before_a_past(text: str) -> list[int]:
    return [found.start() for found in _BEFORE_A_PAST.finditer(text)]
