"""Flagging: which revisions are still to be matched, and what matched. The outbox is filled here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection, select, tuple_, update

from storage.articles import archived, every_revision, wording
from storage.database import Database
from storage.failpoints import failpoint
from storage.hit_rows import every_hit, hit, insert_hit, keep_wording, known_hit, with_article
from storage.marks import Mark, latest_mark
from storage.records import ArchivedArticle, Hit, HitDraft, HitOutcome, Verdict
from storage.tables import ArticleRow, HitRow, RevisionRow, SourceRow
from storage.telling.ledger import Ledger


class Freshness(StrEnum):
    """Why a hit is decided: it is `NEW`, was backlog and is none any more, or a revision changed what matched."""

    NEW = "new"
    RAISED = "raised"
    TOUCHED = "touched"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshHit:
    """A hit that is to be decided, and the draft that it came of."""

    hit_id: int
    draft: HitDraft
    freshness: Freshness


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was written: the hits that were decided, and all verdicts that this led to."""

    hits: tuple[FreshHit, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def new(self) -> tuple[FreshHit, ...]:
        """Those that were in the archive in no form."""
        return tuple(one for one in self.hits if one.freshness is Freshness.NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStart:
    """When a source was read first, and whether what it held then is told."""

    first_read_at: datetime | None
    tell_backlog: bool


#: Decides the hits of one wording of an article, in the transaction that writes them, and returns its verdicts.
Decide = Callable[[Ledger, Sequence[FreshHit]], Sequence[Verdict]]


class Flags:
    """Hits, and the revisions that no flagging has seen yet."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def unflagged(self, limit: int) -> list[ArchivedArticle]:
        """Revisions of articles whose story is known that are still to be matched, the oldest first."""
        statement = (
            every_revision()
            .where(RevisionRow.flagged_at.is_(None), ArticleRow.grouped_at.is_not(None))
            .order_by(RevisionRow.id)
            .limit(limit)
        )
        with self._db.read() as connection:
            return [archived(row) for row in connection.execute(statement)]

    def wording(self, article_id: int, revision: int) -> ArchivedArticle | None:
        """An article in the words of one revision."""
        with self._db.read() as connection:
            return wording(connection, article_id, revision)

    def source_starts(self, names: Collection[str]) -> dict[str, SourceStart]:
        """When these sources began, by their names."""
        statement = select(SourceRow.name, SourceRow.first_read_at, SourceRow.tell_backlog).where(
            SourceRow.name.in_(sorted(names))
        )
        with self._db.read() as connection:
            return {
                row.name: SourceStart(first_read_at=row.first_read_at, tell_backlog=row.tell_backlog)
                for row in connection.execute(statement)
            }

    def record(
        self, articles: Sequence[ArchivedArticle], hits: Sequence[HitDraft], now: datetime, decide: Decide
    ) -> Recorded:
        """Write, in one transaction, the hits, what is decided of them, and that the revisions `articles` were seen.

        An article is a hit of a watch once: done twice, this adds nothing.
        """
        done = self._db.retrying(lambda connection: _record(connection, articles, hits, now, decide))
        failpoint("hits-recorded")
        return done

    def add(self, hits: Sequence[HitDraft], now: datetime, decide: Decide) -> Recorded:
        """Write, in one transaction, hits of articles that were none of the watch before, and what is decided of them.

        A hit that is there stays as it is.
        """
        return self._db.retrying(lambda connection: _add(connection, hits, now, decide))

    def get(self, hit_id: int) -> tuple[Hit, ArchivedArticle] | None:
        """One hit, with the revision that matched."""
        with self._db.read() as connection:
            row = connection.execute(with_article().where(HitRow.id == hit_id)).one_or_none()
        return None if row is None else (hit(row), archived(row))

    def hits(
        self,
        watch: str | None = None,
        since: datetime | None = None,
        limit: int = 50,
        *,
        mark: Mark | None = None,
        outcome: HitOutcome | None = None,
        below: tuple[datetime, int] | None = None,
    ) -> list[tuple[Hit, ArchivedArticle]]:
        """Hits, the latest first, each with the revision that matched; only those whose latest mark is `mark`, and
        of which that became.

        With `below` those that follow upon the hit of that time and number.
        """
        statement = with_article().order_by(HitRow.flagged_at.desc(), HitRow.id.desc()).limit(limit)
        if watch is not None:
            statement = statement.where(HitRow.watch == watch)
        if since is not None:
            statement = statement.where(HitRow.flagged_at >= since)
        if mark is not None:
            statement = statement.where(latest_mark(HitRow.id) == mark.value)
        if outcome is not None:
            statement = statement.where(HitRow.outcome == outcome.value)
        if below is not None:
            statement = statement.where(tuple_(HitRow.flagged_at, HitRow.id) < tuple_(*below))
        with self._db.read() as connection:
            return [(hit(row), archived(row)) for row in connection.execute(statement)]

    def watches(self) -> set[str]:
        """The watches that ever hit anything."""
        with self._db.read() as connection:
            return set(connection.scalars(select(HitRow.watch).distinct()))

    def of_article(self, article_id: int) -> list[Hit]:
        """The hits of one article, the first one first."""
        statement = every_hit().where(HitRow.article_id == article_id).order_by(HitRow.id)
        with self._db.read() as connection:
            return [hit(row) for row in connection.execute(statement)]


def _add(connection: Connection, hits: Sequence[HitDraft], now: datetime, decide: Decide) -> Recorded:
    ledger = Ledger(connection)
    done = Recorded()
    for drafts in _by_wording(hits):
        fresh = [
            FreshHit(hit_id=number, draft=draft, freshness=Freshness.NEW)
            for draft in drafts
            if (number := insert_hit(connection, draft, now)) is not None
        ]
        done = _decided(ledger, fresh, decide, done)
    return done


def _record(
    connection: Connection,
    articles: Sequence[ArchivedArticle],
    hits: Sequence[HitDraft],
    now: datetime,
    decide: Decide,
) -> Recorded:
    ledger = Ledger(connection)
    done = Recorded()
    seen = _flagged_meanwhile(connection, articles)
    for drafts in _by_wording(hits):
        if (drafts[0].routed.article_id, drafts[0].routed.revision) in seen:
            continue
        fresh = [one for draft in drafts if (one := _fresh(connection, ledger, draft, now)) is not None]
        done = _decided(ledger, fresh, decide, done)
    for article_id, revision in sorted((article.id, article.revision) for article in articles):
        connection.execute(
            update(RevisionRow)
            .where(
                RevisionRow.article_id == article_id,
                RevisionRow.number == revision,
                RevisionRow.flagged_at.is_(None),
            )
            .values(flagged_at=now)
        )
    failpoint("hits-recording")
    return done


def _flagged_meanwhile(connection: Connection, articles: Sequence[ArchivedArticle]) -> set[tuple[int, int]]:
    """Those of the revisions that another process has flagged since they were read."""
    given = {(article.id, article.revision) for article in articles}
    statement = select(RevisionRow.article_id, RevisionRow.number).where(
        RevisionRow.article_id.in_({article_id for article_id, _ in given}),
        RevisionRow.flagged_at.is_not(None),
    )
    return given & {(row.article_id, row.number) for row in connection.execute(statement)}


def _fresh(connection: Connection, ledger: Ledger, draft: HitDraft, now: datetime) -> FreshHit | None:
    """The hit of a draft, if there is anything to decide: what was told as backlog, or changed, is decided anew."""
    number = insert_hit(connection, draft, now)
    if number is not None:
        return FreshHit(hit_id=number, draft=draft, freshness=Freshness.NEW)
    known = known_hit(connection, draft)
    if known is None or (draft.backlog is not None and not draft.touches):
        return None
    number, outcome = known
    if draft.touches:
        freshness = Freshness.TOUCHED
    elif outcome is HitOutcome.BACKLOG:
        freshness = Freshness.RAISED
    else:
        return None
    if ledger.handled([(draft.routed.article_id, draft.routed.watch)]):
        return None
    keep_wording(connection, number, draft)
    return FreshHit(hit_id=number, draft=draft, freshness=freshness)


def _by_wording(hits: Sequence[HitDraft]) -> list[list[HitDraft]]:
    """The drafts of each revision of an article, in one order for all, lest two flagging processes deadlock."""
    in_order = sorted(hits, key=lambda one: (one.routed.article_id, one.routed.revision, one.routed.watch))
    return [
        [*some] for _, some in groupby(in_order, lambda one: (one.routed.article_id, one.routed.revision))
    ]


def _decided(ledger: Ledger, fresh: Sequence[FreshHit], decide: Decide, done: Recorded) -> Recorded:
    if not fresh:
        return done
    verdicts = decide(ledger, fresh)
    return Recorded(hits=(*done.hits, *fresh), verdicts=(*done.verdicts, *verdicts))
