"""Answers as they come over the wire, for the tests of captures."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from storage.archive import Archive
from storage.captures.store import CaptureStore
from storage.database import Database
from storage.records import CollectedArticle, Saved, WireAnswer
from tests.storage.samples import article, source

NOW = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
PAGE = "<html><head><title>Troops move</title></head><body><p>They went by rail, 북한.</p></body></html>".encode()


def answer(
    number: int = 0,
    *,
    body: bytes = PAGE,
    at: datetime = NOW,
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
) -> WireAnswer:
    """An answer at /NUMBER of the gazette."""
    return WireAnswer(
        url=f"https://gazette.example/{number}",
        requested_at=at,
        status=200,
        headers=headers,
        request_headers=(("User-Agent", "desk/1"), ("Accept-Encoding", "gzip")),
        body=BytesIO(body),
        ip_address="192.0.2.7",
    )


def packed_answer(number: int = 0) -> WireAnswer:
    """One that came packed."""
    body = gzip.compress(PAGE, mtime=0)
    return answer(number, body=body, headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")))


def store(folder: Path) -> CaptureStore:
    """A store that keeps captures in the folder `captures` of this one."""
    made = CaptureStore(clock=lambda: NOW - timedelta(hours=1))
    made.use(folder / "captures")
    return made


def save(
    db: Database,
    captures: CaptureStore,
    number: int = 0,
    *,
    text: str = "They went by rail.",
    what: WireAnswer | None = None,
    now: datetime = NOW,
) -> Saved:
    """Save the article at /NUMBER with the answer that gave it."""
    item = CollectedArticle(
        article=article(f"https://gazette.example/{number}", text=text),
        source_id=source(db, now),
        lead_id=None,
        backlog=False,
        answer=answer(number, at=now) if what is None else what,
    )
    return Archive(db, captures).save([item], now)[0]


def unfinished(path: Path) -> Path:
    """A capture file as a writer that died leaves it: open to writing."""
    path.chmod(0o600)
    return path
