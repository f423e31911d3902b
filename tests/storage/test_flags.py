from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.flags import Flags, Recorded
from storage.outbox import Outbox
from storage.records import ArchivedArticle, HitOutcome
from tests.storage.samples import article, collected, flagged, hit, told_to, unflagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ONE = "https://gazette.example/1"


def test_every_revision_is_flagged_once_the_oldest_first(db: Database) -> None:
    flags = Flags(db)
    collected(db, article(ONE), NOW)
    collected(db, article(ONE, text="They went by road."), NOW)
    collected(db, article("https://gazette.example/2"), NOW)
    waiting = unflagged(db, 10)
    assert [(each.id, each.revision) for each in waiting] == [(1, 1), (1, 2), (2, 1)]
    assert waiting[0].article.text == "They went by rail."
    assert len(unflagged(db, 2)) == 2
    flags.record(waiting[:1], [], NOW, told_to())
    assert [(each.id, each.revision) for each in unflagged(db, 10)] == [(1, 2), (2, 1)]


def test_hits_deliveries_and_marks_are_written_together(db: Database) -> None:
    flagged(db, NOW, 2, "mail", "hook")
    flags, outbox = Flags(db), Outbox(db)
    assert unflagged(db, 10) == []
    assert len(flags.hits()) == 2
    deliveries = outbox.list(limit=10)
    assert sorted((each.article_id, each.channel) for each in deliveries) == [
        (1, "hook"),
        (1, "mail"),
        (2, "hook"),
        (2, "mail"),
    ]
    assert len({each.id for each in deliveries}) == 4
    assert {(each.attempts, each.due_at, each.created_at) for each in deliveries} == {(0, NOW, NOW)}


def test_recording_twice_adds_nothing(db: Database) -> None:
    saved = collected(db, article(ONE), NOW)
    flags = Flags(db)
    articles, drafts = unflagged(db, 1), [hit(saved.article_id)]
    decide = told_to("mail", "mail", now=NOW)
    assert [one.draft for one in flags.record(articles, drafts, NOW, decide).new] == drafts
    before = Outbox(db).list()
    assert flags.record(articles, drafts, LATER, decide) == Recorded()
    assert Outbox(db).list() == before
    assert len(before) == 1


def test_a_revision_that_matches_again_tells_nobody(db: Database) -> None:
    flagged(db, NOW, 1, "mail")
    collected(db, article("https://gazette.example/0", text="They went by road."), LATER)
    flags = Flags(db)
    revisions = unflagged(db, 9)
    assert [each.revision for each in revisions] == [2]
    again = [hit(revisions[0].id, revision=2)]
    assert flags.record(revisions, again, LATER, told_to("mail", "hook")) == Recorded()
    ((kept, words),) = flags.hits()
    assert (kept.revision, words.revision, kept.flagged_at) == (1, 1, NOW)
    assert [each.channel for each in Outbox(db).list()] == ["mail"]


def test_hits_are_shown_in_the_words_that_matched_the_latest_first(db: Database) -> None:
    first = collected(db, article(ONE), NOW)
    second = collected(db, article("https://gazette.example/2"), NOW)
    flags = Flags(db)
    seen = unflagged(db, 9)
    flags.record(seen[:1], [hit(first.article_id)], NOW, told_to())
    flags.record(seen[1:], [hit(second.article_id, watch="other"), hit(second.article_id)], LATER, told_to())
    collected(db, article(ONE, title="Revised"), LATER)
    found = flags.hits()
    assert [(kept.article_id, kept.outcome) for kept, _ in found] == [
        (2, HitOutcome.NO_ROUTE),
        (2, HitOutcome.NO_ROUTE),
        (1, HitOutcome.NO_ROUTE),
    ]
    assert found[-1][1].article.title == "Troops move"
    assert found[-1][0].spans == hit(1).evidence.spans
    assert [kept.article_id for kept, _ in flags.hits(watch="other")] == [2]
    assert [kept.article_id for kept, _ in flags.hits(since=LATER)] == [2, 2]
    assert len(flags.hits(limit=1)) == 1


def test_flagging_processes_that_meet_write_each_hit_once(db: Database) -> None:
    for number in range(12):
        collected(db, article(f"https://gazette.example/{number}"), NOW)
    flags = Flags(db)
    waiting = unflagged(db, 50)
    counts: list[int] = []
    failures: list[Exception] = []
    start = threading.Barrier(4)

    def work(articles: list[ArchivedArticle]) -> None:
        start.wait()
        try:
            drafts = [hit(each.id) for each in articles]
            counts.append(len(flags.record(articles, drafts, NOW, told_to("mail", "hook")).new))
        except Exception as error:
            failures.append(error)

    threads = [
        threading.Thread(target=work, args=(part,))
        for part in (waiting, waiting[::-1], waiting[:8], waiting[4:][::-1])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sum(counts) == len(flags.hits()) == 12
    assert len(Outbox(db).list(limit=100)) == 24
    assert unflagged(db, 1) == []
