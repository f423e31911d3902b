from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.database import Database
from storage.frontier import Awaited, Discovery, Frontier
from storage.records import CollectedArticle, LeadRecord, PollResult, RunOutcome
from storage.sources import Sources
from tests.storage.samples import article, collected, declaration, lead, source

URL = "https://gazette.example/feed"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
ONE, TWO = "https://gazette.example/1", "https://gazette.example/2"


def read_once(db: Database, outcome: RunOutcome = RunOutcome.OK) -> int:
    """A source whose first read has ended."""
    number = source(db, NOW)
    Sources(db).finish(number, PollResult(outcome=outcome), url=URL, new=0, now=NOW, due_at=LATER)
    return number


def test_leads_are_new_once_and_come_news_first_in_the_order_of_the_listing(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    listing = [lead(f"https://gazette.example/{each}") for each in (5, 3, 9, 1)]
    assert frontier.discover(number, listing, NOW) == Discovery(new=4, is_first=True)
    assert frontier.discover(number, [*listing, lead(TWO), lead(TWO)], LATER) == Discovery(new=1, known=4)
    pending = frontier.pending(number, LATER, 10)
    assert [each.lead.url[-1] for each in pending] == ["2", "5", "3", "9", "1"]
    assert [each.first_seen_at for each in pending] == [LATER] + [NOW] * 4
    assert len(frontier.pending(number, LATER, 2)) == 2
    assert frontier.discover(number, [], LATER) == Discovery()


def test_a_lead_comes_back_as_it_was_claimed(db: Database) -> None:
    number = source(db, NOW)
    claimed = LeadRecord(
        url="http://gazette.example/1?utm_source=feed",
        key=ONE,
        title="Війська рухаються \u2014 '\"\\%",
        published_at=NOW,
        updated_at=LATER,
        authors=("김민준", "O'Brien"),
        section="World",
        text="One.\n\nTwo.",
    )
    Frontier(db).discover(number, [claimed], NOW)
    (pending,) = Frontier(db).pending(number, NOW, 1)
    assert pending.lead == claimed


def test_the_same_address_from_two_sources_is_two_leads(db: Database) -> None:
    frontier = Frontier(db)
    a, b = source(db, NOW, "a"), source(db, NOW, "b")
    assert frontier.discover(a, [lead(ONE)], NOW).new == 1
    assert frontier.discover(b, [lead(ONE)], NOW).new == 1
    assert [len(frontier.pending(each, NOW, 9)) for each in (a, b)] == [1, 1]


def test_what_the_archive_holds_is_not_requested_for_another_source(db: Database) -> None:
    collected(db, article(ONE), NOW, name="herald")
    frontier, number = Frontier(db), source(db, NOW)
    assert frontier.discover(number, [lead(ONE), lead(TWO)], NOW) == Discovery(new=2, is_first=True)
    assert [each.lead.key for each in frontier.pending(number, NOW, 9)] == [TWO]
    assert frontier.discover(number, [lead(ONE, title="Corrected")], LATER) == Discovery(changed=1)
    assert [each.lead.key for each in frontier.pending(number, LATER, 9)] == [TWO, ONE]


def test_backlog_is_what_the_first_list_shows(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [lead(ONE)], NOW)
    frontier.discover(number, [lead(ONE), lead(TWO)], LATER)
    assert [(each.lead.key, each.backlog) for each in frontier.pending(number, LATER, 9)] == [
        (TWO, False),
        (ONE, True),
    ]
    state = Sources(db).get("gazette")
    assert state is not None
    assert state.first_read_at == NOW


def test_an_empty_first_list_makes_the_next_article_news(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [], NOW)
    frontier.discover(number, [lead(ONE)], LATER)
    assert [each.backlog for each in frontier.pending(number, LATER, 9)] == [False]


def test_a_source_that_tells_its_backlog_has_none(db: Database) -> None:
    Sources(db).sync([replace(declaration("gazette"), tell_backlog=True)], NOW)
    state = Sources(db).get("gazette")
    assert state is not None
    Frontier(db).discover(state.id, [lead(ONE)], NOW)
    assert [each.backlog for each in Frontier(db).pending(state.id, NOW, 9)] == [False]


def test_a_changed_claim_is_read_again_and_stays_backlog_or_not(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [lead(ONE)], NOW)
    Sources(db).finish(number, PollResult(outcome=RunOutcome.OK), url=URL, new=1, now=NOW, due_at=LATER)
    frontier.discover(number, [lead(ONE), lead(TWO)], NOW)
    for each in frontier.pending(number, NOW, 9):
        frontier.done(each, "not an article", NOW)
    assert frontier.pending(number, LATER, 9) == []
    changed = [replace(lead(url), updated_at=LATER) for url in (ONE, TWO)]
    assert frontier.discover(number, changed, LATER) == Discovery(changed=2)
    assert {each.lead.key: each.backlog for each in frontier.pending(number, LATER, 9)} == {
        ONE: True,
        TWO: False,
    }
    assert frontier.discover(number, changed, LATER) == Discovery(known=2)


def test_a_failed_lead_waits_and_is_given_up_in_the_end(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [lead(ONE)], NOW)
    (pending,) = frontier.pending(number, NOW, 9)
    frontier.failed(pending, "HTTP 500", NOW, LATER)
    assert frontier.pending(number, NOW, 9) == []
    (again,) = frontier.pending(number, LATER, 9)
    assert again.attempts == 1
    frontier.failed(pending, "HTTP 500", LATER, None)
    assert frontier.pending(number, LATER + timedelta(days=30), 9) == []
    state = Sources(db).get("gazette")
    assert state is not None
    assert (state.pending, state.failed) == (0, 1)
    assert frontier.discover(number, [lead(ONE)], LATER) == Discovery(known=1)
    assert frontier.discover(number, [lead(ONE, title="Mended")], LATER) == Discovery(changed=1)
    (mended,) = frontier.pending(number, LATER, 9)
    assert mended.attempts == 0


def test_a_saved_article_ends_its_lead(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [lead(ONE)], NOW)
    (pending,) = frontier.pending(number, NOW, 9)
    item = CollectedArticle(
        article=article(ONE), source_id=number, lead_id=pending.id, backlog=pending.backlog
    )
    Archive(db).save([item], NOW)
    assert frontier.pending(number, LATER, 9) == []
    frontier.failed(pending, "too late", LATER, LATER)
    assert frontier.pending(number, LATER, 9) == []


KEYS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30
).map(lambda path: f"https://gazette.example/{path}")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listings=st.lists(st.lists(KEYS, max_size=8), min_size=1, max_size=4), number=st.integers(0, 10**9))
def test_every_address_is_discovered_once(db: Database, listings: list[list[str]], number: int) -> None:
    frontier, source_id = Frontier(db), source(db, NOW, f"gazette-{number}")
    seen = {pending.lead.key for pending in frontier.pending(source_id, NOW, 1000)}
    for listing in listings:
        expected = set(listing) - seen
        assert frontier.discover(source_id, [lead(key) for key in listing], NOW).new == len(expected)
        seen |= expected
    assert {pending.lead.key for pending in frontier.pending(source_id, NOW, 1000)} == seen


def test_a_listing_of_thousands_is_taken_in(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    listing = [lead(f"https://gazette.example/{each}/{'x' * 3000}") for each in range(1200)]
    assert frontier.discover(number, listing, NOW) == Discovery(new=1200, is_first=True)
    assert frontier.discover(number, listing, NOW) == Discovery(known=1200)


def test_what_is_dated_before_the_first_read_is_backlog_whenever_it_is_shown(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [lead(ONE)], NOW)
    old = replace(lead(TWO), published_at=NOW - timedelta(days=2))
    late = replace(lead("https://gazette.example/3"), published_at=NOW - timedelta(minutes=10))
    frontier.discover(number, [old, late], LATER)
    backlog = {each.lead.key: each.backlog for each in frontier.pending(number, LATER, 9)}
    assert backlog == {ONE: True, TWO: True, late.key: False}


def saved(db: Database, number: int, at: datetime, text: str = "As it stood.") -> None:
    """Every pending lead of a source is read and saved."""
    items = [
        CollectedArticle(
            article=replace(article(each.lead.key), text=text),
            source_id=number,
            lead_id=each.id,
            backlog=each.backlog,
        )
        for each in Frontier(db).pending(number, at, 99)
    ]
    Archive(db).save(items, at)


def test_a_list_that_calls_everything_changed_is_believed_less_and_less(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    reads, at = 0, NOW
    for minute in range(600):
        at = NOW + timedelta(minutes=minute)
        frontier.discover(number, [replace(lead(ONE), updated_at=at)], at)
        pending = frontier.pending(number, at, 9)
        reads += len(pending)
        saved(db, number, at)
    assert 5 <= reads <= 9
    frontier.discover(number, [replace(lead(ONE), updated_at=at)], at + timedelta(days=1))
    saved(db, number, at + timedelta(days=1), text="As it stands now.")
    later = at + timedelta(days=1, minutes=1)
    frontier.discover(number, [replace(lead(ONE), updated_at=later)], later)
    assert len(frontier.pending(number, later, 9)) == 1


def test_what_was_never_read_comes_before_what_changed(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [], NOW)
    frontier.discover(number, [lead(ONE)], NOW)
    saved(db, number, NOW)
    frontier.discover(number, [replace(lead(ONE), updated_at=LATER), lead(TWO)], LATER)
    assert [each.lead.key for each in frontier.pending(number, LATER, 9)] == [TWO, ONE]


def test_what_stood_at_the_address_of_before_is_no_first_read_of_the_new_one(db: Database) -> None:
    """The configuration was changed while a run was under way."""
    frontier, number = Frontier(db), read_once(db)
    other = "https://gazette.example/new-feed"
    Sources(db).sync([declaration(url=other)], LATER)
    assert frontier.discover(number, [lead(ONE)], LATER, url=URL) == Discovery()
    assert frontier.discover(number, [lead(TWO)], LATER, url=other) == Discovery(new=1, is_first=True)
    (pending,) = frontier.pending(number, LATER, 10)
    assert (pending.lead.url, pending.backlog) == (TWO, True)


def test_a_run_that_dies_behind_its_list_stands_behind_those_that_nobody_read(db: Database) -> None:
    """A worker that is killed again and again before it ends a run would never come to the others."""
    frontier, sources = Frontier(db), Sources(db)
    numbers = [source(db, NOW, name) for name in ("a", "b", "c")]
    assert [state.id for state in sources.due(LATER, 10)] == numbers
    frontier.discover(numbers[0], [lead(ONE)], LATER)
    assert [state.id for state in sources.due(LATER, 10)] == [*numbers[1:], numbers[0]]
    frontier.discover(numbers[1], [lead(TWO)], LATER)
    assert [state.id for state in sources.due(LATER, 10)] == [numbers[2], *numbers[:2]]


def test_a_list_that_is_read_early_changes_nothing_of_that(db: Database) -> None:
    number = read_once(db)
    Frontier(db).discover(number, [lead(ONE)], NOW)
    state = Sources(db).get("gazette")
    assert state is not None
    assert state.due_at == LATER


def test_the_frontier_says_what_waits_and_what_was_asked_for_in_vain(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    assert frontier.awaited(number) == Awaited(unasked_at=None, failed_at=None)
    frontier.discover(number, [lead(ONE), lead(TWO)], NOW)
    one, two = frontier.pending(number, NOW, 10)
    frontier.put_off(one, LATER)
    assert frontier.awaited(number) == Awaited(unasked_at=NOW, failed_at=None)
    frontier.failed(two, "HTTP 503", NOW, LATER)
    assert frontier.awaited(number) == Awaited(unasked_at=LATER, failed_at=LATER)
    frontier.done(one, "not an article", NOW)
    assert frontier.unreadable(number) == 1
    (again,) = frontier.pending(number, LATER, 10)
    frontier.failed(again, "HTTP 404", LATER, None)
    assert frontier.unreadable(number) == 1, "given up"
    assert frontier.awaited(number) == Awaited(unasked_at=None, failed_at=None)
