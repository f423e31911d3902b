"""A desk that asks for tokens, or none, and whoever comes to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.declared import DeclaredByFile
from app.web.application import build
from app.web.desk import Desk
from app.web.security.gate import OPEN, Gate
from storage.access import Tokens
from storage.database import Database
from storage.records import Scope

HOST = "desk.example"
HTTP = f"http://{HOST}"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLOSED = Gate(token_required=True)
PROXIED = Gate(token_required=True, behind_proxy=True)
CONFIGURED = '[database]\nurl = "{url}"\n\n[manners]\ncontact = "desk@news.test"\n'


class Hands:
    """A clock whose hands are moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        """Some time goes by."""
        self.now += timedelta(**span)


class Door:
    """A desk, as those see it who come to it."""

    def __init__(self, url: str, folder: Path, gate: Gate = CLOSED) -> None:
        config = folder / "wirewatch.toml"
        config.write_text(CONFIGURED.format(url=url), encoding="utf-8")
        self.database = Database(url)
        self.clock = Hands()
        self.desk = Desk(database=self.database, configuration=DeclaredByFile(config), clock=self.clock)
        self.application: FastAPI = build(self.desk, hosts=[HOST], gate=gate)

    def token(self, name: str, scope: Scope = Scope.READ) -> str:
        """A new token."""
        return Tokens(self.database).create(name, scope, self.clock.now).secret

    def client(self, address: str = "192.0.2.7", *, url: str = HTTP) -> TestClient:
        """Somebody with a browser that has not been here; it follows no redirect by itself."""
        return TestClient(self.application, base_url=url, follow_redirects=False, client=(address, 50_000))

    def inside(self, name: str, scope: Scope = Scope.READ) -> TestClient:
        """Somebody whose browser has a session."""
        client = self.client()
        came = client.post("/session", data={"token": self.token(name, scope)}, headers={"Origin": HTTP})
        assert came.status_code == 303
        return client


@contextmanager
def opened(url: str, folder: Path, gate: Gate = CLOSED) -> Iterator[Door]:
    """A desk over an archive, until the end of the block."""
    door = Door(url, folder, gate)
    try:
        yield door
    finally:
        door.database.close()


__all__ = ["CLOSED", "HOST", "HTTP", "NOW", "OPEN", "PROXIED", "Door", "opened"]
