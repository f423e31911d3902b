"""The real worker over a configuration, once, and what its archive then holds."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.archive import Archive
from storage.database import Database
from storage.records import ArchivedArticle, SourceState
from storage.sources import Sources
from tests.databases import migrated

#: Seconds for what takes a few, on a machine that is busy with other things.
PATIENCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A folder with a `wirewatch.toml` and, once a worker ran, its archive."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "wirewatch.toml"

    @property
    def database_file(self) -> Path:
        return self.folder / "wirewatch.db"

    def polls_feed_beside(self, site: str, elsewhere: str, **keys: object) -> None:
        """Write a configuration with one source, the feed of a site, whose articles may be elsewhere; `[manners]` with
        these keys.
        """
        tables = [
            manners(**keys),
            f'[egress]\nallow = ["{elsewhere.removeprefix("http://")}"]\n',
            toml(name="wire", kind="feed", url=f"{site}/feed", every="1h", delay="0ms"),
        ]
        self.config.write_text("\n".join(tables), "utf-8")

    async def command(self, *words: str) -> str:
        """What `wirewatch WORDS` wrote, on both outputs. Exit codes 0 and 1 are its answers; others fail."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app.cli",
            *words,
            "--config",
            str(self.config),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            async with asyncio.timeout(PATIENCE):
                output, _ = await process.communicate()
        except TimeoutError:
            process.kill()
            output, _ = await process.communicate()
            raise AssertionError(f"no end within {PATIENCE} s:\n{output.decode()}") from None
        assert process.returncode in (0, 1), output.decode()
        return output.decode()

    async def run_once(self) -> str:
        """`wirewatch run --once`; its log and summary. The archive is migrated already."""
        if not self.database_file.exists():
            self.database_file.write_bytes(migrated())
        return await self.command("run", "--once", "--verbose")

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The archive, opened."""
        database = Database(f"sqlite:///{self.database_file}")
        try:
            yield database
        finally:
            database.close()

    def sources(self) -> dict[str, SourceState]:
        """Every source by name."""
        with self.database() as database:
            return {source.name: source for source in Sources(database).list()}

    def articles(self) -> dict[str, ArchivedArticle]:
        """Every article by title, in its latest words."""
        with self.database() as database:
            return {one.article.title: one for one in Archive(database).newest(1000)}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows that a query brings, straight from the database."""
        with self.database() as database, database.write() as connection:
            result = connection.exec_driver_sql(statement)
            return [tuple(row) for row in result] if result.returns_rows else []


def faults(output: str) -> list[str]:
    """The lines of tracebacks in a log that lead into our packages."""
    return re.findall(r'File ".*/(?:crawler|scheduler|storage|alerts|app)/.*', output)


def manners(**keys: object) -> str:
    """The `[manners]` table."""
    return _table("[manners]", {"contact": "desk@wire.test", **keys})


def toml(**keys: object) -> str:
    """One `[[sources]]` table."""
    return _table("[[sources]]", keys)


def _table(head: str, keys: Mapping[str, object]) -> str:
    # a JSON string, number or boolean is TOML too
    return "\n".join([head, *(f"{name} = {_value(value)}" for name, value in keys.items()), ""])


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
