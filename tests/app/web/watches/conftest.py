"""A desk over an archive of a few articles, with a watch in its file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.declared import DeclaredByFile
from app.web.application import build
from app.web.desk import Desk
from storage.database import Database
from tests.storage.samples import article, collected

HOST = "desk.example"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONFIGURED = """[database]
url = "{url}"

[[watches]]
name = "In the file"
query = "regiment"
severity = "critical"
"""


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """Three articles of the last days, and one from before them."""
    config = tmp_path / "wirewatch.toml"
    config.write_text(CONFIGURED.format(url=database_url), encoding="utf-8")
    database = Database(database_url)
    for number, text in enumerate(("A train <b>left</b>.", "A ship left.", "A train met a ship."), 1):
        what = article(f"https://gazette.example/{number}", title=f"Story {number}", text=text)
        collected(database, what, NOW - timedelta(days=number))
    old = article("https://gazette.example/old", title="Story of old", text="A train of old.")
    collected(database, old, NOW - timedelta(days=40))
    yield Desk(database=database, configuration=DeclaredByFile(config), clock=lambda: NOW)
    database.close()


@pytest.fixture
def browser(desk: Desk) -> TestClient:
    """Somebody on this machine."""
    return TestClient(build(desk, hosts=[HOST]), base_url=f"http://{HOST}", follow_redirects=False)
