"""Hits as the statements of this package read and write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from storage.articles import every_revision
from storage.evidence import sentence_item, sentence_of, span_item, span_of, spans_of
from storage.inserts import insert_or_skip
from storage.records import Evidence, Hit, HitDraft, HitOutcome
from storage.tables import HitRow, HitWordingRow, RevisionRow, WatchVersionRow

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
        **_evidence_fields(row),
        outcome=HitOutcome(row.outcome),
        flagged_at=row.flagged_at,
    )


def insert_hit(connection: Connection, draft: HitDraft, now: datetime) -> int | None:
    """Write one hit and return its number; None if the article is a hit of the watch already.

    Its outcome follows when it is decided.
    """
    statement = insert_or_skip(connection, HitRow, HitRow.article_id, HitRow.watch).returning(HitRow.id)
    number: int | None = connection.scalar(
        statement.values(
            article_id=draft.routed.article_id,
            revision=draft.routed.revision,
            watch=draft.routed.watch,
            version_id=draft.version_id,
            query=draft.query,
            outcome=HitOutcome.NO_ROUTE.value,
            flagged_at=now,
            **_evidence_values(draft.evidence),
        )
    )
    return number


def known_hit(connection: Connection, draft: HitDraft) -> tuple[int, HitOutcome] | None:
    """The hit that the article of a draft is of its watch: its number, and what became of it."""
    row = connection.execute(
        select(HitRow.id, HitRow.outcome).where(
            HitRow.article_id == draft.routed.article_id, HitRow.watch == draft.routed.watch
        )
    ).one_or_none()
    return None if row is None else (row.id, HitOutcome(row.outcome))


def keep_wording(connection: Connection, hit_id: int, draft: HitDraft) -> None:
    """Remember what made a hit match in a later wording of its article."""
    connection.execute(
        insert_or_skip(connection, HitWordingRow, HitWordingRow.hit_id, HitWordingRow.revision).values(
            hit_id=hit_id, revision=draft.routed.revision, **_evidence_values(draft.evidence)
        )
    )


def hit_in(connection: Connection, found: Hit, revision: int) -> Hit:
    """A hit as it is in a wording of its article: with what is kept of that, else of its first."""
    row = connection.execute(
        select(HitWordingRow.spans, HitWordingRow.polarity, HitWordingRow.cue, HitWordingRow.sentence).where(
            HitWordingRow.hit_id == found.id, HitWordingRow.revision == revision
        )
    ).one_or_none()
    return replace(found, revision=revision, **({} if row is None else _evidence_fields(row)))


def _evidence_fields(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """The fields of `Evidence` that a row holds."""
    return {
        "spans": spans_of(row.spans),
        "polarity": row.polarity,
        "cue": None if row.cue is None else span_of(row.cue),
        "sentence": None if row.sentence is None else sentence_of(row.sentence),
    }


def _evidence_values(found: Evidence) -> dict[str, Any]:
    return {
        "spans": [span_item(span) for span in found.spans],
        "polarity": found.polarity,
        "cue": None if found.cue is None else span_item(found.cue),
        "sentence": None if found.sentence is None else sentence_item(found.sentence),
    }
