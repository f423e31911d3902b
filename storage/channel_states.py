"""How channels are: read at every pass, changed by what becomes of a send and by people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, func, select

from storage.database import Database
from storage.inserts import insert_or_replace
from storage.locks import Turn, take_turn
from storage.records import ChannelQueue, ChannelState, DeliveryState
from storage.tables import ChannelStateRow, DeliveryRow, is_open_delivery

Change = Callable[[ChannelState], ChannelState]

_COLUMNS = ChannelStateRow.__table__.columns


class ChannelStates:
    """The channel_states table: a row for each channel that ever had trouble."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> dict[str, ChannelState]:
        """The states by channel; of a channel without one, nothing is known but good."""
        with self._db.read() as connection:
            return listed(connection)

    def change(self, channel: str, change: Change) -> ChannelState:
        """Make of the state what `change` says, in one transaction; returns what it is then.

        A channel that has none begins with an empty one. What `change` leaves as it was is not written.
        """
        return self._db.retrying(lambda connection: changed(connection, channel, change))

    def renew(self, digests: Mapping[str, str]) -> list[str]:
        """Forget the trouble of channels whose configuration is another one now; returns their names.

        What was told stays, so that their recovery is told too.
        """
        with self._db.read() as connection:
            known = listed(connection)
        old = [name for name, digest in digests.items() if name in known and known[name].digest != digest]
        for name in old:
            self.change(name, partial(enabled, digest=digests[name]))
        return old

    def queues(self) -> dict[str, ChannelQueue]:
        """What is not accepted yet, dead letters aside, by channel."""
        with self._db.read() as connection:
            return queues(connection)


def enabled(state: ChannelState, digest: str) -> ChannelState:
    """A channel of which nothing bad is known but what was told of it."""
    return ChannelState(
        channel=state.channel,
        digest=digest,
        told=tuple(one for one in state.told if not one.startswith(REFUSED)),
        told_at=state.told_at,
        accepted_at=state.accepted_at,
        recent_at=state.recent_at,
    )


#: What was told of an address that was refused stands in `told` under this and the address.
REFUSED = "refused:"


def changed(connection: Connection, channel: str, change: Change) -> ChannelState:
    """See `ChannelStates.change`."""
    take_turn(connection, Turn.CHANNELS)
    row = connection.execute(select(*_COLUMNS).where(ChannelStateRow.channel == channel)).one_or_none()
    before = ChannelState(channel=channel) if row is None else _state(row)
    after = change(before)
    if after != before:
        statement = insert_or_replace(connection.dialect.name, ChannelStateRow, ChannelStateRow.channel)
        connection.execute(statement, _values(after))
    return after


def listed(connection: Connection) -> dict[str, ChannelState]:
    """See `ChannelStates.all`."""
    return {row.channel: _state(row) for row in connection.execute(select(*_COLUMNS))}


def queues(connection: Connection) -> dict[str, ChannelQueue]:
    """See `ChannelStates.queues`."""
    statement = (
        select(
            DeliveryRow.channel, func.count().label("many"), func.min(DeliveryRow.created_at).label("oldest")
        )
        .where(is_open_delivery())
        .group_by(DeliveryRow.channel)
    )
    return {
        row.channel: ChannelQueue(channel=row.channel, waiting=row.many, oldest_at=row.oldest)
        for row in connection.execute(statement)
    }


def dead_letters(connection: Connection) -> dict[str, int]:
    """How many dead letters there are, by channel."""
    statement = (
        select(DeliveryRow.channel, func.count().label("many"))
        .where(DeliveryRow.state == DeliveryState.DEAD.value)
        .group_by(DeliveryRow.channel)
    )
    return {row.channel: row.many for row in connection.execute(statement)}


def _state(row: Row[*tuple[Any, ...]]) -> ChannelState:
    values = dict(row._mapping)
    values["told"] = tuple(values["told"])
    values["recent_at"] = tuple(datetime.fromisoformat(at) for at in values["recent_at"])
    return ChannelState(**values)


def _values(state: ChannelState) -> dict[str, Any]:
    values = {field.name: getattr(state, field.name) for field in fields(state)}
    values["refused"] = dict(state.refused)
    values["told"] = list(state.told)
    values["recent_at"] = [at.isoformat() for at in state.recent_at]
    return values
