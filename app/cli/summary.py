"""What one pass did, in a few lines for the mail that cron sends."""

from __future__ import annotations

from alerts.delivery import DeliveryTally
from app.cli.terminal import plain
from scheduler.counted import counted
from scheduler.totals import Totals
from storage.database import Database
from storage.health import is_trouble
from storage.outbox import Outbox
from storage.sources import Sources


def print_summary(totals: Totals, deliveries: DeliveryTally, database: Database) -> bool:
    """Print the pass; True where something needs a look."""
    waiting, _ = Outbox(database).waiting_summary()
    if totals.runs:
        new = counted(totals.new, "new article")
        print(f"{counted(totals.runs, 'poll')}: {new}, {totals.revised} revised, {totals.failed} not read")
    else:
        print("nothing was due")
    print(
        f"{counted(totals.flagged, 'hit')}: {totals.told} to tell, "
        f"{totals.backlog} of the backlog (flagged, not told)"
    )
    dead = counted(deliveries.dead, "dead letter")
    print(f"{counted(deliveries.delivered, 'notice')} delivered, {waiting} waiting, {dead}")
    states = _states(database)
    for name, trouble in sorted(totals.troubled.items(), key=lambda one: one[0].casefold()):
        print(f"{plain(name)}: {plain(states.get(name, trouble))}")
    if others := states.keys() - totals.troubled.keys():
        print(f"{counted(len(others), 'other source')} in trouble: wirewatch status --trouble")
    return bool(totals.troubled or waiting or deliveries.dead)


def _states(database: Database) -> dict[str, str]:
    """The gravest state of each source in trouble, in the words of `wirewatch status`."""
    return {
        source.name: f"{gravest.state}: {gravest.evidence}"
        for source in Sources(database).list()
        for gravest in source.conditions[:1]
        if is_trouble(gravest.state)
    }
