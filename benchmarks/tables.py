"""Figures in lines and columns, for a terminal or for docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence

Line = Sequence[str]


def aligned(lines: Sequence[Line]) -> str:
    """For a terminal."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def markdown(lines: Sequence[Line]) -> str:
    """For a Markdown page."""
    head, *body = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([head, "|" + "---|" * len(lines[0]), *body])
