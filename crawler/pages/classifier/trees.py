"""Boosted decision trees, read from a file and evaluated for all rows and all trees at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# rows by trees of a step; more would leave the processor's cache
_MOST_CELLS = 100_000
# after so many trees, a sum beyond this (a chance below .01 or above .99) is not turned any more
_FIRST = 80
_CERTAIN = 4.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """Trees whose nodes stand one after the other, the two children of a node side by side.

    `roots` has the number of each tree's first node; the other arrays have one entry a node: the column that it
    asks, the greatest number that goes left, its left child, and what it adds where a row ends in it. A leaf is its
    own child and sends all left. `depth` is the greatest number of questions on the way to a leaf.
    """

    depth: int
    roots: NDArray[np.intp]
    column: NDArray[np.intp]
    threshold: NDArray[np.float32]
    child: NDArray[np.intp]
    value: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path) -> Trees:
        """The trees of a file that `python -m training.paragraphs` wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        child = np.array(stored["child"], dtype=np.intp)
        is_leaf = child == np.arange(len(child))
        threshold = np.where(is_leaf, np.inf, np.array(stored["threshold"])).astype(np.float32)
        return cls(
            depth=stored["depth"],
            roots=np.array(stored["roots"], dtype=np.intp),
            column=np.array(stored["column"], dtype=np.intp),
            threshold=threshold,
            child=child,
            value=np.array(stored["value"], dtype=np.float32),
        )

    def chances(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """The chance, from 0 to 1, of each row of `table`, of shape (rows, columns).

        A row of which the first trees are certain is not shown to the others.
        """
        score = self._sums(table, self.roots[:_FIRST])
        open_rows = np.flatnonzero(np.abs(score) < _CERTAIN)
        score[open_rows] += self._sums(table[open_rows], self.roots[_FIRST:])
        chance: NDArray[np.float64] = 1 / (1 + np.exp(-score))
        return chance

    def _sums(self, table: NDArray[np.float32], roots: NDArray[np.intp]) -> NDArray[np.float64]:
        if not len(table) or not len(roots):
            return np.zeros(len(table))
        step = max(_MOST_CELLS // len(roots), 1)
        return np.concatenate(
            [self._sum(table[start : start + step], roots) for start in range(0, len(table), step)]
        )

    def _sum(self, table: NDArray[np.float32], roots: NDArray[np.intp]) -> NDArray[np.float64]:
        count, width = table.shape
        numbers = np.ascontiguousarray(table).ravel()
        first = (np.arange(count) * width)[:, None]
        node = np.broadcast_to(roots, (count, len(roots)))
        for _ in range(self.depth):
            asked = numbers.take(self.column.take(node) + first)
            node = self.child.take(node) + (asked > self.threshold.take(node))
        total: NDArray[np.float64] = self.value.take(node).sum(axis=1, dtype=np.float64)
        return total
