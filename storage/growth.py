"""What the archive takes on the disk, and what it will take in a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.database import Database
from storage.errors import StorageError
from storage.records import UpkeepReport
from storage.upkeep.reports import reports
from storage.upkeep.sizes import Kind, sizes_by_kind, whole_size

#: A SQLite file that is larger is not read through to answer a question: the last upkeep measured it.
_AT_ONCE = 500_000_000
#: Two runs so far apart show how an archive grows.
_APART = timedelta(days=7)
YEAR = timedelta(days=365)


class Basis(StrEnum):
    """How it is known what a day adds: by two runs of the upkeep, or by what an article takes."""

    MEASURED = "measured"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Bytes on the disk: of all, and by kind as measured at a time, empty where nothing was measured yet.

    `per_day` is what a day adds, 0 where nobody knows.
    """

    whole: int
    sizes: Mapping[Kind, int]
    measured_at: datetime | None
    per_day: float
    basis: Basis

    @property
    def in_a_year(self) -> float:
        """What all will take then."""
        return self.whole + self.per_day * YEAR.days


def growth(db: Database, *, articles: int, usual: float, captures: int, now: datetime) -> Growth:
    """How an archive of so many articles grows to which so many are added a day; `captures` are bytes beside it."""
    with db.read() as connection:
        past = [report for report in reports(connection) if report.sizes]
    whole = whole_size(db) + captures
    sizes, measured_at = _sizes(db, past, now)
    added = _added(past)
    if added is None:
        return Growth(
            whole=whole,
            sizes=_with(sizes, captures),
            measured_at=measured_at,
            per_day=whole / articles * usual if articles else 0.0,
            basis=Basis.ESTIMATED,
        )
    return Growth(
        whole=whole,
        sizes=_with(sizes, captures),
        measured_at=measured_at,
        per_day=added + (captures / articles * usual if articles else 0.0),
        basis=Basis.MEASURED,
    )


def _sizes(
    db: Database, past: Sequence[UpkeepReport], now: datetime
) -> tuple[Mapping[Kind, int], datetime | None]:
    if db.dialect == "postgresql" or whole_size(db) <= _AT_ONCE:
        try:
            return dict(sizes_by_kind(db)), now
        except StorageError:
            # SQLite can be built without the table that tells.
            return {}, None
    if not past:
        return {}, None
    return {Kind(kind): size for kind, size in past[-1].sizes.items()}, past[-1].finished_at


def _with(sizes: Mapping[Kind, int], captures: int) -> Mapping[Kind, int]:
    return {**sizes, Kind.CAPTURES: captures} if captures else sizes


def _added(past: Sequence[UpkeepReport]) -> float | None:
    """Bytes that a day added to the database between the first and the last of the runs of some months."""
    recent = [one for one in past if past[-1].finished_at - one.finished_at <= timedelta(days=90)]
    if not recent or recent[-1].finished_at - recent[0].finished_at < _APART:
        return None
    days = (recent[-1].finished_at - recent[0].finished_at) / timedelta(days=1)
    return (sum(recent[-1].sizes.values()) - sum(recent[0].sizes.values())) / days
