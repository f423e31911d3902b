"""Back an archive up while a worker writes, and restore it, on SQLite and on PostgreSQL.

python -m benchmarks.backup [--articles 100000] [--folder DIR] [--quick] [--json FILE] [--check]
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.backup import peers
from benchmarks.backup.writer import writing
from benchmarks.desk.archive import made
from benchmarks.measure import Bar, finish, options
from benchmarks.postgres_server import served
from storage.backup import make_backup, restore_backup
from storage.clock import utc_now
from storage.database import Database
from storage.upkeep import whole_size

_ALONE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one way took: seconds, those of the CPU (of the server's none), bytes, and the longest that a save took
    meanwhile, in seconds.
    """

    name: str
    seconds: float
    cpu: float
    size: int
    waited: float

    def __str__(self) -> str:
        took = f"{self.seconds:7.1f} s {self.cpu:7.1f} s"
        return f"{self.name:<34} {took} {self.size / 1e6:8.1f} MB {self.waited * 1000:8.0f} ms"


class _Quiet:
    def say(self, words: str) -> None:
        pass

    def share(self, done: float) -> None:
        pass


class _Clock:
    """Seconds since it was made: by the wall, and of the CPU in this process and in those that it waited for."""

    def __init__(self) -> None:
        self._began, self._cpu = time.monotonic(), self._used()

    def read(self) -> dict[str, float]:
        return {"seconds": time.monotonic() - self._began, "cpu": self._used() - self._cpu}

    def _used(self) -> float:
        both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)


class Bench:
    """One archive, and what is done to it in turn."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._count = count
        self._turn = 0
        self.rows: list[Measured] = []

    def beside_a_writer(self, name: str, url: str, work: Callable[[Path], object]) -> Measured:
        """Do the work while a process writes."""
        target = self._folder / "target"
        target.unlink(missing_ok=True)
        with writing(url, self._count, self._turn) as waits:
            clock = _Clock()
            work(target)
            took = clock.read()
        self._turn += 1
        size = target.stat().st_size if target.exists() else 0
        return self._kept(Measured(name=name, size=size, waited=waits.longest, **took))

    def restored(self, name: str, file: Path, url: str) -> Measured:
        """Restore a backup, with nobody beside it."""
        clock = _Clock()
        restore_backup(file, url, now=utc_now(), progress=_Quiet())
        took = clock.read()
        database = Database(url)
        size = whole_size(database)
        database.close()
        return self._kept(Measured(name=name, size=size, waited=0.0, **took))

    def _kept(self, row: Measured) -> Measured:
        self.rows.append(row)
        print(row, flush=True)
        return row


def _backup(url: str, file: Path) -> None:
    database = Database(url)
    make_backup(database, file, version="benchmark", now=utc_now(), progress=_Quiet())
    database.close()


def measure(folder: Path, count: int) -> tuple[list[Measured], Measured, Measured]:
    """All rows, and of these our backups of SQLite and of PostgreSQL."""
    config = made(folder / "archive", count)
    lite = config.with_name("wirewatch.db")
    url = f"sqlite:///{lite}"
    bench = Bench(folder, count)
    print(
        f"{count} articles, {lite.stat().st_size / 1e6:.1f} MB in SQLite; a writer saves twenty articles a second"
    )
    print(f"{'':<34} {'took':>9} {'of the CPU':>9} {'bytes':>10} {'a save, at most':>11}")
    bench.beside_a_writer("SQLite, nothing beside the writer", url, lambda _: time.sleep(_ALONE))
    ours = bench.beside_a_writer("wirewatch backup, SQLite", url, lambda target: _backup(url, target))
    kept = (folder / "target").replace(folder / "kept.backup")
    bench.beside_a_writer("VACUUM INTO, gzip -6", url, lambda target: peers.vacuum_into(lite, target))
    new = folder / "restored.db"
    new.unlink(missing_ok=True)
    bench.restored("wirewatch restore, SQLite", kept, f"sqlite:///{new}")
    with served(folder / "postgres") as server:
        other = server.create("restored")
        bench.restored("wirewatch restore, PostgreSQL", kept, other)
        bench.beside_a_writer("PostgreSQL, nothing beside", other, lambda _: time.sleep(_ALONE))
        theirs = bench.beside_a_writer(
            "wirewatch backup, PostgreSQL", other, lambda target: _backup(other, target)
        )
        bench.beside_a_writer("pg_dump -Fc", other, lambda target: peers.pg_dump(other, target))
    return bench.rows, ours, theirs


def main() -> None:
    """Measure, and print the bars."""
    parser = options(__doc__ or "")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument(
        "--folder", type=Path, help="where the archive is made, and found again the next time"
    )
    arguments = parser.parse_args()
    count = 5_000 if arguments.quick else arguments.articles
    with tempfile.TemporaryDirectory() as temporary:
        rows, ours, theirs = measure(arguments.folder or Path(temporary), count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of this process, which made and restored them: {peak:.0f} MB at most")
    per = 100_000 / count
    bars = [
        Bar(name="a save beside a backup of SQLite, at most", measured=ours.waited, limit=1.0),
        Bar(name="a save beside a backup of PostgreSQL, at most", measured=theirs.waited, limit=1.0),
        Bar(name="CPU of a backup of SQLite, per 100,000 articles", measured=ours.cpu * per, limit=30.0),
        Bar(
            name="CPU of a backup of PostgreSQL, per 100,000 articles", measured=theirs.cpu * per, limit=30.0
        ),
    ]
    finish(arguments, bars, {"articles": count, "rows": [asdict(row) for row in rows], "peak_mb": peak})


if __name__ == "__main__":
    main()
