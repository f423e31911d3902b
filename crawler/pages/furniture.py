"""Lines that a host shows on many of its pages: they are taken out of a text, unless they are most of it."""

from __future__ import annotations

from collections.abc import Sequence, Set

# what is left of a text that is mostly such lines (a short notice, a page of a series) would not be its article
_LEAST_LEFT = 0.5


def without(lines: Sequence[str], host_lines: Set[str]) -> tuple[list[str], tuple[str, ...]]:
    """`lines` without the host's, and the lines that were left out."""
    kept = [line for line in lines if line not in host_lines]
    if len(kept) == len(lines) or sum(map(len, kept)) < _LEAST_LEFT * sum(map(len, lines)):
        return list(lines), ()
    return kept, tuple(line for line in lines if line in host_lines)
