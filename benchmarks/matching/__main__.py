"""Many watches beside what else could match them, and the bars of the matcher.

    python -m benchmarks.matching [--texts FILE.jsonl] [--only PARTS] [--markdown] [--quick] [--json FILE] [--check]

2,000 made articles of about 379 words (or those of a file: `text`, perhaps `title`), a tenth of them Cyrillic, Korean
or Chinese; boolean watches made of their words, half with NEAR/10. All figures are CPU time, and contenders whose
ratio is told take the same documents in turn. Ours tells which watches match, as the peers do; with the evidence and
the sentence of each it is measured beside. What counts as `folding` is what a text needs before any watch is
asked: NFKC, case and accents folded with offsets back to the original, and cut at the bounds of words; `fold()` is
that without the cutting, `textbook` the same with a call of unicodedata a character. `one pass` is fold() and an
automaton of all forms of all watches (ahocorasick-rs). The peers are given folded text for nothing. Ours has met half
of the texts before it is measured on the other half.
The peers come with `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import statistics
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.matching import corpus, folding, languages, watches
from benchmarks.matching.compiling import Compiled, compiled
from benchmarks.matching.corpus import Text
from benchmarks.matching.figures import (
    BARE,
    FEW,
    MANY,
    MOST,
    ONE_PASS,
    TEXTBOOK,
    WHOLE,
    Figures,
    Speeds,
    bars,
)
from benchmarks.matching.hostile.slowness import Slowness, measured
from benchmarks.matching.identity import Identity, compared
from benchmarks.matching.peers import PEERS
from benchmarks.matching.speed import Beside, Ours, Rate, beside, in_turn, parsed
from benchmarks.matching.tables import (
    compiled_lines,
    hits_line,
    hostile_lines,
    peer_table,
    speed_table,
)
from benchmarks.matching.watches import Boolean
from benchmarks.measure import finish, options
from benchmarks.tables import Line, aligned, markdown

PARTS = ("compile", "hostile", "oracle", "speed", "peers")
QUICK_DOCUMENTS = 200
ROUNDS = 3
#: CPU seconds that a peer may take for its sample, and what it is given at the least.
BUDGET = 10.0
FEWEST_DOCUMENTS = 4
_TOLD, _SHOWN = "told", "shown"


def arguments() -> Namespace:
    """The options."""
    parser = options("many watches on many texts")
    parser.add_argument("--texts", type=Path, metavar="FILE", help="real texts, a JSON object a line")
    parser.add_argument("--only", default=",".join(PARTS), metavar="PARTS", help="of %(default)s")
    parser.add_argument(
        "--markdown", action="store_true", help="tables to be pasted into docs/performance.md"
    )
    given = parser.parse_args()
    given.parts = given.only.split(",")
    if set(given.parts) - set(PARTS):
        parser.error(f"the parts are {', '.join(PARTS)}")
    return given


def main() -> None:
    """Measure, and print tables and bars."""
    given = arguments()
    quick, parts = given.quick, given.parts
    texts = corpus.read(given.texts, corpus.DOCUMENTS) if given.texts else corpus.made()
    sizes = (FEW, MANY) if quick else (FEW, MANY, MOST)
    booleans = watches.made(texts, sizes[-1] if {"speed", "compile"} & set(parts) else MANY)
    if quick:  # the watches are the same: they are made of the words of all texts
        texts = texts[:QUICK_DOCUMENTS]
    # what is measured in a child comes first, while this process is small: the child begins as its copy
    built = compile_all(booleans) if "compile" in parts else None
    slow = harm(booleans, quick=quick) if "hostile" in parts else None
    same = agree(texts, booleans, quick=quick) if "oracle" in parts else None
    speeds = speed(texts, booleans, sizes, given) if "speed" in parts else Speeds()
    table = peers(texts, booleans, given) if "peers" in parts else {}
    figures = Figures(speeds=speeds, peers=table, compiled=built, identity=same, slowness=slow)
    finish(given, bars(figures), figures.document())


def show(lines: Iterable[str]) -> None:
    """Print what is known so far."""
    print("\n".join(lines) + "\n", flush=True)


def compile_all(booleans: Sequence[Boolean]) -> Compiled:
    """Parse and compile all watches in a fresh process."""
    found = compiled([languages.query(watch) for watch in booleans])
    show(compiled_lines(found))
    return found


def harm(booleans: Sequence[Boolean], *, quick: bool) -> Slowness:
    """Hostile queries and articles."""
    valid = [languages.query(watch) for watch in booleans[:FEW]]
    queries, pairs = (1_000, 60) if quick else (10_000, 4_000)
    found = measured(valid, count=queries, pairs=pairs)
    show(hostile_lines(found))
    return found


def agree(texts: Sequence[Text], booleans: Sequence[Boolean], *, quick: bool) -> Identity:
    """The same hits as the oracle, at 1,000 watches on all texts; of both a part in a hurry."""
    found = compared(texts[:60] if quick else texts, parsed(booleans[: FEW // 4 if quick else FEW]))
    show(
        [
            f"the oracle finds {found.hits:,} hits; differences: {len(found.differences)}",
            *found.differences[:20],
        ]
    )
    return found


def speed(
    texts: Sequence[Text], booleans: Sequence[Boolean], sizes: Sequence[int], given: Namespace
) -> Speeds:
    """Ours at each size, one after another as a worker holds one set, in turn with folding and folding with a pass."""
    half = len(texts) // 2
    rates: dict[int, dict[str, Rate]] = {}
    hits: dict[int, float] = {}
    for size in sizes:
        contenders: dict[str, Callable[[Text], object]] = {
            BARE: folding.bare,
            WHOLE: folding.whole,
            TEXTBOOK: folding.textbook,
        }
        try:
            contenders[ONE_PASS] = folding.OnePass(booleans[:size])
        except ImportError as error:
            left_out(ONE_PASS, error)
        ours = Ours(parsed(booleans[:size]), texts[:half])
        contenders |= {_TOLD: ours.hits, _SHOWN: ours.matches}
        rates[size] = in_turn(contenders, texts[half:], 1 if given.quick else ROUNDS)
        hits[size] = statistics.fmean(ours.matches(text) for text in texts[half:])
    found = Speeds(
        ours={size: rates[size].pop(_TOLD) for size in sizes},
        with_evidence={size: rates[size].pop(_SHOWN) for size in sizes},
        rates=rates,
        hits=hits,
    )
    show([written(speed_table(found), given), hits_line(found)])
    return found


def peers(
    texts: Sequence[Text], booleans: Sequence[Boolean], given: Namespace
) -> dict[tuple[str, int], Beside]:
    """Each peer at 1,000 and at 10,000 watches, on as many documents as it has time for."""
    half = len(texts) // 2
    found: dict[tuple[str, int], Beside] = {}
    for size in (FEW,) if given.quick else (FEW, MANY):
        ask = Ours(parsed(booleans[:size]), texts[:half]).hits
        for kind in PEERS:
            try:
                peer = kind(booleans[:size])
            except ImportError as error:
                left_out(kind.name, error)
                continue
            share = BUDGET / (4 if given.quick else 1) / (kind.slowness * size / FEW)
            end = half + max(FEWEST_DOCUMENTS, min(half, round(share)))
            found[kind.name, size] = beside(peer, ask, texts[half:end], texts[end:])
            peer.close()
    show([written(peer_table(found), given)])
    return found


def left_out(name: str, error: ImportError) -> None:
    """Say what is missing, and how to get it."""
    print(f"{name} left out ({error}): pip install -e '.[bench]'", file=sys.stderr)


def written(table: Sequence[Line], given: Namespace) -> str:
    """A table as it is asked for."""
    return markdown(table) if given.markdown else aligned(table)


if __name__ == "__main__":
    main()
