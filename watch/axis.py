"""Texts laid end to end on a ruler of slots, folded and cut once, whatever the number of queries.

A word takes one slot. Where any of the texts holds Han, Kana, Hangul or Thai, the ruler is finer: a word takes six
slots, a character of Hangul two and one of the others three, so that three characters of Hangul, or two of Han,
count as one word, and every operator still measures on one ruler. Between two texts the ruler is longer than any
operator reaches.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property
from typing import Any, TypeVar

from watch import places
from watch.part import Part
from watch.places import Bits, Places, Segments
from watch.sentences import paragraph_ends, sentence_ends
from watch.slots import FINE, NARROWEST, finely, slots_taken
from watch.spaced import Sightings, Spaced
from watch.terms import Unit, beginning_of

T = TypeVar("T")

FARTHEST_NEAR = 255
"""The most words that an operator reaches."""

_GAP = FARTHEST_NEAR + 1
_SPELT_WITHOUT_INDEX = 8


class Axis:
    """The ruler, and where the terms of queries stand on it. Not safe to share between threads."""

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        self.parts = tuple([Part(name, original) for name, original in parts])
        #: Slots a word: 6 where a text holds characters that are tokens of their own, else 1.
        self.scale = FINE if any(part.tokens.characters for part in self.parts) else 1
        self._bits: dict[str, Bits] = {}
        #: The places of what was asked for, by its canonical form.
        self.found: dict[str, Places] = {}
        self._cuts: dict[str, Segments] = {}
        # the asker is kept with what it got, so that its id stays its own
        self._once: dict[tuple[int | str, Bits | None], tuple[object, Any]] = {}
        self._spelt: dict[str, dict[str, list[int]]] = {}
        self._sightings: dict[tuple[str, str | None], Sightings] = {}
        #: Rulers on which only what stands in some of the slots is looked for, by their first and their last.
        self.excerpts: dict[tuple[int, int], Axis] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different tokens."""
        return frozenset().union(*[part.tokens.terms for part in self.parts])

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What they begin with (see `beginning_of`), and "" for what begins with less."""
        return frozenset({"", *map(beginning_of, self.vocabulary)})

    @cached_property
    def _slots(self) -> list[Sequence[int]]:
        """The slot of each token, for each part."""
        laid: list[Sequence[int]] = []
        base = 0
        for part in self.parts:
            if self.scale == 1:
                slots: Sequence[int] = range(base, base + len(part.tokens.terms))
                base += len(slots)
            else:
                slots = finely(part.tokens.terms, base)
                base = slots[-1] + FINE if slots else base
            laid.append(slots)
            base += _GAP * self.scale
        return laid

    @cached_property
    def size(self) -> int:
        """Slots in all, the gaps too."""
        return max((slots[-1] + self.scale for slots in self._slots if slots), default=0)

    def sees(self, written: str) -> bool | None:
        """Whether `written` stands there (see `Spaced`), None where that takes more than one look."""
        return self._spaced.holds(written) if self._spaced.may_look() else None

    def shows(self, characters: str) -> bool:
        """Whether characters that are tokens of their own stand side by side."""
        return any(part.shows(characters) for part in self.parts)

    def looked_for(self, written: str) -> Bits | None:
        """The slots of the tokens that `written` begins with, None where that takes more than one look."""
        if not self._spaced.may_look():
            return None
        slots = [self._slots[part][token] for part, token in self._spaced.places(written)]
        return places.of_slots(slots, self.size) if slots else 0

    def sightings(self, written: str, characters: str | None = None) -> Sightings | None:
        """The places of what is `written` (see `Spaced`), None where they are many or take more than a look.

        Given the `characters` that it consists of, only if all of the places have these side by side.
        """
        # two terms may be written alike, one of which has its characters side by side
        kept = self._sightings.get((written, characters))
        if kept is not None:
            return kept
        if not self._spaced.may_look():
            return None
        found = self._spaced.sightings(written)
        if found and characters is not None and len(characters) > 1:
            together = sum(part.times(characters) for part in self.parts)
            if together != len(found):
                return None
        if found is not None:
            self._sightings[written, characters] = found
        return found

    def any_near(self, left: Sightings, right: Sightings, words: int, *, ordered: bool) -> bool:
        """Whether a place of the one and a place of the other stand so near each other, apart."""
        firsts = sorted([first for first, _ in right])
        lasts = [] if ordered else sorted([last for _, last in right])
        for first, last in left:
            after = bisect_right(firsts, last)
            if after < len(firsts) and self._reaches(last, firsts[after], words):
                return True
            before = bisect_left(lasts, first)
            if before and self._reaches(lasts[before - 1], first, words):
                return True
        return False

    def _reaches(self, first: int, second: int, words: int) -> bool:
        between = self._spaced.tokens_between(first, second)
        if between is None or between <= words:
            return between is not None
        if self.scale == 1 or between > words * FINE // NARROWEST:
            return False
        return sum(map(slots_taken, self._spaced.stretch(first, second))) <= words * FINE

    @cached_property
    def _spaced(self) -> Spaced:
        return Spaced([part.tokens.terms for part in self.parts])

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """The slots of each token."""
        return self._indexed(0, self.size)

    def _indexed(self, first: int, last: int) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for part, slots in zip(self.parts, self._slots, strict=True):
            some = slice(bisect_left(slots, first), bisect_right(slots, last))
            for term, slot in zip(part.tokens.terms[some], slots[some], strict=True):
                index[term].append(slot)
        return dict(index)

    def mask(self, name: str, first: int = 0, last: int | None = None) -> Bits:
        """The slots of a part, or of its tokens from `first` to before `last`."""
        if first == 0 and last is None:
            return self._masks[name]
        return self._mask(name, first, last)

    @cached_property
    def _masks(self) -> dict[str, Bits]:
        return {part.name: self._mask(part.name, 0, None) for part in self.parts}

    def _mask(self, name: str, first: int, last: int | None) -> Bits:
        for part, slots in zip(self.parts, self._slots, strict=True):
            if part.name == name:
                some = slots[first:last]
                return (1 << (some[-1] + 1)) - (1 << some[0]) if some else 0
        return 0

    def words(self, name: str, first: int, last: int) -> int:
        """How many words long the tokens of a part are, from `first` to before `last`."""
        for part, slots in zip(self.parts, self._slots, strict=True):
            if part.name == name and first < last:
                return -(-(slots[last - 1] + 1 - slots[first]) // self.scale)
        return 0

    def part_of(self, slot: int) -> tuple[Part, Sequence[int]]:
        """The part that a token's slot lies in, and the slots of its tokens."""
        for part, slots in zip(self.parts, self._slots, strict=True):
            if slots and slots[0] <= slot <= slots[-1]:
                return part, slots
        raise ValueError(f"slot {slot} is on no text")

    def span(self, first: int, last: int) -> tuple[str, int, int]:
        """The part, and offsets into its original, of the tokens in the slots from `first` to `last`."""
        part, slots = self.part_of(first)
        begin = bisect_left(slots, first)
        end = bisect_right(slots, last) - 1
        return part.name, *part.span(begin, max(begin, end))

    def inside(self, bounds: tuple[int, int]) -> tuple[int, int]:
        """The first and the last slot of a segment that tokens stand in: its first may lie in a gap."""
        _, slots = self.part_of(bounds[1])
        return max(bounds[0], slots[0]), bounds[1]

    def remembered(self, key: str, made: Callable[[], Places]) -> Places:
        """What `made` gives, made once for each key."""
        found = self.found.get(key)
        if found is None:
            found = self.found[key] = made()
        return found

    def once(self, asker: object, mask: Bits | None, made: Callable[[], T]) -> T:
        """What `made` gives, made once for each asker and mask, however deep it is nested in what asks again.

        Askers are the same where they are one object, or equal strings.
        """
        key = asker if isinstance(asker, str) else id(asker)
        kept = self._once.get((key, mask))
        if kept is None:
            kept = self._once[key, mask] = asker, made()
        found: T = kept[1]
        return found

    def starts(self, units: Sequence[Unit]) -> tuple[int, Bits]:
        """The places of units side by side: their length and their first slots."""
        if not self.may_hold(units):
            return 1, 0
        offset = 0
        bits = -1
        for unit in units:
            bits &= self._placed(unit) >> offset
            if not bits:
                return 1, 0
            last = offset
            offset += self.width(unit)
        return last + 1, bits

    def may_hold(self, units: Sequence[Unit]) -> bool:
        """False where one of the tokens that the units find stands nowhere."""
        vocabulary = self.vocabulary
        absent = [unit for unit in units if unit.text not in vocabulary]
        return not absent or all(unit.is_loose for unit in absent)

    def loosely(self, units: Sequence[Unit], slack: int) -> Places:
        """The places of units in order with at most `slack` words between them in all, the tightest for each start."""
        if not self.may_hold(units):
            return places.NOWHERE
        most = slack * self.scale
        by_extra = [self._placed(units[0]), *[0] * most]
        offset = self.width(units[0])
        for unit in units[1:]:
            here = self._placed(unit) >> offset
            reached = 0
            for extra in range(most + 1):
                reached = by_extra[extra] if unit.glued else reached | by_extra[extra]
                by_extra[extra] = reached & (here >> extra)
            offset += self.width(unit)
        last = offset - self.width(units[-1])
        found: Places = {}
        seen = 0
        for extra, bits in enumerate(by_extra):
            if bits & ~seen:
                found[last + extra + 1] = bits & ~seen
            seen |= bits
        return found

    def width(self, unit: Unit) -> int:
        """Slots from a token to its neighbour."""
        return 1 if self.scale == 1 else slots_taken(unit.text)

    @cached_property
    def sentences(self) -> Segments:
        """The ruler cut at the ends of sentences."""
        return self._segments(sentence_ends)

    @property
    def knows_sentences(self) -> bool:
        """Whether the ruler was cut into sentences already, which takes five times as long as into paragraphs."""
        return "sentences" in self.__dict__

    @cached_property
    def paragraphs(self) -> Segments:
        """The ruler cut at the ends of paragraphs."""
        return self._segments(paragraph_ends)

    def excerpt(self, first: int, last: int) -> Axis:
        """The same ruler to ask about the slots from `first` to `last`: what stands elsewhere it may not find."""
        kept = self.excerpts.get((first, last))
        if kept is None:
            kept = self.excerpts[first, last] = copy(self)
            kept.found, kept._once, kept._bits = {}, {}, {}
            kept.index = self._indexed(first, last)
            kept.vocabulary = frozenset(kept.index)
            for name in ("beginnings", "_sorted_vocabulary"):
                kept.__dict__.pop(name, None)
        return kept

    def cut(self, name: str, ends: Callable[[str], Sequence[int]]) -> Segments:
        """The ruler cut behind the tokens that end at or before each of the offsets `ends` gives for a text.

        Cut once for each name.
        """
        found = self._cuts.get(name)
        if found is None:
            found = self._cuts[name] = self._segments(ends)
        return found

    def _segments(self, ends: Callable[[str], Sequence[int]]) -> Segments:
        last_slots: list[int] = []
        for part, slots in zip(self.parts, self._slots, strict=True):
            if not slots:
                continue
            last_slots.extend(
                slots[count - 1] for count in {*part.counts(sorted(ends(part.original)))} if count
            )
            last_slots.append(slots[-1])
        return Segments(places.of_slots(last_slots, self.size), self.size)

    def _placed(self, unit: Unit) -> Bits:
        """The slots of the tokens that a unit finds."""
        if unit.exact is not None:
            bits = self._kept(f"={unit.exact} {unit.text}", lambda: self._written(unit))
        elif unit.is_loose:
            bits = self._kept(unit.text + "*" * unit.prefix, lambda: self._alike(unit))
        else:
            bits = self._kept(unit.text, lambda: self.index.get(unit.text, ()))
        return bits & self._glued if unit.glued and bits else bits

    def _kept(self, key: str, slots: Callable[[], Sequence[int]]) -> Bits:
        bits = self._bits.get(key)
        if bits is None:
            bits = self._bits[key] = places.of_slots(slots(), self.size)
        return bits

    @cached_property
    def _glued(self) -> Bits:
        glued: list[int] = []
        for part, slots in zip(self.parts, self._slots, strict=True):
            glued.extend(slot for slot, is_glued in zip(slots, part.tokens.glued, strict=False) if is_glued)
        return places.of_slots(glued, self.size)

    @cached_property
    def _sorted_vocabulary(self) -> list[str]:
        return sorted(self.index)

    def _alike(self, unit: Unit) -> list[int]:
        """The slots of the tokens that begin as the unit does, and are like it where it holds a ?."""
        first = bisect_left(self._sorted_vocabulary, unit.stem)
        last = bisect_left(self._sorted_vocabulary, unit.stem + "\U0010ffff", first)
        alike = self._sorted_vocabulary[first:last]
        if unit.is_wild:
            letters = "".join("." if char == "?" else re.escape(char) for char in unit.text)
            pattern = re.compile(letters + (".*" if unit.prefix else ""), re.DOTALL)
            alike = [term for term in alike if pattern.fullmatch(term)]
        return [slot for term in alike for slot in self.index[term]]

    def _written(self, unit: Unit) -> Sequence[int]:
        """The slots of the tokens that the original writes as the unit does."""
        if unit.text not in self._spelt:
            self._spelt[unit.text] = self._spellings(unit.text)
        return self._spelt[unit.text].get(unit.exact or "", ())

    def _spellings(self, token: str) -> dict[str, list[int]]:
        spelt: defaultdict[str, list[int]] = defaultdict(list)
        for part, slots in zip(self.parts, self._slots, strict=True):
            numbers = part.numbers(token, indexed=len(self._spelt) >= _SPELT_WITHOUT_INDEX)
            if numbers:
                starts, ends = part.bounds
                for number in numbers:
                    spelt[part.original[starts[number] : ends[number]]].append(slots[number])
        composed: defaultdict[str, list[int]] = defaultdict(list)
        for written, there in spelt.items():
            composed[_composed(written)] += there
        return composed


def _composed(written: str) -> str:
    return written if written.isascii() else unicodedata.normalize("NFC", written)
