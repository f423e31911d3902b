"""The archives and the peers' indexes in a folder: built once, and used again."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.postgres_server import served
from benchmarks.press.writing import SEED
from benchmarks.search.contender import Contender
from benchmarks.search.filling import fill
from benchmarks.search.ours import Ours
from benchmarks.search.peers import fts5, tsvector
from benchmarks.search.peers.texts import batches
from storage import schema
from storage.database import Database

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(kw_only=True)
class Builds:
    """What is asked, with the seconds that it took to build where that was done now or before."""

    folder: Path
    databases: tuple[str, ...]
    say: Callable[[str], None]
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, count: int) -> Iterator[dict[str, Contender]]:
        """The contenders of an archive of so many articles, by name."""
        with ExitStack() as stack:
            found: dict[str, Contender] = {}
            folder = self.folder / str(count)
            folder.mkdir(parents=True, exist_ok=True)
            first = None
            if SQLITE in self.databases:
                first = self._sqlite(folder, count, found)
            if POSTGRESQL in self.databases:
                self._postgresql(stack, folder, count, found, first)
            for contender in found.values():
                stack.callback(contender.close)
            yield found

    def _sqlite(self, folder: Path, count: int, found: dict[str, Contender]) -> str:
        file = folder / "archive.sqlite"
        url = f"sqlite:///{file}"
        self._once(folder, "archive in SQLite", lambda: _fill_file(file, count))
        schema.upgrade(url)
        found["wirewatch, SQLite"] = Ours(url)
        raw = folder / "fts5.sqlite"
        self._once(folder, "raw FTS5", lambda: _from_texts(url, lambda texts: fts5.build(_fresh(raw), texts)))
        found[fts5.RawFts5.name] = fts5.RawFts5(raw)
        self._tantivy(folder, url, found)
        return url

    def _postgresql(
        self, stack: ExitStack, folder: Path, count: int, found: dict[str, Contender], first: str | None
    ) -> None:
        server = stack.enter_context(served(self.folder / "postgresql"))
        archive, raw = f"archive_{count}", f"tsvector_{count}"
        self._once(folder, "archive in PostgreSQL", lambda: fill(server.create(archive), count))
        schema.upgrade(server.url(archive))
        found["wirewatch, PostgreSQL"] = Ours(server.url(archive))
        texts_of = first or server.url(archive)
        self._once(
            folder,
            "raw tsvector",
            lambda: _from_texts(texts_of, lambda texts: tsvector.build(server.create(raw), texts)),
        )
        found[tsvector.RawTsvector.name] = tsvector.RawTsvector(server.url(raw))
        if first is None:
            self._tantivy(folder, texts_of, found)

    def _tantivy(self, folder: Path, url: str, found: dict[str, Contender]) -> None:
        try:
            from benchmarks.search.peers import tantivy_index
        except ImportError as error:
            self.say(f"tantivy left out ({error}): pip install -e '.[bench]'")
            return
        index = folder / "tantivy"
        self._once(
            folder,
            "tantivy",
            lambda: _from_texts(url, lambda texts: tantivy_index.build(_fresh(index), texts)),
        )
        found[tantivy_index.RawTantivy.name] = tantivy_index.RawTantivy(index)

    def _once(self, folder: Path, name: str, build: Callable[[], None]) -> None:
        """Builds what is not there, or was made of another press."""
        note = folder / f"{name}.json"
        kept = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
        if kept.get("press") != SEED:
            note.unlink(missing_ok=True)
            began = time.monotonic()
            build()
            kept = {"press": SEED, "seconds": time.monotonic() - began}
            note.write_text(json.dumps(kept), encoding="utf-8")
            self.say(f"{int(folder.name):,} articles: {name} built in {kept['seconds']:,.0f} s")
        self.seconds[f"{folder.name}: {name}"] = kept["seconds"]


def _fill_file(file: Path, count: int) -> None:
    _fresh(file)
    fill(f"sqlite:///{file}", count)


def _from_texts(url: str, build: Callable[[Iterator[list[tuple[int, str, str]]]], None]) -> None:
    db = Database(url)
    build(batches(db))
    db.close()


def _fresh(path: Path) -> Path:
    """The path, with nothing there, nor the journal of what was there."""
    if path.is_dir():
        shutil.rmtree(path)
    for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        old.unlink(missing_ok=True)
    return path
