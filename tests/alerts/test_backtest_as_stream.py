"""The law of the backtest: it finds what flagging would have found, the same words of it and for the same reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.flagging import flag_new
from alerts.watchlist import WatchEntry, Watchlist
from storage.archive import Archive
from storage.database import Database
from storage.documents import document_of
from storage.evidence import evidence
from storage.flags import Flags
from storage.records import Article, CollectedArticle, Evidence
from storage.search import Period, backtest
from storage.sources import Sources
from tests.storage.samples import declaration
from tests.watch.strategies import BOOK, Case, cases
from watch import Query, WatchSyntaxError, match, parse

SOURCES = {"north Korea": "KR", "북한 军队": "JP", "wire": None}
Found = dict[int, tuple[int, Evidence]]


@dataclass(slots=True, kw_only=True)
class Rewritten:
    """An article of a case, and those whose words it takes on later, each so many minutes after the last."""

    source: str
    cases: list[Case]
    minutes: list[int]
    backlog: bool


ARTICLES = st.builds(
    Rewritten,
    source=st.sampled_from([*SOURCES]),
    cases=st.lists(cases(), min_size=1, max_size=4),
    minutes=st.lists(st.integers(1, 40), min_size=4, max_size=4),
    backlog=st.booleans(),
)


@dataclass(slots=True, kw_only=True)
class Desk:
    """One archive for all examples; each begins an hour after the one before, so that none sees another's articles."""

    db: Database
    start: datetime = datetime(2026, 7, 1, tzinfo=UTC)
    numbers: count[int] = field(default_factory=count)

    def save(self, articles: Sequence[Rewritten]) -> list[int]:
        """Save them and their revisions in the order of time; returns their numbers."""
        ids = {state.name: state.id for state in Sources(self.db).list()}
        paths = [next(self.numbers) for _ in articles]
        saves = []
        for path, rewritten in zip(paths, articles, strict=True):
            at = self.start
            for case, minutes in zip(rewritten.cases, rewritten.minutes, strict=False):
                at += timedelta(minutes=minutes)
                host = rewritten.cases[0].article.domain or "gazette.example"
                item = CollectedArticle(
                    article=_article(case, f"https://{host}/{path}"),
                    source_id=ids[rewritten.source],
                    lead_id=None,
                    backlog=rewritten.backlog,
                )
                saves.append((at, path, item))
        numbers = set()
        for at, _, item in sorted(saves, key=lambda save: save[:2]):
            numbers.add(Archive(self.db).save([item], at)[0].article_id)
        return sorted(numbers)

    def streamed(self, queries: Sequence[Query]) -> list[Found]:
        """What flagging hits, for each query."""
        names = [f"{next(self.numbers)}" for _ in queries]
        watches = Watchlist(
            entries=tuple(
                WatchEntry(name=name, query=query) for name, query in zip(names, queries, strict=True)
            )
        )
        while flag_new(self.db, watches, self.start, limit=7).articles:
            pass
        hits = [Flags(self.db).hits(watch=name, limit=1000) for name in names]
        return [
            {
                hit.article_id: (
                    hit.revision,
                    Evidence(spans=hit.spans, polarity=hit.polarity, cue=hit.cue, sentence=hit.sentence),
                )
                for hit, _ in found
            }
            for found in hits
        ]

    def verified(self, query: Query, period: Period, numbers: Sequence[int]) -> Found:
        """What the matcher alone finds among the revisions of these articles in the period."""
        found: Found = {}
        since, until = period.since or self.start, period.until or datetime.max.replace(tzinfo=UTC)
        for number in numbers:
            for one in Archive(self.db).revisions(number):
                held = match(query, document_of(one)) if since <= one.revised_at < until else None
                if held is not None and number not in found:
                    found[number] = one.revision, evidence(held)
        return found

    def tested(self, query: Query, period: Period) -> Found:
        """What the backtest finds."""
        hits = [hit for batch in backtest(self.db, query, period) for hit in batch.hits]
        assert [hit.article.id for hit in hits] == sorted({hit.article.id for hit in hits}, reverse=True)
        return {hit.article.id: (hit.article.revision, hit.evidence) for hit in hits}


def test_a_backtest_finds_what_the_stream_would_have(db: Database) -> None:
    assert hits_compared(db, examples=10) > 20


@pytest.mark.soak
def test_at_length_a_backtest_finds_what_the_stream_would_have(db: Database) -> None:
    assert hits_compared(db, examples=200) > 500


def hits_compared(db: Database, *, examples: int) -> int:
    """Hold the law to so many examples; the number of hits that were found both ways."""
    desk = Desk(db=db)
    declared = [replace(declaration(name), country=country) for name, country in SOURCES.items()]
    Sources(db).sync(declared, desk.start)
    seen = 0

    @settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(articles=st.lists(ARTICLES, min_size=1, max_size=5), bounds=st.tuples(*[st.integers(0, 160)] * 2))
    def law(articles: list[Rewritten], bounds: tuple[int, int]) -> None:
        nonlocal seen
        desk.start += timedelta(hours=3)
        numbers = desk.save(articles)
        queries = list(filter(None, (_query(case.query) for one in articles for case in one.cases)))
        whole = Period(since=desk.start)
        part = Period(
            since=desk.start + timedelta(minutes=min(bounds)),
            until=desk.start + timedelta(minutes=max(bounds)),
        )
        for query, streamed in zip(queries, desk.streamed(queries), strict=True):
            assert desk.tested(query, whole) == streamed, str(query)
            assert desk.tested(query, part) == desk.verified(query, part, numbers), str(query)
            seen += len(streamed)

    law()
    return seen


def _article(case: Case, url: str) -> Article:
    article = case.article
    return Article(
        url=url,
        fetched_url=url,
        title=article.title,
        text=article.text,
        opening=article.lead,
        authors=tuple(filter(None, [article.byline])),
        section=article.section or None,
        language=article.lang,
        published_at=article.published_at,
    )


def _query(written: str) -> Query | None:
    try:
        return parse(written, BOOK)
    except WatchSyntaxError:
        return None
