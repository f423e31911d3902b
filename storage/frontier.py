"""The frontier: leads that are still to be requested. It is in the database: a killed process loses none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Update, and_, bindparam, case, func, or_, select, update

from storage import windows
from storage.database import Database
from storage.failpoints import failpoint
from storage.keys import key_hash
from storage.page_readings import note_readings
from storage.recognising import known_leads
from storage.records import LeadRecord, PageReading, PendingLead
from storage.tables import LeadRow, SourceRow, is_open_lead
from storage.taking_in import DONE, FAILED, PENDING, Taken, Taking, take_in

# SQLite before 3.32 takes 999 parameters at most.
_CHUNK = 500


class Depth(Enum):
    """Which part of a source's list is taken in.

    Beneath the top stand older articles, asked for after a gap (`OLDER`: what bears no date and stands behind what is
    known is backlog) or at the first read (`BACKLOG`: all of it is).
    """

    TOP = auto()
    OLDER = auto()
    BACKLOG = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one list brought: how many of its leads were new, changed since they were last seen, or known as they are.

    `item_times` are the dates of the new ones that bear one. `is_first` says that the source was never read before;
    `gap`, that articles came and went since the last poll (see `storage.windows`).
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    item_times: tuple[datetime, ...] = ()
    is_first: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """When the next lead is due that was not requested since it was listed, and the next whose request failed."""

    unasked_at: datetime | None
    failed_at: datetime | None


class Frontier:
    """The leads table. A lead is one by source and canonical URL."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def discover(
        self,
        source_id: int,
        leads: Sequence[LeadRecord],
        now: datetime,
        depth: Depth = Depth.TOP,
        *,
        url: str | None = None,
    ) -> Discovery:
        """Take in what a source's listing shows.

        What the first call finds is backlog, unless the source's backlog is to be told; so is what a later call
        finds with a date before the first (a list that was cut short, or shows older articles by and by).
        Everything else is news. All is settled in this transaction, so that no crash can turn the one into the
        other. A lead whose claims changed is to be read again. One that the archive already holds, from another
        source, is done at once. The page of a list that is not its top tells nothing of a gap (see `Depth`).
        What stood at another `url` than the source's is left out: the configuration changed meanwhile.
        """
        by_hash = {key_hash(lead.key): lead for lead in leads}
        names = list(by_hash)
        taken = Taken()
        with self._db.write() as connection:
            # Two processes that read one source must not both think a lead new.
            source = connection.execute(
                select(
                    SourceRow.url,
                    SourceRow.first_read_at,
                    SourceRow.tell_backlog,
                    SourceRow.window,
                    SourceRow.children,
                    SourceRow.due_at,
                )
                .where(SourceRow.id == source_id)
                .with_for_update()
            ).one()
            if url not in (None, source.url):
                return Discovery()
            is_first = source.first_read_at is None
            values: dict[str, Any] = {"first_read_at": now} if is_first else {}
            if source.due_at < now:
                # A run that is killed behind this is due still, but behind those whose lists nobody has read: where
                # no worker lives long enough to finish it, it would stand before them each time.
                values["due_at"] = now
            taking = Taking(
                source_id=source_id,
                first_read_at=source.first_read_at,
                tell_backlog=source.tell_backlog,
                now=now,
                listed=frozenset(names),
                backlog=_backlog(connection, source_id, names, depth),
            )
            for at in range(0, len(names), _CHUNK):
                chunk = {name: by_hash[name] for name in names[at : at + _CHUNK]}
                take_in(connection, chunk, taking, taken)
            listed = _listed(by_hash, taken)
            last = windows.read(None if is_first else source.window)
            # Of an index of sitemaps each poll shows other parts: it has no newest end.
            has_window = depth is Depth.TOP and source.children is None
            gap = has_window and windows.is_gap(last, listed)
            window = windows.write(windows.follows(last, listed, now))
            if has_window and window != source.window:
                values["window"] = window
            if values:
                connection.execute(update(SourceRow).where(SourceRow.id == source_id).values(values))
        failpoint("lead-discovered")
        return Discovery(
            new=len(taken.new),
            changed=len(taken.changed),
            known=len(names) - len(taken.new) - len(taken.changed),
            item_times=tuple(
                entry.dated_at for entry in listed if entry.is_fresh and entry.dated_at is not None
            ),
            is_first=is_first,
            gap=gap,
        )

    def pending(self, source_id: int, now: datetime, limit: int) -> list[PendingLead]:
        """The leads of a source to request now.

        Those never read come before those whose claims changed, news before backlog, the first seen first.
        """
        statement = (
            select(*LeadRow.__table__.columns)
            .where(LeadRow.source_id == source_id, is_open_lead(PENDING), LeadRow.due_at <= now)
            .order_by(LeadRow.article_id.is_not(None), LeadRow.backlog, LeadRow.id)
            .limit(limit)
        )
        with self._db.read() as connection:
            return [_pending(row) for row in connection.execute(statement)]

    def awaited(self, source_id: int) -> Awaited:
        """When the next of a source's pending leads are due."""
        unasked, failed = (
            func.min(case((which, LeadRow.due_at))) for which in (LeadRow.attempts == 0, LeadRow.attempts > 0)
        )
        statement = select(unasked.label("unasked_at"), failed.label("failed_at")).where(
            LeadRow.source_id == source_id, is_open_lead(PENDING)
        )
        with self._db.read() as connection:
            return Awaited(**connection.execute(statement).one()._mapping)

    def unreadable(self, source_id: int) -> int:
        """How many leads of a source, without an article, were requested in vain, whether they are given up or not."""
        in_vain = or_(and_(is_open_lead(PENDING), LeadRow.attempts > 0), is_open_lead(FAILED))
        statement = select(func.count()).where(
            LeadRow.source_id == source_id, LeadRow.article_id.is_(None), in_vain
        )
        with self._db.read() as connection:
            return connection.scalar(statement) or 0

    def failed(
        self,
        pending: PendingLead,
        reason: str,
        now: datetime,
        retry_at: datetime | None,
        reading: PageReading | None = None,
    ) -> None:
        """A request of the lead failed; it is tried again at `retry_at`, or given up (None).

        `reading` is how its page read, if there was one.
        """
        values: dict[str, Any] = {"reason": reason, "attempts": LeadRow.attempts + 1}
        if retry_at is None:
            values |= {"state": FAILED, "finished_at": now}
        else:
            values["due_at"] = retry_at
        self._end(pending, values, reading, now)

    def put_off(self, pending: PendingLead, due_at: datetime) -> None:
        """The lead was not requested, and is not to be before `due_at`."""
        statement = (
            update(LeadRow).where(LeadRow.id == pending.id, LeadRow.state == PENDING).values(due_at=due_at)
        )
        with self._db.write() as connection:
            connection.execute(statement)

    def done(
        self, pending: PendingLead, reason: str, now: datetime, reading: PageReading | None = None
    ) -> None:
        """The lead needs no article: it is none, or none that is wanted. `reading` is how its page read."""
        values = {"state": DONE, "reason": reason, "finished_at": now, "text": None}
        self._end(pending, values, reading, now)

    def _end(
        self, pending: PendingLead, values: dict[str, Any], reading: PageReading | None, now: datetime
    ) -> None:
        statement = update(LeadRow).where(LeadRow.id == pending.id, LeadRow.state == PENDING).values(values)
        with self._db.write() as connection:
            connection.execute(statement)
            if reading is not None:
                note_readings(connection, [(pending.source_id, reading)], now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A lead that led to an article; `fruitful` says whether the archive learnt anything by it.

    With a `retry_at` it led to what the feed had given, and the page is asked for again.
    """

    lead_id: int
    article_id: int
    fruitful: bool
    retry_at: datetime | None = None


# Built once: to build one takes longer than to run it.
_ANSWER = (
    update(LeadRow)
    .where(LeadRow.id == bindparam("lead"))
    .values(article_id=bindparam("article"), reason=None)
)
_DONE = _ANSWER.values(state=DONE, finished_at=bindparam("at"), text=None)
_FRUITFUL = _DONE.values(fruitless=0)
_FRUITLESS = _DONE.values(fruitless=LeadRow.fruitless + 1)
_RETRIED = _ANSWER.values(due_at=bindparam("at"), attempts=LeadRow.attempts + 1)


def mark_answered(connection: Connection, answered: Sequence[Answered], now: datetime) -> None:
    """The leads are done, but for those that are tried again."""
    # In the order of the leads, lest two writers deadlock; of those in a row that ended alike, one statement.
    ordered = sorted(answered, key=lambda one: one.lead_id)
    for statement, run in groupby(ordered, key=_answer):
        connection.execute(
            statement,
            [{"lead": one.lead_id, "article": one.article_id, "at": one.retry_at or now} for one in run],
        )


def _answer(one: Answered) -> Update:
    if one.retry_at is not None:
        return _RETRIED
    return _FRUITFUL if one.fruitful else _FRUITLESS


def _listed(by_hash: dict[str, LeadRecord], taken: Taken) -> list[windows.Listed]:
    """The leads as a window takes them: each once, although two spellings of an address may lead to it."""
    listed: dict[int, windows.Listed] = {}
    for name, lead in by_hash.items():
        number = taken.ids[name]
        listed.setdefault(
            number,
            windows.Listed(
                lead_id=number,
                is_fresh=name in taken.new,
                dated_at=lead.dated_at,
            ),
        )
    return list(listed.values())


def _backlog(
    connection: Connection, source_id: int, names: Sequence[str], depth: Depth
) -> frozenset[str] | None:
    """What `Taking.backlog` is at this depth."""
    if depth is not Depth.OLDER:
        return None if depth is Depth.BACKLOG else frozenset()
    known = known_leads(connection, source_id, names)
    first = next((place for place, name in enumerate(names) if name in known), len(names))
    return frozenset(names[first:])


def lead_in(row: Row[*tuple[Any, ...]]) -> LeadRecord:
    """The lead of a row that has its columns."""
    return LeadRecord(
        url=row.url,
        key=row.key,
        title=row.title,
        published_at=row.published_at,
        updated_at=row.updated_at,
        authors=tuple(row.authors),
        section=row.section,
        text=row.text,
    )


def _pending(row: Row[*tuple[Any, ...]]) -> PendingLead:
    return PendingLead(
        id=row.id,
        source_id=row.source_id,
        backlog=row.backlog,
        attempts=row.attempts,
        lead=lead_in(row),
        first_seen_at=row.first_seen_at,
    )
