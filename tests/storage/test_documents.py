"""What of an article a query can ask for: the stream, the search and the backtest see the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage.archive import Archive
from storage.database import Database
from storage.documents import byline_of, document_of
from storage.records import Article, CollectedArticle
from storage.search import search
from storage.sources import Sources
from tests.storage.samples import declaration
from watch import match, parse

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
OPENING = "A battalion sailed to the strait before dawn, the navy said on Friday."
ARTICLE = Article(
    url="https://en.yna.co.kr:8443/view/1?q=2",
    fetched_url="https://en.yna.co.kr/view/1",
    title="Battalion sails",
    text=f"SEOUL (Yonhap) --\n\n{OPENING}\n\nTugs followed.",
    opening=OPENING,
    authors=("Ada Lind", "Kim Min"),
    agency="Reuters",
    section="Defence",
    language="en-GB",
    published_at=datetime(2026, 7, 31, 9, tzinfo=UTC),
)
HOLDING = (
    "title:battalion",
    "lead:strait",
    "lead:seoul",
    "body:tugs",
    'byline:"ada lind"',
    "byline:reuters",
    "source:gazette",
    "section:defence",
    "domain:yna.co.kr",
    "lang:en",
    "country:KR",
    "published:2026-07",
)
FAILING = (
    "lead:tugs",
    "title:tugs",
    "byline:battalion",
    "source:reuters",
    "section:gazette",
    "domain:na.co.kr",
    "lang:ko",
    "country:JP",
    "published:2026-08",
)


def save(db: Database, article: Article, country: str | None = "KR") -> None:
    sources = Sources(db)
    sources.sync([replace(declaration("gazette"), country=country)], NOW)
    state = sources.get("gazette")
    assert state is not None
    assert state.country == country
    item = CollectedArticle(article=article, source_id=state.id, lead_id=None, backlog=False)
    Archive(db).save([item], NOW)


def test_every_field_can_be_asked_for(db: Database) -> None:
    save(db, ARTICLE)
    for written in HOLDING:
        assert [one.article.id for one in search(db, parse(written))] == [1], written
    for written in FAILING:
        assert search(db, parse(written)) == [], written


def test_what_is_not_known_is_not_made_up(db: Database) -> None:
    bare = Article(url="https://gazette.example/2", fetched_url="", title="Battalion sails", text="It did.")
    save(db, bare, country=None)
    asked = ("published:2026", "country:KR", "lang:en", "section:defence", "byline:lind")
    assert [written for written in asked if search(db, parse(f"battalion {written}"))] == []


def test_a_country_that_is_declared_later_holds_for_what_is_archived(db: Database) -> None:
    save(db, ARTICLE, country=None)
    assert search(db, parse("battalion country:KR")) == []
    sources = Sources(db)
    report = sources.sync([replace(declaration("gazette"), country="KR")], NOW)
    assert report.changed == ("gazette",)
    assert len(search(db, parse("battalion country:KR"))) == 1


def test_spans_of_a_byline_point_into_what_byline_of_gives(db: Database) -> None:
    save(db, ARTICLE)
    (found,) = search(db, parse("byline:(min OR reuters)"))
    byline = byline_of(found.article.article)
    assert [byline[span.start : span.end] for span in found.spans] == ["Min", "Reuters"]


@pytest.mark.parametrize("url", ["", "http://[", "urn:x:y", "https://[::1]:99999/"])
def test_an_address_without_a_host_has_no_domain(db: Database, url: str) -> None:
    save(db, ARTICLE)
    archived = Archive(db).get(1)
    assert archived is not None
    odd = replace(archived, article=replace(archived.article, url=url))
    assert match(parse("battalion domain:yna.co.kr"), document_of(odd)) is None
