"""The sentences of the made press: what press texts repeat, with slots for words, names and numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

WORD, NAME, NUMBER = range(3)
_KINDS = {"W": WORD, "N": NAME, "#": NUMBER}
_SLOT = re.compile(r"\bW\b|\bN\b|#")
_SHAPES = 6_000

_OPENINGS = """
The W|A W|In a W,  the W|On the W of N,  the W|After the W,  the W|N’s W|According to N,  the W|Since the W of #,  the W
Meanwhile the W of N|For its part,  the W of N|N N|N N, the W of N,|Both the W and the W|The W W|Another W
Its W W|The W W of the W
""".replace("\n", "|")
_PREDICATES = """
said on the W that|told N that|has W the W and|had W a W, but|could W the W if|will W its W while|is to W the W after
denied that|reportedly W the W when|was W by N as|would not W the W until|did not W the W, and|may have W the W before
W the W W and W|W N with a W W, although|was said to W the W, because|announced a W of # W, and|called the W a W, and
""".replace("\n", "|")
_CLAUSES = """
the W W was W in N|a W of the W had been W near N|N would W # W to the W|its W and W were W|no W had W the W of N
the W W W the W|# W of the W were W|N was W in the W|the W of W and W W|they W the W of a W in N|it was a W of the W
more than # W W the W|the W in N W a W W|there was no W W for the W|the W would be W to N by the W
""".replace("\n", "|")
_TAILS = """
.|.|.|.| on the W.| in #.|, N N said.|, the W added.| for the first time since #.|, according to a W W.
 at the W of the W.|, about # kilometres from N.|, a W said.| with its W.|, as it has in N.| over the W.|, W by W.
""".replace("\n", "|")
_HEADLINES = """
N W W as N W the W|W W in N after # W|N N: the W of a W W|What the W W of N means for W|# W W near N, W says
N and N W W over W W|W of W: N’s W W|N W says W will W W|A W W for the W|After W, N W its W W
""".replace("\n", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Sentences as format strings, and the kinds of their slots, -1 behind the last."""

    written: Sequence[str]
    kinds: NDArray[np.int8]

    @property
    def slots(self) -> int:
        """The most that one has."""
        return int(self.kinds.shape[1])


@cache
def sentences(seed: int) -> Shapes:
    """Some thousands of sentences, of one or two clauses."""
    dice = random.Random(seed)
    openings, predicates = _parts(_OPENINGS), _parts(_PREDICATES)
    clauses, tails = _parts(_CLAUSES), _parts(_TAILS)
    made = []
    for _ in range(_SHAPES):
        sentence = f"{dice.choice(openings)} {dice.choice(predicates)} {dice.choice(clauses)}"
        if dice.random() < 0.4:
            sentence += (
                f"{dice.choice((', and', ' while', ', but', ' as', ' because'))} {dice.choice(clauses)}"
            )
        sentence += dice.choice(tails)
        made.append(f"“{sentence[:-1]},” said N." if dice.random() < 0.12 else sentence)
    return _shapes(made)


def headlines() -> Shapes:
    """A few headlines."""
    return _shapes(_parts(_HEADLINES))


def _parts(listed: str) -> list[str]:
    return [part.replace("  ", " ") for part in listed.split("|") if part]


def _shapes(made: Sequence[str]) -> Shapes:
    kinds = [[_KINDS[slot] for slot in _SLOT.findall(sentence)] for sentence in made]
    table = np.full((len(made), max(map(len, kinds))), -1, dtype=np.int8)
    for row, of_sentence in zip(table, kinds, strict=True):
        row[: len(of_sentence)] = of_sentence
    return Shapes(written=[_SLOT.sub("{}", sentence) for sentence in made], kinds=table)
