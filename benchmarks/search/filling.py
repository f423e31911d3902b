"""Fills an archive with the press through `Archive.save`, and does the upkeep that it would have had."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from typing import LiteralString

import psycopg

from benchmarks.press import Press, Written, collected, declarations
from storage import schema
from storage.archive import Archive
from storage.database import Database
from storage.records import KeepFor
from storage.sources import Sources
from storage.upkeep import run_upkeep
from watch import IndexWords, index_words

#: Blocks that wait to be saved.
_AHEAD = 3


def written(count: int, processes: int = 1) -> Iterator[list[tuple[Written, IndexWords]]]:
    """The blocks of the press with their index terms, written and cut in processes of their own, as pages are read."""
    blocks = Press(count).blocks
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[tuple[Written, IndexWords]]]] = deque()
        for number in range(blocks):
            waiting.append(pool.submit(block_with_terms, count, number))
            if len(waiting) > _AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def block_with_terms(count: int, number: int) -> list[tuple[Written, IndexWords]]:
    """A block, and of each article the terms as `CollectedArticle` takes them."""
    return [(one, index_words(one.title, one.text)) for one in _press(count).block(number)]


@cache
def _press(count: int) -> Press:
    return Press(count)


def fill(url: str, count: int) -> None:
    """Makes an archive of so many articles, of which nothing is kept but what a search reads."""
    schema.create(url)
    if url.startswith("postgresql"):
        # What waits to be indexed is brought in less often, while nobody asks.
        _run(url, "ALTER INDEX ix_article_index_terms SET (gin_pending_list_limit = 65536)")
    db = Database(url)
    sources = source_numbers(db)
    archive = Archive(db)
    for block in written(count):
        items = [
            replace(collected(one, sources[one.source], terms), reading=None, host=None)
            for one, terms in block
        ]
        archive.save(items, block[-1][0].arrived_at)
    db.close()
    upkeep(url)


def source_numbers(db: Database) -> list[int]:
    """The numbers of the made sources in an archive, which is told of them."""
    sources, declared = Sources(db), declarations()
    sources.sync(declared, Press(1).block(0)[0].arrived_at)
    numbers = {state.name: state.id for state in sources.list()}
    return [numbers[declaration.name] for declaration in declared]


def upkeep(url: str) -> None:
    """What is done in quiet minutes, and what PostgreSQL would have done by itself."""
    db = Database(url)
    run_upkeep(db, KeepFor(), by="benchmark")
    db.close()
    if url.startswith("postgresql"):
        _run(url, "ALTER INDEX ix_article_index_terms RESET (gin_pending_list_limit)")
        _run(url, "VACUUM ANALYZE")


def _run(url: str, statement: LiteralString) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
