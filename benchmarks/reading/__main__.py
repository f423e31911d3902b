"""Reading beside trafilatura, readability-lxml and newspaper4k, and dates beside htmldate, on labelled pages.

    python -m benchmarks.reading [--data ../shared/data] [--set NAME] [--half 1|2] [--peers NAMES]
                                 [--mutants N] [--markdown] [--quick] [--json FILE] [--check]

The measures are those of the scorers beside the data. Every reader has its own process, and all of them see a
page before the next one comes, so that CPU ratios are of the same minutes. Then every page is read again for its
kind, mutants of the pages for exceptions, and the project's own page forms for the names of what is no article.
Beside ours stands ours without its site readers: some of these were written from pages of the sets.
The peers come with `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.measure import finish, options
from benchmarks.reading.bars import judged
from benchmarks.reading.figures import ALL, OURS, SetFigures, date_figures, extraction_figures
from benchmarks.reading.kinds import naming
from benchmarks.reading.safety import MUTANTS, QUICK_MUTANTS, examined
from benchmarks.reading.scorers import Finder, PageReader, Row, date_scorer, extraction_scorer
from benchmarks.reading.sets import (
    DATES,
    EXTRACTION,
    Choice,
    LabelledSet,
    found_in_turn,
    read_in_turn,
    unpacked,
)
from benchmarks.reading.tables import bar_table, table

ROOT = Path(__file__).resolve().parents[2]
GENERIC = "wirewatch-generic"
FUNCTIONS = {OURS: "crawler.pages:read", GENERIC: "benchmarks.reading.generic:read"}
READERS = (GENERIC, "trafilatura", "trafilatura-precision", "readability", "newspaper4k")
FINDERS = ("htmldate", "htmldate-fast")
INSTALL = "pip install -e '.[bench]'"
WARM_UP = b"<html><body><time datetime='2020-02-02'>2 February 2020</time></body></html>"


def arguments() -> argparse.Namespace:
    """The options."""
    names = (*EXTRACTION, DATES)
    parser = options("reading pages, beside the field's readers")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="holds extraction/ and dates/"
    )
    parser.add_argument(
        "--set", action="append", choices=names, dest="sets", help="only this set; repeatable"
    )
    parser.add_argument(
        "--half", type=int, choices=(1, 2), help="only one half of each set (the dates have none)"
    )
    parser.add_argument(
        "--peers",
        default=",".join((*READERS, *FINDERS)),
        metavar="NAMES",
        help="these alone (default: %(default)s)",
    )
    parser.add_argument("--mutants", type=int, metavar="N", help=f"how many (default: {MUTANTS:,})")
    parser.add_argument("--markdown", action="store_true", help="tables to be pasted into docs/reading.md")
    given = parser.parse_args()
    unknown = set(filter(None, given.peers.split(","))) - {*READERS, *FINDERS}
    if unknown:
        parser.error(f"no peer {', '.join(sorted(unknown))}; there are {', '.join((*READERS, *FINDERS))}")
    given.sets = given.sets or names
    if given.mutants is None:
        given.mutants = QUICK_MUTANTS if given.quick else MUTANTS
    return given


def read_pages(sets: Sequence[LabelledSet], data: Path, peers: Sequence[str]) -> dict[str, SetFigures]:
    """The figures of each set of articles and, where there are several, of all together."""
    if not sets:
        return {}
    scorer = extraction_scorer(data)
    readers: dict[str, PageReader] = {}
    rows: dict[str, dict[str, list[Row]]] = {}
    try:
        for who in (OURS, *(peer for peer in peers if peer in READERS)):
            try:
                readers[who] = scorer.Reader(FUNCTIONS.get(who, who), [ROOT])
            except ImportError as error:
                left_out(who, error)
        for labelled in sets:
            rows[labelled.name] = read_in_turn(labelled, scorer, readers)
    finally:
        for reader in readers.values():
            reader.stop()
    if len(rows) > 1:
        rows[ALL] = {who: [row for each in rows.values() for row in each[who]] for who in readers}
    return {name: extraction_figures(name, by_reader, scorer) for name, by_reader in rows.items()}


def find_dates(labelled: LabelledSet, data: Path, peers: Sequence[str]) -> SetFigures:
    """The figures of the dates. As in their scorer, all finders share one process."""
    scorer = date_scorer(data)
    signal.signal(signal.SIGALRM, scorer.too_long)
    finders: dict[str, Finder] = {}
    for who in (OURS, *(peer for peer in peers if peer in FINDERS)):
        try:
            finders[who] = scorer.finder_named(who if who != OURS else "crawler.pages:published")
            scorer.call(finders[who], WARM_UP, "https://example.org/")
        except ImportError as error:
            left_out(who, error)
    return date_figures(labelled.name, found_in_turn(labelled, scorer, finders), scorer)


def left_out(who: str, error: ImportError) -> None:
    """Say which reader is missing, and how to get it; without ours there is nothing to measure."""
    if who == OURS:
        raise SystemExit(f"our own reader cannot be used: {error}")
    print(f"peer {who} left out ({error}): install it with {INSTALL}", file=sys.stderr)


def main() -> None:
    """Read, and print the tables and the bars."""
    given = arguments()
    peers = [name for name in given.peers.split(",") if name]
    choice = Choice(half=given.half, quick=given.quick)
    with tempfile.TemporaryDirectory() as folder:
        sets = [unpacked(name, given.data, Path(folder), choice) for name in given.sets]
        figures = read_pages([each for each in sets if each.name != DATES], given.data, peers)
        together = figures.get(ALL) or next(iter(figures.values()), None)
        figures |= {each.name: find_dates(each, given.data, peers) for each in sets if each.name == DATES}
        for each in figures.values():
            print(table(each, markdown=given.markdown) + "\n", flush=True)
        safety = examined(sets, given.mutants)
    print("\n".join(safety.lines()))
    forms = naming()
    print("\n".join(forms.lines()))
    if given.quick:
        print("a sample of each set: only cost and safety are judged")
    whole = set(EXTRACTION) <= set(given.sets)
    bars = judged(figures, together, safety, forms, sampled=given.quick, whole=whole)
    if given.markdown:
        print(bar_table(bars))
    finish(given, bars, document(figures))


def document(figures: Mapping[str, SetFigures]) -> dict[str, Any]:
    """The figures for `--json`; what none has is null."""
    return {
        name: {
            "scores": {
                who: {column: None if value != value else value for column, value in scores.items()}
                for who, scores in each.scores.items()
            },
            "ours minus": {peer: asdict(against) for peer, against in each.against.items()},
        }
        for name, each in figures.items()
    }


if __name__ == "__main__":
    main()
