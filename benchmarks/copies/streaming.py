"""The articles as they come in on an index in a database: the answers, what each costs, what stays in memory."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.copies.database import DatabaseIndex
from benchmarks.copies.finders import ours
from benchmarks.copies.labelled import Labelled, Link

#: Numbers of the articles: above those of the texts that the database was filled with.
_FIRST = 10_000_000
_WARM_SHARE = 5
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The answers, the CPU milliseconds an article, and by how much the process grew after its first fifth."""

    links: Sequence[Link]
    cpu_ms: float
    memory_grown_mb: float


def streamed(file: Path, data: Path) -> Run:
    """Puts the articles of a data folder through an index in a file."""
    articles = Labelled(data).articles
    ids = {str(_FIRST + at): article["id"] for at, article in enumerate(articles)}
    numbered = [{**article, "id": number} for number, article in zip(ids, articles, strict=True)]
    index, process, grown_from = DatabaseIndex(file), psutil.Process(), 0
    links: list[Link] = []
    started = time.process_time()
    for at, (number, original) in enumerate(ours(numbered, index)):
        if at == len(articles) // _WARM_SHARE:
            gc.collect()
            grown_from = process.memory_info().rss
        links.append((ids[number], ids.get(original or "")))
    cpu_ms = 1000 * (time.process_time() - started) / len(articles)
    gc.collect()
    grown = process.memory_info().rss - grown_from
    index.close()
    return Run(links=links, cpu_ms=cpu_ms, memory_grown_mb=grown / _MEGABYTE)
