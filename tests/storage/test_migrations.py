"""Each step of the schema, up and down, over an archive that holds articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, inspect, text

from storage import schema
from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.keys import key_hash
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.records import (
    ClaimedDelivery,
    DeliveryState,
    Evidence,
    HitOutcome,
    KeepFor,
    SourceKind,
    SpanRecord,
    TextSource,
)
from storage.search import index, search
from storage.search.entry import Change
from storage.sources import Sources
from storage.stories import Stories
from storage.upkeep import run_upkeep
from storage.upkeep.letting_go import leaving, let_go
from storage.watches import WatchVersions
from tests.storage.samples import (
    article,
    collected,
    declaration,
    drifting,
    fill,
    hit,
    source,
    told_to,
    troubled,
    unflagged,
)
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
        assert 1 in _found_as_before(connection)
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    assert len(search(database, parse("road"))) == found
    assert collected(database, article(URL, text="They went by sea."), NOW).revision == 3
    database.close()


def _found_as_before(connection: Connection) -> list[int]:
    """The articles whose title holds a word, asked as the first release did."""
    if connection.dialect.name == "sqlite":
        asked = text("SELECT rowid FROM article_index WHERE article_index MATCH :terms")
        return list(connection.scalars(asked, {"terms": 'title : "troops"'}))
    asked = text("SELECT article_id FROM article_index WHERE terms @@ CAST(:terms AS tsquery)")
    return list(connection.scalars(asked, {"terms": "'troops':A"}))


def test_articles_of_old_are_sorted_and_indexed_anew(database_url: str) -> None:
    database = Database(database_url)
    days = (3, 1, 1, 2, 1, None)
    for number, day in enumerate(days):
        published_at = None if day is None else NOW - timedelta(days=day)
        collected(database, article(f"https://gazette.example/{number}", published_at=published_at), NOW)
    database.close()
    schema.downgrade(database_url, "0007")
    database = Database(database_url)
    with database.read() as connection:
        assert sorted(_found_as_before(connection)) == [1, 2, 3, 4, 5, 6]
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    found = search(database, parse("troops"))
    assert [one.article.id for one in found] == [6, 5, 3, 2, 4, 1]
    assert found[1].key - found[3].key == 2
    database.close()


def test_each_article_is_indexed_once_on_a_long_way(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(database_url)
    for number in range(3):
        collected(database, article(f"https://gazette.example/{number}"), NOW)
    database.close()
    written: list[int] = []
    write = index.write_entries

    def counting(connection: Connection, changes: Sequence[Change]) -> None:
        written.append(len(changes))
        write(connection, changes)

    monkeypatch.setattr(index, "write_entries", counting)
    for migrate, revision, count in (
        (schema.downgrade, "0001", 0),  # by the migration itself, in the form of that release
        (schema.upgrade, "head", 3),
        (schema.downgrade, "0009", 3),
        (schema.downgrade, "0007", 0),
        (schema.upgrade, "0009", 3),
        (schema.upgrade, "head", 3),
    ):
        written.clear()
        migrate(database_url, revision)
        assert sum(written) == count, revision
    database = Database(database_url)
    assert len(search(database, parse("troops"))) == 3
    database.close()


# As the second release wrote them.
HIT = """
INSERT INTO hits (article_id, revision, watch, query, spans, outcome, flagged_at)
VALUES (:article, 1, :watch, :query, '[["title",0,6,"troops"]]', 'told', :at)
"""


def test_hits_of_old_get_the_versions_that_made_them(database_url: str) -> None:
    database = Database(database_url)
    for number in range(4):
        collected(database, article(f"https://gazette.example/{number}"), NOW)
    database.close()
    schema.downgrade(database_url, "0002")
    database = Database(database_url)
    naive = database.dialect == "sqlite"
    used = (("troops", "b"), ("troops", "a"), ("tanks", "b"), ("troops", "b"))
    with database.write() as connection:
        for number, (watch, query) in enumerate(used):
            at = NOW + timedelta(hours=number)
            connection.execute(
                text(HIT),
                {
                    "article": number + 1,
                    "watch": watch,
                    "query": query,
                    "at": at.replace(tzinfo=None) if naive else at,
                },
            )
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    flags, versions = Flags(database), WatchVersions(database)
    assert [(kept.watch, kept.query, kept.version) for kept, _ in reversed(flags.hits())] == [
        ("troops", "b", 1),
        ("troops", "a", 2),
        ("tanks", "b", 1),
        ("troops", "b", 1),
    ]
    assert [(one.number, one.query, one.first_seen_at) for one in versions.versions("troops")] == [
        (1, "b", NOW),
        (2, "a", NOW + timedelta(hours=1)),
    ]
    assert flags.hits()[0][0].spans == (SpanRecord(field="title", start=0, end=6, form="troops"),)
    assert (flags.hits()[0][0].polarity, flags.hits()[0][0].sentence) == (None, None)
    same = parse("b")
    assert versions.current("troops", str(same), same.alias_digest, NOW).number == 1
    database.close()


def test_what_the_second_release_cannot_read_is_not_left_to_it(database_url: str) -> None:
    database = Database(database_url)
    saved = collected(database, article(URL), NOW)
    span = SpanRecord(field="title", start=0, end=6, form="Troops", alias="forces")
    draft = replace(
        hit(saved.article_id),
        evidence=Evidence(spans=(span,), polarity="hedged", cue=span),
        version_id=WatchVersions(database).current("troops", "troops", "", NOW).id,
    )
    flags = Flags(database)
    flags.record(unflagged(database, 1), [draft], NOW, told_to("mail"))
    assert Marks(database).mark(1, Mark.HANDLED, "seen", NOW) == 1
    Sources(database).sync([replace(declaration(), country="KR")], NOW)
    database.close()

    schema.downgrade(database_url, "0002")
    database = Database(database_url)
    with database.read() as connection:
        assert connection.scalar(text("SELECT state FROM deliveries")) == "dead"
        spans = connection.scalar(text("SELECT spans FROM hits"))
        assert (json.loads(spans) if isinstance(spans, str) else spans) == [["title", 0, 6, "Troops"]]
        assert not {"watch_versions", "hit_marks"} & set(inspect(connection).get_table_names())
        assert "country" not in {column["name"] for column in inspect(connection).get_columns("sources")}
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    ((kept, _),) = Flags(database).hits()
    assert (kept.version, kept.spans) == (1, (replace(span, alias=None),))
    assert [each.state for each in Outbox(database).list()] == [DeliveryState.DEAD]
    database.close()


def test_deliveries_of_hits_come_through_and_those_of_notices_go_on_the_way_down(database_url: str) -> None:
    database = Database(database_url)
    fill(database, NOW)
    before = [one for one in Outbox(database).list() if one.hit_id is not None]
    assert len(before) == 6
    assert len(Outbox(database).list()) == 8
    database.close()

    schema.downgrade(database_url, "0003")
    database = Database(database_url)
    with database.read() as connection:
        ids = set(connection.scalars(text("SELECT id FROM deliveries")))
        tables = set(inspect(connection).get_table_names())
    assert ids == {one.id for one in before}
    assert not tables & {"source_conditions", "source_notices"}
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    alone = [replace(one, story_notice_key=None, story_notice_kind=None) for one in before]
    assert Outbox(database).list() == alone
    assert len(Outbox(database).claim("mail", "w1", NOW, timedelta(minutes=5), 10)) == 3
    state = Sources(database).get("gazette")
    assert state is not None
    assert (state.conditions, state.requests, state.distrusted) == ((), 0, False)
    troubled(database, state.id, NOW + timedelta(hours=1))
    assert len(Outbox(database).list()) == 7
    database.close()


def test_a_source_of_a_kind_that_the_release_before_has_not_is_removed_for_it(database_url: str) -> None:
    database = Database(database_url)
    posts = replace(declaration(), name="posts", url="https://posts.example/", kind=SourceKind.WORDPRESS)
    Sources(database).sync([declaration(), posts], NOW)
    database.close()

    schema.downgrade(database_url, "0003")
    database = Database(database_url)
    with database.read() as connection:
        kept = connection.scalars(text("SELECT name FROM sources WHERE removed_at IS NULL")).all()
    assert kept == ["gazette"]
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    report = Sources(database).sync([declaration(), posts], NOW + timedelta(hours=1))
    assert (report.added, report.changed) == ((), ("posts",))
    assert [state.name for state in Sources(database).list()] == ["gazette", "posts"]
    database.close()


def test_of_several_notices_of_a_hit_the_release_before_keeps_the_latest(database_url: str) -> None:
    database = Database(database_url)
    flags = Flags(database)
    first = collected(database, article(URL), NOW)
    flags.record(unflagged(database, 9), [hit(first.article_id)], NOW, told_to("mail"))
    later = NOW + timedelta(hours=1)
    collected(database, article(URL, text="They went by road."), later)
    touched = replace(hit(first.article_id, revision=2), touches=True)
    flags.record(unflagged(database, 9), [touched], later, told_to("mail", now=later))
    report, update = sorted(Outbox(database).list(), key=lambda one: one.created_at)
    assert (report.hit_id, update.hit_id) == (1, 1)
    database.close()

    schema.downgrade(database_url, "0006")
    database = Database(database_url)
    with database.read() as connection:
        assert connection.scalars(text("SELECT id FROM deliveries")).all() == [update.id]
        assert "verdicts" not in inspect(connection).get_table_names()
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    ((kept, _),) = Flags(database).hits()
    assert kept.outcome is HitOutcome.TOLD
    (claimed,) = Outbox(database).claim("mail", "w1", later, timedelta(minutes=1), 9)
    assert isinstance(claimed, ClaimedDelivery)
    assert claimed.hit.id == kept.id
    database.close()


def test_a_story_whose_first_article_is_gone_is_found_anew_by_the_release_before(database_url: str) -> None:
    database = Database(database_url)
    for number in range(2):
        collected(database, article(f"https://gazette.example/{number}", title=f"Title {number}"), NOW)
    unflagged(database, 9)
    Flags(database).record(unflagged(database, 9), [hit(2)], NOW, told_to("mail"))
    run_upkeep(database, KeepFor(), by="command")
    with database.write() as connection:
        assert let_go(connection, leaving(connection, [1])) == 0
        connection.execute(text("UPDATE hits SET outcome = 'backlog'"))
        connection.execute(text("DELETE FROM route_states"))
        assert let_go(connection, leaving(connection, [1])) == 1
    kept = Stories(database).of_article(2)
    assert kept is not None
    assert (kept.id, [one.article_id for one in kept.members]) == (1, [2])
    database.close()

    schema.downgrade(database_url, "0009")
    database = Database(database_url)
    with database.read() as connection:
        assert connection.scalars(text("SELECT id FROM articles WHERE grouped_at IS NULL")).all() == [2]
        assert connection.scalars(text("SELECT id FROM stories WHERE merged_into IS NULL")).all() == []
        assert "upkeep_runs" not in inspect(connection).get_table_names()
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    unflagged(database, 9)
    again = Stories(database).of_article(2)
    assert again is not None
    assert (again.id, Archive(database).count()) == (2, 1)
    database.close()
