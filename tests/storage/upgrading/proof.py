"""The whole way of an archive of the first release: up, down, up again, with programs of that release reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from storage import schema
from storage.archive import Archive
from storage.database import Database
from storage.search import search
from tests.storage.upgrading import first_database
from tests.storage.upgrading.kept import INDEX, digests
from tests.storage.upgrading.migrating import (
    Step,
    by_command,
    configured,
    killed,
    step_by_step,
    verified,
)
from tests.storage.upgrading.reading import Answer, reading
from watch import parse

#: A search of a program that opened the database before, and does not look at the schema again.
KEPT_OPEN = "search, kept open"


def moments(articles: int) -> tuple[int | float, ...]:
    """When the upgrade of so many articles is killed: early, behind the seventh step, and in the midst of the index."""
    return 2e-5 * articles, 7, 1.5e-4 * articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was measured; `faults` are what was not as it should be, one line each."""

    steps: list[Step]
    answers: list[Answer]
    faults: list[str]

    def table(self) -> str:
        """Seconds of each step, and of the longest short read beside it."""
        lines = [
            f"{one.name}: {one.seconds:.1f} s, felt {one.felt(self.answers):.1f} s" for one in self.steps
        ]
        longest = max((one.seconds for one in self.answers if one.read == "long search"), default=0.0)
        said = Counter((one.read, one.said) for one in self.answers)
        lines += [f"{len(self.answers)} reads; the longest of the long ones {longest:.1f} s"]
        lines += [f"  {count} x {read}: {word}" for (read, word), count in sorted(said.items())]
        return "\n".join([*lines, *(f"FAULT {one}" for one in self.faults)])


def prove(url: str, folder: Path, *, articles: int, long: float, kills: tuple[int | float, ...]) -> Proof:
    """Take a new database of so many articles the whole way.

    `kills` are moments at which `wirewatch db upgrade` is killed; see `killed`.
    """
    first_database.make(url, articles, seed=7)
    config = configured(url, folder)
    before = digests(url, index=True)
    rows = {table: digest for table, digest in before.items() if table != INDEX}
    faults = []
    with reading(url, folder, long) as readers:
        steps = step_by_step(url, readers)
        faults += differing("at the head", rows, digests(url, index=False))
        steps += step_by_step(url, readers, down=True)
        faults += differing("back at the first", before, digests(url, index=True))
        for moment in kills:
            killed(url, config, moment)
            if (found := schema.state(url).current) != first_database.FIRST:
                faults.append(f"killed at {moment}, the schema is {found}")
        steps.append(by_command(config))
        readers.read_on()
        faults += differing("at the head, once more", rows, digests(url, index=False))
    faults += used(url, articles)
    print(verified(config))
    answers = readers.answers()
    return Proof(
        steps=steps,
        answers=answers,
        faults=[*faults, *unexpected(answers, on_sqlite=url.startswith("sqlite"))],
    )


def differing(where: str, before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables that do not hold what they held."""
    return [
        f"{where}, {table}: {before[table]} -> {after[table]}"
        for table in before
        if before[table] != after[table]
    ]


def used(url: str, articles: int) -> list[str]:
    """What this release cannot do with what the first one stored."""
    database = Database(url)
    try:
        archive, faults = Archive(database), []
        if archive.count() != articles:
            faults.append(f"{archive.count()} articles")
        for number in range(1, articles + 1, max(1, articles // 100)):
            found = archive.get(number)
            if found is None or len(archive.revisions(number)) != found.revision:
                faults.append(f"article {number} is not whole")
        asked = ("troops", "북한군이", "serial5", "войска", "朝鲜半岛")
        unfound = [query for query in asked if not search(database, parse(query))]
        return [*faults, *(f"nothing is found for {query}" for query in unfound)]
    finally:
        database.close()


def unexpected(answers: list[Answer], *, on_sqlite: bool) -> list[str]:
    """Reads that said what no program of the first release should be told."""
    faults = Counter(f"{one.read}: {one.said}" for one in answers if not _is_fit(one, on_sqlite))
    return [f"{count} x {what}" for what, count in faults.items()]


def _is_fit(one: Answer, on_sqlite: bool) -> bool:
    if one.said in ("right", "refused"):
        return True
    # The full-text index is another one since. Who asks it without looking at the schema is told so by PostgreSQL; on
    # SQLite the old question has a meaning still, and finds nothing. No program of the first release asked so.
    if on_sqlite:
        return one.read == KEPT_OPEN and one.said == "another answer"
    return "search" in one.read and one.said.startswith("error") and "article_index" in one.said
