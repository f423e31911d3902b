"""docs/why.md is true: its commands are run on the archive that it tells of, and print what it shows."""

from __future__ import annotations

import re
import shlex
from datetime import datetime, timedelta
from pathlib import Path

from storage.archive import Archive
from storage.database import Database
from storage.frontier import Frontier
from storage.outbox import Outbox
from storage.records import Article, CollectedArticle, PendingLead
from tests.app.cli.desks import MAIL, NOW, Desk
from tests.app.cli.test_watches_page import agrees, commands
from tests.app.cli.test_why_outcomes import GAZETTE, HARBOUR, KURSK, LEDGER, WIRE, Press
from tests.storage.samples import lead, source

PAGE = (Path(__file__).parents[3] / "docs" / "why.md").read_text("utf-8")
(ROUTE,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
NIGHT = NOW + timedelta(hours=9, minutes=30)
MORNING = timedelta(hours=17)


def shown(press: Press, address: str, at: datetime) -> PendingLead:
    """A source that is known for long shows a new address."""
    outlet = address.split("/")[2].removesuffix(".example")
    number = source(press.database, NOW, outlet)
    frontier = Frontier(press.database)
    frontier.discover(number, [], NOW)
    frontier.discover(number, [lead(address)], at)
    (pending,) = frontier.pending(number, at, 1)
    return pending


def comes(press: Press, what: Article, at: datetime) -> None:
    """An article is shown, read and flagged."""
    pending = shown(press, what.url, at)
    item = CollectedArticle(
        article=what, source_id=pending.source_id, lead_id=pending.id, backlog=pending.backlog
    )
    Archive(press.database).save([item], at)
    press.desk.flag(at)


def delivered(press: Press, at: datetime) -> None:
    """What waits for the desk arrives."""
    outbox = Outbox(press.database)
    for one in outbox.claim("desk", "w1", at, timedelta(minutes=1), 9):
        outbox.delivered(one.delivery.id, "250 2.0.0 queued", at)


def test_the_page_is_true(tmp_path: Path, sqlite_url: str) -> None:
    desk = Desk(tmp_path, sqlite_url, f"{KURSK}{MAIL.replace('mail', 'desk', 1)}{ROUTE}")
    press = Press(desk=desk, database=Database(sqlite_url))
    comes(press, WIRE, NOW + timedelta(minutes=2))
    delivered(press, NOW + timedelta(minutes=3))
    comes(press, GAZETTE, NOW + timedelta(minutes=10))
    comes(press, LEDGER, NIGHT)
    comes(press, HARBOUR, NIGHT)
    pending = shown(press, "https://harbour.example/pictures", NIGHT)
    Frontier(press.database).failed(pending, "HTTP 404", NIGHT, None)
    press.is_later(MORNING)
    delivered(press, NOW + MORNING)
    press.database.close()
    ran = 0
    for block in EXAMPLES:
        for command, lines in commands(block):
            printed = desk.run(*shlex.split(command)[1:]).output
            # the page shows the times as they are
            assert agrees(lines, printed.splitlines()), f"$ {command}\n{printed}"
            assert set(re.findall(r"\d\d:\d\d UTC", "".join(lines))) <= set(
                re.findall(r"\d\d:\d\d UTC", printed)
            )
            ran += 1
    assert ran == 4
