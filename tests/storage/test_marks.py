from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.flags import Flags
from storage.marks import HitMark, Mark, Marks
from storage.outbox import Outbox
from storage.records import DeliveryState
from storage.telling.outcomes import HANDLED
from tests.storage.samples import article, claimed_hits, collected, flagged, hit, told_to, unflagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def states(db: Database) -> dict[str, DeliveryState]:
    return {each.channel: each.state for each in Outbox(db).list()}


def test_the_latest_mark_counts_and_the_earlier_ones_stay(db: Database) -> None:
    flagged(db, NOW, 2)
    marks = Marks(db)
    assert marks.mark(1, Mark.RELEVANT, None, NOW) == 0
    assert marks.mark(1, Mark.NOISE, "a drill", LATER) == 0
    assert marks.marks_of([1, 2]) == {
        1: [
            HitMark(hit_id=1, mark=Mark.RELEVANT, note=None, marked_at=NOW),
            HitMark(hit_id=1, mark=Mark.NOISE, note="a drill", marked_at=LATER),
        ],
        2: [],
    }
    ((noise, words),) = Flags(db).hits(mark=Mark.NOISE)
    assert (noise.id, words.article.text) == (1, "They went by rail.")
    assert Flags(db).hits(mark=Mark.RELEVANT) == []


def test_a_hit_that_is_not_there_cannot_be_marked(db: Database) -> None:
    assert Marks(db).mark(7, Mark.HANDLED, None, NOW) is None
    assert Marks(db).marks_of(range(40_000)) == {number: [] for number in range(40_000)}
    assert Flags(db).get(7) is None


def test_what_still_waits_of_a_handled_hit_is_ended_with_the_reason(db: Database) -> None:
    flagged(db, NOW, 2, "mail", "hook")
    outbox = Outbox(db)
    (sent, *_) = claimed_hits(db, NOW, 9)
    outbox.delivered(sent.delivery.id, "250 OK", NOW)
    assert Marks(db).mark(sent.hit.id, Mark.HANDLED, None, LATER) == 1
    of_hit = {each.channel: each for each in outbox.of_hits([sent.hit.id])[sent.hit.id]}
    assert of_hit["mail"].state is DeliveryState.DELIVERED
    assert (of_hit["hook"].state, of_hit["hook"].last_error) == (DeliveryState.ENDED, HANDLED)
    assert [each.hit.id for each in claimed_hits(db, LATER, 9, channel="hook")] == [3 - sent.hit.id]
    assert outbox.waiting_summary()[0] == 2


def test_one_that_was_being_sent_when_its_hit_was_handled_is_not_tried_again(db: Database) -> None:
    flagged(db, NOW, 5, "mail")
    outbox = Outbox(db)
    first = claimed_hits(db, NOW, 3)
    for claimed in first:
        assert Marks(db).mark(claimed.hit.id, Mark.HANDLED, None, NOW) == 0
    outbox.retry(first[0].delivery.id, NOW, "421 later")
    assert outbox.release("w1", NOW) == 2
    claimed_again = []
    while taken := claimed_hits(db, NOW, 2, worker="w2"):
        claimed_again += [each.hit.id for each in taken]
    assert sorted(claimed_again) == sorted({1, 2, 3, 4, 5} - {each.hit.id for each in first})
    ended = outbox.list(DeliveryState.ENDED)
    assert {each.id for each in ended} == {each.delivery.id for each in first}
    assert {(each.attempts, each.last_error) for each in ended} == {(1, HANDLED)}


def test_a_dead_letter_of_a_handled_hit_is_not_replayed_until_it_is_marked_otherwise(db: Database) -> None:
    flagged(db, NOW, 1, "mail", "hook")
    outbox, marks = Outbox(db), Marks(db)
    (claimed,) = claimed_hits(db, NOW, 9)
    outbox.dead(claimed.delivery.id, "550 no", NOW)
    marks.mark(1, Mark.HANDLED, None, NOW)
    assert states(db) == {"mail": DeliveryState.DEAD, "hook": DeliveryState.ENDED}
    ids = {each.channel: each.id for each in outbox.list()}
    assert not any(outbox.replay(each, LATER) for each in ids.values())
    marks.mark(1, Mark.RELEVANT, "not yet", LATER)
    assert all(outbox.replay(each, LATER) for each in ids.values())
    assert states(db) == {"mail": DeliveryState.WAITING, "hook": DeliveryState.WAITING}


@pytest.mark.parametrize("mark", list(Mark))
def test_backlog_that_becomes_news_is_told_unless_it_is_handled(db: Database, mark: Mark) -> None:
    saved = collected(db, article("https://gazette.example/1"), NOW, backlog=True)
    flags = Flags(db)
    draft, decide = hit(saved.article_id), told_to("mail")
    silent = replace(draft, backlog="it was there")
    assert [one.draft for one in flags.record(unflagged(db, 1), [silent], NOW, decide).new] == [silent]
    Marks(db).mark(1, mark, None, NOW)
    told = [one.draft for one in flags.record([], [draft], LATER, decide).hits]
    assert told == ([] if mark is Mark.HANDLED else [draft])
    assert len(Outbox(db).list()) == len(told)
