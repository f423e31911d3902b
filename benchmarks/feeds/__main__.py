"""Feeds read beside feedparser: entries, dates, exceptions and CPU.

    python -m benchmarks.feeds [../shared/data/feeds] [--quick] [--json FILE] [--check]

The reference counts entries and dates without any of our reading (benchmarks/feeds/reference.py). For CPU each real
feed is read by both, one after the other, with the text cleaned; --quick reads every fifth and no hostile bodies.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from io import BytesIO
from pathlib import Path

import feedparser

from benchmarks.feeds.collections import Document, documents
from benchmarks.feeds.figures import Collection, Figures, bars
from benchmarks.feeds.hostile import HOSTILE
from benchmarks.feeds.reference import counted
from benchmarks.measure import finish, options
from crawler import feeds

_URL = "https://feeds.example/feed"
_QUICK_STEP = 5
_SHOWN = 12


def main() -> None:
    """Read all, print what is wrong, and judge it."""
    parser = options("feeds, beside feedparser")
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data/feeds"))
    arguments = parser.parse_args()
    figures = Figures()
    real: list[Document] = []
    for document in documents(arguments.data):
        _judge(document, figures)
        if document.collection == "real":
            real.append(document)
    for document in real[:: _QUICK_STEP if arguments.quick else 1]:
        _race(document, figures)
    for name, body in () if arguments.quick else HOSTILE.items():
        figures.hostile[name] = _cpu(partial(feeds.read, body(), _URL))
    _print(figures)
    finish(arguments, list(bars(figures)), asdict(figures))


def _judge(document: Document, figures: Figures) -> None:
    collection = figures.collections.setdefault(document.collection, Collection())
    try:
        feed = feeds.read(document.body, _URL)
    except Exception as error:  # what is measured is whether there are any
        figures.exceptions.append(f"{document.name}: {error!r}")
        return
    collection.note(document, feed, counted(document.body))


def _race(document: Document, figures: Figures) -> None:
    figures.ours += _cpu(partial(feeds.read, document.body, _URL))
    figures.feedparser += _cpu(partial(feedparser.parse, BytesIO(document.body), response_headers={}))


def _cpu(read: Callable[[], object]) -> float:
    started = time.process_time()
    read()
    return time.process_time() - started


def _print(figures: Figures) -> None:
    for name, collection in figures.collections.items():
        ways = ", ".join(f"{count} {way}" for way, count in sorted(collection.ways.items()))
        print(
            f"{name}: {collection.files} files, {collection.entries:,} entries, {collection.dated:,} dated; {ways}"
        )
        for line in (*collection.wrong[:_SHOWN], *(f"dates: {one}" for one in collection.undated[:_SHOWN])):
            print(f"    {line}")
    for line in figures.exceptions[:_SHOWN]:
        print(f"    raised: {line}")
    for name, seconds in figures.hostile.items():
        print(f"hostile: {name}: {seconds:.2f} CPU s")
    print(f"real feeds: ours {figures.ours:.2f} CPU s, feedparser {figures.feedparser:.2f} CPU s")


if __name__ == "__main__":
    main()
