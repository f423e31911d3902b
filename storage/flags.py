"""Flagging: which revisions are still to be matched, and what matched. The outbox is filled here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.articles import archived, every_revision
from storage.database import Database
from storage.failpoints import failpoint
from storage.hit_rows import every_hit, hit, insert_hit, raise_hit, with_article
from storage.marks import Mark, latest_mark
from storage.records import ArchivedArticle, Hit, HitDraft
from storage.tables import ArticleRow, HitRow, RevisionRow


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
        statement = every_revision().where(
            RevisionRow.article_id == article_id, RevisionRow.number == revision
        )
        with self._db.read() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else archived(row)

    def record(
        self, articles: Sequence[ArchivedArticle], hits: Sequence[HitDraft], now: datetime
    ) -> list[HitDraft]:
        """Write, in one transaction, the hits, their deliveries, and that the revisions `articles` were seen.

        An article is a hit of a watch once: done twice, or for a later revision, this adds nothing. Returns
        the hits that are new.
        """
        new = self._db.retrying(lambda connection: _record(connection, articles, hits, now))
        failpoint("hits-recorded")
        return new

    def add(self, hits: Sequence[HitDraft], now: datetime) -> list[HitDraft]:
        """Write, in one transaction, hits of articles that were none of the watch before, and their deliveries.

        A hit that is there stays as it is. Returns the hits that are new.
        """
        drafts = _in_order(hits)
        return self._db.retrying(
            lambda connection: [draft for draft in drafts if insert_hit(connection, draft, now)]
        )

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
    ) -> list[tuple[Hit, ArchivedArticle]]:
        """Hits, the latest first, each with the revision that matched; only those whose latest mark is `mark`."""
        statement = with_article().order_by(HitRow.flagged_at.desc(), HitRow.id.desc()).limit(limit)
        if watch is not None:
            statement = statement.where(HitRow.watch == watch)
        if since is not None:
            statement = statement.where(HitRow.flagged_at >= since)
        if mark is not None:
            statement = statement.where(latest_mark(HitRow.id) == mark.value)
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


def _in_order(hits: Sequence[HitDraft]) -> list[HitDraft]:
    # In one order for all, lest two flagging processes deadlock.
    return sorted(hits, key=lambda draft: (draft.article_id, draft.watch))


def _record(
    connection: Connection, articles: Sequence[ArchivedArticle], hits: Sequence[HitDraft], now: datetime
) -> list[HitDraft]:
    seen = sorted((article.id, article.revision) for article in articles)
    new = [
        draft
        for draft in _in_order(hits)
        if insert_hit(connection, draft, now) or raise_hit(connection, draft, now)
    ]
    for article_id, revision in seen:
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
    return new
