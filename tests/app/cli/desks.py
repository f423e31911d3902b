"""A desk with watches and an archive, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from alerts.flagging import flag_new
from alerts.watchlist import registered
from app.cli.main import app
from app.config import load
from app.config.projection import watchlist
from storage.database import Database
from storage.watches import WatchVersions
from tests.storage.samples import article, collected

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SENT = """
[[watches]]
name = "Sent to Russia"
query = "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=asserted|hedged)"
"""
MAIL = """
[[channels]]
name = "mail"
type = "email"
host = "mail.test"
to = ["desk@news.test"]
from = "wirewatch@news.test"
"""


class Desk:
    """A folder with `wirewatch.toml`, and the archive of an empty database."""

    def __init__(self, folder: Path, url: str, watches: str = SENT) -> None:
        self.url = url
        self.config = folder / "wirewatch.toml"
        self.write(watches)

    def write(self, watches: str) -> None:
        """Other watches from now on."""
        head = f'[database]\nurl = "{self.url}"\n\n[manners]\ncontact = "desk@news.test"\n'
        self.config.write_text(head + watches, encoding="utf-8")

    def collect(self, texts: Sequence[str], at: datetime = NOW, *, name: str = "gazette") -> list[int]:
        """An article for each text; their numbers."""
        database = Database(self.url)
        found = [
            collected(
                database,
                article(f"https://{name}.example/{at:%Y%m%d%H}-{number}", title="A report", text=text),
                at,
                name=name,
            ).article_id
            for number, text in enumerate(texts)
        ]
        database.close()
        return found

    def flag(self, at: datetime = NOW) -> None:
        """What the worker does with the articles that are new."""
        database = Database(self.url)
        flag_new(database, registered(watchlist(load(self.config)), WatchVersions(database), at), at)
        database.close()

    def run(self, *arguments: str, given: str | bytes | None = None) -> Result:
        """Run a command here."""
        return CliRunner().invoke(app, [*arguments, "--config", str(self.config)], input=given)

    def row(self, *arguments: str) -> dict[str, Any]:
        """The one JSON object that a command prints."""
        (found,) = self.rows(*arguments)
        return found

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON lines that a command prints."""
        return [json.loads(line) for line in self.run(*arguments, "--json").stdout.splitlines()]
