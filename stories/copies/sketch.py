"""The sketch of a text: a hash of each three words in a row, so that two texts can be compared without either.

Broder, "On the resemblance and containment of documents" (1997). A value is 32 bits: 30 of the hash, and two that
say whether the first of the three words is a number or a name. They stand in the order of the text, because what
tells a form from a copy is where the words differ.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stories.copies.words import Words

WIDTH = 3
#: Of a longer text the beginning is kept.
MOST_VALUES = 4096
#: How many hashes of a text are looked up, and are found by others.
KEYS = 16

#: The bits of a value that say NAME or NUMBER.
FACTS = np.uint32(3)
_FACT_BITS = np.uint32(2)
_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_STORED = "<u4"

Values = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketch:
    """The values of a text, in its order."""

    values: Values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sketch) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __len__(self) -> int:
        return len(self.values)

    @property
    def hashes(self) -> Values:
        """The values without what they say of numbers and names."""
        return self.values >> _FACT_BITS

    def to_bytes(self) -> bytes:
        """What is stored of it: four bytes a value."""
        return self.values.astype(_STORED).tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Sketch:
        """The sketch that was stored."""
        return cls(values=np.frombuffer(stored, dtype=_STORED).astype(np.uint32))


def sketched(lines: Sequence[Words]) -> tuple[Sketch, list[int]]:
    """The sketch of the lines of a text, read as one, for an outlet breaks paragraphs as it likes; and its keys.

    These are the least hashes, 48 bits of them: of two texts that share a part, the same ones of that part are among
    the keys of both.
    """
    terms = [term for line in lines for term in line.terms][: MOST_VALUES + WIDTH - 1]
    rows = max(0, len(terms) - WIDTH + 1)
    if not rows:
        return Sketch(values=np.empty(0, dtype=np.uint32)), []
    words = np.array([zlib.crc32(term.encode()) for term in terms], dtype=np.uint64)
    facts = np.array([fact for line in lines for fact in line.facts][:rows], dtype=np.uint64)
    mixed = np.zeros(rows, dtype=np.uint64)
    for at, factor in enumerate(_FACTORS):
        mixed += words[at : at + rows] * factor
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    values = ((mixed >> np.uint64(34)) << np.uint64(2) | facts).astype(np.uint32)
    return Sketch(values=values), _least(mixed >> np.uint64(16))


def _least(hashes: NDArray[np.uint64]) -> list[int]:
    ordered = np.sort(hashes)
    first = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return [int(key) for key in ordered[first][:KEYS]]
