"""Which known lead an unknown address belongs to: what is one article stays one, what are two stay two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.archive import Archive
from storage.database import Database
from storage.frontier import Depth, Frontier
from storage.records import CollectedArticle, LeadRecord
from tests.storage.samples import article, lead, source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
AT = datetime(2026, 3, 1, 11, 42, 7, tzinfo=UTC)
BASE = "https://gazette.example"
FIRST = LeadRecord(
    url=f"{BASE}/troops-move",
    key=f"{BASE}/troops-move",
    title="Troops move",
    published_at=AT,
    guid=f"{BASE}/?p=4711",
)


def at(record: LeadRecord, path: str) -> LeadRecord:
    return replace(record, url=f"{BASE}{path}", key=f"{BASE}{path}")


def discovered(db: Database, *leads: LeadRecord) -> int:
    """A source whose first read showed these, all of them read and archived."""
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, leads, NOW)
    items = [
        CollectedArticle(
            article=article(each.lead.key, title=each.lead.title or "", published_at=each.lead.published_at),
            source_id=number,
            lead_id=each.id,
            backlog=each.backlog,
        )
        for each in frontier.pending(number, NOW, 99)
    ]
    Archive(db).save(items, NOW)
    return number


@pytest.mark.parametrize(
    "again",
    [
        at(FIRST, "/troops-move/"),
        replace(FIRST, url="https://www.gazette.example/troops-move", key="https://www.gazette.example/troops-move"),
        replace(at(FIRST, "/troops-move/"), guid="other", title="Other", published_at=None),
        at(FIRST, "/troops-move-north"),
        replace(at(FIRST, "/troops-move-north"), title="Troops move north"),
        replace(at(FIRST, "/troops-move-north"), title="Troops move north", published_at=None),
        replace(at(FIRST, "/2026/troops-move"), guid="another"),
        replace(at(FIRST, "/2026/troops-move"), guid=None),
    ],
)  # fmt: skip
def test_one_article_stays_one(db: Database, again: LeadRecord) -> None:
    number = discovered(db, FIRST)
    discovery = Frontier(db).discover(number, [again], LATER)
    assert discovery.new == 0
    pending = Frontier(db).pending(number, LATER, 9)
    assert [each.backlog for each in pending] == [True] * len(pending)
    assert Frontier(db).discover(number, [again], LATER).new == 0
    assert Frontier(db).discover(number, [FIRST], LATER).new == 0


@pytest.mark.parametrize(
    "other",
    [
        at(replace(FIRST, guid="b", published_at=LATER), "/b"),
        at(replace(FIRST, guid="b", published_at=None), "/b"),
        at(replace(FIRST, guid="b", title="Another"), "/b"),
        at(replace(FIRST, title="Another", published_at=AT + timedelta(days=9)), "/b"),
        at(replace(FIRST, published_at=AT + timedelta(days=9)), "/b"),
    ],
)
def test_two_articles_stay_two(db: Database, other: LeadRecord) -> None:
    number = discovered(db, FIRST)
    assert Frontier(db).discover(number, [other], LATER).new == 1


def test_a_short_guid_alone_is_no_name(db: Database) -> None:
    number = discovered(db, replace(FIRST, guid="7"))
    other = at(replace(FIRST, guid="7", title="Another", published_at=None), "/b")
    assert Frontier(db).discover(number, [other], LATER).new == 1


def test_guids_that_number_the_places_of_a_list_are_no_names(db: Database) -> None:
    def listed(start: int) -> list[LeadRecord]:
        return [
            at(
                replace(FIRST, guid=f"gazette-item-{place}", title=f"No. {start + place}", published_at=None),
                f"/{start + place}",
            )
            for place in range(5)
        ]

    number = discovered(db, *listed(10))
    assert Frontier(db).discover(number, listed(8), LATER).new == 2
    assert Frontier(db).discover(number, listed(20), LATER).new == 5


@pytest.mark.parametrize(
    "published_at", [None, AT.replace(hour=0, minute=0, second=0), AT.replace(minute=0, second=0)]
)
def test_two_of_one_title_are_two_where_the_date_is_rough(
    db: Database, published_at: datetime | None
) -> None:
    first = replace(FIRST, title="Live updates", published_at=published_at, guid=None)
    number = discovered(db, first)
    assert Frontier(db).discover(number, [at(first, "/live-2")], LATER).new == 1


def test_two_that_stand_in_one_list_are_two(db: Database) -> None:
    number = discovered(db, FIRST)
    twin = at(replace(FIRST, guid=None), "/twin")
    assert Frontier(db).discover(number, [FIRST, twin], LATER).new == 1


def test_a_lead_that_moved_is_read_at_its_new_address_once(db: Database) -> None:
    frontier, number = Frontier(db), discovered(db, FIRST)
    moved = at(replace(FIRST, title="Troops move north"), "/troops-move-north")
    assert frontier.discover(number, [moved], LATER).changed == 1
    (pending,) = frontier.pending(number, LATER, 9)
    assert pending.lead.url == moved.url
    frontier.done(pending, "read", LATER)
    assert frontier.discover(number, [moved], LATER).known == 1
    assert frontier.pending(number, LATER, 9) == []


def test_a_lead_of_an_older_release_learns_its_witnesses(db: Database) -> None:
    number = discovered(db, replace(FIRST, guid=None))
    frontier = Frontier(db)
    assert frontier.discover(number, [FIRST], LATER).known == 1
    moved = at(replace(FIRST, title="Renamed", published_at=None), "/renamed")
    assert frontier.discover(number, [moved], LATER).new == 0


def test_what_stands_under_the_known_ones_of_an_older_page_is_backlog(db: Database) -> None:
    frontier, number = Frontier(db), discovered(db, lead(f"{BASE}/5"))
    frontier.discover(number, [lead(f"{BASE}/9")], LATER)
    older = [lead(f"{BASE}/{each}") for each in (7, 6, 5, 4)]
    discovery = frontier.discover(number, older, LATER, Depth.OLDER)
    assert (discovery.new, discovery.gap) == (3, False)
    pending = frontier.pending(number, LATER, 9)
    assert {each.lead.key[-1]: each.backlog for each in pending} == {
        "9": False,
        "7": False,
        "6": False,
        "4": True,
    }


def test_further_pages_of_the_first_read_are_backlog(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    assert frontier.discover(number, [lead(f"{BASE}/9")], NOW).is_first
    frontier.discover(number, [lead(f"{BASE}/8")], NOW, Depth.BACKLOG)
    assert all(each.backlog for each in frontier.pending(number, NOW, 9))


def test_a_poll_without_overlap_is_a_gap_and_says_when_its_news_appeared(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)

    def listed(start: int) -> list[LeadRecord]:
        return [
            replace(lead(f"{BASE}/{each}"), published_at=AT + timedelta(minutes=each))
            for each in range(start + 10, start, -1)
        ]

    assert [frontier.discover(number, listed(start), LATER).gap for start in (0, 3, 6, 6)] == [False] * 4
    discovery = frontier.discover(number, listed(40), LATER)
    assert (discovery.gap, discovery.new, max(discovery.item_times)) == (True, 10, AT + timedelta(minutes=50))
    assert not frontier.discover(number, listed(43), LATER).gap
