"""The later steps of the schema, up and down, over an archive that holds articles; see `test_migrations`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect

from storage import schema
from storage.access import Audit, Tokens
from storage.archive import Archive
from storage.backfills import Backfills
from storage.captures.rows import Captures
from storage.database import Database
from storage.desk_watches import DeskWatches
from storage.host_leases import HostLeases
from storage.quarantine import Quarantine
from storage.records import (
    BackfillKind,
    DeskWatchDraft,
    RunawayBody,
    Severity,
)
from storage.search import search
from storage.search.index import ALL_KEYS, newest
from storage.verifying.full_text import FullTextCheck
from storage.verifying.revisions import RevisionCheck
from storage.workers import Workers
from tests.storage.captures.answers import save, store
from tests.storage.samples import (
    article,
    collected,
    let_in,
)
from watch import Word, parse
from watch.facets import CHARACTERS

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.example/of-old"


def test_captures_and_seals_go_for_the_release_before_and_the_words_stay(
    database_url: str, tmp_path: Path
) -> None:
    database = Database(database_url)
    captures = store(tmp_path)
    number = save(database, captures).article_id
    assert Captures(database).of(number, 1) is not None
    database.close()

    schema.downgrade(database_url, "0008")
    database = Database(database_url)
    with database.read() as connection:
        assert "captures" not in inspect(connection).get_table_names()
        assert "seal" not in {one["name"] for one in inspect(connection).get_columns("article_revisions")}
        assert "capture_error" not in {one["name"] for one in inspect(connection).get_columns("workers")}
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    check = RevisionCheck(database)
    assert list(check.faults(lambda _: None)) == []
    (counted,) = check.counted()
    assert counted.note is not None
    assert counted.note.startswith("1 of releases before seals")
    assert save(database, captures, text="They went by road.").revision == 2
    assert [one.revision for one in Captures(database).of_article(number)] == [2]
    assert list(RevisionCheck(database).faults(lambda _: None)) == []
    database.close()


def test_what_is_said_of_characters_is_said_of_articles_of_old_too(database_url: str) -> None:
    database = Database(database_url)
    collected(database, article("https://gazette.example/1", text="북한군이 러시아에 병력을 보냈다."), NOW)
    collected(database, article("https://gazette.example/2"), NOW)
    database.close()
    schema.downgrade(database_url, "0010")
    database = Database(database_url)
    assert _of_characters(database) == []
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    (found,) = search(database, parse("북한 NEAR/2 러시아"))
    assert _of_characters(database) == [found.key]
    assert list(FullTextCheck(database).faults(lambda _: None)) == []
    database.close()


def test_before_0014_there_are_no_watches_of_the_desk(database_url: str) -> None:
    database = Database(database_url)
    draft = DeskWatchDraft(query="train*", severity=Severity.CRITICAL, note="for Anna")
    DeskWatches(database).add("rail", draft, "anna", NOW)
    database.close()
    schema.downgrade(database_url, "0013")
    database = Database(database_url)
    with database.read() as connection:
        assert not {"desk_watches", "desk_watch_versions"} & set(inspect(connection).get_table_names())
    database.close()

    schema.upgrade(database_url)
    schema.require_current(database_url)
    database = Database(database_url)
    assert DeskWatches(database).living() == []
    assert DeskWatches(database).add("rail", draft, "anna", NOW).version.severity is Severity.CRITICAL
    database.close()


def test_before_0015_a_worker_was_alone(database_url: str) -> None:
    database = Database(database_url)
    Workers(database).register("w1", "desk", 11, NOW)
    Workers(database).known_as("w1", ["7", "8"])
    HostLeases(database, "w1").take("gazette.example", 1.0)
    database.close()
    schema.downgrade(database_url, "0014")
    schema.upgrade(database_url)
    database = Database(database_url)
    (worker,) = Workers(database).list()
    assert (worker.id, worker.engine, worker.engine_ids) == ("w1", "local", [])
    assert HostLeases(database, "w2").take("gazette.example", 1.0) is not None
    database.close()


def test_before_0017_there_is_no_quarantine(database_url: str) -> None:
    database = Database(database_url)
    body = RunawayBody(
        kind="page", url=URL, source=None, content_type=None, reason="took over 10 s", content=b"<p>"
    )
    Quarantine(database).put(body, NOW)
    collected(database, article(URL), NOW)
    database.close()
    schema.downgrade(database_url, "0016")
    database = Database(database_url)
    with database.read() as connection:
        assert "quarantine" not in inspect(connection).get_table_names()
    database.close()

    schema.upgrade(database_url)
    schema.require_current(database_url)
    database = Database(database_url)
    assert Quarantine(database).list() == []
    assert Quarantine(database).put(body, NOW).times == 1
    assert Archive(database).count() == 1
    database.close()


def _of_characters(database: Database) -> list[int]:
    with database.read() as connection:
        return newest(connection, Word(term=CHARACTERS), ALL_KEYS, 10)


def test_tokens_sessions_and_the_audit_go_for_the_release_before_and_begin_anew(database_url: str) -> None:
    database = Database(database_url)
    let_in(database, NOW)
    collected(database, article(URL), NOW)
    database.close()
    schema.downgrade(database_url, "0012")
    database = Database(database_url)
    with database.read() as connection:
        assert not {"access_tokens", "access_sessions", "audit"} & set(inspect(connection).get_table_names())
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    assert (Tokens(database).list(), Audit(database).newest()) == ([], [])
    assert Archive(database).count() == 1
    let_in(database, NOW)
    assert len(Audit(database).newest()) == 1
    database.close()


def test_backfills_go_for_the_release_before_and_their_articles_stay(database_url: str) -> None:
    database = Database(database_url)
    asked = Backfills(database).add(BackfillKind.WARC, "/data/a.warc.gz", NOW, since=NOW, size=900)
    collected(database, article(URL), NOW)
    database.close()

    schema.downgrade(database_url, "0015")
    database = Database(database_url)
    with database.read() as connection:
        assert "backfills" not in inspect(connection).get_table_names()
    database.close()

    schema.upgrade(database_url)
    database = Database(database_url)
    assert Archive(database).count() == 1
    assert Backfills(database).list() == []
    again = Backfills(database).add(BackfillKind.WARC, "/data/a.warc.gz", NOW, since=NOW, size=900)
    assert again == asked
    database.close()
