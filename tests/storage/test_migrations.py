"""Each step of the schema, up and down, over an archive that holds articles."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import inspect, text

from storage import schema
from storage.archive import Archive
from storage.database import Database
from storage.keys import key_hash
from storage.records import TextSource
from storage.search import search
from storage.search.entry import Entry
from storage.search.index import write_entries
from tests.storage.samples import article, collected, drifting, fill, source
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.example/of-old"
# As the first release wrote them.
SOURCE = """
INSERT INTO sources (name, kind, url, host_group, interval, tell_backlog, due_at, added_at, last_new)
VALUES ('gazette', 'feed', 'https://gazette.example/feed', 'gazette.example', 900, :no, :now, :now, 0)
"""
ARTICLE = """
INSERT INTO articles
(url, url_key, source_id, backlog, revision, content_hash, sorted_at, collected_at, revised_at)
VALUES (:url, :key, 1, :no, 1, :hash, :now, :now, :now)
"""
REVISION = """
INSERT INTO article_revisions
(article_id, number, fetched_url, title, text, authors, section, provenance, content_hash, saved_at)
VALUES (1, 1, :url, 'Troops move', 'They went by rail.', '["Ada Lind"]', 'World', '{"title": "h1"}', :hash, :now)
"""


def test_articles_of_the_first_release_come_through_and_go_back(database_url: str) -> None:
    schema.downgrade(database_url, "0001")
    database = Database(database_url)
    now = NOW.replace(tzinfo=None) if database.dialect == "sqlite" else NOW
    before = article(URL)
    with database.write() as connection:
        values = {"no": False, "now": now, "url": URL, "key": key_hash(URL), "hash": before.content_hash}
        for statement in (SOURCE, ARTICLE, REVISION):
            connection.execute(text(statement), values)
        write_entries(connection, {1: (None, Entry.of(before.title, before.text))})
    database.close()

    schema.upgrade(database_url)
    schema.require_current(database_url)
    database = Database(database_url)
    kept = Archive(database).get(1)
    assert kept is not None
    assert (kept.article.title, kept.article.authors, kept.article.section) == (
        "Troops move",
        ("Ada Lind",),
        "World",
    )
    assert (kept.article.tags, kept.article.opening, kept.article.is_paywalled) == ((), None, False)
    assert (kept.article.text_source, kept.article.page_kind) == (TextSource.PAGE, "article")
    assert collected(database, before, NOW).revision == 1
    assert collected(database, article(URL, text="They went by road."), NOW).revision == 2
    fill(database, NOW)
    drifting(database, source(database, NOW), NOW)
    found = len(search(database, parse("road")))
    database.close()

    schema.downgrade(database_url, "0001")
    database = Database(database_url)
    with database.read() as connection:
        assert not {"page_readings", "source_events", "hosts", "host_lines"} & set(
            inspect(connection).get_table_names()
        )
        columns = {column["name"] for column in inspect(connection).get_columns("article_revisions")}
        assert not {"tags", "text_source", "partial"} & columns
        titles = connection.scalars(text("SELECT title FROM article_revisions WHERE article_id = 1")).all()
        assert list(titles) == ["Troops move", "Troops move"]
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    assert len(search(database, parse("road"))) == found
    assert collected(database, article(URL, text="They went by sea."), NOW).revision == 3
    database.close()
