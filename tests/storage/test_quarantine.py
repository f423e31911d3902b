"""The quarantine keeps what ran away, byte for byte, as much of it as there is room for."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from storage import quarantine
from storage.database import Database
from storage.frontier import Frontier
from storage.quarantine import Quarantine, digest_of
from storage.records import RunawayBody
from storage.status import snapshot
from tests.storage.samples import lead, source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.example/a"


def body(
    content: bytes, *, kind: str = "page", url: str = URL, reason: str = "took over 10 s"
) -> RunawayBody:
    return RunawayBody(
        kind=kind, url=url, source="gazette", content_type="text/html", reason=reason, content=content
    )


def test_a_body_is_kept_byte_for_byte_and_counted(db: Database) -> None:
    content = bytes(range(256)) * 300
    store = Quarantine(db)
    first = store.put(body(content), NOW)
    assert (first.times, first.size, first.kept, first.is_held) == (1, len(content), len(content), False)
    store.put(body(content, kind="feed"), NOW)
    later = NOW + timedelta(hours=1)
    store.put(body(content, reason="its process died (exit code -6)"), later)
    again = store.put(body(content, reason="its process died (exit code -6)"), later)
    assert (again.id, again.times, again.first_at, again.last_at) == (first.id, 3, NOW, later)
    assert (again.reason, again.is_held, again.digest) == (
        "its process died (exit code -6)",
        True,
        digest_of(content),
    )
    assert store.content(first.id) == content
    assert store.get(first.id) == again
    assert [one.kind for one in store.list()] == ["page", "feed"]
    assert snapshot(db, NOW).quarantined == 2


def test_of_a_large_body_the_beginning_is_kept(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "MOST_PACKED", 50_000)
    content = os.urandom(120_000)
    found = Quarantine(db).put(body(content), NOW)
    assert found.size == 120_000
    assert 40_000 < found.kept <= 50_000
    assert Quarantine(db).content(found.id) == content[: found.kept]
    assert found.digest == digest_of(content)


def test_the_oldest_go_where_there_is_no_room(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "MOST_BODIES", 3)
    store = Quarantine(db)
    for number in range(5):
        store.put(body(b"%d" % number), NOW + timedelta(minutes=number))
    assert [store.content(one.id) for one in store.list()] == [b"4", b"3", b"2"]
    monkeypatch.setattr(quarantine, "MOST_BYTES", 2_000)
    store.put(body(os.urandom(1_500)), NOW + timedelta(minutes=9))
    store.put(body(os.urandom(1_500)), NOW + timedelta(minutes=10))
    assert [one.size for one in store.list()] == [1_500]


def test_to_try_again_asks_for_the_article_again(db: Database) -> None:
    number = source(db, NOW)
    frontier = Frontier(db)
    frontier.discover(number, [lead(URL), lead("https://gazette.example/b")], NOW)
    for pending in frontier.pending(number, NOW, 10):
        frontier.failed(pending, "in quarantine", NOW, None)
    store = Quarantine(db)
    for _ in range(3):
        found = store.put(body(b"<p>"), NOW)
    assert frontier.pending(number, NOW, 10) == []
    freed = store.retry(found.id, NOW)
    assert freed is not None
    assert (freed.times, freed.is_held) == (0, False)
    assert [(one.lead.url, one.attempts) for one in frontier.pending(number, NOW, 10)] == [(URL, 0)]
    assert store.content(found.id) == b"<p>", "until it is read"


def test_what_is_not_there_is_said(db: Database) -> None:
    store = Quarantine(db)
    number = store.put(body(b"<p>"), NOW).id
    assert store.remove(number) is True
    assert store.remove(number) is False
    assert (store.get(number), store.content(number), store.retry(number, NOW)) == (None, None, None)
