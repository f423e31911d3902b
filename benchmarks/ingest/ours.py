"""`Archive.save`, given what the worker gives it, or less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from benchmarks.ingest.sizes import sizes
from benchmarks.ingest.writer import Batch, Writer
from benchmarks.press import Written, collected
from benchmarks.search.filling import source_numbers, upkeep
from storage import schema
from storage.archive import Archive
from storage.database import Database
from storage.frontier import Frontier
from storage.records import CollectedArticle, LeadRecord
from watch import IndexWords

_EVERY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an article comes with. With `page` that is its lead, how its page read, and its host's lines."""

    name: str
    terms: bool
    page: bool


WORKER = Given(name="wirewatch, as the worker saves", terms=True, page=True)
WITHOUT_TERMS = Given(name="wirewatch, as the worker saves, terms made in save", terms=False, page=True)
ARTICLE_ALONE = Given(name="wirewatch, article and index alone", terms=True, page=False)


class Ours(Writer):
    """An archive of its own."""

    def __init__(self, url: str, given: Given) -> None:
        schema.create(url)
        self._db = Database(url)
        self._archive, self._frontier = Archive(self._db), Frontier(self._db)
        self._url, self._given = url, given
        self._sources = source_numbers(self._db)
        self._leads: dict[str, int] = {}

    def prepare(self, articles: Batch) -> None:
        """The leads that the articles answer: a poll found them before."""
        if not self._given.page:
            return
        by_source: dict[int, list[Written]] = {}
        for one, _ in articles:
            by_source.setdefault(one.source, []).append(one)
        for source, those in by_source.items():
            number, now = self._sources[source], those[-1].arrived_at
            leads = []
            for one in those:
                url = collected(one, number).article.url
                leads.append(LeadRecord(url=url, key=url, title=one.title, published_at=one.published_at))
            self._frontier.discover(number, leads, now)
            for pending in self._frontier.pending(number, now, _EVERY):
                self._leads[pending.lead.key] = pending.id

    def save(self, batch: Batch) -> None:
        items = [self._item(one, terms if self._given.terms else None) for one, terms in batch]
        self._archive.save(items, batch[-1][0].arrived_at)

    def bytes(self) -> Mapping[str, int]:
        upkeep(self._url)
        return sizes(self._url)

    def close(self) -> None:
        self._db.close()

    def _item(self, one: Written, terms: IndexWords | None) -> CollectedArticle:
        item = collected(one, self._sources[one.source], terms)
        if self._given.page:
            return replace(item, lead_id=self._leads.pop(item.article.url))
        return replace(item, reading=None, host=None)
