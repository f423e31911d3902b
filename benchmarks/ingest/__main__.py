"""Articles a second through `Archive.save`, beside what else could write them, and what they take on disk.

    python -m benchmarks.ingest [--articles N] [--database sqlite,postgresql] [--folder DIR] [--quick] [--json FILE]
                                [--check]

Made articles of 3 kB (`benchmarks.press`), 50 to a transaction as the worker saves them, a thousand to each contender
in turn, by the clock. Ours is given what the worker gives it: the index terms, which were made where the page was
read; the lead that is answered; how the page read; the host whose lines are counted. Beside that it is measured
without the terms, and with nothing but the article and its terms. In one transaction ours looks whether the address
is known, finds the article a place in the order of the archive, writes article, revision (with its seal, its text
compressed on SQLite) and index (with positions and facets), marks the lead, keeps the reading and counts the lines;
the bare tables take address, date, title and text, and the index cuts them.
Sizes are those after the upkeep of quiet minutes; judged are articles, revisions and their index: of the other tables
those of lines and readings stop growing, and leads are the frontier's.
The ORM session looks whether the address is known and commits each article. Durability is the same for all but the
ORM session on SQLite, which is what one would write first, with SQLite as it is delivered.
"""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from benchmarks.ingest.bare import BareCopy, BareSqlite
from benchmarks.ingest.figures import Figures, Rate, bars, size_table, table
from benchmarks.ingest.orm import PlainOrm
from benchmarks.ingest.ours import ARTICLE_ALONE, WITHOUT_TERMS, WORKER, Ours
from benchmarks.ingest.writer import BATCH, Batch, Writer
from benchmarks.measure import finish, options
from benchmarks.postgres_server import Server, served
from benchmarks.search.filling import written
from benchmarks.tables import aligned

ARTICLES, QUICK_ARTICLES = 20_000, 2_000
KINDS = ("sqlite", "postgresql")
_TURN = 1_000
_GIVEN = (WORKER, WITHOUT_TERMS, ARTICLE_ALONE)


def arguments() -> Namespace:
    """The options."""
    parser = options("articles a second into the archive")
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help="default %(default)s")
    parser.add_argument("--database", default=",".join(KINDS), metavar="KINDS", help="of %(default)s")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="where the databases are made; default a new one"
    )
    given = parser.parse_args()
    given.kinds = given.database.split(",")
    if set(given.kinds) - set(KINDS):
        parser.error(f"the databases are {' and '.join(KINDS)}")
    return given


def main() -> None:
    """Write, measure, judge."""
    given = arguments()
    count = QUICK_ARTICLES if given.quick else given.articles
    articles = [one for block in written(count) for one in block]
    text_bytes = sum(len(one.title.encode()) + len(one.text.encode()) for one, _ in articles)
    rates: dict[str, Mapping[str, Rate]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="wirewatch-bench-", dir=given.folder) as folder,
        ExitStack() as stack,
    ):
        for kind in given.kinds:
            if kind == "sqlite":
                writers = _in_files(Path(folder))
            else:
                writers = _in_databases(stack.enter_context(served(Path(folder) / "postgresql")))
            rates[kind] = _measured(dict(writers), articles)
            print(f"{kind}, {count:,} articles, {text_bytes / 1e6:,.0f} MB of text:")
            print(aligned(table(rates[kind], text_bytes)))
            print(f"{aligned(size_table(rates[kind][WORKER.name], text_bytes))}\n", flush=True)
    figures = Figures(rates=rates, text_bytes=text_bytes)
    finish(given, bars(figures), figures.document())


def _in_files(folder: Path) -> Iterator[tuple[str, Writer]]:
    for number, given in enumerate(_GIVEN):
        yield given.name, Ours(f"sqlite:///{folder / f'ours-{number}.sqlite'}", given)
    yield BareSqlite.name, BareSqlite(folder / "bare.sqlite")
    yield PlainOrm.name, PlainOrm(f"sqlite:///{folder / 'orm.sqlite'}")
    yield PlainOrm.name_with_our_log, PlainOrm(f"sqlite:///{folder / 'orm-log.sqlite'}", our_log=True)


def _in_databases(server: Server) -> Iterator[tuple[str, Writer]]:
    for number, given in enumerate(_GIVEN):
        yield given.name, Ours(server.create(f"ours_{number}"), given)
    yield BareCopy.name, BareCopy(server.create("bare"))
    yield PlainOrm.name, PlainOrm(server.create("orm"))


def _measured(writers: Mapping[str, Writer], articles: Batch) -> dict[str, Rate]:
    seconds, cpu = dict.fromkeys(writers, 0.0), dict.fromkeys(writers, 0.0)
    for first in range(0, len(articles), _TURN):
        turn = articles[first : first + _TURN]
        for name, writer in writers.items():
            writer.prepare(turn)
            began, began_cpu = time.perf_counter(), time.process_time()
            for at in range(0, len(turn), BATCH):
                writer.save(turn[at : at + BATCH])
            seconds[name] += time.perf_counter() - began
            cpu[name] += time.process_time() - began_cpu
    found = {}
    for name, writer in writers.items():
        writer.close()
        found[name] = Rate(
            articles=len(articles), seconds=seconds[name], cpu_seconds=cpu[name], sizes=writer.bytes()
        )
    return found


if __name__ == "__main__":
    main()
