"""A desk over an archive with something of everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from app.web.application import build
from app.web.desk import Declared, DeclaredWatch, Desk
from app.web.rate_limit import Limit
from storage.database import Database
from storage.outbox import Outbox
from storage.sources import Sources
from tests.storage.samples import article, collected, declaration, fill
from watch import parse
from watch.aliases import shipped

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WATCHES = ("North Korea troop deployments", "troops", "북한/army & navy", "<b>never</b>")
SOURCES = ("Yonhap", "gazette", "herald/world & more")
LIMITLESS = Limit(requests=10_000_000)
HOST = "testserver"


@dataclass(slots=True, kw_only=True)
class Configured:
    """The configuration of a test; its watches may be changed."""

    watches: list[DeclaredWatch] = field(
        default_factory=lambda: [
            DeclaredWatch(name=name, query=parse("troops OR 북한*", shipped()), severity="normal")
            for name in WATCHES
        ]
    )

    def current(self) -> Declared:
        return Declared(path=Path("wirewatch.toml"), watches=self.watches, book=shipped(), channels=("mail",))


def filled(db: Database) -> None:
    """Rows in every table; articles in several languages, sections and sources; a dead letter."""
    fill(db, NOW)
    addresses = {SOURCES[2]: "https://herald.example/feed"}
    Sources(db).sync([declaration(name, url=addresses.get(name)) for name in SOURCES], NOW)
    for number, (title, language, section) in enumerate(
        (
            ("북한군 이동", "ko", "국방"),
            ("=1+1 Troops <script>alert(1)</script>", "en", "World & \x0bDefence"),
            ("Troops go home \U0001f680", "en-GB", None),
        )
    ):
        what = article(
            f"https://herald.example/{number}?a=1&b=<2>",
            title=title,
            text=f"Troops moved. Nobody denied it.\n\nThe ministry said so. {title}",
            published_at=NOW - timedelta(days=number),
            language=language,
            section=section,
        )
        collected(db, what, NOW - timedelta(hours=number), name="herald/world & more")
    collected(db, article("https://yonhap.example/1"), NOW, name="Yonhap")
    outbox = Outbox(db)
    outbox.dead(outbox.list()[0].id, "410 Gone", NOW)


def desk_over(db: Database) -> Desk:
    """A desk whose clock stands."""
    return Desk(database=db, configuration=Configured(), clock=lambda: NOW)


@contextmanager
def asked(db: Database, limit: Limit = LIMITLESS) -> Iterator[TestClient]:
    """A client of the desk over a database."""
    with TestClient(build(desk_over(db), hosts=[HOST], limit=limit), follow_redirects=False) as client:
        yield client
