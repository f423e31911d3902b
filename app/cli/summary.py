"""What one pass did, in a few lines for the mail that cron sends."""

from __future__ import annotations

from alerts.delivery import DeliveryTally
from app.cli.terminal import plain
from scheduler.totals import Totals
from storage.database import Database
from storage.outbox import Outbox


def print_summary(totals: Totals, deliveries: DeliveryTally, database: Database) -> bool:
    """Print the pass; True where something needs a look."""
    waiting, _ = Outbox(database).waiting_summary()
    print(
        f"{totals.runs} polls: {totals.new} new articles, {totals.revised} revised, {totals.failed} not read"
    )
    print(
        f"{totals.flagged} hits: {totals.told} to tell, {totals.backlog} of the backlog (flagged, not told)"
    )
    print(f"{deliveries.delivered} notices delivered, {waiting} waiting, {deliveries.dead} dead letters")
    for name, trouble in sorted(totals.troubled.items()):
        print(f"{plain(name)}: {plain(trouble)}")
    return bool(totals.troubled or waiting or deliveries.dead)
