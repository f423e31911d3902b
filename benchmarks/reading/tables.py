"""The figures of a set as a table, for a terminal or for a Markdown page."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.measure import Bar
from benchmarks.reading.figures import OURS, SetFigures

EXTRACTION_COLUMNS = ("n", "F1", "P", "R", "title", "authors", "day", "instant")
DATE_COLUMNS = ("n", "precision", "recall", "accuracy", "F")
COST_COLUMNS = ("cpu s", "p50", "p95", "p99", "max", "err")
_FORMS = {"n": ".0f", "err": ".0f", "cpu s": ".1f", "p50": ".1f", "p95": ".0f", "p99": ".0f", "max": ".0f"}


def table(figures: SetFigures, *, markdown: bool) -> str:
    """One row a reader; `wirewatch - it` is the difference of F with its 95 % interval, `CPU x` ours over theirs."""
    first = next(iter(figures.scores.values()))
    measures = EXTRACTION_COLUMNS if "F1" in first else DATE_COLUMNS
    lines = [[figures.name, *measures, f"{OURS} - it", *COST_COLUMNS, "CPU x"]]
    for who, scores in figures.scores.items():
        against = figures.against.get(who)
        difference = f"{against.difference:+.3f} [{against.low:+.3f}, {against.high:+.3f}]" if against else ""
        ratio = f"{against.cpu_ratio:.2f}" if against else ""
        cells = [_cell(column, scores[column]) for column in (*measures, *COST_COLUMNS)]
        lines.append([who, *cells[: len(measures)], difference, *cells[len(measures) :], ratio])
    return _markdown(lines) if markdown else _aligned(lines)


def bar_table(bars: Sequence[Bar]) -> str:
    """The bars for a Markdown page."""
    lines = [["bar", "measured", "limit", ""]]
    for bar in bars:
        measured = f"{bar.measured:.4g} {bar.unit}".rstrip()
        lines.append(
            [bar.name, measured, f"{bar.relation} {bar.limit:g}", "met" if bar.holds else "**missed**"]
        )
    return _markdown(lines)


def _cell(column: str, value: float) -> str:
    return "-" if value != value else format(value, _FORMS.get(column, ".3f"))


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    head, *body = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([head, "|---|" + "---:|" * (len(lines[0]) - 1), *body])


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
