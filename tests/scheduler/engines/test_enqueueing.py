"""What is decided and the job that does it are committed together, or neither is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from scheduler.engines.enqueueing import Enqueueing
from scheduler.engines.job_schema import make_jobs
from storage.database import Database
from storage.errors import ContentionError, OutageError, StorageError
from storage.handover import Stage, hand_over
from storage.jobs import counts, forget
from storage.records import PollResult, RunOutcome, SourceState
from storage.sources import Sources
from tests.storage.samples import article, collected, declaration, flagged

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def db(postgres_db: Database) -> Database:
    make_jobs(postgres_db)
    return postgres_db


def jobs(db: Database) -> dict[tuple[str, str], int]:
    with db.read() as connection:
        return {(one.task, one.status): one.count for one in counts(connection)}


def declared(db: Database, *names: str) -> Sources:
    sources = Sources(db)
    sources.sync([declaration(name) for name in names], NOW)
    return sources


def test_each_source_that_is_due_is_handed_out_once(db: Database) -> None:
    sources, enqueueing = declared(db, "gazette", "courier"), Enqueueing()
    assert sources.hand_out(NOW, 10, enqueueing.run_of) == 2
    assert sources.hand_out(NOW, 10, enqueueing.run_of) == 0, "their runs wait already"
    assert jobs(db) == {("collect", "todo"): 2}
    with db.write() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
    assert sources.hand_out(NOW, 10, enqueueing.run_of) == 0, "their runs are under way"
    with db.write() as connection:
        connection.execute(text("DELETE FROM procrastinate_jobs"))
    assert sources.hand_out(NOW - HOUR, 10, enqueueing.run_of) == 0, "nothing is due yet"
    assert sources.hand_out(NOW, 1, enqueueing.run_of) == 1, "not more than was asked for"


def test_a_job_bears_its_source_and_its_host_group(db: Database) -> None:
    sources, enqueueing = declared(db, "gazette"), Enqueueing()
    sources.hand_out(NOW, 10, enqueueing.run_of)
    (state,) = sources.list()
    with db.read() as connection:
        row = connection.execute(
            text("SELECT queue_name, lock, queueing_lock, args FROM procrastinate_jobs")
        ).one()
    assert row == ("slow", state.host_group, f"source:{state.id}", {"source_id": state.id})


def test_a_source_that_answers_well_waits_apart_from_those_that_do_not(db: Database) -> None:
    sources, enqueueing = declared(db, "gazette"), Enqueueing()
    (state,) = sources.list()
    sources.finish(
        state.id, PollResult(outcome=RunOutcome.OK), url=state.url, new=0, now=NOW, due_at=NOW, started_at=NOW
    )
    sources.hand_out(NOW, 10, enqueueing.run_of)
    with db.read() as connection:
        assert connection.scalar(text("SELECT queue_name FROM procrastinate_jobs")) == "collect"


def test_what_is_rolled_back_leaves_no_job(db: Database) -> None:
    sources, enqueueing = declared(db, "gazette", "courier"), Enqueueing()
    handed: list[str] = []

    def fails_at_the_second(connection: Connection, state: SourceState) -> None:
        enqueueing.run_of(connection, state)
        handed.append(state.name)
        if len(handed) == 2:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        sources.hand_out(NOW, 10, fails_at_the_second)
    assert len(handed) == 2
    assert jobs(db) == {}


def test_a_job_that_waits_already_does_not_take_the_transaction_down(db: Database) -> None:
    sources, enqueueing = declared(db, "gazette"), Enqueueing()
    (state,) = sources.list()
    with db.write() as connection:
        enqueueing.run_of(connection, state)
        enqueueing.run_of(connection, replace(state, host_group="other.test"))
        assert connection.scalar(text("SELECT 1")) == 1
    assert jobs(db) == {("collect", "todo"): 1}


def test_one_decides_at_a_time(db: Database) -> None:
    sources, enqueueing = declared(db, "gazette"), Enqueueing()
    other = Sources(db)
    met: list[int | None] = []

    def meanwhile(connection: Connection, state: SourceState) -> None:
        met.append(other.hand_out(NOW, 10, enqueueing.run_of))

    assert sources.hand_out(NOW, 10, meanwhile) == 1
    assert met == [None]


def test_an_article_asks_for_flagging_and_a_notice_for_delivery(db: Database) -> None:
    db.follow_up = Enqueueing().follow_up
    collected(db, article("https://gazette.test/1"), NOW)
    assert jobs(db) == {("flag", "todo"): 1}
    collected(db, article("https://gazette.test/2"), NOW)
    assert jobs(db) == {("flag", "todo"): 1}, "one that waits is enough"
    with db.write() as connection:
        connection.execute(text("DELETE FROM procrastinate_jobs"))
    collected(db, article("https://gazette.test/2"), NOW)
    assert jobs(db) == {}, "nothing was new"
    flagged(db, NOW, 1, "mail")
    assert jobs(db)[("deliver", "todo")] == 1


def test_an_article_that_is_not_committed_asks_for_nothing(db: Database) -> None:
    db.follow_up = Enqueueing().follow_up
    with pytest.raises(RuntimeError):
        _left_to_do_and_rolled_back(db)
    with db.write() as connection:
        connection.execute(text("SELECT 1"))
    assert jobs(db) == {}, "nor does the next transaction on its connection"


def test_the_jobs_of_a_dead_worker_are_nobodys(db: Database) -> None:
    with db.write() as connection:
        number = connection.scalar(text("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id"))
        connection.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) "
                "VALUES ('collect', 'collect', 'doing', :worker)"
            ),
            {"worker": number},
        )
        forget(connection, [str(number)])
        assert connection.scalar(text("SELECT worker_id FROM procrastinate_jobs")) is None


def _left_to_do_and_rolled_back(db: Database) -> None:
    with db.write() as connection:
        hand_over(connection, Stage.FLAG)
        raise RuntimeError


@pytest.mark.parametrize(("sqlstate", "kind"), [("53100", OutageError), ("40P01", ContentionError)])
def test_a_job_that_cannot_be_put_there_fails_as_its_transaction_would(
    db: Database, sqlstate: str, kind: type[StorageError]
) -> None:
    sources, enqueueing = declared(db, "gazette"), Enqueueing()
    with db.write() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END $$"
            )
        )
        connection.execute(
            text("CREATE TRIGGER refuse BEFORE INSERT ON procrastinate_jobs EXECUTE FUNCTION refuse()")
        )
    with pytest.raises(kind):
        sources.hand_out(NOW, 10, enqueueing.run_of)
    assert db.outage.holds is (kind is OutageError)
