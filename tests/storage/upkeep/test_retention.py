"""What is kept no longer goes, with all that is kept of it, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.frontier import Frontier
from storage.records import ArchivedArticle, CollectedArticle, KeepFor
from storage.search import search
from storage.stories import Stories
from storage.tables import Base
from storage.upkeep import Outdated, Pace, outdated
from storage.upkeep.letting_go import leaving, let_go
from storage.upkeep.retention import let_outdated_go
from tests.storage.captures.answers import save, store
from tests.storage.samples import article, collected, hit, lead, source, told_to, unflagged
from tests.storage.stories.test_grouping import PRESS, grouped
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=400)
YOUNG = "https://young.example/1"
YEAR = KeepFor(articles=timedelta(days=365))
RAIL = "They went by rail to the port, the ministry said on Monday, and no date was given for their return."


def seen(db: Database, now: datetime = NOW) -> list[ArchivedArticle]:
    """All articles grouped and flagged, without a hit."""
    young(db)
    articles = unflagged(db, 999)
    Flags(db).record(articles, [], now, told_to("mail"))
    return articles


def young(db: Database) -> None:
    """An article of these days."""
    collected(db, article(YOUNG), LATER)


def left(db: Database) -> list[int]:
    return sorted(one.id for one in Archive(db).newest(999) if one.article.url != YOUNG)


def speak_of(db: Database, ids: list[int]) -> set[str]:
    """The tables in which something is kept of these articles, or of stories of their numbers."""
    names = {"article_id", "other_id", "story_id"}
    columns = [
        (table.name, column)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name in names or (table.name in ("articles", "stories") and column.name == "id")
    ]
    with db.read() as connection:
        found = {
            name
            for name, column in columns
            if connection.scalar(select(func.count()).select_from(column.table).where(column.in_(ids)))
        }
        # SQLite's index cannot be counted.
        if db.dialect == "postgresql" and connection.scalar(text("SELECT count(*) FROM article_index")) != 1:
            found.add("article_index")
    return found


def test_an_article_goes_with_all_that_is_kept_of_it(db: Database, tmp_path: Path) -> None:
    first = save(db, store(tmp_path), 1, text=RAIL).article_id
    collected(db, article("https://gazette.example/1", text=f"{RAIL} It rained."), NOW)
    second = collected(db, article("https://herald.example/2", text=RAIL), NOW).article_id
    seen(db)
    assert speak_of(db, [first, second]) >= {
        *(
            "articles",
            "article_revisions",
            "captures",
            "copy_keys",
            "copy_texts",
            "stories",
            "story_articles",
        ),
    }
    assert outdated(db, YEAR, LATER) == [Outdated(source="gazette", articles=2)]
    assert left(db) == [first, second]
    assert let_outdated_go(db, YEAR, LATER, Pace()) == 2
    assert speak_of(db, [first, second]) == set()
    assert search(db, parse("ministry OR rained")) == []
    assert outdated(db, YEAR, LATER) == []


def test_age_counts_from_publication_and_from_collection(db: Database) -> None:
    old, young = NOW - timedelta(days=1000), LATER - timedelta(days=1)
    collected(db, article("https://gazette.example/1", published_at=old), NOW)
    collected(db, article("https://gazette.example/2", published_at=old), young)
    collected(db, article("https://gazette.example/3", published_at=young), NOW)
    seen(db)
    assert let_outdated_go(db, YEAR, LATER, Pace()) == 1
    assert left(db) == [2, 3]


def test_a_source_may_keep_its_articles_for_another_time(db: Database) -> None:
    for name in ("gazette", "herald", "wire"):
        collected(db, article(f"https://{name}.example/1"), NOW, name=name)
    seen(db)
    some = KeepFor(articles=timedelta(days=365), by_source={"herald": None, "wire": timedelta(days=500)})
    assert outdated(db, some, LATER) == [Outdated(source="gazette", articles=1)]
    only = KeepFor(by_source={"wire": timedelta(days=30)})
    assert let_outdated_go(db, only, LATER, Pace()) == 1
    assert let_outdated_go(db, KeepFor(), LATER, Pace()) == 0
    assert left(db) == [1, 2]


def test_what_hits_cite_stays(db: Database) -> None:
    grouped(db, (PRESS[0], PRESS[1], PRESS[4]))
    first, beside, plain = unflagged(db, 9)
    assert members(db, first.id) == [first.id, beside.id]
    Flags(db).record([first, beside, plain], [hit(first.id)], NOW, told_to("mail", now=NOW))
    unseen = collected(db, article("https://late.example/9", title="Nobody looked at this"), NOW).article_id
    # The one beside the hit is in a story that was told, and what no watch has seen may still be a hit.
    assert let_outdated_go(db, YEAR, LATER, Pace()) == 1
    assert left(db) == [first.id, beside.id, unseen]


def test_an_untold_hit_stays_and_its_story_keeps_its_number(db: Database) -> None:
    grouped(db, PRESS[:3])
    first, second, third = unflagged(db, 9)
    young(db)
    backlog = [replace(hit(second.id), backlog="old")]
    Flags(db).record([first, second, third], backlog, NOW, told_to("mail", now=NOW))
    assert let_outdated_go(db, YEAR, LATER, Pace()) == 2
    assert left(db) == [second.id]
    story = Stories(db).of_article(second.id)
    assert story is not None
    assert (story.id, members(db, second.id)) == (first.id, [second.id])
    grouped(db, (PRESS[3],))
    another = max(one for one in left(db))
    assert members(db, another) == [second.id, another]


def members(db: Database, article_id: int) -> list[int]:
    """The articles of the story of an article."""
    story = Stories(db).of_article(article_id)
    assert story is not None
    return [member.article_id for member in story.members]


def test_what_went_is_not_collected_again(db: Database) -> None:
    number, frontier = source(db, NOW), Frontier(db)
    frontier.discover(number, [lead("https://gazette.example/1")], NOW)
    (pending,) = frontier.pending(number, NOW, 9)
    Archive(db).save(
        [
            CollectedArticle(
                article=article("https://gazette.example/1"),
                source_id=number,
                lead_id=pending.id,
                backlog=False,
            )
        ],
        NOW,
    )
    seen(db)
    assert let_outdated_go(db, YEAR, LATER, Pace()) == 1
    again = frontier.discover(number, [lead("https://gazette.example/1", title="Another title")], LATER)
    assert (again.new, again.changed) == (0, 0)
    assert frontier.pending(number, LATER, 9) == []


def test_an_article_that_changed_meanwhile_stays_for_now(db: Database) -> None:
    one = collected(db, article("https://gazette.example/1"), NOW)
    other = collected(db, article("https://gazette.example/2"), NOW)
    seen(db)
    with db.read() as connection:
        read = leaving(connection, [one.article_id, other.article_id])
    collected(db, article("https://gazette.example/1", text="They went by road."), LATER)
    seen(db)
    assert db.retrying(lambda connection: let_go(connection, read)) == 1
    assert left(db) == [one.article_id]
    assert len(search(db, parse("road"))) == 1


def test_a_run_that_is_stopped_lets_go_no_more(db: Database) -> None:
    for at in range(30):
        collected(db, article(f"https://gazette.example/{at}", title=f"Title {at}"), NOW)
    seen(db)
    pace = Pace()
    pace.stop.ask()
    assert let_outdated_go(db, YEAR, LATER, pace) == 0
    assert let_outdated_go(db, YEAR, LATER, Pace()) == 30
    assert speak_of(db, [*range(1, 31)]) == set()


@pytest.mark.parametrize("name", ["gazette", "other"])
def test_for_how_long_a_source_is_kept(name: str) -> None:
    keep_for = KeepFor(articles=timedelta(days=2), by_source={"gazette": None})
    assert keep_for.of(name) == (None if name == "gazette" else timedelta(days=2))
    assert not keep_for.is_for_ever
    assert KeepFor(by_source={"gazette": None}).is_for_ever
