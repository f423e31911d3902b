"""How likely each paragraph of a page is to be its article's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crawler.pages.blocks import Block
from crawler.pages.classifier.features import Known, table
from crawler.pages.classifier.trees import Trees

#: From this chance on a paragraph is taken for the article's.
LIKELY = 0.45
#: From this chance on no other rule is asked.
CERTAIN = 0.93
# an article's paragraphs are among the first; what a page repeats without end is none of it
_MOST_JUDGED = 20_000
_MODEL = Path(__file__).with_name("model.json")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judgement:
    """The chance, from 0 to 1, of each paragraph, and how many words each has."""

    chances: NDArray[np.float64]
    sizes: NDArray[np.float64]

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Which paragraphs are taken."""
        kept: NDArray[np.bool_] = self.chances >= LIKELY
        return kept

    @property
    def certain(self) -> NDArray[np.bool_]:
        """Which paragraphs are the article's whatever they look like to others."""
        certain: NDArray[np.bool_] = self.chances >= CERTAIN
        return certain

    @property
    def doubt(self) -> float:
        """How many words may be wrongly in or out, as a share of those taken; 1 where none is."""
        wrong = np.minimum(self.chances, 1 - self.chances) * self.sizes
        taken = float(self.sizes[self.kept].sum())
        return min(float(wrong.sum()) / taken, 1.0) if taken else 1.0


def classify(blocks: Sequence[Block], known: Known) -> Judgement:
    """Judge the first 20,000 paragraphs of a page; the others have no chance."""
    chances, sizes = np.zeros(len(blocks)), np.zeros(len(blocks))
    if blocks:
        columns, _ = table(blocks[:_MOST_JUDGED], known)
        chances[: len(columns)] = _trees().chances(columns)
        sizes[: len(columns)] = columns[:, 0]
    return Judgement(chances=chances, sizes=sizes)


@cache
def _trees() -> Trees:
    return Trees.load(_MODEL)
