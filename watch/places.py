"""Sets of places on a ruler of slots, as bits: what NEAR, W/S and the others are computed with.

A set of slots is an `int` whose bit n says that slot n is in it, so that shifting it moves all of them at once: the
cost of an operator depends on the length of the text and not on how often a word stands in it. A place is a
first slot and a length in slots (up to and with the first slot of its last token).

The fill of a segment is the MatchStar of Cameron et al., "Bitwise Data Parallelism in Regular Expression Matching"
(PACT 2014): addition carries a bit through a run of ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

Bits = int
#: Length of a place in slots, to the first slots of the places of that length. No entry is 0.
Places = dict[int, Bits]

NOWHERE: Places = {}
# From so many bits on a pass over the set for each slot costs more than the set as bytes.
_LONG = 2048
# From so many slots on they are sooner written as an array of flags.
_MANY = 256
_SET = re.compile(rb"[^\x00]", re.DOTALL)
_IN_BYTE = tuple(tuple(slot for slot in range(8) if byte >> slot & 1) for byte in range(256))
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def of_slots(slots: Sequence[int], size: int) -> Bits:
    """The set of these slots, all below `size`."""
    if len(slots) <= 16:
        bits = 0
        for slot in slots:
            bits |= 1 << slot
        return bits
    if len(slots) > _MANY:
        flags = np.zeros(size, dtype=np.bool_)
        flags[np.fromiter(slots, dtype=np.intp, count=len(slots))] = True
        return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")
    packed = bytearray((size >> 3) + 1)
    for slot in slots:
        packed[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(packed, "little")


def slots_of(bits: Bits) -> Iterator[int]:
    """The slots of a set in order."""
    if bits.bit_length() > _LONG:
        packed = bits.to_bytes((bits.bit_length() >> 3) + 1, "little")
        for found in _SET.finditer(packed):
            first = found.start() << 3
            yield from [first + slot for slot in _IN_BYTE[packed[found.start()]]]
        return
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def firsts(places: Places) -> Bits:
    """The slots where the places begin."""
    bits = 0
    for starts in places.values():
        bits |= starts
    return bits


def lasts(places: Places) -> Bits:
    """The slots where the last tokens of the places begin."""
    bits = 0
    for length, starts in places.items():
        bits |= starts << (length - 1)
    return bits


def union(sets: Iterable[Places]) -> Places:
    """The places of all the sets."""
    joined: Places = {}
    for places in sets:
        for length, starts in places.items():
            joined[length] = joined.get(length, 0) | starts
    return joined


def common(places: Places, others: Places) -> Places:
    """The places that are in both."""
    return {
        length: both
        for length, starts in places.items()
        if length in others and (both := starts & others[length])
    }


def without(places: Places, others: Places) -> Places:
    """The places that are not among the others."""
    return {length: left for length, starts in places.items() if (left := starts & ~others.get(length, 0))}


def starting_in(places: Places, mask: Bits) -> Places:
    """The places whose first slot is in the mask."""
    return {length: kept for length, starts in places.items() if (kept := starts & mask)}


def beside(places: Places, *, before: Bits = 0, after: Bits = 0) -> Places:
    """The places whose first slot is in `before`, or whose last token begins in `after`."""
    return {
        length: kept
        for length, starts in places.items()
        if (kept := starts & (before | (after >> (length - 1))))
    }


def up_to(bits: Bits, reach: int) -> Bits:
    """The slots from 1 to `reach` above one of the set."""
    moved, width = bits << 1, 1
    while width * 2 <= reach:
        moved |= moved << width
        width *= 2
    return moved | (moved << (reach - width))


def down_to(bits: Bits, reach: int) -> Bits:
    """The slots from 1 to `reach` below one of the set."""
    moved, width = bits >> 1, 1
    while width * 2 <= reach:
        moved |= moved >> width
        width *= 2
    return moved | (moved >> (reach - width))


class Segments:
    """A ruler cut into segments (sentences, paragraphs), each of which ends at a slot of `ends`."""

    __slots__ = ("_end_slots", "_onward", "_onward_back", "_size", "ends")

    def __init__(self, ends: Bits, size: int) -> None:
        self.ends = ends
        self._size = size
        self._onward = ((1 << size) - 1) & ~ends
        self._onward_back: Bits | None = None
        self._end_slots: list[int] | None = None

    def above(self, bits: Bits) -> Bits:
        """The slots above one of the set, in its segment."""
        return _carried(bits, self._onward)

    def below(self, bits: Bits) -> Bits:
        """The slots below one of the set, in its segment."""
        if self._onward_back is None:
            self._onward_back = reversed_bits(((1 << self._size) - 1) & ~(self.ends << 1), self._size)
        return reversed_bits(_carried(reversed_bits(bits, self._size), self._onward_back), self._size)

    def around(self, bits: Bits) -> Bits:
        """All slots of the segments that hold one of the set."""
        return bits | self.above(bits) | self.below(bits)

    def bounds(self, slot: int) -> tuple[int, int]:
        """The first and the last slot of the segment of `slot`."""
        if self._end_slots is None:
            self._end_slots = [*slots_of(self.ends)]
        at = bisect_left(self._end_slots, slot)
        last = self._end_slots[at] if at < len(self._end_slots) else self._size - 1
        return (self._end_slots[at - 1] + 1 if at else 0), last


def reversed_bits(bits: Bits, size: int) -> Bits:
    """The set with slot n where slot `size` - 1 - n was."""
    count = (size + 7) >> 3
    packed = (bits & ((1 << size) - 1)).to_bytes(count, "little").translate(_REVERSED)[::-1]
    return int.from_bytes(packed, "little") >> (count * 8 - size)


def _carried(bits: Bits, onward: Bits) -> Bits:
    """What is reached from the set by going on from slot to slot, as long as they are in `onward`."""
    marks = (bits & onward) << 1
    return (((marks & onward) + onward) ^ onward) | marks
