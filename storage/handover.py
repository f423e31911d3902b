"""What a transaction leaves to be done next, told to whoever hands out work in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import Connection

_LEFT = "wirewatch_left_to_do"


class Stage(StrEnum):
    """What is to be done with what was written: new revisions are to be flagged, deliveries to be sent."""

    FLAG = "flag"
    DELIVER = "deliver"


#: Called once for each stage at the end of the transaction, before it is committed.
FollowUp = Callable[[Connection, Stage], None]


def hand_over(connection: Connection, stage: Stage) -> None:
    """Note that this transaction, if it is committed, leaves something for this stage."""
    connection.info.setdefault(_LEFT, set()).add(stage)


def begin(connection: Connection) -> None:
    """Forget what a transaction noted that came to nothing."""
    connection.info.pop(_LEFT, None)


def follow(connection: Connection, follow_up: FollowUp | None) -> None:
    """Tell what was noted since `begin`."""
    stages: set[Stage] = connection.info.pop(_LEFT, set())
    if follow_up is not None:
        for stage in sorted(stages):
            follow_up(connection, stage)
