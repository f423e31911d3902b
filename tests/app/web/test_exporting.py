"""A file is made while it is sent: whole, in little memory, and no longer than somebody takes it."""

from __future__ import annotations

import csv
import io
import json
import socket
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient

from app.archive_files import FileFormat, Found, read
from app.archive_files import formats as archive_formats
from app.web import exporting
from app.web.exporting import Sink, pieces
from app.web.problems import MEDIA_TYPE
from storage.archive import Archive
from storage.database import Database
from storage.exporting import Chosen
from storage.records import CollectedArticle
from tests.app.web.filled import NOW, asked, filled
from tests.app.web.served import served, until
from tests.storage.samples import article, source


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    found = Database(sqlite_url)
    yield found
    found.close()


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    filled(database)
    with asked(database) as found:
        yield found


def many(database: Database, count: int, length: int) -> None:
    """So many articles with texts of so many characters, which no compression makes small."""
    number = source(database, NOW)
    for start in range(0, count, 100):
        items = [
            CollectedArticle(
                article=article(
                    f"https://gazette.example/{each}",
                    title=f"Troops {each}",
                    text=" ".join(f"{each * word:x}" for word in range(length // 6)),
                ),
                source_id=number,
                lead_id=None,
                backlog=True,
            )
            for each in range(start, min(start + 100, count))
        ]
        Archive(database).save(items, NOW)


@pytest.mark.parametrize("format_", list(FileFormat))
def test_what_goes_out_can_be_read_again(client: TestClient, format_: FileFormat) -> None:
    answer = client.get("/export", params={"format": format_.value})
    assert answer.status_code == 200
    name = f"wirewatch-2026-11-25.{format_.value}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    rows = list(read(io.BytesIO(answer.content), format_))
    assert all(isinstance(row, Found) for row in rows)
    assert len(rows) == len(client.get("/api/v1/sync/articles").json()["items"]) > 7


def test_the_choice_is_that_of_a_search(client: TestClient) -> None:
    def titles(**choice: str) -> list[str]:
        lines = client.get("/export", params=choice).text.splitlines()
        return [json.loads(line)["title"] for line in lines]

    assert titles(q="북한군") == ["북한군 이동"]
    script = "=1+1 Troops <script>alert(1)</script>"
    assert titles(language="en", since="60h") == ["Troops go home \U0001f680", script]
    assert titles(language="en", since="36h") == [script]
    assert titles(section="국방", country="KR") == []
    assert len(titles(watch="troops")) == 4
    assert len(titles(watch="troops", latest="true")) == 3


def test_formulas_are_defused(client: TestClient) -> None:
    text = client.get("/export", params={"format": "csv", "section": "World & \x0bDefence"}).text
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["title"] == "'=1+1 Troops <script>alert(1)</script>"


def test_without_pyarrow_there_is_no_parquet(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_formats, "find_spec", lambda _name: None)
    answer = client.get("/export", params={"format": "parquet"})
    assert (answer.status_code, answer.headers["content-type"]) == (501, MEDIA_TYPE)
    assert "pip install 'wirewatch[parquet]'" in answer.json()["detail"]
    assert client.get("/export", params={"format": "csv"}).status_code == 200


@pytest.mark.parametrize("format_", [FileFormat.JSONL, FileFormat.CSV])
def test_memory_is_that_of_some_dozens_of_articles(database: Database, format_: FileFormat) -> None:
    def peak() -> int:
        tracemalloc.start()
        try:
            for piece in pieces(database, Chosen(), format_):
                assert len(piece) < 2_000_000
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    many(database, 200, 6_000)
    few = peak()
    many(database, 800, 6_000)
    assert peak() < 1.5 * few


def test_a_sink_gives_each_byte_once() -> None:
    sink = Sink()
    sink.write(b"abc")
    assert (sink.taken(), sink.waiting, sink.tell()) == (b"abc", 0, 3)
    sink.write(b"de")
    assert (sink.waiting, sink.tell(), sink.taken(), sink.taken()) == (2, 5, b"de", b"")


@contextmanager
def counted_pieces(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What became of the files that were made: `begun`, then `ended` when the transaction is over."""
    seen: list[str] = []

    def noted(database: Database, chosen: Chosen, format_: FileFormat) -> Iterator[bytes]:
        seen.append("begun")
        try:
            yield from pieces(database, chosen, format_)
            seen.append("whole")
        finally:
            seen.append("ended")

    monkeypatch.setattr(exporting, "pieces", noted)
    yield seen


def test_a_client_that_goes_away_ends_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    many(database, 200, 120_000)
    with counted_pieces(monkeypatch) as seen, served(database) as port:
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"GET /export HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert client.recv(1000).startswith(b"HTTP/1.1 200")
        until(lambda: "ended" in seen)
        assert seen == ["begun", "ended"]


def test_a_client_that_takes_nothing_ends_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    many(database, 200, 120_000)
    monkeypatch.setattr(exporting, "PATIENCE", 0.3)
    with counted_pieces(monkeypatch) as seen, served(database) as port:
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"GET /export HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert client.recv(1000).startswith(b"HTTP/1.1 200")
            until(lambda: "ended" in seen)
        assert seen == ["begun", "ended"]
