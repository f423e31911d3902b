"""Matching in other processes says what matching here says, and nothing that runs away there takes others along."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator

import pytest

from alerts.flagging import FlagReport, flag_new
from alerts.judging import Asked, Found
from alerts.matching_ways import IN_PROCESS, MatchingStoppedError
from alerts.watchlist import WatchEntry, Watchlist
from crawler.reading import Body
from scheduler.pooled_matching import FEWEST, MOST_RUNAWAYS, PooledMatching
from scheduler.reading_pool import ReadingPool
from storage.database import Database
from storage.flags import Flags
from storage.records import ArchivedArticle
from tests.agreement.articles import texts
from tests.alerts.archives import NOW, collect
from tests.archive_queries import queries
from tests.scheduler.runaway_watches import Deadly, Gorging, Hanging, asked
from tests.scheduler.test_reading_pool import body
from tests.storage.samples import article
from watch import Query, WatchSyntaxError, parse
from watch.operators.term import Term

#: Seconds for what comes in hundredths of one, on a machine that is busy with other things; for what hangs, too.
HASTE = 4.0
#: Seconds that nothing here takes, however busy the machine: what waited for them is told by that.
LONG = 60.0


@pytest.fixture
def timeout() -> float:
    """The seconds that a page may take; a test may ask for others."""
    return HASTE


@pytest.fixture
async def pool(timeout: float) -> AsyncIterator[ReadingPool]:
    made = ReadingPool(processes=2, timeout=timeout)
    yield made
    await asyncio.to_thread(made.close)


def archived(number: int, title: str, text: str = "Troops went by rail.") -> ArchivedArticle:
    url = f"https://gazette.example/{number}"
    return ArchivedArticle(
        id=number,
        revision=1,
        source="gazette",
        article=article(url, title=title, text=text),
        collected_at=NOW,
        revised_at=NOW,
        backlog=False,
    )


def watches(*given: tuple[str, Query]) -> Watchlist:
    return Watchlist(entries=tuple(WatchEntry(name=name, query=query) for name, query in given))


async def found(matching: PooledMatching, watchlist: Watchlist, asked_for: list[Asked]) -> list[Found | None]:
    return await asyncio.to_thread(matching.found, watchlist, asked_for)


async def names(matching: PooledMatching, watchlist: Watchlist, *titles: str) -> list[list[str] | None]:
    articles = [Asked(article=archived(number, title)) for number, title in enumerate(titles, 1)]
    return [None if one is None else sorted(one) for one in await found(matching, watchlist, articles)]


async def test_both_ways_find_the_same_with_the_same_evidence(pool: ReadingPool) -> None:
    given = texts(None, 120, 17)
    articles = [archived(number, one.title, one.text) for number, one in enumerate(given, 1)]
    understood = []
    for query in queries(400, 17, [f"{one.title}\n\n{one.text}" for one in given]):
        try:
            understood.append(parse(query))
        except WatchSyntaxError:
            continue
    watchlist = watches(*((f"watch {number}", query) for number, query in enumerate(understood)))
    assert len(watchlist) >= FEWEST
    matching = PooledMatching(pool)
    every = [Asked(article=one) for one in articles]
    there = await found(matching, watchlist, every)
    here = IN_PROCESS.found(watchlist, every)
    assert there == here
    assert sum(len(one or ()) for one in here) > 200
    some = [Asked(article=one, names=("watch 1", "watch 7")) for one in articles]
    assert await found(matching, watchlist, some) == IN_PROCESS.found(watchlist, some)


async def test_a_batch_is_flagged_the_same_way(pool: ReadingPool, db: Database) -> None:
    for number in range(7):
        collect(db, f"a{number}", "Troops went by rail." if number % 2 else "Nothing of note.")
    collect(db, "a1", "Troops went by road.")
    watchlist = watches(("troops", parse("troops")), ("rail", parse("rail")))
    matching = PooledMatching(pool, fewest=1)
    report = await asyncio.to_thread(flag_new, db, watchlist, NOW, matching=matching)
    # The edit of a1 lost its rail and kept its troops.
    assert report == FlagReport(articles=8, hits=6)
    assert len(Flags(db).hits()) == 6


async def test_a_change_of_the_watches_reaches_processes_that_knew_others(pool: ReadingPool) -> None:
    matching = PooledMatching(pool, fewest=1)
    for query, expected in (("troops", ["a"]), ("tanks", []), ("troops", ["a"])):
        for _ in range(3):
            answers = await names(matching, watches(("a", parse(query))), "One", "Two", "Three")
            assert answers == [expected] * 3


@pytest.mark.parametrize("kind", [Hanging, Deadly, Gorging])
async def test_a_pair_that_runs_away_is_passed_over_and_all_else_is_found(
    pool: ReadingPool, kind: type[Term], caplog: pytest.LogCaptureFixture
) -> None:
    matching = PooledMatching(pool, fewest=1, timeout=HASTE)
    watchlist = watches(
        ("runaway", asked("deadlock", kind)), ("troops", parse("troops")), ("title", parse("title:deadlock"))
    )
    with caplog.at_level(logging.ERROR):
        answers = await names(matching, watchlist, "One", "A deadlock", "Three", "Four")
    assert answers == [["troops"], ["title", "troops"], ["troops"], ["troops"]]
    (said,) = [record.getMessage() for record in caplog.records if record.name.startswith("scheduler")]
    assert said.startswith("watch 'runaway' is not matched with article 2, revision 1: ")
    assert await names(matching, watchlist, "Five") == [["troops"]]


async def test_a_watch_that_always_runs_away_is_left_out_until_the_watches_change(
    pool: ReadingPool, caplog: pytest.LogCaptureFixture
) -> None:
    matching = PooledMatching(pool, fewest=1, timeout=HASTE)
    watchlist = watches(("runaway", asked("deadlock", Deadly)), ("troops", parse("troops")))
    with caplog.at_level(logging.ERROR):
        await names(matching, watchlist, *["A deadlock"] * MOST_RUNAWAYS)
        caplog.clear()
        assert await names(matching, watchlist, "A deadlock") == [["troops"]]
        assert caplog.messages == []
    mended = watches(("runaway", parse("deadlock")), ("troops", parse("troops")))
    assert await names(matching, mended, "A deadlock") == [["runaway", "troops"]]


def hang_at(_: Body) -> None:
    """Read a page on which a reader never ends."""
    signal.pause()


@pytest.mark.parametrize("timeout", [LONG])
async def test_matching_does_not_wait_for_pages_that_hang(pool: ReadingPool, timeout: float) -> None:
    patient = PooledMatching(pool, fewest=1, timeout=timeout)
    watchlist = watches(("troops", parse("troops")))
    assert await names(patient, watchlist, "One") == [["troops"]]
    pages = [asyncio.create_task(pool._read("page", body(""), None, hang_at)) for _ in range(6)]
    await asyncio.sleep(0)
    for _ in range(5):
        assert await names(patient, watchlist, "One") == [["troops"]]
    assert not any(one.done() for one in pages), "they hang still"
    for one in pages:
        one.cancel()
    await asyncio.gather(*pages, return_exceptions=True)


async def test_a_watch_that_cannot_travel_is_matched_here(pool: ReadingPool) -> None:
    matching = PooledMatching(pool, fewest=1)

    class Local(Query):
        """A query of a class that no other process can import."""

    assert await names(matching, watches(("a", Local(root=parse("troops").root))), "One") == [["a"]]


async def test_whoever_matches_is_told_that_the_processes_end(pool: ReadingPool) -> None:
    matching = PooledMatching(pool, fewest=1)
    await asyncio.to_thread(pool.close)
    with pytest.raises(MatchingStoppedError):
        await names(matching, watches(("a", parse("troops"))), "One")
