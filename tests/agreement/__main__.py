"""Asks SQLite, PostgreSQL and the plain matcher the same queries, and names each that they answer differently.

`python -m tests.agreement ../shared/data [--queries 5000] [--articles 20000] [--most 100] [--seed 8]`
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from storage import schema
from storage.database import Database
from tests.agreement.answers import plain, searched
from tests.agreement.articles import fill, texts
from tests.archive_queries import queries as generated
from tests.databases import served
from watch import WatchSyntaxError, parse


def main() -> int:
    """Print each query that is not answered alike; 1 if there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description=__doc__)
    parser.add_argument(
        "data", type=Path, nargs="?", help="the folder that holds watching/; without, our own texts"
    )
    parser.add_argument("--queries", type=int, default=5000)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--most", type=int, default=100, help="so many articles of each answer are compared")
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    articles = texts(given.data, given.articles, given.seed)
    asked = _understood(given.queries, given.seed, [f"{one.title}\n\n{one.text}" for one in articles])
    with _databases() as urls:
        numbers = {}
        for url in urls:
            with closing(Database(url)) as db:
                numbers[url] = fill(db, articles)
        lite, full = urls
        with ProcessPoolExecutor(2) as pool:
            of_lite = pool.submit(_searched, lite, asked, given.most)
            of_full = pool.submit(_searched, full, asked, given.most)
            halves = [asked[: len(asked) // 2], asked[len(asked) // 2 :]]
            alone = [pool.submit(_plain, lite, numbers[lite], half, given.most) for half in halves]
            expected = [answer for half in alone for answer in half.result()]
            answers = {"SQLite": of_lite.result(), "PostgreSQL": of_full.result()}
        # Each database numbers its articles itself.
        places = {
            name: {n: at for at, n in enumerate(numbers[url])}
            for name, url in zip(answers, urls, strict=True)
        }
        by_number = {number: at for at, number in enumerate(numbers[lite])}
        return _report(
            asked,
            [[by_number[n] for n in one] for one in expected],
            {name: [[places[name][n] for n in one] for one in found] for name, found in answers.items()},
        )


def _understood(count: int, seed: int, texts: Sequence[str]) -> list[str]:
    """So many generated queries that are none but by the language."""
    asked, refused = [], 0
    for query in generated(count + count // 10, seed, texts):
        try:
            parse(query)
        except WatchSyntaxError:
            refused += 1
            continue
        asked.append(query)
    print(f"{refused} of {refused + len(asked)} generated queries were refused")
    return asked[:count]


@contextmanager
def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="agreement-") as folder, served() as server:
        lite = f"sqlite:///{folder}/archive.db"
        schema.create(lite)
        yield lite, server.url(server.make(migrated=True)).replace("postgresql:", "postgresql+psycopg:", 1)


def _searched(url: str, asked: Sequence[str], most: int) -> list[list[int]]:
    with closing(Database(url)) as db:
        return searched(db, list(map(parse, asked)), most)


def _plain(url: str, numbers: Sequence[int], asked: Sequence[str], most: int) -> list[list[int]]:
    with closing(Database(url)) as db:
        return plain(db, numbers, list(map(parse, asked)), most)


def _report(
    asked: Sequence[str], expected: Sequence[Sequence[int]], answers: dict[str, list[list[int]]]
) -> int:
    faults = 0
    for number, query in enumerate(asked):
        for name, found in answers.items():
            if found[number] != expected[number]:
                faults += 1
                print(f"{name}: {query}: {found[number][:8]}, and the matcher {expected[number][:8]}")
    answered = sum(map(bool, expected))
    print(
        f"{len(asked)} queries, {answered} of them with an answer, {sum(map(len, expected))} articles in the answers: "
        f"{faults} answers differ"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
