"""How well a file of watches finds what is labelled, and the bars of it. Pure but for the file that it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from benchmarks.labelled.sets import Labels, Pair, Row, document, half_of
from benchmarks.measure import Bar
from watch import WatchSet
from watch.files import read_watch_file

ALL = "all"
PARTS = ("half 1", "half 2", ALL)

#: By file and part: what plain lists of keywords reach.
FLOORS: Mapping[str, Mapping[str, float]] = {
    "police": {"half 2": 0.683, ALL: 0.673},
    "incidents": {"half 2": 0.555, ALL: 0.548},
    "topics": {"half 2": 0.657, ALL: 0.655},
    "places": {"half 2": 0.583, ALL: 0.589},
}
FLOOR_ALARMS: Mapping[str, int] = {"half 2": 11, ALL: 21}
#: What the watches must reach on all texts, and the most alarms on what never happened.
LEAST: Mapping[str, float] = {"police": 0.75, "incidents": 0.65, "topics": 0.80, "places": 0.75}
MOST_ALARMS: Mapping[str, int] = {"half 2": 4, ALL: 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 over pairs of watch and text, 0 to 1; alarms on what never happened, of how many."""

    precision: float
    recall: float
    f1: float
    alarms: int
    never: int


def hits(file: Path, texts: Sequence[Row]) -> frozenset[Pair]:
    """What the watches of a file hit. Raises OSError and WatchFileError."""
    watches: WatchSet[str] = WatchSet()
    for watch in read_watch_file(file.read_text("utf-8"), file.name).watches:
        watches.add(watch.name, watch.query)
    return frozenset((name, str(row["id"])) for row in texts for name in watches.hits(document(row)))


def scored(found: Set[Pair], labels: Labels, part: str) -> Score:
    """The score on a part of the texts; watches whose label is not measured there do not count."""
    hit = {pair for pair in found if pair[0] in labels.watches and _in(part, pair)}
    held = {pair for pair in labels.held if _in(part, pair)}
    never = {pair for pair in labels.never if _in(part, pair)}
    right = len(hit & held)
    return Score(
        precision=right / len(hit) if hit else 0.0,
        recall=right / len(held) if held else 0.0,
        f1=2 * right / (len(hit) + len(held)) if right else 0.0,
        alarms=len(hit & never),
        never=len(never),
    )


def by_watch(found: Set[Pair], labels: Labels, part: str) -> dict[str, Score]:
    """The score of each watch by itself."""
    alone = {
        name: Labels(
            watches=frozenset({name}), held=frozenset(pair for pair in labels.held if pair[0] == name)
        )
        for name in sorted(labels.watches)
    }
    return {name: scored(found, of_it, part) for name, of_it in alone.items()}


def bars(scores: Mapping[str, Mapping[str, Score]]) -> Iterator[Bar]:
    """The bars of the parts that were scored."""
    for name, parts in scores.items():
        if ALL in parts:
            yield Bar(name=f"{name} F1", measured=parts[ALL].f1, limit=LEAST[name], unit="", at_least=True)
        for part, most in MOST_ALARMS.items():
            if part in parts and parts[part].never:
                label = f"{name} alarms on {parts[part].never} that never happened, {part}"
                yield Bar(name=label, measured=parts[part].alarms, limit=most, unit="")


def _in(part: str, pair: Pair) -> bool:
    return part == ALL or part == f"half {half_of(pair[1])}"
