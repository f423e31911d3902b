"""Under which address an article is kept: what moved keeps its row, what borrows an address gets its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.archive import Archive
from storage.database import Database
from storage.frontier import Frontier
from storage.records import Article, CollectedArticle, Saved, SaveOutcome, TextSource
from tests.storage.samples import article, collected, lead, source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
BASE = "https://gazette.example"
TEXT = "The brigade went by rail.\n\nNobody saw it leave.\n\nThe ministry is silent."


def led(db: Database, path: str, what: Article, now: datetime = NOW) -> Saved:
    """Save what the lead at this path led to."""
    return both(db, [(path, what)], now)[0]


def both(db: Database, found: list[tuple[str, Article]], now: datetime = NOW) -> list[Saved]:
    """Save what the leads at these paths led to, in one batch."""
    frontier, number = Frontier(db), source(db, NOW)
    frontier.discover(number, [lead(f"{BASE}{path}", title=str(now)) for path, _ in found], now)
    numbers = {each.lead.key: each.id for each in frontier.pending(number, now, 99)}
    items = [
        CollectedArticle(
            article=replace(what, fetched_url=f"{BASE}{path}"),
            source_id=number,
            lead_id=numbers[f"{BASE}{path}"],
            backlog=False,
        )
        for path, what in found
    ]
    return Archive(db).save(items, now)


def story(path: str, title: str = "Troops move", text: str = TEXT, day: int = 1) -> Article:
    return article(
        f"{BASE}{path}", title=title, text=text, published_at=datetime(2026, 2, day, 10, 41, tzinfo=UTC)
    )


def test_other_spellings_of_an_address_are_the_article(db: Database) -> None:
    first = collected(db, story("/a"), NOW)
    again = collected(db, replace(story("/a"), url="https://www.gazette.example/a/"), LATER, name="herald")
    assert (again.article_id, again.outcome) == (first.article_id, SaveOutcome.UNCHANGED)
    stored = Archive(db).get(first.article_id)
    assert stored is not None
    assert stored.article.url == f"{BASE}/a"


def test_an_article_that_moved_takes_its_new_address(db: Database) -> None:
    first = led(db, "/a", story("/a"))
    moved = led(db, "/a", story("/troops-move-north", title="Troops move north"), LATER)
    assert (moved.article_id, moved.outcome) == (first.article_id, SaveOutcome.REVISED)
    stored = Archive(db).get(first.article_id)
    assert stored is not None
    assert stored.article.url == f"{BASE}/troops-move-north"
    assert collected(db, story("/troops-move-north"), LATER, name="herald").article_id == first.article_id


def test_an_address_that_leads_elsewhere_each_day_leads_to_another_article(db: Database) -> None:
    first = led(db, "/latest", story("/a"))
    second = led(db, "/latest", story("/b", title="Tanks leave", text="They left at night.", day=3), LATER)
    assert second.outcome is SaveOutcome.NEW
    assert second.article_id != first.article_id


def test_a_page_follows_what_stood_in_for_it_at_its_own_address(db: Database) -> None:
    stub = replace(story("/a", text="In short."), text_source=TextSource.FEED, published_at=None)
    first = led(db, "/a", stub)
    page = led(db, "/a", replace(story("/troops"), title="Troops on the move"), LATER)
    assert (page.article_id, page.outcome) == (first.article_id, SaveOutcome.REVISED)


def test_one_canonical_address_for_many_articles_is_not_believed(db: Database) -> None:
    texts = ["Rail.\n\nNorth.", "Road.\n\nSouth.", "Sea.\n\nEast.", "Air.\n\nWest."]
    articles = [story("/news", title=f"No. {n}", text=text, day=n + 1) for n, text in enumerate(texts)]
    led(db, "/1", articles[0])
    saved = both(db, [(f"/{n + 1}", articles[n]) for n in range(1, 4)], LATER)
    assert [one.outcome for one in saved] == [SaveOutcome.NEW] * 3
    stored = Archive(db).get(saved[0].article_id)
    assert stored is not None
    assert stored.article.url == f"{BASE}/2"
    assert "not believed" in stored.article.provenance["url"]
    again = both(db, [(f"/{n + 1}", articles[n]) for n in range(4)], LATER + timedelta(hours=9))
    assert [one.outcome for one in again] == [SaveOutcome.UNCHANGED] * 4
    assert Archive(db).count() == 4


def test_two_leads_to_one_article_are_one_article(db: Database) -> None:
    saved = both(db, [("/1", story("/a")), ("/1/print", story("/a"))])
    assert saved[0].article_id == saved[1].article_id
    edited = led(db, "/1/amp-2", story("/a", title="Troops moved", text=f"{TEXT}\n\nIt arrived."), LATER)
    assert (edited.article_id, edited.outcome) == (saved[0].article_id, SaveOutcome.REVISED)
