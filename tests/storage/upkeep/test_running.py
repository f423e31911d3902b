"""Runs of the upkeep: each kind of work, the report, and an end half-way."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, text

from storage.archive import Archive
from storage.channel_notices import ChannelNotices
from storage.database import Database
from storage.errors import StorageError
from storage.outbox import Outbox
from storage.records import (
    ChannelNoticeKind,
    ChannelQueue,
    Decision,
    DeliveryState,
    KeepFor,
    StoryNotice,
    StoryNoticeKind,
)
from storage.search import search
from storage.status import snapshot
from storage.tables import SourceNoticeRow, StoryNoticeRow, VerdictRow
from storage.telling.ledger import Ledger
from storage.telling.names import delivery_id
from storage.upkeep import Pace, Stop, last_report, reports, run_upkeep, sizes_by_kind, whole_size
from storage.upkeep.finished import KEPT, forget_old_notices
from storage.upkeep.sqlite_care import merge_index
from tests.storage import jobs
from tests.storage.samples import article, collected, fill
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = {
    "sqlite": ["old notices", "full-text index", "statistics", "log", "hosts"],
    "postgresql": ["old notices", "full-text index", "tables", "hosts"],
}


def test_a_run_does_all_and_keeps_its_report(db: Database) -> None:
    fill(db, NOW)
    begun: list[str] = []
    report = run_upkeep(db, KeepFor(), by="command", begun=begun.append, clock=lambda: NOW)
    assert [step.name for step in report.steps] == begun == NAMES[db.dialect]
    assert [step.trouble for step in report.steps] == [None] * len(begun)
    assert (report.whole, report.articles, report.by) == (True, Archive(db).count(), "command")
    assert sum(report.sizes.values()) > 0
    with db.read() as connection:
        assert last_report(connection) == report
    assert snapshot(db, NOW).upkeep == report


def test_what_is_given_is_done_after_the_retention(db: Database) -> None:
    seen: list[str] = []

    def captures(_: Pace) -> str:
        seen.append("captures")
        return "done"

    days = KeepFor(articles=timedelta(days=1))
    report = run_upkeep(db, days, by="worker", also=(("captures", captures),), clock=lambda: NOW)
    assert [step.name for step in report.steps][:3] == ["retention", "old notices", "captures"]
    assert (seen, report.steps[0].says, report.steps[2].says) == (["captures"], "articles let go: 0", "done")


def test_what_fails_keeps_nothing_else_from_being_done(db: Database) -> None:
    def broken(_: Pace) -> str:
        raise StorageError("the disk is gone")

    report = run_upkeep(db, KeepFor(), by="command", also=(("captures", broken),), clock=lambda: NOW)
    troubles = {step.name: step.trouble for step in report.steps}
    assert troubles.pop("captures") == "the disk is gone"
    assert set(troubles.values()) == {None}


def test_a_run_that_is_stopped_says_that_it_is_not_whole(db: Database) -> None:
    stop = Stop()

    def stopping(_: Pace) -> str:
        stop.ask()
        return "stopped"

    report = run_upkeep(
        db, KeepFor(), by="worker", also=(("captures", stopping),), stop=stop, clock=lambda: NOW
    )
    assert [step.name for step in report.steps] == ["old notices", "captures"]
    assert not report.whole
    with db.read() as connection:
        assert last_report(connection, whole=True) is None
        assert reports(connection) == [report]


def test_what_can_be_cancelled_is_cancelled_from_another_thread() -> None:
    stop, entered, cancelled = Stop(), threading.Event(), threading.Event()

    def work() -> None:
        with stop.cancelling(cancelled.set):
            entered.set()
            cancelled.wait(30)

    thread = threading.Thread(target=work)
    thread.start()
    entered.wait(30)
    stop.ask()
    thread.join(30)
    assert cancelled.is_set()
    assert stop.is_asked


def test_a_merged_index_gives_the_same_answers(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    # Each save is a part of the index; FTS5 merges four of a size by itself.
    for number in range(11):
        collected(db, article(f"https://gazette.example/{number}", title=f"Title {number}"), NOW)
    parts = segments(db)
    assert len(parts) > 1
    before = [found.article.id for found in search(db, parse("rail"))]
    assert merge_index(db, Pace()) > 0
    assert len(segments(db)) < len(parts)
    assert [found.article.id for found in search(db, parse("rail"))] == before
    assert merge_index(db, Pace()) == 0
    with db.write() as connection:
        connection.execute(text("INSERT INTO article_index (article_index) VALUES ('integrity-check')"))
    db.close()


def segments(db: Database) -> set[int]:
    with db.read() as connection:
        return set(connection.scalars(text("SELECT DISTINCT segid FROM article_index_idx")))


def test_notices_of_long_ago_are_forgotten_but_for_those_that_could_not_be_delivered(db: Database) -> None:
    notices, outbox = ChannelNotices(db), Outbox(db)
    for at in range(3):
        notices.tell(
            ChannelNoticeKind.FAILING,
            ChannelQueue(channel=f"hook{at}", waiting=3, oldest_at=NOW),
            trouble="410 Gone",
            since_at=NOW,
            told=("stuck",),
            to="mail",
            now=NOW,
        )
    delivered, dead, _ = (one.id for one in outbox.list())
    outbox.claim("mail", "w1", NOW, timedelta(minutes=1), 2)
    outbox.delivered(delivered, "250 ok", NOW)
    outbox.dead(dead, "550 no", NOW)
    assert forget_old_notices(db, NOW + KEPT, Pace()) == 0
    assert forget_old_notices(db, NOW + KEPT + timedelta(days=1), Pace()) == 1
    assert {one.id for one in outbox.list()} == {one.id for one in outbox.list() if one.id != delivered}
    assert [one.state for one in outbox.list(DeliveryState.DEAD)] == [DeliveryState.DEAD]
    with db.read() as connection:
        assert connection.scalar(select(func.count()).select_from(SourceNoticeRow)) == 2


def test_digests_of_half_a_year_ago_that_said_nothing_are_forgotten(db: Database) -> None:
    fill(db, NOW - timedelta(days=1))
    with db.write() as connection:
        ledger = Ledger(connection)
        for number, channel in enumerate(("mail", "hook", "pager")):
            empty = StoryNotice(
                key=f"empty {number}",
                kind=StoryNoticeKind.DIGEST,
                route="morning",
                channels=(channel,),
                severity=None,
                stories=(),
                created_at=NOW,
            )
            ledger.apply(Decision(notices=(empty,)))
    outbox = Outbox(db)
    outbox.delivered(delivery_id("empty 0", "mail"), "250 ok", NOW)
    outbox.dead(delivery_id("empty 1", "hook"), "410 Gone", NOW)
    before = {one.id for one in outbox.list()}
    assert forget_old_notices(db, NOW + KEPT, Pace()) == 0
    assert forget_old_notices(db, NOW + KEPT + timedelta(days=1), Pace()) == 1
    # what waits, what may be replayed, and all that tells of hits
    assert before - {one.id for one in outbox.list()} == {delivery_id("empty 0", "mail")}
    with db.read() as connection:
        keys = set(connection.scalars(select(StoryNoticeRow.key)))
        assert (
            set(connection.scalars(select(VerdictRow.notice_key).where(VerdictRow.notice_key.is_not(None))))
            <= keys
        )
    assert "empty 0" not in keys


def test_jobs_that_ended_a_week_ago_are_forgotten(postgres_url: str) -> None:
    db = Database(postgres_url)
    jobs.with_tables(db)
    old, late = NOW - timedelta(days=8), NOW - timedelta(days=6)
    with db.write() as connection:
        worker = jobs.worker(connection, NOW)
        gone = {
            jobs.job(connection, old, status=status) for status in ("succeeded", "failed") for _ in range(300)
        }
        kept = {
            jobs.job(connection, old),
            jobs.job(connection, old, status="doing", worker=worker),
            jobs.job(connection, late, status="succeeded"),
            jobs.job(connection, late, status="failed"),
        }
        # a job that a periodic task began is named by the table of those
        connection.execute(
            text(
                "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, job_id) "
                "VALUES ('upkeep', 1, :id)"
            ),
            {"id": min(gone)},
        )
    report = run_upkeep(db, KeepFor(), by="worker", clock=lambda: NOW)
    assert [(step.says, step.trouble) for step in report.steps if step.name == "old jobs"] == [
        ("forgotten: 600", None)
    ]
    with db.read() as connection:
        assert set(connection.scalars(text("SELECT id FROM procrastinate_jobs"))) == kept
        assert set(connection.scalars(text("SELECT DISTINCT job_id FROM procrastinate_events"))) == kept
    db.close()


def test_the_kinds_make_up_the_whole_file(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    fill(db, NOW)
    with db.read() as connection:
        free = connection.scalar(
            text("SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size")
        )
    assert sum(sizes_by_kind(db).values()) + (free or 0) == whole_size(db)
    db.close()


def test_a_bare_connection_leaves_others_as_they_were(db: Database) -> None:
    with db.bare() as connection:
        connection.execute(text("SELECT 1"))
    collected(db, article("https://gazette.example/1"), NOW)
    with db.write() as connection:
        connection.execute(text("DELETE FROM leads"))
        connection.rollback()
    assert Archive(db).count() == 1
