"""Sources: what is polled, when each is due, and what its last poll did."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, func, insert, select, update

from storage import conditions, windows
from storage.database import Database
from storage.jobs import has_no_job
from storage.locks import Turn, is_my_turn, take_turn
from storage.records import PollResult, RunOutcome, SourceDeclaration, SourceKind, SourceState, Transition
from storage.tables import ArticleRow, LeadRow, SourceRow, is_open_lead

# SQLite before 3.32 takes 999 parameters at most.
_CHUNK = 500
#: After these a source's answer is known whole, so its validators may be sent with the next request.
_READ_WHOLE = (RunOutcome.OK, RunOutcome.EMPTY)
#: What is known of an address and says nothing of another one.
_OF_ONE_ADDRESS = (
    "etag",
    "last_modified",
    "first_read_at",
    "window",
    "children",
    "body_hash",
    "read_whole_at",
    "moved_to",
    "newest_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """Names of the sources that the configuration added, renamed (old, new), removed or changed."""

    added: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class Sources:
    """The sources table. A source that the configuration no longer names is marked, never deleted."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @property
    def out_of_reach_for(self) -> float | None:
        """For how many seconds the database has failed by now; None where it does not. See `storage.outage`."""
        return self._db.outage.lasts

    def sync(self, declarations: Sequence[SourceDeclaration], now: datetime) -> SyncReport:
        """Make the table say what the configuration declares.

        A new name with the URL of a row whose name is gone is that source renamed: it keeps its articles and
        its leads. A new source is due at once. A removed one that is declared again goes on where it was.
        """
        with self._db.write() as connection:
            take_turn(connection, Turn.SYNC)
            rows = {row.name: row for row in connection.execute(select(*SourceRow.__table__.columns))}
            declared = {declaration.name for declaration in declarations}
            gone = {
                row.url: row for name, row in sorted(rows.items(), key=_live_last) if name not in declared
            }
            added, renamed, changed = [], [], []
            for declaration in declarations:
                row = rows.get(declaration.name)
                if row is None:
                    row = gone.pop(declaration.url, None)
                    if row is not None:
                        renamed.append((row.name, declaration.name))
                if row is None:
                    _add(connection, declaration, now)
                    added.append(declaration.name)
                elif _take_over(connection, row, declaration, now) and row.name == declaration.name:
                    changed.append(declaration.name)
            old_names = {old for old, _ in renamed}
            removed = sorted(
                name
                for name, row in rows.items()
                if name not in declared and name not in old_names and row.removed_at is None
            )
            for at in range(0, len(removed), _CHUNK):
                gone_now = SourceRow.name.in_(removed[at : at + _CHUNK])
                connection.execute(update(SourceRow).where(gone_now).values(removed_at=now))
        return SyncReport(
            added=tuple(added), renamed=tuple(renamed), removed=tuple(removed), changed=tuple(changed)
        )

    def due(self, now: datetime, limit: int, *, but: Collection[str] = ()) -> list[SourceState]:
        """The sources to poll now, the longest overdue first, `but` those of these host groups.

        Their counts are left at 0.
        """
        statement = (
            _states(counted=False)
            .where(SourceRow.removed_at.is_(None), SourceRow.due_at <= now)
            .order_by(SourceRow.due_at, SourceRow.id)
            .limit(limit)
        )
        if but:
            statement = statement.where(SourceRow.host_group.not_in(but))
        with self._db.read() as connection:
            return [_state(row) for row in connection.execute(statement)]

    def hand_out(
        self, now: datetime, limit: int, hand_out: Callable[[Connection, SourceState], None]
    ) -> int | None:
        """Hand out a run of each source that is due and has none, the longest overdue first, in one transaction.

        One process does this at a time: None where another is at it. Otherwise how many were handed out.
        """
        statement = (
            _states(counted=False)
            .where(SourceRow.removed_at.is_(None), SourceRow.due_at <= now, has_no_job())
            .order_by(SourceRow.due_at, SourceRow.id)
            .limit(limit)
        )
        with self._db.write() as connection:
            if not is_my_turn(connection, Turn.DECIDE):
                return None
            due = [_state(row) for row in connection.execute(statement)]
            for state in due:
                hand_out(connection, state)
        return len(due)

    def by_id(self, source_id: int) -> SourceState | None:
        """The source of this number, unless it was removed; its counts are left at 0."""
        statement = _states(counted=False).where(SourceRow.removed_at.is_(None), SourceRow.id == source_id)
        with self._db.read() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else _state(row)

    def list(self) -> list[SourceState]:
        """Every source that is not removed, by name."""
        with self._db.read() as connection:
            return listed(connection)

    def names(self) -> set[str]:
        """The names of all sources, those that were removed among them: their articles are still here."""
        with self._db.read() as connection:
            return set(connection.scalars(select(SourceRow.name)))

    def get(self, name: str) -> SourceState | None:
        """The source of this name, unless it was removed."""
        statement = _states(counted=True).where(SourceRow.removed_at.is_(None), SourceRow.name == name)
        with self._db.read() as connection:
            row = connection.execute(statement).one_or_none()
            return None if row is None else _with_conditions(connection, [_state(row)])[0]

    def finish(
        self,
        source_id: int,
        result: PollResult,
        *,
        url: str,
        new: int,
        now: datetime,
        due_at: datetime,
        rhythm: str | None = None,
        failures: int = 0,
        started_at: datetime | None = None,
    ) -> Transition:
        """A poll of the source at `url` has ended: keep what it said, and when the source is due again.

        `rhythm` is what is known now of when it publishes (None: what was known before), `failures` the weight of
        the polls that failed in a row, `started_at` when the poll began.

        How the source is now is judged from it (see `storage.conditions`); returned is what that changes. Where the
        configuration gave the source another address meanwhile, nothing is kept: that one is due.
        """
        values: dict[str, Any] = {
            "last_finished_at": now,
            "last_new": new,
            "due_at": due_at,
            "requests": SourceRow.requests + result.requests,
        }
        if started_at is not None:
            values["last_started_at"] = started_at
        if result.is_continued:
            with self._db.write() as connection:
                connection.execute(_of(source_id, url).values(values))
            return Transition()
        values |= {
            "last_outcome": result.outcome.value,
            "last_detail": result.detail,
            "failures": failures,
        }
        if rhythm is not None:
            values["rhythm"] = rhythm
        if result.outcome in _READ_WHOLE:
            values |= {"etag": result.etag, "last_modified": result.last_modified}
        if result.outcome in (RunOutcome.OK, RunOutcome.UNCHANGED):
            values["last_ok_at"] = now
        values |= _learned(result, now)
        with self._db.write() as connection:
            row = connection.execute(
                _of(source_id, url)
                .values(values)
                .returning(SourceRow.newest_at, SourceRow.window, SourceRow.children, SourceRow.last_ok_at)
            ).one_or_none()
            if row is None:
                return Transition()
            return conditions.record(
                connection, source_id, result, now, newest_at=row.newest_at, has_brought=_has_brought(row)
            )

    def make_due(self, name: str | None, now: datetime) -> int:
        """Ask for a poll of one source, or of all (None), now. Returns how many sources that concerns."""
        statement = update(SourceRow).where(SourceRow.removed_at.is_(None)).values(due_at=now)
        if name is not None:
            statement = statement.where(SourceRow.name == name)
        with self._db.write() as connection:
            return connection.execute(statement).rowcount

    def next_due_at(self) -> datetime | None:
        """When the next source is due; None without sources."""
        with self._db.read() as connection:
            return connection.scalar(select(func.min(SourceRow.due_at)).where(SourceRow.removed_at.is_(None)))


def _of(source_id: int, url: str) -> Update:
    """An UPDATE of a source, if it still has this address."""
    return update(SourceRow).where(SourceRow.id == source_id, SourceRow.url == url)


def listed(connection: Connection) -> list[SourceState]:
    """Every source that is not removed, by name."""
    statement = _states(counted=True).where(SourceRow.removed_at.is_(None)).order_by(SourceRow.name)
    return _with_conditions(connection, [_state(row) for row in connection.execute(statement)])


def _with_conditions(connection: Connection, states: list[SourceState]) -> list[SourceState]:
    held = conditions.now_of(connection, [states[0].id] if len(states) == 1 else None)
    return [replace(state, conditions=held.get(state.id, ())) for state in states]


def _live_last(item: tuple[str, Row[*tuple[Any, ...]]]) -> tuple[bool, int]:
    # Of two rows with one URL the later in this order is taken: one that is still in use.
    return item[1].removed_at is None, -item[1].id


def _declared(declaration: SourceDeclaration) -> dict[str, Any]:
    return asdict(declaration) | {"kind": declaration.kind.value}


def _learned(result: PollResult, now: datetime) -> dict[str, Any]:
    """What this poll says that the next one needs; nothing of what it could not know."""
    values: dict[str, Any] = {
        name: value
        for name in ("children", "body_hash", "moved_to", "newest_at")
        if (value := getattr(result, name)) is not None
    }
    if not values.get("moved_to", "-"):
        values["moved_to"] = None
    if result.is_whole and result.outcome in _READ_WHOLE:
        values["read_whole_at"] = now
    if result.hid_a_change:
        values["distrusted"] = True
    return values


def _has_brought(row: Row[*tuple[Any, ...]]) -> bool:
    """Whether a source ever showed an item: one that was always empty has a window too, and an index its sitemaps."""
    is_read_index = row.children is not None and row.last_ok_at is not None
    return row.newest_at is not None or bool(windows.read(row.window)) or is_read_index


def _add(connection: Connection, declaration: SourceDeclaration, now: datetime) -> None:
    values = _declared(declaration) | {"due_at": now, "added_at": now, "last_new": 0}
    connection.execute(insert(SourceRow).values(values))


def _take_over(
    connection: Connection, row: Row[*tuple[Any, ...]], declaration: SourceDeclaration, now: datetime
) -> bool:
    """Write what differs; True if anything did."""
    values = {name: value for name, value in _declared(declaration).items() if getattr(row, name) != value}
    if row.removed_at is not None:
        values |= {"removed_at": None, "due_at": min(row.due_at, now)}
    if "url" in values:
        # Validators belong to an address. Another one is worth a look at once, and what it holds is its backlog.
        values |= dict.fromkeys(_OF_ONE_ADDRESS) | {"due_at": now, "distrusted": False, "failures": 0}
    elif "interval" in values and row.last_finished_at is not None:
        values.setdefault("due_at", min(row.due_at, max(now, row.last_finished_at + declaration.interval)))
    if values:
        connection.execute(update(SourceRow).where(SourceRow.id == row.id).values(values))
    if "url" in values:
        # After the row, as a poll does it: two that lock in different orders would wait for each other.
        conditions.end(connection, row.id, now)
    return bool(values)


# A tick reads these of every source that is due: what a poll needs, not the window of the items that it showed.
_OF_STATE = [column for column in SourceRow.__table__.columns if column.name in SourceState.__slots__]
_NAMES = tuple(column.name for column in _OF_STATE)
_COUNTS = ("articles", "pending", "failed")


def _states(*, counted: bool) -> Select[*tuple[Any, ...]]:
    statement = select(*_OF_STATE)
    if not counted:
        return statement
    articles = select(func.count()).where(ArticleRow.source_id == SourceRow.id).scalar_subquery()

    def leads(state: str) -> Any:
        return (
            select(func.count())
            .where(LeadRow.source_id == SourceRow.id, is_open_lead(state))
            .scalar_subquery()
        )

    return statement.add_columns(
        articles.label("articles"), leads("pending").label("pending"), leads("failed").label("failed")
    )


def _state(row: Row[*tuple[Any, ...]]) -> SourceState:
    # a row that was counted has its counts behind the columns
    values: dict[str, Any] = dict(zip((*_NAMES, *_COUNTS[: len(row) - len(_NAMES)]), row, strict=True))
    values["kind"] = SourceKind(values["kind"])
    outcome = values["last_outcome"]
    values["last_outcome"] = None if outcome is None else RunOutcome(outcome)
    return SourceState(**values)
