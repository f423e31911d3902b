"""`wirewatch reread`: the pages of then, read with the readers of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.reading import Body, read_page
from storage.archive import Archive
from storage.captures.rows import Captures
from storage.database import Database
from storage.flags import Flags
from storage.records import Article, CollectedArticle, TextSource
from storage.search import search
from storage.verifying.checks import checks
from tests.app.cli.desks import Desk
from tests.crawler.rigs.texts import article as page
from tests.storage.captures.answers import NOW, answer, store, unfinished
from tests.storage.samples import source
from watch import parse


class Captured(Desk):
    """A desk whose archive holds articles with the pages that they came from."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder, url, f'\n[captures]\nfolder = "{folder / "captures"}"\n')
        self.folder = folder / "captures"
        self.database = Database(url)
        self.captures = store(folder)

    def keep(self, number: int, html: str, of_old: Callable[[Article], Article] | None = None) -> int:
        """An article as its page reads today, but for what it read like of old; its number."""
        url = f"https://gazette.example/{number}"
        body = Body(content=html.encode(), url=url, content_type="text/html", fetched_at=NOW)
        read = read_page(body, None).article
        assert read is not None
        item = CollectedArticle(
            article=read if of_old is None else of_old(read),
            source_id=source(self.database, NOW),
            lead_id=None,
            backlog=False,
            answer=answer(number, body=html.encode()),
        )
        return Archive(self.database, self.captures).save([item], NOW)[0].article_id

    def latest(self, number: int) -> Article:
        """The article in its latest words."""
        found = Archive(self.database).get(number)
        assert found is not None
        return found.article


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Captured]:
    made = Captured(tmp_path, database_url)
    yield made
    made.captures.close()
    made.database.close()


def without_half(article: Article) -> Article:
    """As a reader read it that lost a paragraph, and took the site for the author."""
    return replace(article, text=article.text.split("\n\n")[0], authors=("The Gazette",))


def test_what_reads_the_same_is_not_shown(desk: Captured) -> None:
    desk.keep(0, page("Plain"))
    ended = desk.run("reread")
    assert (ended.exit_code, ended.stdout) == (1, "1 page read again, 0 read differently\n")
    assert desk.rows("reread") == []


def test_what_reads_differently_is_shown_before_it_is_saved(desk: Captured) -> None:
    desk.keep(0, page("Plain"))
    number = desk.keep(1, page("Lost half", "The frigate Halcyon sailed."), without_half)
    ended = desk.run("reread")
    assert ended.exit_code == 0
    assert f"{number}  Lost half (gazette)\n" in ended.stdout
    assert "    authors: The Gazette -> -\n" in ended.stdout
    assert "words, 0 go and " in ended.stdout
    assert "2 pages read again, 1 read differently: " in ended.stdout
    assert "nothing is saved: --apply does that" in ended.stdout
    (row,) = desk.rows("reread", "--source", "gazette", "--since", "2026-01-01")
    assert row["changes"]["authors"] == {"before": ["The Gazette"], "now": []}
    assert Archive(desk.database).revisions(number)[-1].revision == 1
    assert desk.run("reread", "--since", "2026-06-01").exit_code == 1


def test_what_is_saved_is_the_next_revision_and_nobody_is_told(desk: Captured) -> None:
    number = desk.keep(1, page("Lost half", "The frigate Halcyon sailed."), without_half)
    waiting = {(one.id, one.revision) for one in Flags(desk.database).unflagged(9)}
    ended = desk.run("reread", "--apply")
    assert ended.exit_code == 0
    assert "1 revision saved; nobody is told of them" in ended.stdout
    assert desk.latest(number).authors == ()
    assert len(desk.latest(number).text.split("\n\n")) == 2
    first, second = Archive(desk.database).revisions(number)
    assert (first.article.authors, second.revision) == (("The Gazette",), 2)
    assert {(one.id, one.revision) for one in Flags(desk.database).unflagged(9)} <= waiting
    assert [found.article.id for found in search(desk.database, parse("battalion"))] == [number]
    # It stands on the same bytes, and all is as it was written.
    before, after = Captures(desk.database).of_article(number)
    assert before.place == after.place
    assert [one for check in checks(desk.database, desk.folder) for one in check.faults(lambda _: None)] == []
    assert desk.run("reread").exit_code == 1


def test_a_wall_of_then_that_is_an_article_today(desk: Captured) -> None:
    def stood_in(article: Article) -> Article:
        return replace(article, text="A summary.", text_source=TextSource.FEED, page_kind="consent")

    number = desk.keep(0, page("Behind a wall"), stood_in)
    assert desk.run("reread", "--apply").exit_code == 0
    assert desk.latest(number).text_source is TextSource.PAGE


def test_an_article_of_then_that_is_none_today_stays(desk: Captured) -> None:
    desk.keep(0, page("Plain"))
    (file,) = desk.folder.iterdir()
    desk.captures.close()
    ended = desk.run("reread")
    assert ended.exit_code == 1
    spoilt = bytearray(file.read_bytes())
    spoilt[-30] ^= 1
    unfinished(file).write_bytes(spoilt)
    ended = desk.run("reread", "--apply")
    assert ended.exit_code == 1
    assert "not read: " in ended.stdout
    assert "was changed since it was written" in ended.stdout
    assert "1 could not be read, or are no article any more; they stay as they are" in ended.stdout


def test_a_source_that_is_not_there_is_told(desk: Captured) -> None:
    ended = desk.run("reread", "--source", "gazete")
    assert ended.exit_code == 2
