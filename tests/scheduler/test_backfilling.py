"""WARC files into the archive: each record once, in its own time, and nobody is told."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from alerts.flagging import flag_new
from alerts.watchlist import WatchEntry, Watchlist, registered
from crawler.lead import Lead
from crawler.reading import Body, InlineReader, PageRead, ReadingError
from scheduler.backfilling import Backfilling
from scheduler.holders import new_holder
from scheduler.reading_pool import STOPPING
from storage.archive import Archive
from storage.backfills import Backfills
from storage.database import Database
from storage.errors import OutageError, StorageError
from storage.flags import Flags
from storage.outbox import Outbox
from storage.records import Backfill, BackfillCount, BackfillState, HitOutcome, Wording
from storage.search import search
from storage.sources import Sources
from storage.stories import group_new
from storage.watches import WatchVersions
from tests.crawler.rigs.site import Handler, Site
from tests.crawler.rigs.texts import article
from tests.crawler.warc.files import CRAWLED_AT, NOW, PACKS, Pack, Record, page, surrounded, written
from tests.dying import exit_code, start
from tests.scheduler.backfills import BATCH, Work, asked, plan, worked
from tests.storage.samples import article as an_article
from tests.storage.samples import collected, declaration
from watch import parse


def many(count: int) -> list[Record]:
    return [each for number in range(count) for each in surrounded(page(number))]


def addresses(db: Database) -> list[str]:
    return sorted(one.article.url for one in Archive(db).newest(1000))


@pytest.mark.parametrize("pack", PACKS)
async def test_the_articles_of_a_file_are_archived_in_their_own_time(
    db: Database, tmp_path: Path, pack: Pack
) -> None:
    file = written(tmp_path / "CC-NEWS-1.warc", many(3), pack)
    (done,) = await worked(db, tmp_path, file)
    assert (done.state, done.count) == (BackfillState.DONE, BackfillCount(new=3))
    assert (done.position.offset, done.position.records) == (file.stat().st_size, 3)
    first = Archive(db).get(1)
    assert first is not None
    assert (first.article.title, first.article.url) == (
        "Frigate 0 sails",
        "https://gazette.example/2026/0",
    )
    assert (first.collected_at, first.revised_at, first.article.fetched_at) == (CRAWLED_AT,) * 3
    assert first.backlog
    origin = first.article.provenance["fetched_at"]
    assert origin.startswith("WARC-Date of the record at byte ")
    assert origin.endswith(" of CC-NEWS-1.warc")
    assert len(search(db, parse("frigate"))) == 3


async def test_nobody_is_told_and_the_hits_are_there(db: Database, tmp_path: Path) -> None:
    text = "The frigate Halcyon sailed, and a battalion of marines with her."
    chosen = [
        page(0),
        Record(url="https://gazette.example/a", body=article("Fleet", "Nothing of note.").encode()),
        Record(
            url="https://gazette.example/a",
            body=article("Fleet", text).encode(),
            date="2026-04-01T12:00:00Z",
        ),
    ]
    (done,) = await worked(db, tmp_path, written(tmp_path / "a.warc.gz", chosen))
    assert done.count == BackfillCount(new=2, revised=1)
    while group_new(db, NOW).articles:
        pass
    entry = WatchEntry(name="frigates", query=parse("frigate"), channels=("mail",))
    since = CRAWLED_AT - timedelta(days=9)
    watchlist = registered(Watchlist(entries=(entry,)), WatchVersions(db), since)
    flag_new(db, watchlist, NOW)
    hits = Flags(db).hits()
    assert [(hit.watch, hit.outcome) for hit, _ in hits] == [("frigates", HitOutcome.BACKLOG)]
    assert Outbox(db).list() == []
    assert Flags(db).unflagged(9) == []


async def test_what_was_crawled_before_is_left_out(db: Database, tmp_path: Path) -> None:
    chosen = [page(0, date="2026-02-01T00:00:00Z"), page(1)]
    file = written(tmp_path / "a.warc.gz", chosen)
    (done,) = await worked(db, tmp_path, file, since=datetime(2026, 2, 2, tzinfo=UTC))
    assert done.count == BackfillCount(new=1, older=1)
    (done,) = await worked(db, tmp_path, file, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert done.count == BackfillCount(new=1, known=1)


async def test_a_page_that_was_crawled_often_is_one_article_with_its_revisions(
    db: Database, tmp_path: Path
) -> None:
    url = "https://gazette.example/a"
    days = (
        ("01", "It sailed."),
        ("02", "It sailed."),
        ("03", "It sailed, and came back."),
        ("02", "Older."),
    )
    chosen = [
        Record(url=url, body=article("Fleet", words).encode(), date=f"2026-03-{day}T00:00:00Z")
        for day, words in days
    ]
    (done,) = await worked(db, tmp_path, written(tmp_path / "a.warc.gz", chosen))
    assert done.count == BackfillCount(new=1, revised=1, known=2)
    revisions = Archive(db).revisions(1)
    assert [one.revised_at.day for one in revisions] == [1, 3]


async def test_what_the_archive_has_since_is_not_followed_by_what_is_older(
    db: Database, tmp_path: Path
) -> None:
    known = an_article("https://gazette.example/2026/0", text="As it reads today.")
    collected(db, known, CRAWLED_AT + timedelta(days=1))
    (done,) = await worked(db, tmp_path, written(tmp_path / "a.warc.gz", [page(0)]))
    assert done.count == BackfillCount(known=1)
    (revision,) = Archive(db).revisions(1)
    assert revision.article.text == "As it reads today."


async def test_pages_belong_to_the_declared_source_of_their_site(db: Database, tmp_path: Path) -> None:
    sources = Sources(db)
    gazette = replace(declaration(), host_group="gazette.example:443", country="FR")
    loud = replace(declaration("loud"), host_group="loud.example:443", tell_backlog=True)
    sources.sync([gazette, loud], NOW)
    chosen = [
        page(0),
        replace(page(1), url="https://loud.example/1"),
        replace(page(2), url="https://news.other.co.uk/2"),
        replace(page(3), url="https://www.other.co.uk/3"),
    ]
    await worked(db, tmp_path, written(tmp_path / "a.warc.gz", chosen))
    found = {one.article.url: one.source for one in Archive(db).newest(9)}
    assert found == {
        "https://gazette.example/2026/0": "gazette",
        "https://loud.example/1": "loud.example:443",
        "https://news.other.co.uk/2": "other.co.uk",
        "https://www.other.co.uk/3": "other.co.uk",
    }
    # Nobody polls what only a backfill brought.
    assert [state.name for state in sources.list()] == ["gazette", "loud"]


async def test_a_torn_file_fails_at_its_place_and_the_others_go_on(db: Database, tmp_path: Path) -> None:
    torn = written(tmp_path / "a.warc.gz", many(12))
    whole = torn.read_bytes()
    torn.write_bytes(whole[: len(whole) * 9 // 10])
    sound = written(tmp_path / "b.warc.gz", [page(100)])
    failed, done, gone = await worked(db, tmp_path, torn, sound, tmp_path / "c.warc.gz")
    assert (failed.state, done.state) == (BackfillState.FAILED, BackfillState.DONE)
    assert failed.error is not None
    assert failed.error.startswith("at byte ")
    assert gone.error is not None
    assert gone.error.startswith("No such file or directory (on ")
    assert Archive(db).count() == failed.count.new + 1
    torn.write_bytes(whole)
    (mended,) = await worked(db, tmp_path, torn)
    assert (mended.state, mended.error) == (BackfillState.DONE, None)
    assert mended.count == BackfillCount(new=12)
    assert addresses(db) == sorted(page(number).url for number in (*range(12), 100))


class Failing(InlineReader):
    """Reads all pages but some, of which it says `said`, for so many times."""

    def __init__(self, said: str, *urls: str, times: int = 9) -> None:
        self._said = said
        self._urls = [*urls] * times

    async def page(self, body: Body, lead: Lead | None, host_lines: frozenset[str] = frozenset()) -> PageRead:
        if body.url in self._urls:
            self._urls.remove(body.url)
            raise ReadingError(self._said)
        return await super().page(body, lead, host_lines)


async def test_a_page_that_cannot_be_read_costs_no_other(db: Database, tmp_path: Path) -> None:
    reader = Failing("took over 10 s to read", page(3).url)
    file = written(tmp_path / "a.warc.gz", many(9))
    (done,) = await worked(db, tmp_path, file, reader=reader)
    assert (done.state, done.count) == (BackfillState.DONE, BackfillCount(new=8, unreadable=1))


async def test_a_page_whose_process_died_for_another_reason_is_read(db: Database, tmp_path: Path) -> None:
    reader = Failing("its reading process died (exit code -15)", page(3).url, times=1)
    (done,) = await worked(db, tmp_path, written(tmp_path / "a.warc.gz", many(9)), reader=reader)
    assert done.count == BackfillCount(new=9)


async def test_an_article_that_the_database_refuses_costs_no_other(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Backfills.save

    def refusing(
        self: Backfills, claimed: Backfill, wordings: Sequence[Wording], *rest: Any
    ) -> BackfillCount:
        if any(one.archived.article.url == page(3).url for one in wordings):
            raise StorageError("a value that no column takes")
        return save(self, claimed, wordings, *rest)

    monkeypatch.setattr(Backfills, "save", refusing)
    (done,) = await worked(db, tmp_path, written(tmp_path / "a.warc.gz", many(9)))
    assert (done.state, done.count) == (BackfillState.DONE, BackfillCount(new=8, unreadable=1))
    assert addresses(db) == sorted(page(number).url for number in range(9) if number != 3)


async def test_a_database_that_fails_costs_no_article(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "a.warc.gz", many(9))
    failed = StorageError, "gone"
    assert await _taken_up_after(db, file, monkeypatch, _gone, failed) == BackfillCount(new=9)


async def test_a_database_that_fails_for_a_moment_costs_no_article(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is back when the article that was to be saved would be written down as unreadable."""
    file, save, failing = written(tmp_path / "a.warc.gz", many(2)), Backfills.save, iter(range(2))

    def blinking(self: Backfills, *rest: Any) -> BackfillCount:
        if next(failing, None) is not None:
            raise OutageError("the database is locked")
        return save(self, *rest)

    failed = OutageError, "locked"
    assert await _taken_up_after(db, file, monkeypatch, blinking, failed) == BackfillCount(new=2)


async def _taken_up_after(
    db: Database,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[..., BackfillCount],
    failed: tuple[type[StorageError], str],
) -> BackfillCount:
    """What came of a file whose saving failed so, once it was taken up again."""
    kind, said = failed
    with monkeypatch.context() as gone:
        gone.setattr(Backfills, "save", save)
        with pytest.raises(kind, match=said):
            await worked(db, file.parent, file)
    Backfills(db).release_dead(lambda _: True)
    (done,) = await worked(db, file.parent, file)
    return done.count


def _gone(*_: object) -> BackfillCount:
    raise StorageError("the database is gone")


async def test_nothing_is_given_up_where_the_readers_end(db: Database, tmp_path: Path) -> None:
    file = written(tmp_path / "a.warc.gz", many(16))
    (claimed,) = asked(db, [file])
    backfilling = Backfilling(
        db,
        Failing(STOPPING, page(13).url),
        plan(tmp_path),
        new_holder(),
        most_articles=BATCH,
        clock=lambda: NOW,
    )
    assert not await backfilling.take_one()
    (given_back,) = Backfills(db).list([claimed.id])
    assert (given_back.state, given_back.worker_id) == (BackfillState.WAITING, None)
    assert given_back.count == BackfillCount(new=10)
    (done,) = await worked(db, tmp_path, file)
    assert done.count == BackfillCount(new=16)


async def test_it_stops_when_asked_and_goes_on_when_asked_again(db: Database, tmp_path: Path) -> None:
    file = written(tmp_path / "a.warc.gz", many(40))
    asked(db, [file])
    backfilling = Backfilling(
        db,
        InlineReader(),
        plan(tmp_path),
        new_holder(),
        most_articles=BATCH,
        told=lambda _: backfilling.stop(),
        clock=lambda: NOW,
    )
    assert not await backfilling.take_one()
    assert not await backfilling.take_one()
    (stopped,) = Backfills(db).list()
    assert stopped.state is BackfillState.WAITING
    assert 5 <= stopped.count.new < 40
    (done,) = await worked(db, tmp_path, file)
    assert done.count == BackfillCount(new=40)


MOMENTS = (
    ("backfill-saving:1",),
    ("backfill-saved:1", "backfill-saving:1"),
    ("backfill-saved:2", "backfill-saved:1", "backfill-saving:1", "backfill-saved:1"),
)


@pytest.mark.parametrize("moments", MOMENTS)
def test_a_kill_repeats_and_loses_nothing(database_url: str, tmp_path: Path, moments: Sequence[str]) -> None:
    files = [
        written(tmp_path / "a.warc.gz", [page(number) for number in range(14)]),
        written(tmp_path / "b.warc.zst", [page(number) for number in range(14, 26)], PACKS[2]),
    ]
    work = Work(tmp_path, *files)
    for moment in moments:
        assert exit_code(start(work, database_url, moment)) == -signal.SIGKILL
    assert exit_code(start(work, database_url)) == 0
    db = Database(database_url)
    done = Backfills(db).list()
    assert [one.state for one in done] == [BackfillState.DONE] * 2
    # Counted once each, so that none was read twice either.
    assert [one.count for one in done] == [BackfillCount(new=14), BackfillCount(new=12)]
    assert addresses(db) == sorted(page(number).url for number in range(26))
    db.close()


def test_processes_share_the_files(database_url: str, tmp_path: Path) -> None:
    files = [
        written(tmp_path / f"{name}.warc.gz", [page(number * 100 + each) for each in range(20)])
        for number, name in enumerate("abcd")
    ]
    db = Database(database_url)
    asked(db, files)
    workers = [start(Work(tmp_path, *files), database_url) for _ in range(2)]
    assert [exit_code(worker) for worker in workers] == [0, 0]
    done = Backfills(db).list()
    assert {one.state for one in done} <= {BackfillState.DONE, BackfillState.RUNNING}
    assert sum(one.count.new for one in done) == 80
    db.close()


async def test_a_file_that_came_torn_is_fetched_anew(db: Database, tmp_path: Path) -> None:
    whole = written(tmp_path / "a.warc.gz", many(9)).read_bytes()
    async with Site() as site:
        # Without a length nobody can see that some of it is missing.
        site.pages["/a.warc.gz"] = chunked(whole[: len(whole) // 2])
        (torn,) = await worked(db, tmp_path, f"{site.base}/a.warc.gz")
        assert torn.state is BackfillState.FAILED
        assert 0 < torn.count.new < 9
        site.pages["/a.warc.gz"] = chunked(whole)
        (done,) = await worked(db, tmp_path, f"{site.base}/a.warc.gz")
    assert (done.state, done.count) == (BackfillState.DONE, BackfillCount(new=9))


def chunked(content: bytes) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(content)
        return response

    return answer


async def test_a_file_at_an_address_is_fetched_and_let_go(db: Database, tmp_path: Path) -> None:
    file = written(tmp_path / "a.warc.gz", [page(0)])
    async with Site() as site:
        site.pages["/CC-NEWS-2.warc.gz"] = file.read_bytes()
        done, gone = await worked(
            db, tmp_path, f"{site.base}/CC-NEWS-2.warc.gz", f"{site.base}/CC-NEWS-3.warc.gz"
        )
    assert (done.state, done.count, done.size) == (
        BackfillState.DONE,
        BackfillCount(new=1),
        file.stat().st_size,
    )
    assert (gone.state, gone.error) == (BackfillState.FAILED, "answered 404 Not Found")
    found = Archive(db).get(1)
    assert found is not None
    assert found.article.provenance["fetched_at"].endswith(" of CC-NEWS-2.warc.gz")
    assert list((tmp_path / "backfill").iterdir()) == []
