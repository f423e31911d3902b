"""Near-copies: what is found, beside libraries used plainly, and what one article costs against a million.

    python -m benchmarks.copies [../shared/data/copies] [--quick] [--json FILE] [--check]

The articles are read in order of time and answered one by one. Scored on all, on each half by itself (a group or a
set of look-alikes lies in one half), and rewritten into Hangul and Han, where nothing tells a name. Then once more on
an index in a database that holds a million made texts (100,000 with --quick).
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.copies.database import fill
from benchmarks.copies.finders import PEERS, Finder, ours, text_of
from benchmarks.copies.labelled import HALVES, Article, Labelled, Score
from benchmarks.copies.rewriting import SCRIPTS, rewritten
from benchmarks.copies.streaming import streamed
from benchmarks.measure import Bar, finish, options
from stories.copies import MemoryIndex, find_copy

_TEXTS, _QUICK_TEXTS = 1_000_000, 100_000
_EVERY_COMMON_KEY = 6
_MEGABYTE = 1 << 20

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(kw_only=True)
class Figures:
    """What was measured: scores by name, CPU milliseconds an article by name, and the database."""

    scores: dict[str, Score] = field(default_factory=dict)
    cpu_ms: dict[str, float] = field(default_factory=dict)
    texts: int = 0
    file_mb: float = 0.0
    memory_grown_mb: float = 0.0


def main() -> None:
    """Find, score, and judge it."""
    parser = options("near-copies, beside datasketch, rensa and simhash")
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data/copies"))
    arguments = parser.parse_args()
    labelled, figures = Labelled(arguments.data), Figures()
    _run("ours", ours, labelled, labelled.articles, figures)
    for number in HALVES:
        _run(f"ours, half {number}", ours, labelled, labelled.half(number), figures)
    for script in () if arguments.quick else SCRIPTS:
        _run(f"ours, in {script}", ours, labelled, list(rewritten(labelled.articles, script)), figures)
    for name, find in PEERS.items():
        _run(name, find, labelled, labelled.articles, figures)
    figures.texts = _QUICK_TEXTS if arguments.quick else _TEXTS
    _against_many(labelled, figures, arguments.data)
    finish(arguments, _bars(figures), asdict(figures))


def _run(name: str, find: Finder, labelled: Labelled, articles: Sequence[Article], figures: Figures) -> None:
    started = time.process_time()
    links = list(find(articles))
    figures.cpu_ms[name] = 1000 * (time.process_time() - started) / len(articles)
    figures.scores[name] = labelled.scored(articles, links)
    print(f"{name:>46}: {figures.scores[name]}  {figures.cpu_ms[name]:.2f} CPU ms", flush=True)


def _against_many(labelled: Labelled, figures: Figures, data: Path) -> None:
    name = f"ours, against {figures.texts:,} in a database"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "copies.sqlite"
        # Each in a process of its own: what one used must not hide what the next one takes.
        _in_process(fill, file, figures.texts, _common_keys(labelled.articles))
        figures.file_mb = file.stat().st_size / _MEGABYTE
        run = _in_process(streamed, file, data)
    figures.cpu_ms[name] = run.cpu_ms
    figures.memory_grown_mb = run.memory_grown_mb
    figures.scores[name] = labelled.scored(labelled.articles, run.links)
    print(f"{name:>46}: {figures.scores[name]}  {run.cpu_ms:.2f} CPU ms")
    print(
        f"{figures.texts:,} texts take {figures.file_mb:,.0f} MB of disk; as more came in, memory grew by "
        f"{run.memory_grown_mb:.1f} MB"
    )


def _in_process(function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *given, **named).result()


def _common_keys(articles: Sequence[Article]) -> list[int]:
    """Some of the articles' own keys, so that the made texts are found by them."""
    index, keys = MemoryIndex(), set[int]()
    for article in articles:
        keys.update(find_copy(text_of(article), index).additions.keys)
    return sorted(keys)[::_EVERY_COMMON_KEY]


def _bars(figures: Figures) -> list[Bar]:
    all_of_it, bars = figures.scores["ours"], list[Bar]()
    halves = [figures.scores[f"ours, half {number}"] for number in HALVES]
    for name, score in (
        ("all", all_of_it),
        *((f"half {n}", half) for n, half in zip(HALVES, halves, strict=True)),
    ):
        kind, found = score.weakest
        together = score.fooled / score.look_alikes
        bars += [
            Bar(name=f"pairwise F1, {name}", measured=score.f1, limit=0.99, unit="", at_least=True),
            Bar(
                name=f"weakest kind of edit, {name} ({kind})",
                measured=found,
                limit=0.95,
                unit="",
                at_least=True,
            ),
            Bar(name=f"look-alikes put together, {name}", measured=together, limit=0.02, unit=""),
        ]
    against = f"ours, against {figures.texts:,} in a database"
    bars += [
        Bar(name=f"{name}: pairwise F1", measured=score.f1, limit=0.98, unit="", at_least=True)
        for name, score in figures.scores.items()
        if name.removeprefix("ours, in ") in SCRIPTS or name == against
    ]
    bars.append(
        Bar(
            name=f"an article against {figures.texts:,}",
            measured=figures.cpu_ms[against],
            limit=2.0,
            unit="CPU ms",
        )
    )
    bars.append(Bar(name="memory grown meanwhile", measured=figures.memory_grown_mb, limit=16.0, unit="MB"))
    return bars


if __name__ == "__main__":
    main()
