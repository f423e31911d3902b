from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from storage.database import Database, redacted
from storage.errors import StorageError
from storage.tables import RevisionRow, SourceRow
from storage.workers import Workers
from tests.databases import PostgresServer
from tests.storage.samples import article, collected

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:s3cret@db.example/wirewatch",
        "postgres://desk@db.example/wirewatch?password=s3cret",
        "postgresql://desk:s3cret@[::1/broken",
        "s3cret",
        "mysql://desk:s3cret@db.example/x",
    ],
)
def test_no_message_shows_the_password(url: str) -> None:
    assert "s3cret" not in redacted(url)
    with pytest.raises(StorageError) as raised:
        Database(url.replace("db.example", "127.0.0.1:1")).read().__enter__()
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "oracle://x/y", "not a url"])
def test_a_database_that_is_not_supported_is_refused(url: str) -> None:
    with pytest.raises(StorageError):
        Database(url)


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    database = Database("postgresql://desk@127.0.0.1:1/wirewatch")
    with (
        pytest.raises(StorageError, match=r"^postgresql://desk@127\.0\.0\.1:1/wirewatch: ") as raised,
        database.read(),
    ):
        pass
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(StorageError, match="there is no database"), database.read():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear Sir or Madam,\n" * 200)
    with pytest.raises(StorageError, match="not a database"), Database(f"sqlite:///{file}").read():
        pass


def test_sqlite_is_set_up_for_many_readers_and_one_writer(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.read() as connection:
        settings_ = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert settings_ == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10000, "synchronous": 1}
    database.close()


def test_connections_that_a_server_cut_while_they_lay_idle_are_made_anew(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = postgres_server.make(migrated=True)
    with closing(Database(postgres_server.url(name))) as database:
        with database.read(), database.read():
            pass  # two connections for the pool
        postgres_server.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        monkeypatch.setattr("storage.database._TRUSTED", 0.0)
        with database.read() as one, database.read() as other:
            assert [connection.scalar(text("SELECT 1")) for connection in (one, other)] == [1, 1]


def test_a_writer_does_not_keep_readers_out(db: Database) -> None:
    with db.write() as writing:
        writing.execute(text("UPDATE alembic_version SET version_num = 'changed'"))
        with db.read() as reading:
            assert reading.scalar(text("SELECT version_num FROM alembic_version")) != "changed"
    with db.read() as reading:
        assert reading.scalar(text("SELECT version_num FROM alembic_version")) == "changed"


def test_what_fails_half_way_leaves_nothing(db: Database) -> None:
    def change_and_fail() -> None:
        with db.write() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'changed'"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    with db.read() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) != "changed"


def test_eight_threads_that_read_and_then_write_all_get_their_turn(db: Database) -> None:
    collected(db, article("https://a.example/1"), NOW)
    failures: list[Exception] = []

    def work() -> None:
        try:
            for _ in range(25):
                with db.write() as connection:
                    count = connection.scalar(select(SourceRow.last_new).with_for_update()) or 0
                    connection.execute(text("UPDATE sources SET last_new = :count"), {"count": count + 1})
        except StorageError as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with db.read() as connection:
        assert connection.scalar(text("SELECT last_new FROM sources")) == 200


FIRST = datetime(1, 1, 1, tzinfo=UTC)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    # a day from the ends of the calendar, which an offset must not step over
    st.integers(24 * 3600, 9998 * 365 * 24 * 3600).map(lambda seconds: FIRST + timedelta(seconds=seconds)),
    ZONES,
)
def test_a_time_comes_back_as_the_same_instant_in_utc(db: Database, moment: datetime, zone: timezone) -> None:
    workers = Workers(db)
    workers.register("w", "host", 1, moment.astimezone(zone))
    (worker,) = workers.list()
    assert worker.started_at == moment
    assert worker.started_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        Workers(db).register("w", "host", 1, NOW.replace(tzinfo=None))
    assert Workers(db).list() == []


def test_who_opens_a_new_file_together_with_others_waits_for_them(tmp_path: Path) -> None:
    failures: list[StorageError] = []

    def use(url: str, begun: threading.Barrier) -> None:
        begun.wait()
        with closing(Database(url)) as database:
            try:
                with database.write() as connection:
                    connection.execute(text("CREATE TABLE IF NOT EXISTS orders (id integer)"))
            except StorageError as error:
                failures.append(error)

    for number in range(40):
        file = tmp_path / f"{number}.db"
        file.touch()
        begun = threading.Barrier(6)
        threads = [threading.Thread(target=use, args=(f"sqlite:///{file}", begun)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_what_is_read_from_a_column_of_json_belongs_to_who_reads_it(db: Database) -> None:
    collected(db, article("https://gazette.example/1"), NOW)
    statement = select(RevisionRow.provenance, RevisionRow.authors)
    with db.read() as connection:
        provenance, authors = connection.execute(statement).one()
        before = dict(provenance), list(authors)
        provenance["title"] = "changed"
        authors.append("Nobody")
        assert connection.execute(statement).one() == before
