"""The real pages of the pipeline benchmark, taken from the data sets' archives."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

ARCHIVES = (
    "extraction/publishers-dev.tar.xz",
    "extraction/evaluation-80.tar.xz",
    "extraction/news-421.tar.xz",
    "extraction/articles-793.tar.xz",
    "dates/pages.tar.xz",
)
#: With every how many-th page `--quick` makes do.
QUICK = 8


def pages(data: Path, most: int, *, quick: bool = False) -> Iterator[bytes]:
    """The first `most` pages of all sets, in a fixed order; with `quick` every eighth of them.

    Raises:
        FileNotFoundError: `data` does not hold the sets.
    """
    found = (body for name in ARCHIVES for body in _bodies(data / name))
    for number, body in enumerate(found):
        if number >= most:
            return
        if not quick or number % QUICK == 0:
            yield body


def _bodies(archive: Path) -> Iterator[bytes]:
    with tarfile.open(archive) as opened:
        for member in opened:
            content = opened.extractfile(member) if member.name.endswith(".html") else None
            if content is not None:
                yield content.read()
