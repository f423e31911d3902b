"""Notices about sources: that one broke, that one is well again, and once a day which need care.

What is told is marked in the transaction that writes the notice and its deliveries: killed at any moment, a worker
tells everything once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, and_, func, literal_column, or_, select, update

from storage import conditions
from storage.database import Database
from storage.failpoints import failpoint
from storage.health import Told, has_recovered, probing, to_tell
from storage.health.kinds import REMARKS, gravity
from storage.locks import Turn, take_turn
from storage.notice_rows import document, notice, put
from storage.records import (
    Health,
    NoticeKind,
    PastCondition,
    SourceCare,
    SourceNotice,
)
from storage.tables import SourceConditionRow, SourceNoticeRow, SourceRow

#: Two notices of a kind are so far apart: when the network fails, its sources come together.
APART = timedelta(minutes=5)
#: So many sources are shown in one notice.
SHOWN = 100

_ROW = SourceConditionRow
_QUIET = (Health.OK.value, *sorted(state.value for state in REMARKS))


class SourceNotices:
    """What people are told of sources, and what they were told."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def tell(self, channels: Sequence[str], now: datetime) -> int:
        """Write what is to be told now of sources that broke or recovered; returns how many notices that made.

        Without channels nothing is written: what holds is told once there are some.
        """
        if not channels:
            return 0
        with self._db.read() as connection:
            if not any(_to_write(connection, now).values()):
                return 0
        written = self._db.retrying(lambda connection: _tell(connection, channels, now))
        failpoint("source-notice-written")
        return written

    def tell_daily(self, channels: Sequence[str], at: time, now: datetime) -> bool:
        """Write the notice of all sources that need care, once a day from `at` (UTC) on; True where it was written.

        None where no source needed care by then.
        """
        if not channels:
            return False
        mark = _latest(at, now)
        with self._db.read() as connection:
            if not _needing_care(connection, mark, now):
                return False
        written = self._db.retrying(lambda connection: _tell_daily(connection, channels, mark, now))
        failpoint("source-notice-written")
        return written

    def list(self, limit: int = 50) -> list[SourceNotice]:
        """The notices, the latest first."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(*SourceNoticeRow.__table__.columns)
                .where(SourceNoticeRow.kind.in_(list(NoticeKind)))
                .order_by(SourceNoticeRow.id.desc())
                .limit(limit)
            )
            return [notice(row) for row in rows]


def _tell(connection: Connection, channels: Sequence[str], now: datetime) -> int:
    take_turn(connection, Turn.CARE)
    written = 0
    for kind, found in _to_write(connection, now).items():
        if not found:
            continue
        ids = [one.id for told in found.values() for one in told]
        mark = "told_at" if kind is NoticeKind.TROUBLE else "recovery_told_at"
        for at in range(0, len(ids), 500):
            connection.execute(update(_ROW).where(_ROW.id.in_(ids[at : at + 500])).values({mark: now}))
        over = found if kind is NoticeKind.RECOVERED else {}
        _write(connection, kind, list(found), over, channels, now)
        written += 1
    return written


def _to_write(connection: Connection, now: datetime) -> dict[NoticeKind, dict[int, tuple[Told, ...]]]:
    """By what is to be written, the conditions to be told of, by source."""
    found: dict[NoticeKind, dict[int, tuple[Told, ...]]] = {NoticeKind.TROUBLE: {}, NoticeKind.RECOVERED: {}}
    for source_id, (polled_at, told) in _concerned(connection).items():
        if trouble := to_tell(told, now):
            found[NoticeKind.TROUBLE][source_id] = trouble
        elif has_recovered(told, polled_at, now):
            found[NoticeKind.RECOVERED][source_id] = tuple(one for one in told if one.told_at is not None)
    for kind, sources in found.items():
        if sources and _was_written(connection, kind, now - APART, now):
            found[kind] = {}
    return found


def _concerned(connection: Connection) -> dict[int, tuple[datetime | None, list[Told]]]:
    """Of the sources of which something may be to tell: when they were polled, and what is open or was told."""
    open_, unended = _ROW.ended_at.is_(None), _ROW.recovery_told_at.is_(None)
    untold = and_(
        open_, _ROW.told_at.is_(None), _ROW.state != literal_column("'ok'"), _ROW.state.not_in(_QUIET)
    )
    told = and_(_ROW.told_at.is_not(None), unended)
    sources = select(_ROW.source_id).where(untold).union(select(_ROW.source_id).where(told))
    rows = connection.execute(
        select(*_ROW.__table__.columns, SourceRow.last_finished_at)
        .join(SourceRow, SourceRow.id == _ROW.source_id)
        .where(_ROW.source_id.in_(sources), SourceRow.removed_at.is_(None), or_(open_, told))
        .order_by(_ROW.id)
    )
    found: dict[int, tuple[datetime | None, list[Told]]] = {}
    for row in rows:
        one = Told(id=row.id, held=conditions.held_of(row), ended_at=row.ended_at, told_at=row.told_at)
        found.setdefault(row.source_id, (row.last_finished_at, []))[1].append(one)
    return found


def _latest(at: time, now: datetime) -> datetime:
    mark = datetime.combine(now.astimezone(UTC).date(), at.replace(tzinfo=UTC))
    return mark if mark <= now else mark - timedelta(days=1)


def _was_written(connection: Connection, kind: NoticeKind, since: datetime, now: datetime) -> bool:
    """Whether a notice was written since then; one of a time to come is of a clock that was wrong."""
    last = select(func.max(SourceNoticeRow.created_at)).where(
        SourceNoticeRow.kind == kind.value, SourceNoticeRow.created_at <= now
    )
    at = connection.scalar(last)
    return at is not None and at >= since


def _needing_care(connection: Connection, mark: datetime, now: datetime) -> list[int]:
    """The sources in trouble that people know of, if any was at `mark` and no notice of them was written since."""
    if _was_written(connection, NoticeKind.CARE, mark, now):
        return []
    rows = connection.execute(
        select(_ROW.source_id, _ROW.told_at)
        .join(SourceRow, SourceRow.id == _ROW.source_id)
        .where(
            _ROW.told_at.is_not(None),
            _ROW.recovery_told_at.is_(None),
            _ROW.ended_at.is_(None),
            SourceRow.removed_at.is_(None),
        )
    ).all()
    if all(row.told_at > mark for row in rows):
        return []
    return sorted({row.source_id for row in rows})


def _tell_daily(connection: Connection, channels: Sequence[str], mark: datetime, now: datetime) -> bool:
    take_turn(connection, Turn.CARE)
    sources = _needing_care(connection, mark, now)
    if sources:
        _write(connection, NoticeKind.CARE, sources, {}, channels, now)
    return bool(sources)


def _write(
    connection: Connection,
    kind: NoticeKind,
    source_ids: Sequence[int],
    over: Mapping[int, Sequence[Told]],
    channels: Sequence[str],
    now: datetime,
) -> None:
    sources = _cared_for(connection, source_ids, over)
    content = {
        "sources": [document(source) for source in sources[:SHOWN]],
        "more": max(0, len(sources) - SHOWN),
    }
    source_id = source_ids[0] if len(source_ids) == 1 else None
    put(connection, kind, content, channels, now, source_id=source_id)
    failpoint("source-notice-writing")


def _cared_for(
    connection: Connection, source_ids: Sequence[int], over: Mapping[int, Sequence[Told]]
) -> list[SourceCare]:
    """The sources as they are now, the one in the gravest state first."""
    held = conditions.now_of(connection)
    wanted = frozenset(source_ids)
    columns = (
        SourceRow.id,
        SourceRow.name,
        SourceRow.url,
        SourceRow.failures,
        SourceRow.interval,
        SourceRow.last_finished_at,
        SourceRow.last_ok_at,
        SourceRow.due_at,
    )
    rows = [row for row in connection.execute(select(*columns).order_by(SourceRow.name)) if row.id in wanted]
    found = [
        SourceCare(
            name=row.name,
            url=row.url,
            conditions=held.get(row.id, ()),
            over=tuple(
                PastCondition(
                    state=one.held.state,
                    since=one.held.since,
                    evidence=one.held.evidence,
                    ended_at=one.ended_at,
                )
                for one in over.get(row.id, ())
                if one.ended_at is not None
            ),
            last_ok_at=row.last_ok_at,
            next_due_at=row.due_at,
            probing=probing(
                failures=row.failures,
                interval=row.interval,
                asked_at=row.last_finished_at,
                due_at=row.due_at,
            ),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: min((gravity(each.state) for each in one.conditions), default=99))
