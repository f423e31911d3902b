"""Work that one process does at a time, the others waiting their turn."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, func, select


class Turn(IntEnum):
    """What is done one at a time. The numbers are any, but the same in every version."""

    MIGRATE = 0x77697265
    SYNC = 0x77697266
    ADMIT = 0x77697267
    VERSIONS = 0x77697268
    CARE = 0x77697269
    CHANNELS = 0x7769726A
    GROUP = 0x7769726B
    TELL = 0x7769726C
    SORT = 0x7769726D
    DESK = 0x7769726E
    DECIDE = 0x7769726F


def take_turn(connection: Connection, turn: Turn) -> None:
    """Wait for the turn; it ends with the transaction. On SQLite a writing transaction is a turn already."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(turn.value)))


def is_my_turn(connection: Connection, turn: Turn) -> bool:
    """Take the turn if nobody has it; whether it was free. It ends with the transaction."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(select(func.pg_try_advisory_xact_lock(turn.value))))
