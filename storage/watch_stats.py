"""What each watch brings: its hits, what people said of them, and how many there are a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, case, func, select

from storage.database import Database
from storage.marks import Mark, latest_mark
from storage.records import HitOutcome
from storage.tables import HitMarkRow, HitRow


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStats:
    """The figures of one watch. A hit counts under its latest mark; `per_day` goes by UTC days, the oldest first."""

    watch: str
    hits: int
    told: int
    relevant: int
    noise: int
    handled: int
    last_hit_at: datetime
    per_day: tuple[int, ...]

    @property
    def share_of_noise(self) -> float | None:
        """Of the hits that are marked, from 0 to 1; None where none is."""
        marked = self.relevant + self.noise + self.handled
        return self.noise / marked if marked else None


def watch_stats(db: Database, now: datetime, *, days: int = 30) -> list[WatchStats]:
    """Every watch that ever hit, by name; `per_day` ends with today and holds `days` figures."""
    today = now.date()
    shown = [today - timedelta(days=back) for back in reversed(range(days))]
    with db.read() as connection:
        marks = _marks(connection)
        daily = _daily(connection, shown)
        rows = connection.execute(
            select(
                HitRow.watch,
                func.count().label("hits"),
                func.sum(case((HitRow.outcome == HitOutcome.TOLD.value, 1), else_=0)).label("told"),
                func.max(HitRow.flagged_at).label("last_hit_at"),
            )
            .group_by(HitRow.watch)
            .order_by(HitRow.watch)
        ).all()
    return [
        WatchStats(
            watch=row.watch,
            hits=row.hits,
            told=row.told,
            relevant=marks[row.watch, Mark.RELEVANT],
            noise=marks[row.watch, Mark.NOISE],
            handled=marks[row.watch, Mark.HANDLED],
            last_hit_at=row.last_hit_at,
            per_day=tuple(daily[row.watch][day] for day in shown),
        )
        for row in rows
    ]


def _marks(connection: Connection) -> Counter[tuple[str, Mark]]:
    marked = (
        select(HitRow.watch, latest_mark(HitRow.id).label("mark"))
        .where(HitRow.id.in_(select(HitMarkRow.hit_id)))
        .subquery()
    )
    rows = connection.execute(
        select(marked.c.watch, marked.c.mark, func.count()).group_by(marked.c.watch, marked.c.mark)
    )
    return Counter({(watch, Mark(mark)): count for watch, mark, count in rows})


def _daily(connection: Connection, days: Sequence[date]) -> dict[str, Counter[date]]:
    found: defaultdict[str, Counter[date]] = defaultdict(Counter)
    if not days:
        return found
    day = func.date(HitRow.flagged_at)
    rows = connection.execute(
        select(HitRow.watch, day, func.count())
        .where(HitRow.flagged_at >= _start(days[0]))
        .group_by(HitRow.watch, day)
    )
    for watch, on, count in rows:
        # SQLite has no dates and gives text
        found[watch][date.fromisoformat(str(on))] += count
    return found


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
