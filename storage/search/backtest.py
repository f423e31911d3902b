"""Backtest: what a query would have hit in the archive, had the stream matched it since some time.

The stream matches every revision as it is saved; an article is a hit once, by its first revision that matches. The
full-text index holds an article's latest words only: it proposes the articles that have one revision, and those that
have more are verified whatever it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, union_all

from storage.articles import archived, every_revision
from storage.database import Database
from storage.documents import document_of
from storage.evidence import evidence
from storage.records import ArchivedArticle, Evidence
from storage.search.index import matching
from storage.tables import ArticleRow, HitRow, RevisionRow
from watch import Query, candidates, match

#: Revisions whose texts are held in memory at once.
BATCH = 50
# The index is asked anew for each so many: no transaction stays open while a caller looks at what was found.
_WINDOW = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `since` on and before `until`, by the time that a revision was saved; None leaves that side open."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestHit:
    """An article in the words of its first revision in the period that matches, and what made it match.

    The stream would have hit at `article.revised_at`.
    """

    article: ArchivedArticle
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestBatch:
    """What a few dozen revisions came to.

    `verified` of about `of` are done by now. All articles with a number of `down_to` or more are done.
    """

    hits: tuple[BacktestHit, ...]
    verified: int
    of: int
    down_to: int


@dataclass(slots=True, kw_only=True)
class BacktestCounts:
    """Hits by the UTC day on which they would have been made, and by source."""

    hits: int = 0
    by_day: Counter[date] = field(default_factory=Counter)
    by_source: Counter[str] = field(default_factory=Counter)

    def add(self, hits: Iterable[BacktestHit]) -> None:
        """Count the hits of a batch."""
        for hit in hits:
            self.hits += 1
            self.by_day[hit.article.revised_at.date()] += 1
            self.by_source[hit.article.source] += 1


def backtest(
    db: Database,
    query: Query,
    period: Period | None = None,
    *,
    below: int | None = None,
    without: str | None = None,
) -> Generator[BacktestBatch, None, None]:
    """The hits of a query in the archive, the articles collected last first, batch by batch as they are verified.

    With `below` only articles of a lower number: to go on after the `down_to` of a batch. With `without` only
    articles that are no hit of that watch yet. Memory is that of a batch, whatever the archive holds. What is
    archived meanwhile may be missing.
    """
    chosen = _Choice(dialect=db.dialect, query=query, period=period or Period(), below=below, without=without)
    with db.read() as connection:
        of = connection.scalar(select(func.count()).select_from(chosen.revisions().subquery())) or 0
    verified = 0
    hit: int | None = None
    for rows in _batches(db, chosen):
        with db.read() as connection:
            articles = _texts(connection, [row.id for row in rows if row.article_id != hit])
        hits = []
        for article in articles:
            held = None if article.id == hit else match(query, document_of(article))
            if held is not None:
                hit = article.id
                hits.append(BacktestHit(article=article, evidence=evidence(held)))
        verified += len(rows)
        # The last article may go on in the next batch.
        down_to = rows[-1].article_id + 1
        yield BacktestBatch(hits=tuple(hits), verified=verified, of=max(of, verified), down_to=down_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Which revisions are to be verified."""

    dialect: str
    query: Query
    period: Period
    below: int | None
    without: str | None

    def revisions(self) -> Select[int, int, int]:
        since, until = self.period.since, self.period.until
        statement = select(RevisionRow.id, RevisionRow.article_id, RevisionRow.number).join(
            ArticleRow, ArticleRow.id == RevisionRow.article_id
        )
        if since is not None:
            statement = statement.where(ArticleRow.revised_at >= since, RevisionRow.saved_at >= since)
        if until is not None:
            statement = statement.where(ArticleRow.collected_at < until, RevisionRow.saved_at < until)
        if self.below is not None:
            statement = statement.where(RevisionRow.article_id < self.below)
        if self.without is not None:
            hits = select(HitRow.article_id).where(HitRow.watch == self.without)
            statement = statement.where(RevisionRow.article_id.not_in(hits))
        indexed = matching(self.dialect, candidates(self.query))
        if indexed is not None:
            proposed = select(ArticleRow.id).where(ArticleRow.sort_key.in_(indexed))
            statement = statement.where(RevisionRow.article_id.in_(union_all(proposed, self._revised())))
        return statement

    def after(self, last: tuple[int, int] | None) -> Select[int, int, int]:
        """In the order of the backtest, those that follow upon an article's revision."""
        statement = self.revisions().order_by(RevisionRow.article_id.desc(), RevisionRow.number)
        if last is None:
            return statement
        article_id, number = last
        return statement.where(
            RevisionRow.article_id <= article_id,
            or_(
                RevisionRow.article_id < article_id,
                and_(RevisionRow.article_id == article_id, RevisionRow.number > number),
            ),
        )

    def _revised(self) -> Select[int]:
        """Articles whose earlier words no index holds."""
        statement = select(ArticleRow.id).where(ArticleRow.revision > 1)
        if self.period.since is not None:
            statement = statement.where(ArticleRow.revised_at >= self.period.since)
        return statement


def _batches(db: Database, chosen: _Choice) -> Generator[Sequence[Row[int, int, int]], None, None]:
    """The chosen revisions in their order."""
    last: tuple[int, int] | None = None
    while True:
        with db.read() as connection:
            window = connection.execute(chosen.after(last).limit(_WINDOW)).all()
        if not window:
            return
        for at in range(0, len(window), BATCH):
            yield window[at : at + BATCH]
        last = window[-1].article_id, window[-1].number


def _texts(connection: Connection, revision_ids: Sequence[int]) -> list[ArchivedArticle]:
    if not revision_ids:
        return []
    statement = (
        every_revision()
        .where(RevisionRow.id.in_(revision_ids))
        .order_by(RevisionRow.article_id.desc(), RevisionRow.number)
    )
    return [archived(row) for row in connection.execute(statement)]
