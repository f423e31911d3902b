from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage import schema
from storage.database import Database
from storage.errors import StorageError
from storage.migrations.comparing import ours
from storage.tables import Base
from tests.storage.captures.answers import save, store
from tests.storage.samples import article, collected, drifting, fill, source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_create_makes_a_new_database_and_leaves_a_current_one_alone(new_database_url: str) -> None:
    assert schema.state(new_database_url).is_empty
    schema.create(new_database_url)
    schema.create(new_database_url)
    found = schema.state(new_database_url)
    assert found.current == found.head
    assert not found.is_empty
    schema.require_current(new_database_url)


def test_looking_at_a_database_that_is_not_there_makes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    assert schema.state(f"sqlite:///{file}").is_empty
    with pytest.raises(StorageError, match="wirewatch db upgrade"):
        schema.require_current(f"sqlite:///{file}")
    assert not file.exists()


def test_a_file_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No such file"):
        schema.create(f"sqlite:///{tmp_path / 'none' / 'archive.db'}")


def test_the_migrations_and_the_models_say_the_same(db: Database) -> None:
    with db.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_object": ours},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_indexes_are_partial_where_the_models_say_so(db: Database) -> None:
    with db.read() as connection:
        if db.dialect == "sqlite":
            rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index'")).all()
        else:
            rows = connection.execute(text("SELECT indexname, indexdef FROM pg_indexes")).all()
    partial = {name for name, sql in rows if sql and " WHERE " in sql and name.startswith("ix_")}
    assert partial == {
        index.name
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.dialect_kwargs
    }


def test_down_and_up_again_with_rows_in_every_table(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    fill(database, NOW)
    save(database, store(tmp_path), 7)
    drifting(database, source(database, NOW), NOW)
    with database.read() as connection:
        for name in Base.metadata.tables:
            assert connection.scalar(text(f"SELECT count(*) FROM {name}")), name
    database.close()
    schema.downgrade(database_url, "base")
    database = Database(database_url)
    with database.read() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    database.close()
    with pytest.raises(StorageError, match="wirewatch db upgrade"):
        schema.require_current(database_url)
    schema.upgrade(database_url)
    database = Database(database_url)
    fill(database, NOW)
    database.close()


def test_a_database_of_somebody_else_is_left_alone(new_database_url: str) -> None:
    if new_database_url.startswith("sqlite"):
        Path(new_database_url.removeprefix("sqlite:///")).touch()
    database = Database(new_database_url)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE orders (id integer)"))
    database.close()
    for act in (schema.create, schema.upgrade, schema.require_current):
        with pytest.raises(StorageError, match="not wirewatch's"):
            act(new_database_url)


def test_a_database_of_a_newer_version_is_named(database_url: str) -> None:
    database = Database(database_url)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StorageError, match="newer version"):
        schema.require_current(database_url)


def test_processes_that_start_together_make_one_schema(new_database_url: str) -> None:
    failures: list[Exception] = []

    def create() -> None:
        try:
            schema.create(new_database_url)
        except StorageError as error:
            failures.append(error)

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    schema.require_current(new_database_url)


def test_an_article_can_be_saved_after_create(new_database_url: str) -> None:
    schema.create(new_database_url)
    database = Database(new_database_url)
    assert collected(database, article("https://a.example/1"), NOW).revision == 1
    database.close()


def test_the_newest_of_the_files_is_the_head_that_all_others_lead_to() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    in_order = [script.revision for script in scripts.walk_revisions()]
    assert in_order == sorted(in_order, reverse=True)
    assert schema.state("sqlite:////nowhere/archive.db").head == scripts.get_current_head()
