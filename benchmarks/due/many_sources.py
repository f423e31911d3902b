"""Sources that are polled every 15 minutes, each due at some time of the next interval."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from storage.database import Database
from storage.records import SourceDeclaration, SourceKind
from storage.tables import SourceRow

INTERVAL = timedelta(minutes=15)


def declared(number: int) -> SourceDeclaration:
    """A source at a host of its own."""
    host = f"outlet{number}.test"
    return SourceDeclaration(
        name=f"outlet {number}",
        kind=SourceKind.FEED,
        url=f"https://{host}/feed",
        host_group=host,
        interval=INTERVAL,
    )


def spread(database: Database, begins_at: datetime, **also: datetime) -> None:
    """Let every source be due at some time of the interval that begins then; `also` are further columns of each."""
    rng = random.Random(1)
    with database.write() as connection:
        numbers = connection.scalars(select(SourceRow.id)).all()
        statement = update(SourceRow).where(SourceRow.id == bindparam("of"))
        connection.execute(
            statement.values(due_at=bindparam("due"), **also),
            [{"of": number, "due": begins_at + rng.random() * INTERVAL} for number in numbers],
        )
