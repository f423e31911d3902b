"""Whether two texts are copies: how many words of the shorter one stand in the other, and what stands in the gaps.

A form filled with other facts keeps as many words as a copy with corrections does. What tells them apart is where
they differ: in a form every gap has a number or a name, and hardly any of these is kept; an editor, or a machine
that reads badly, changes words of every kind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stories.copies.sketch import FACTS, WIDTH, Sketch, Values
from stories.copies.words import NAME, NUMBER

LEAST_SHARED = 10
LEAST_CONTAINED = 0.45
#: A longer text of which less is shared is a round-up, and no copy of one of its items.
LEAST_OF_LONGER = 0.15
#: More words than these in a row are a part that one of the texts lacks, not something that was replaced.
LONGEST_GAP = 15
#: The chance that a fact stands in the other text too, where the words around it do.
KEPT_IN_COPIES, KEPT_IN_FORMS = 0.8, 0.3
#: Two changes speak against a copy no louder than this, and of numbers alone six.
LEAST_EVIDENCE, LEAST_EVIDENCE_OF_NUMBERS = -2.6, -8.0
#: Where fewer of the gaps have a fact, it was not facts that were replaced.
LEAST_FACTUAL_GAPS = 1 / 3
#: Less than this is taken for what frames share: of the shorter text, and in words that stand in neither.
LEAST_OF_A_COPY, LONGEST_APART, SHARE_APART = 0.85, 12, 0.1

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Of the facts in places that both texts have, how many are the same; counted in both texts."""

    kept: int = 0
    changed: int = 0

    def __add__(self, other: Facts) -> Facts:
        return Facts(kept=self.kept + other.kept, changed=self.changed + other.changed)

    @property
    def evidence(self) -> float:
        """The logarithm of how much likelier this is in a copy than in a form."""
        kept = self.kept * math.log(KEPT_IN_COPIES / KEPT_IN_FORMS)
        return kept + self.changed * math.log((1 - KEPT_IN_COPIES) / (1 - KEPT_IN_FORMS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Where words were replaced, with and without a fact among them, and the longest part that the text has alone."""

    factual: int = 0
    other: int = 0
    longest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two texts are that share enough.

    `shared` counts the words of the shorter text that stand in the longer one, `contained` is their share, 0 to 1.
    """

    shared: int
    contained: float
    numbers: Facts
    names: Facts
    factual_gaps: int
    other_gaps: int
    #: The longest part that either has alone, whichever is shorter.
    apart: int

    @property
    def is_copy(self) -> bool:
        """Whether the one is a copy of the other, and not another filling of the same form."""
        if self.factual_gaps < LEAST_FACTUAL_GAPS * (self.factual_gaps + self.other_gaps):
            return True
        numbers = self.numbers.evidence
        return numbers + self.names.evidence >= LEAST_EVIDENCE and numbers >= LEAST_EVIDENCE_OF_NUMBERS

    @property
    def may_be_frame(self) -> bool:
        """Whether two articles of one outlet could share no more than what it puts around all of them."""
        least = max(LONGEST_APART, SHARE_APART * self.shared / self.contained)
        return self.contained < LEAST_OF_A_COPY and self.apart >= least


def likeness(one: Sketch, other: Sketch) -> Likeness | None:
    """Compares two sketches; None where too little is shared. Which comes first makes no difference."""
    short, long = (one, other) if _order(one, other) else (other, one)
    if len(short) < LEAST_SHARED:
        return None
    in_long = _standing(short, long)
    shared = int(np.count_nonzero(in_long))
    if shared < max(LEAST_SHARED, LEAST_CONTAINED * len(short), LEAST_OF_LONGER * len(long)):
        return None
    numbers, names, gaps = _differences(short, in_long)
    numbers_there, names_there, gaps_there = _differences(long, _standing(long, short))
    return Likeness(
        shared=shared,
        contained=shared / len(short),
        numbers=numbers + numbers_there,
        names=names + names_there,
        factual_gaps=gaps.factual + gaps_there.factual,
        other_gaps=gaps.other + gaps_there.other,
        apart=min(gaps.longest, gaps_there.longest),
    )


def _order(one: Sketch, other: Sketch) -> bool:
    if len(one) != len(other):
        return len(one) < len(other)
    return one.to_bytes() < other.to_bytes()


def _standing(text: Sketch, other: Sketch) -> Flags:
    """For each word of a text whether it is one of three in a row that stand in the other text too."""
    found = _in(text.hashes, np.sort(other.hashes))
    standing = found.copy()
    for at in range(1, min(WIDTH, len(found))):
        standing[at:] |= found[:-at]
    return standing


def _in(few: Values, many: Values) -> Flags:
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    standing: Flags = many[at] == few
    return standing


def _differences(text: Sketch, standing: Flags) -> tuple[Facts, Facts, Gaps]:
    """The numbers and names that stand in the other text or were replaced there, and the gaps."""
    facts = text.values & FACTS
    starts = np.flatnonzero(standing[1:] != standing[:-1]) + 1
    bounds = np.concatenate(([0], starts, [len(standing)]))
    lengths = bounds[1:] - bounds[:-1]
    absent = ~standing[bounds[:-1]]
    # What is missing at an end was cut or added there.
    replaced = absent & (lengths <= LONGEST_GAP)
    replaced[[0, -1]] = False
    in_gap = np.repeat(replaced, lengths)
    factual = int(np.count_nonzero(replaced & (np.maximum.reduceat(facts, bounds[:-1]) > 0)))
    number = facts == NUMBER
    # Names in a row are one, unless only a part of them stands in the other text.
    name = facts == NAME
    name[1:] &= ~(name[:-1] & (standing[1:] == standing[:-1]))
    return (
        _counted(number, standing, in_gap),
        _counted(name, standing, in_gap),
        Gaps(
            factual=factual,
            other=int(np.count_nonzero(replaced)) - factual,
            longest=int(lengths[absent].max(initial=0)),
        ),
    )


def _counted(fact: Flags, standing: Flags, in_gap: Flags) -> Facts:
    return Facts(kept=int(np.count_nonzero(fact & standing)), changed=int(np.count_nonzero(fact & in_gap)))
