"""The hits: each was decided, its outcome is what follows from that, and what waits is still waited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from storage.database import Database
from storage.moments import one_moment
from storage.records import DeliveryState, HitOutcome, StoryOnRoute
from storage.tables import DeliveryRow, HitRow, VerdictRow
from storage.telling.verdicts import KeptVerdict, farthest, in_force, of_hits
from storage.verifying import telling_rows
from storage.verifying.check import Counted, Done, Fault
from storage.verifying.rows import check_order
from storage.verifying.telling_rows import Garbled, notice_of

_BATCH = 200
_WEIGHT = 1_000
_WAITS = (HitOutcome.HELD_UNTIL, HitOutcome.COOLING_DOWN)
_OF_NOTICES = (HitOutcome.TOLD, HitOutcome.FAILED)

_Hit = Row[*tuple[Any, ...]]
#: Where a hit waits: the route, its article and the watch.
_Waiting = tuple[str, int, str]


class HitCheck:
    """Holds each hit against its verdicts, these against the notices that they name, and those against the outbox."""

    def __init__(self, db: Database, since: datetime | None = None) -> None:
        self._db = db
        self._chosen = select(HitRow.id, HitRow.article_id, HitRow.watch, HitRow.outcome, HitRow.flagged_at)
        if since is not None:
            self._chosen = self._chosen.where(HitRow.flagged_at >= since)
        self._seen = self._undecided = 0

    def size(self) -> int:
        with self._db.read() as connection:
            count = connection.scalar(select(func.count()).select_from(self._chosen.subquery()))
        return (count or 0) * _WEIGHT

    def faults(self, done: Done) -> Iterator[Fault]:
        last = -1
        while True:
            with one_moment(self._db) as connection:
                following = self._chosen.where(HitRow.id > last).order_by(HitRow.id).limit(_BATCH)
                hits = connection.execute(following).all()
                found = list(self._differing(connection, hits)) if hits else []
            yield from found
            if not hits:
                return
            check_order(last, hits[-1].id)
            last = hits[-1].id
            self._seen += len(hits)
            done(_WEIGHT * len(hits))

    def counted(self) -> list[Counted]:
        note = (
            f"{self._undecided} of releases before routes, which decided nothing" if self._undecided else None
        )
        return [Counted(what="hits", count=self._seen, note=note)]

    def _differing(self, connection: Connection, hits: Sequence[_Hit]) -> Iterator[Fault]:
        since = connection.scalar(select(VerdictRow.decided_at).order_by(VerdictRow.id).limit(1))
        verdicts = of_hits(connection, [one.id for one in hits])
        held = {one.id: in_force(verdicts[one.id]) for one in hits}
        keys = {each.notice_key for some in held.values() for each in some if each.notice_key is not None}
        told, sent = _told(connection, keys), _sent(connection, keys)
        waiting = _waiting(connection) if any(_waits(some) for some in held.values()) else set()
        for one in hits:
            decided = held[one.id]
            if not decided:
                if since is not None and one.flagged_at >= since:
                    yield _fault(one, "nothing was ever decided for it")
                else:
                    self._undecided += 1
                continue
            outcome = farthest(decided).outcome
            if one.outcome != outcome.value:
                yield _fault(
                    one, f"its outcome is {one.outcome}, and {outcome.value} follows from what was decided"
                )
            for verdict in decided:
                what = _wrong(one, verdict, told, sent, waiting)
                if what is not None:
                    yield _fault(one, f"on route {verdict.route} {what}")


def _wrong(
    hit: _Hit,
    verdict: KeptVerdict,
    told: Mapping[str, Set[tuple[int, str]] | None],
    sent: Mapping[str, Sequence[str]],
    waiting: Set[_Waiting],
) -> str | None:
    """What is wrong with a verdict in force."""
    if verdict.outcome in _WAITS:
        is_there = (verdict.route, hit.article_id, hit.watch) in waiting
        return (
            None if is_there else f"it is {verdict.outcome.value}, and nothing that waits there tells of it"
        )
    if verdict.outcome not in _OF_NOTICES:
        return None
    key = verdict.notice_key
    if key is None:
        return f"it is {verdict.outcome.value}, and there is no notice of it"
    hits = told[key]
    if hits is not None and (hit.article_id, hit.watch) not in hits:
        return f"it is {verdict.outcome.value} by notice {key}, which does not tell of it"
    arrived = sent.get(key, ())
    if verdict.outcome is HitOutcome.FAILED and DeliveryState.DELIVERED.value in arrived:
        return f"it has failed, and notice {key} was delivered"
    if verdict.outcome is HitOutcome.TOLD and arrived and set(arrived) == {DeliveryState.DEAD.value}:
        return f"it is told, and no delivery of notice {key} arrived"
    return None


def _told(connection: Connection, keys: Set[str]) -> dict[str, set[tuple[int, str]] | None]:
    """The hits that each notice tells of; None where it cannot be read, which `ToldCheck` says."""
    found: dict[str, set[tuple[int, str]] | None] = {}
    for key in sorted(keys):
        notice = notice_of(connection, key)
        found[key] = (
            None
            if isinstance(notice, Garbled)
            else {(hit.article_id, hit.watch) for story in notice.stories for hit in story.hits}
        )
    return found


def _sent(connection: Connection, keys: Set[str]) -> dict[str, list[str]]:
    """The states of the deliveries of each notice."""
    statement = select(DeliveryRow.story_notice_key, DeliveryRow.state).where(
        DeliveryRow.story_notice_key.in_(sorted(keys))
    )
    found: dict[str, list[str]] = {}
    for key, state in connection.execute(statement) if keys else ():
        found.setdefault(str(key), []).append(state)
    return found


def _waits(verdicts: Sequence[KeptVerdict]) -> bool:
    return any(one.outcome in _WAITS for one in verdicts)


def _waiting(connection: Connection) -> set[_Waiting]:
    return {
        (state.route, hit.article_id, hit.watch)
        for _, state in telling_rows.waiting(connection)
        if isinstance(state, StoryOnRoute) and state.held is not None
        for hit in state.held.hits
    }


def _fault(hit: _Hit, what: str) -> Fault:
    return Fault(what=f"hit {hit.id} of watch {hit.watch}: {what}", article_id=hit.article_id)
