"""A process of the first release that reads, all the time, until its standard input ends.

    python -m tests.storage.upgrading.first_program URL [SECONDS]

Each read is a line of JSON on standard output. With SECONDS it makes the long search alone, and keeps each of its
transactions open for so long. What an answer should be it learns from the first: nobody writes meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import psycopg

from tests.storage.upgrading.first_reads import Read, long_search, reads

FIRST = "0001"
#: As the first release set it.
BUSY_TIMEOUT = 30.0
# Between two reads: a worker does not read without pause, and has no more than its share of the machine.
PAUSE = 0.02


class Program(Protocol):
    """A connection as the first release had it."""

    def begin(self) -> None: ...
    def ask(self, statement: str, values: tuple[object, ...]) -> Sequence[object]: ...
    def end(self) -> None: ...


class OnSqlite:
    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, timeout=BUSY_TIMEOUT, isolation_level=None)

    def begin(self) -> None:
        self._connection.execute("BEGIN")

    def ask(self, statement: str, values: tuple[object, ...]) -> Sequence[object]:
        return self._connection.execute(statement, values).fetchall()

    def end(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


class OnPostgres:
    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, application_name="first-release")

    def begin(self) -> None:
        """psycopg begins with the first statement."""

    def ask(self, statement: str, values: tuple[object, ...]) -> Sequence[object]:
        return self._connection.execute(statement.replace("?", "%s").encode(), values).fetchall()

    def end(self) -> None:
        self._connection.rollback()


def answer(program: Program, read: Read, kept_for: float) -> str:
    """A digest of what the read brings; `refused` where the program finds the schema to be another."""
    try:
        if read.looks_first:
            program.begin()
            found = program.ask("SELECT version_num FROM alembic_version", ())
            program.end()
            if found[0] != (FIRST,):
                return "refused"
        digest = hashlib.sha256()
        program.begin()
        for statement, values in read.statements:
            digest.update(repr(program.ask(statement, values)).encode(errors="surrogatepass"))
            time.sleep(kept_for / len(read.statements))
        return digest.hexdigest()
    except (sqlite3.Error, psycopg.Error) as error:
        return f"error: {(str(error).splitlines() or [type(error).__name__])[0]}"
    finally:
        program.end()


def main(url: str, kept_for: float) -> None:
    """Read until standard input ends."""
    dialect = "sqlite" if url.startswith("sqlite") else "postgresql"
    program = OnSqlite(Path(url.removeprefix("sqlite:///"))) if dialect == "sqlite" else OnPostgres(url)
    asked = [long_search(dialect)] if kept_for else reads(dialect)
    expected = {read.name: answer(program, read, 0.0) for read in asked}
    if wrong := [each for each in expected.values() if each == "refused" or each.startswith("error")]:
        sys.exit(wrong[0])
    over = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    while not over.is_set():
        for read in asked:
            began = time.monotonic()
            found = answer(program, read, kept_for)
            said = "right" if found == expected[read.name] else found
            if said not in ("right", "refused") and not said.startswith("error"):
                said = "another answer"
            line = {"read": read.name, "began": began, "seconds": time.monotonic() - began, "said": said}
            print(json.dumps(line), flush=True)
            time.sleep(PAUSE)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)
