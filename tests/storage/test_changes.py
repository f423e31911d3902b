"""Who follows the changes of the archive gets each of them once, whoever writes meanwhile."""

from __future__ import annotations

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.archive import Archive, save_within
from storage.captures.store import Keeping
from storage.changes import PlaceAheadError, changes_after, last_change
from storage.database import Database
from storage.flags import Flags
from storage.records import CollectedArticle
from storage.search.entry import Entry
from storage.upkeep.letting_go import leaving, let_go
from tests.storage.samples import article, collected, source, told_to, unflagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRITERS, SAVES = 6, 25


def followed(db: Database, place: int, limit: int = 7) -> tuple[list[tuple[str, int]], int]:
    """Address and revision of all that follows upon a place, page by page, and where that ends."""
    seen: list[tuple[str, int]] = []
    while True:
        page = changes_after(db, place, limit=limit)
        seen += [(one.article.article.url, one.article.revision) for one in page.changes]
        place = page.end
        if page.is_all:
            return seen, place


def test_a_change_is_a_new_article_or_a_new_revision(db: Database) -> None:
    collected(db, article("https://gazette.example/1"), NOW)
    collected(db, article("https://gazette.example/2"), NOW)
    collected(db, article("https://gazette.example/1", text="By road."), NOW)
    collected(db, article("https://gazette.example/2"), NOW)
    page = changes_after(db, 0, limit=2)
    assert ([one.is_new for one in page.changes], page.is_all) == ([True, True], False)
    rest = changes_after(db, page.end, limit=2)
    assert [(one.article.article.text, one.is_new) for one in rest.changes] == [("By road.", False)]
    assert rest.is_all
    assert rest.end == last_change(db)
    again = changes_after(db, rest.end, limit=2)
    assert (again.changes, again.end, again.is_all) == ([], rest.end, True)


def test_an_empty_archive_has_no_changes(db: Database) -> None:
    page = changes_after(db, 0, limit=5)
    assert (page.changes, page.end, page.is_all, last_change(db)) == ([], 0, True, 0)


def test_a_place_of_a_longer_archive_is_refused(db: Database) -> None:
    collected(db, article("https://gazette.example/1"), NOW)
    with pytest.raises(PlaceAheadError):
        changes_after(db, last_change(db) + 1, limit=5)


def test_the_words_are_those_of_the_revision(db: Database) -> None:
    for words in ("By rail.", "By road.", "By sea."):
        collected(db, article("https://gazette.example/1", text=words), NOW)
    page = changes_after(db, 0, limit=9)
    assert [one.article.article.text for one in page.changes] == ["By rail.", "By road.", "By sea."]


def test_a_reader_beside_many_writers_gets_each_change_once(db: Database) -> None:
    number = source(db, NOW)
    finished = threading.Event()

    def write(writer: int) -> None:
        chance = random.Random(writer)
        for save in range(SAVES):
            items = [
                CollectedArticle(
                    article=article(
                        f"https://gazette.example/{chance.randrange(40)}", text=f"{writer} {save} {each}"
                    ),
                    source_id=number,
                    lead_id=None,
                    backlog=False,
                )
                for each in range(chance.randint(1, 5))
            ]
            Archive(db).save(items, NOW + timedelta(seconds=save))

    def follow() -> list[tuple[str, int]]:
        seen: list[tuple[str, int]] = []
        place = 0
        while True:
            is_last = finished.is_set()
            some, place = followed(db, place)
            seen += some
            if is_last:
                return seen

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        readers = [pool.submit(follow) for _ in range(2)]
        for each in [pool.submit(write, writer) for writer in range(WRITERS)]:
            each.result()
        finished.set()
        followers = [reader.result() for reader in readers]
    with db.read() as connection:
        there = connection.execute(
            text("SELECT a.url, r.number FROM article_revisions r JOIN articles a ON a.id = r.article_id")
        ).all()
    for seen in followers:
        assert Counter(seen) == Counter((row.url, row.number) for row in there)
        assert len(seen) > 200
        # The revisions of an article come in their order.
        for url in {one for one, _ in seen}:
            numbers = [number for one, number in seen if one == url]
            assert numbers == list(range(1, len(numbers) + 1))


def test_no_number_is_given_out_while_another_writer_has_not_ended(db: Database) -> None:
    """The law that the order of changes stands on, with one writer stopped half-way."""
    number = source(db, NOW)
    is_saved, may_end = threading.Event(), threading.Event()

    def item(url: str) -> CollectedArticle:
        return CollectedArticle(article=article(url), source_id=number, lead_id=None, backlog=False)

    def write_slowly() -> None:
        first = item("https://gazette.example/slow")
        entry = Entry.of_texts(first.article.title, first.article.text)
        with db.write() as connection:
            save_within(connection, [first], [entry], Keeping(None, [first], NOW), NOW)
            is_saved.set()
            assert may_end.wait(30)

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(write_slowly)
        assert is_saved.wait(30)
        fast = pool.submit(Archive(db).save, [item("https://gazette.example/fast")], NOW)
        with pytest.raises(TimeoutError):
            fast.result(timeout=0.5)
        assert changes_after(db, 0, limit=9).changes == []
        may_end.set()
        slow.result()
        fast.result()
    seen, _ = followed(db, 0)
    assert seen == [("https://gazette.example/slow", 1), ("https://gazette.example/fast", 1)]


def test_the_number_of_the_last_revision_is_not_given_out_again(db: Database) -> None:
    old = collected(db, article("https://gazette.example/old"), NOW).article_id
    collected(db, article("https://gazette.example/young"), NOW)
    collected(db, article("https://gazette.example/old", text="By road."), NOW)
    Flags(db).record(unflagged(db, 9), [], NOW, told_to("mail"))
    place = last_change(db)
    with db.write() as connection:
        assert let_go(connection, leaving(connection, [old])) == 0
    collected(db, article("https://gazette.example/new"), NOW)
    seen, _ = followed(db, place)
    assert seen == [("https://gazette.example/new", 1)]
