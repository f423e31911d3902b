"""A desk's configuration and archive, filled, with what a hostile site would like a terminal to print."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from app.cli.main import app
from storage.database import Database
from storage.outbox import Outbox
from storage.records import DeliveryState
from tests.databases import filled
from tests.storage.samples import article, collected, flagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE_TITLE = "Frigate \x1b]0;owned\x07\x1b[2J\u202egnp.exe\u202c\r\nFORGED LINE\x9b31m 북한 \u2066end"
OBEYED = {chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F))} | {
    chr(code) for code in range(0x2066, 0x206A)
}


class Archive:
    """A folder with `wirewatch.toml` and an empty archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "wirewatch.toml"
        self.url = f"sqlite:///{folder / 'wirewatch.db'}"
        self.config.write_text('[manners]\ncontact = "desk@news.test"\n', encoding="utf-8")

    def fill(self) -> None:
        """Three articles with hits and deliveries in each state, a revision, and one from a hostile site."""
        (self.folder / "wirewatch.db").write_bytes(filled(_every_state))

    def delivery(self, state: DeliveryState) -> str:
        """The id of the delivery in this state."""
        database = Database(self.url)
        (found,) = Outbox(database).list(state)
        database.close()
        return found.id

    def run(self, *arguments: str) -> Result:
        """Run a command here, errors for people raised."""
        return CliRunner().invoke(app, [*arguments, "--config", str(self.config)])

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON lines that a command prints."""
        return [json.loads(line) for line in self.run(*arguments, "--json").stdout.splitlines()]


def _every_state(database: Database) -> None:
    flagged(database, NOW, 3, "mail")
    collected(database, article("https://gazette.example/0", text="They went by road, 북한."), NOW)
    hostile = article(
        "https://evil.example/0", title=HOSTILE_TITLE, text="A frigate \x1b[8mhidden\x1b[0m sailed."
    )
    collected(database, hostile, NOW, name="evil")
    outbox = Outbox(database)
    by_hit = {one.hit_id: one.id for one in outbox.list()}
    dead, waiting, delivered = by_hit[3], by_hit[2], by_hit[1]
    outbox.claim("mail", "w1", NOW, NOW - NOW, 3)
    outbox.dead(dead, "550 no such \x1b[31muser", NOW)
    outbox.delivered(delivered, "250 ok", NOW)
    outbox.retry(waiting, NOW, "421 later")


def is_harmless(printed: str) -> bool:
    """Whether a terminal would obey nothing in it but line breaks."""
    return not OBEYED & set(printed.replace("\n", ""))
