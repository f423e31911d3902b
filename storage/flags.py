"""Flagging: which revisions are still to be matched, and what matched. The outbox is filled here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, select, update

from storage.articles import archived, every_revision
from storage.database import Database
from storage.failpoints import failpoint
from storage.inserts import insert_or_skip
from storage.records import ArchivedArticle, DeliveryState, Hit, HitDraft, HitOutcome, SpanRecord
from storage.tables import ArticleRow, DeliveryRow, HitRow, RevisionRow

HIT_COLUMNS = (
    HitRow.id.label("hit_id"),
    HitRow.article_id.label("hit_article_id"),
    HitRow.revision.label("hit_revision"),
    HitRow.watch,
    HitRow.query,
    HitRow.spans,
    HitRow.outcome,
    HitRow.flagged_at,
)


class Flags:
    """Hits, and the revisions that no flagging has seen yet."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def unflagged(self, limit: int) -> list[ArchivedArticle]:
        """Revisions that are still to be matched, the oldest first."""
        statement = (
            every_revision().where(RevisionRow.flagged_at.is_(None)).order_by(RevisionRow.id).limit(limit)
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

    def hits(
        self, watch: str | None = None, since: datetime | None = None, limit: int = 50
    ) -> list[tuple[Hit, ArchivedArticle]]:
        """Hits, the latest first, each with the revision that matched."""
        statement = with_article().order_by(HitRow.flagged_at.desc(), HitRow.id.desc()).limit(limit)
        if watch is not None:
            statement = statement.where(HitRow.watch == watch)
        if since is not None:
            statement = statement.where(HitRow.flagged_at >= since)
        with self._db.read() as connection:
            return [(hit(row), archived(row)) for row in connection.execute(statement)]

    def watches(self) -> set[str]:
        """The watches that ever hit anything."""
        with self._db.read() as connection:
            return set(connection.scalars(select(HitRow.watch).distinct()))

    def of_article(self, article_id: int) -> list[Hit]:
        """The hits of one article, the first one first."""
        statement = select(*HIT_COLUMNS).where(HitRow.article_id == article_id).order_by(HitRow.id)
        with self._db.read() as connection:
            return [hit(row) for row in connection.execute(statement)]


def with_article() -> Select[*tuple[Any, ...]]:
    """Hits, each joined to the article in the words that matched; for `hit` and `archived`."""
    return (
        every_revision()
        .join(
            HitRow, and_(HitRow.article_id == RevisionRow.article_id, HitRow.revision == RevisionRow.number)
        )
        .add_columns(*HIT_COLUMNS)
    )


def hit(row: Row[*tuple[Any, ...]]) -> Hit:
    """The hit of a row that `with_article` selected."""
    return Hit(
        id=row.hit_id,
        article_id=row.hit_article_id,
        revision=row.hit_revision,
        watch=row.watch,
        query=row.query,
        spans=tuple(
            SpanRecord(field=field, start=start, end=end, form=form) for field, start, end, form in row.spans
        ),
        outcome=HitOutcome(row.outcome),
        flagged_at=row.flagged_at,
    )


def _record(
    connection: Connection, articles: Sequence[ArchivedArticle], hits: Sequence[HitDraft], now: datetime
) -> list[HitDraft]:
    # In one order for all, lest two flagging processes deadlock.
    drafts = sorted(hits, key=lambda draft: (draft.article_id, draft.watch))
    seen = sorted((article.id, article.revision) for article in articles)
    new = [draft for draft in drafts if _insert(connection, draft, now)]
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


def delivery_id(article_key: str, watch: str, channel: str) -> str:
    """The id of a delivery, from what it is about: a hit that is written again after a crash or from a backup
    keeps it, and the receiver still sees a repeat for what it is."""
    return hashlib.sha256("\0".join((article_key, watch, channel)).encode()).hexdigest()[:32]


def _raised(connection: Connection, draft: HitDraft) -> int | None:
    """The hit of this watch that was told to nobody as backlog and is to be told after all."""
    if draft.outcome is not HitOutcome.TOLD:
        return None
    return connection.scalar(
        update(HitRow)
        .where(
            HitRow.article_id == draft.article_id,
            HitRow.watch == draft.watch,
            HitRow.outcome == HitOutcome.BACKLOG.value,
        )
        .values(outcome=draft.outcome.value)
        .returning(HitRow.id)
    )


def _insert(connection: Connection, draft: HitDraft, now: datetime) -> bool:
    """Write one hit and its deliveries; False if the article is a hit of the watch already."""
    statement = insert_or_skip(connection, HitRow, HitRow.article_id, HitRow.watch).returning(HitRow.id)
    hit_id = connection.scalar(
        statement.values(
            article_id=draft.article_id,
            revision=draft.revision,
            watch=draft.watch,
            query=draft.query,
            spans=[(span.field, span.start, span.end, span.form) for span in draft.spans],
            outcome=draft.outcome.value,
            flagged_at=now,
        )
    )
    if hit_id is None:
        hit_id = _raised(connection, draft)
    if hit_id is None:
        return False
    key = connection.scalar(select(ArticleRow.url_key).where(ArticleRow.id == draft.article_id))
    deliveries = [
        {
            "id": delivery_id(str(key), draft.watch, channel),
            "hit_id": hit_id,
            "channel": channel,
            "state": DeliveryState.WAITING.value,
            "attempts": 0,
            "due_at": now,
            "created_at": now,
        }
        for channel in dict.fromkeys(draft.channels)
    ]
    if deliveries:
        connection.execute(insert(DeliveryRow), deliveries)
    return True
