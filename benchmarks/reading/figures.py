"""From the scores of single pages to the figures of a set: means, percentiles, and ours against each peer. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.reading.scorers import DateRow, DateScorer, ExtractionScorer, Row

OURS = "wirewatch"
RESAMPLES = 2_000
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Ours less a peer's: the difference of F with its 95 % interval (paired bootstrap over pages), the CPU ratio."""

    difference: float
    low: float
    high: float
    cpu_ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFigures:
    """A set's figures by reader, ours first; times in CPU milliseconds, but `cpu s`. A nan is what none has."""

    name: str
    scores: Mapping[str, Mapping[str, float]]
    against: Mapping[str, Against]


def extraction_figures(name: str, rows: Mapping[str, Sequence[Row]], scorer: ExtractionScorer) -> SetFigures:
    """The scorer's own summary of each reader, and the 99th percentile."""
    scores = {}
    for who, mine in rows.items():
        summary = scorer.summary(mine)
        cpu = sorted(1000 * row["cpu"] for row in mine)
        scores[who] = {**summary, "p99": cpu[int(len(cpu) * 0.99)]}
    against = {}
    for peer in rows:
        if peer != OURS:
            low, high = scorer.bootstrap(rows[OURS], rows[peer])
            against[peer] = Against(
                difference=scores[OURS]["F1"] - scores[peer]["F1"],
                low=low,
                high=high,
                cpu_ratio=_ratio(scores[OURS]["cpu s"], scores[peer]["cpu s"]),
            )
    return SetFigures(name=name, scores=scores, against=against)


def date_figures(name: str, rows: Mapping[str, Sequence[DateRow]], scorer: DateScorer) -> SetFigures:
    """The date scorer's line of each finder, its F to the last digit, and the 99th percentile."""
    scores: dict[str, dict[str, float]] = {}
    for who, mine in rows.items():
        cells, f, cpu_ms = scorer.line(who, mine)
        cpu = sorted(ms for _, (_, ms, _) in mine)
        scores[who] = {
            **{column: float(cell) for column, cell in cells.items() if column},
            "F": f,
            "cpu s": cpu_ms / 1000,
            "p99": cpu[int(len(cpu) * 0.99)],
        }
    against = {}
    for peer in rows:
        if peer != OURS:
            low, high = _date_bootstrap(rows[OURS], rows[peer])
            against[peer] = Against(
                difference=scores[OURS]["F"] - scores[peer]["F"],
                low=low,
                high=high,
                cpu_ratio=_ratio(scores[OURS]["cpu s"], scores[peer]["cpu s"]),
            )
    return SetFigures(name=name, scores=scores, against=against)


def _ratio(ours: float, theirs: float) -> float:
    return ours / theirs if theirs else float("nan")


def _verdict(row: DateRow) -> str:
    right, (found, _, _) = row
    return "tp" if found == right else "fn" if found is None else "fp"


def _f(verdicts: Sequence[str]) -> float:
    n = Counter(verdicts)
    return 2 * n["tp"] / max(1, 2 * n["tp"] + n["fp"] + n["fn"])


def _date_bootstrap(ours: Sequence[DateRow], peer: Sequence[DateRow]) -> tuple[float, float]:
    pairs = [(_verdict(mine), _verdict(theirs)) for mine, theirs in zip(ours, peer, strict=True)]
    draw = Random(0)
    differences = []
    for _ in range(RESAMPLES):
        drawn = draw.choices(pairs, k=len(pairs))
        differences.append(_f([mine for mine, _ in drawn]) - _f([theirs for _, theirs in drawn]))
    differences.sort()
    return differences[int(RESAMPLES * 0.025)], differences[int(RESAMPLES * 0.975) - 1]
