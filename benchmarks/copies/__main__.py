"""Near-copies: what is found, beside libraries used plainly, and what one article costs against a million.

    python -m benchmarks.copies [../shared/data/copies] [--quick] [--json FILE] [--check]

The articles are read in order of time and answered one by one. Scored on all, on each half by itself (a group or a
set of look-alikes lies in one half), and rewritten into Hangul and Han, where nothing tells a name. Then once more on
an index in a database that holds a million made texts (100,000 with --quick).
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.copies.database import DatabaseIndex, fill
from benchmarks.copies.finders import PEERS, Finder, ours, text_of
from benchmarks.copies.labelled import HALVES, Article, Labelled, Link, Score
from benchmarks.copies.rewriting import SCRIPTS, rewritten
from benchmarks.measure import Bar, finish, options
from stories.copies import MemoryIndex, find_copy

_TEXTS, _QUICK_TEXTS = 1_000_000, 100_000
_EVERY_COMMON_KEY = 6
_MEGABYTE = 1 << 20
_FIRST = 10_000_000


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
    _against_many(labelled, figures)
    finish(arguments, _bars(figures), _plain(figures))


def _run(name: str, find: Finder, labelled: Labelled, articles: Sequence[Article], figures: Figures) -> None:
    started = time.process_time()
    links = list(find(articles))
    figures.cpu_ms[name] = 1000 * (time.process_time() - started) / len(articles)
    figures.scores[name] = labelled.scored(articles, links)
    print(f"{name:>46}: {figures.scores[name]}  {figures.cpu_ms[name]:.2f} CPU ms", flush=True)


def _against_many(labelled: Labelled, figures: Figures) -> None:
    name = f"ours, against {figures.texts:,} in a database"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "copies.sqlite"
        fill(file, figures.texts, _common_keys(labelled.articles))
        figures.file_mb = file.stat().st_size / _MEGABYTE
        index = DatabaseIndex(file)
        numbers = {article["id"]: str(_FIRST + at) for at, article in enumerate(labelled.articles)}
        ids = {number: id_ for id_, number in numbers.items()}

        def in_database(articles: Iterable[Article]) -> Iterable[Link]:
            numbered = ({**article, "id": numbers[article["id"]]} for article in articles)
            for number, original in ours(numbered, index):
                yield ids[number], ids.get(original or "")

        warm = len(labelled.articles) // 5
        before = 0
        links: list[Link] = []
        started = time.process_time()
        for at, link in enumerate(in_database(labelled.articles)):
            if at == warm:
                before = psutil.Process().memory_info().rss
            links.append(link)
        figures.cpu_ms[name] = 1000 * (time.process_time() - started) / len(links)
        figures.memory_grown_mb = (psutil.Process().memory_info().rss - before) / _MEGABYTE
        index.close()
    figures.scores[name] = labelled.scored(labelled.articles, links)
    print(f"{name:>46}: {figures.scores[name]}  {figures.cpu_ms[name]:.2f} CPU ms")
    print(
        f"{figures.texts:,} texts take {figures.file_mb:,.0f} MB of disk; while {len(links) - warm:,} more came in, "
        f"memory grew by {figures.memory_grown_mb:.1f} MB"
    )


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


def _plain(figures: Figures) -> dict[str, Any]:
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**asdict(figures), "peak_mb": peak_mb}


if __name__ == "__main__":
    main()
