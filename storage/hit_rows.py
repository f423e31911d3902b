"""Hits as the statements of this package read and write them."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, select, update

from storage.articles import every_revision
from storage.evidence import sentence_item, sentence_of, span_item, span_of, spans_of
from storage.inserts import insert_or_skip
from storage.marks import is_handled
from storage.records import DeliveryState, Hit, HitDraft, HitOutcome
from storage.tables import ArticleRow, DeliveryRow, HitRow, RevisionRow, WatchVersionRow

_COLUMNS = (
    HitRow.id.label("hit_id"),
    HitRow.article_id.label("hit_article_id"),
    HitRow.revision.label("hit_revision"),
    HitRow.watch,
    HitRow.query,
    WatchVersionRow.number.label("hit_version"),
    HitRow.spans,
    HitRow.polarity,
    HitRow.cue,
    HitRow.sentence,
    HitRow.outcome,
    HitRow.flagged_at,
)


def every_hit() -> Select[*tuple[Any, ...]]:
    """Hits alone; for `hit`."""
    return select(*_COLUMNS).join_from(
        HitRow, WatchVersionRow, WatchVersionRow.id == HitRow.version_id, isouter=True
    )


def with_article() -> Select[*tuple[Any, ...]]:
    """Hits, each joined to the article in the words that matched; for `hit` and `archived`."""
    return (
        every_revision()
        .join(
            HitRow, and_(HitRow.article_id == RevisionRow.article_id, HitRow.revision == RevisionRow.number)
        )
        .outerjoin(WatchVersionRow, WatchVersionRow.id == HitRow.version_id)
        .add_columns(*_COLUMNS)
    )


def hit(row: Row[*tuple[Any, ...]]) -> Hit:
    """The hit of a row that `every_hit` or `with_article` selected."""
    return Hit(
        id=row.hit_id,
        article_id=row.hit_article_id,
        revision=row.hit_revision,
        watch=row.watch,
        query=row.query,
        version=row.hit_version,
        spans=spans_of(row.spans),
        polarity=row.polarity,
        cue=None if row.cue is None else span_of(row.cue),
        sentence=None if row.sentence is None else sentence_of(row.sentence),
        outcome=HitOutcome(row.outcome),
        flagged_at=row.flagged_at,
    )


def delivery_id(article_key: str, watch: str, channel: str) -> str:
    """The id of a delivery, from what it is about: a hit that is written again after a crash or from a backup
    keeps it, and the receiver still sees a repeat for what it is."""
    return hashlib.sha256("\0".join((article_key, watch, channel)).encode()).hexdigest()[:32]


def insert_hit(connection: Connection, draft: HitDraft, now: datetime) -> bool:
    """Write one hit and its deliveries; False if the article is a hit of the watch already."""
    found = draft.evidence
    statement = insert_or_skip(connection, HitRow, HitRow.article_id, HitRow.watch).returning(HitRow.id)
    hit_id = connection.scalar(
        statement.values(
            article_id=draft.article_id,
            revision=draft.revision,
            watch=draft.watch,
            version_id=draft.version_id,
            query=draft.query,
            spans=[span_item(span) for span in found.spans],
            polarity=found.polarity,
            cue=None if found.cue is None else span_item(found.cue),
            sentence=None if found.sentence is None else sentence_item(found.sentence),
            outcome=draft.outcome.value,
            flagged_at=now,
        )
    )
    if hit_id is None:
        return False
    _insert_deliveries(connection, hit_id, draft, now)
    return True


def raise_hit(connection: Connection, draft: HitDraft, now: datetime) -> bool:
    """Tell the hit of this watch that was told to nobody as backlog, unless it is handled; False if there is none."""
    if draft.outcome is not HitOutcome.TOLD:
        return False
    hit_id = connection.scalar(
        update(HitRow)
        .where(
            HitRow.article_id == draft.article_id,
            HitRow.watch == draft.watch,
            HitRow.outcome == HitOutcome.BACKLOG.value,
            ~is_handled(HitRow.id),
        )
        .values(outcome=draft.outcome.value)
        .returning(HitRow.id)
    )
    if hit_id is None:
        return False
    _insert_deliveries(connection, hit_id, draft, now)
    return True


def _insert_deliveries(connection: Connection, hit_id: int, draft: HitDraft, now: datetime) -> None:
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
