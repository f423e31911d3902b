"""How well the watches of benchmarks/watches find what people labelled in real news.

    python -m benchmarks.quality [--data ../shared/data] [--half 1|2] [--only FILES] [--folder WATCHES]
                                 [--watches] [--markdown] [--quick] [--json FILE] [--check]

F1 counts pairs of a watch and a text (micro). Watches are written on half 1 of the texts and measured on
half 2; the bars of F1 are on all of them, and so only judged without `--half`. `--watches` shows each watch by itself.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.labelled.scores import FLOOR_ALARMS, FLOORS, LEAST, PARTS, Score, bars, by_watch, hits, scored
from benchmarks.labelled.sets import SETS, rows
from benchmarks.measure import finish, options
from benchmarks.tables import Line, aligned, markdown
from watch.files import WatchFileError

FOLDER = Path(__file__).parent / "watches"


def arguments(given: Sequence[str] | None = None) -> Namespace:
    """The options."""
    parser = options("watches on labelled news")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="default: %(default)s")
    parser.add_argument("--half", type=int, choices=(1, 2), help="only one half of the texts")
    parser.add_argument("--only", default=",".join(SETS), metavar="FILES", help="of %(default)s")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files of watches are")
    parser.add_argument("--watches", action="store_true", help="also each watch by itself")
    parser.add_argument("--markdown", action="store_true", help="the table for docs/performance.md")
    options_given = parser.parse_args(given)
    options_given.files = options_given.only.split(",")
    if set(options_given.files) - set(SETS):
        parser.error(f"the files are {', '.join(SETS)}")
    return options_given


def main(argv: Sequence[str] | None = None) -> None:
    """Run the watches, print the table, judge."""
    given = arguments(argv)
    parts = [f"half {given.half}"] if given.half else list(PARTS)
    scores: dict[str, dict[str, Score]] = {}
    single: dict[str, dict[str, Score]] = {}
    for name in given.files:
        source, labelled = SETS[name]
        try:
            texts = rows(given.data, source, quick=given.quick)
            found = hits(given.folder / f"{name}.toml", texts)
        except (OSError, WatchFileError, ValueError) as error:
            sys.exit(f"quality of {name}: {error}")
        labels = labelled(texts)
        scores[name] = {part: scored(found, labels, part) for part in parts}
        single[name] = by_watch(found, labels, parts[-1])
    if given.watches:
        print("\n".join(f"{table}\n" for table in map(aligned, map(watch_table, single.values()))))
    print((markdown if given.markdown else aligned)(table(scores)) + "\n")
    if given.quick:
        print("a fifth of the texts: no bar is judged")
    figures = {
        name: {part: asdict(score) for part, score in by_part.items()} for name, by_part in scores.items()
    }
    finish(given, [] if given.quick else list(bars(scores)), figures)


def table(scores: Mapping[str, Mapping[str, Score]]) -> list[Line]:
    """Each file of watches on each part of the texts, beside what keywords reach and what is asked."""
    lines: list[Line] = [
        ["watches", "texts", "precision", "recall", "F1", "keywords", "bar", "alarms", "of them by keywords"]
    ]
    for name, parts in scores.items():
        for part, score in parts.items():
            floor = FLOORS[name].get(part)
            by_keywords = FLOOR_ALARMS.get(part) if score.never else None
            lines.append(
                [
                    name,
                    part,
                    *(f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1)),
                    "-" if floor is None else f"{floor:.3f}",
                    f"{LEAST[name]:.2f}" if part == "all" else "-",
                    f"{score.alarms} of {score.never}" if score.never else "-",
                    "-" if by_keywords is None else str(by_keywords),
                ]
            )
    return lines


def watch_table(scores: Mapping[str, Score]) -> list[Line]:
    """Each watch by itself."""
    head: list[Line] = [["watch", "precision", "recall", "F1"]]
    return head + [
        [name, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"]
        for name, score in scores.items()
    ]


if __name__ == "__main__":
    main()
