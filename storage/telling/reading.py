"""What was decided and told, for those who ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from storage.articles import archived, latest_revision
from storage.database import Database
from storage.hit_rows import every_hit, hit
from storage.keys import key_hash, other_spellings
from storage.records import StoryNotice, StoryOnRoute, TextSource
from storage.stories.reading import copy_of
from storage.tables import (
    ArticleRow,
    DeliveryRow,
    HitRow,
    LeadRow,
    RevisionRow,
    SourceRow,
    StoryArticleRow,
    VerdictRow,
)
from storage.telling import states, verdicts
from storage.telling.chain import Chain, ShownLead, StoryPlace, Wording
from storage.telling.notices import notices
from storage.telling.verdicts import KeptVerdict

# SQLite before 3.32 takes 999 parameters at most.
_CHUNK = 500


class Verdicts:
    """What was decided for hits."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_hits(self, hit_ids: Iterable[int]) -> dict[int, list[KeptVerdict]]:
        """All verdicts of these hits, by hit, the first one first."""
        with self._db.read() as connection:
            return verdicts.of_hits(connection, hit_ids)

    def told_by(self, delivery_id: str) -> list[int]:
        """The numbers of the hits that the notice of a delivery tells of; none where it is not about stories."""
        statement = (
            select(VerdictRow.hit_id)
            .join(DeliveryRow, DeliveryRow.story_notice_key == VerdictRow.notice_key)
            .where(DeliveryRow.id == delivery_id)
            .distinct()
            .order_by(VerdictRow.hit_id)
        )
        with self._db.read() as connection:
            return [*connection.scalars(statement)]


class StoryNotices:
    """What was told about stories, and what was answered."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_keys(self, keys: Collection[str]) -> dict[str, StoryNotice]:
        """The notices of these keys; their channels are not among what is kept."""
        wanted, found = sorted(set(keys)), dict[str, StoryNotice]()
        with self._db.read() as connection:
            for at in range(0, len(wanted), _CHUNK):
                found |= notices(connection, wanted[at : at + _CHUNK])
        return found

    def answers(self, delivery_ids: Collection[str]) -> dict[str, str]:
        """What receivers said to these deliveries when they accepted them, by delivery."""
        wanted, found = sorted(set(delivery_ids)), dict[str, str]()
        with self._db.read() as connection:
            for at in range(0, len(wanted), _CHUNK):
                statement = select(DeliveryRow.id, DeliveryRow.answer).where(
                    DeliveryRow.id.in_(wanted[at : at + _CHUNK]), DeliveryRow.answer.is_not(None)
                )
                found |= {row.id: row.answer for row in connection.execute(statement)}
        return found


class Waiting:
    """What routes keep for later."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(self) -> list[StoryOnRoute]:
        """All that waits, what is due first comes first."""
        with self._db.read() as connection:
            found = states.waiting(connection)
        return sorted(found, key=_due_first)


def _due_first(state: StoryOnRoute) -> tuple[bool, float, str, str]:
    held = state.held
    return held is None, 0.0 if held is None else held.until_at.timestamp(), state.route, state.group


class Chains:
    """The ways that articles went."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_article(self, article_id: int) -> Chain | None:
        """An article's way, as it is at one moment; None where the archive has no such article."""
        statement = latest_revision().add_columns(ArticleRow.grouped_at, ArticleRow.source_id)
        with self._db.read() as connection:
            row = connection.execute(statement.where(ArticleRow.id == article_id)).one_or_none()
            if row is None:
                return None
            found = every_hit().where(HitRow.article_id == article_id).order_by(HitRow.id)
            hits = tuple(map(hit, connection.execute(found)))
            return Chain(
                article=archived(row),
                grouped_at=row.grouped_at,
                leads=_leads_to(connection, article_id, row.source_id, row.url),
                wordings=_wordings(connection, article_id),
                place=_place(connection, article_id),
                hits=hits,
                verdicts=verdicts.of_hits(connection, [one.id for one in hits]),
            )

    def article_at(self, address: str) -> int | None:
        """The number of the article that a canonical address leads to, by its own address or by that of a lead."""
        names = _names(address)
        with self._db.read() as connection:
            rows = connection.execute(
                select(ArticleRow.url_key, ArticleRow.id).where(ArticleRow.url_key.in_(names))
            )
            by_name: dict[str, int] = {row.url_key: row.id for row in rows}
            shown = _leads_at(connection, names)
        led_to = (one.article_id for one in shown)
        found = (*map(by_name.get, names), *led_to)
        return next((number for number in found if number is not None), None)

    def leads_at(self, address: str) -> list[ShownLead]:
        """The leads of all sources at a canonical address, the first one first."""
        with self._db.read() as connection:
            return _leads_at(connection, _names(address))


def _names(address: str) -> list[str]:
    """The key hashes of an address, its own first."""
    return [key_hash(address), *other_spellings(address)]


def _leads() -> Select[*tuple[Any, ...]]:
    return (
        select(
            SourceRow.name.label("source"),
            LeadRow.id,
            LeadRow.url,
            LeadRow.state,
            LeadRow.reason,
            LeadRow.attempts,
            LeadRow.backlog,
            LeadRow.first_seen_at,
            LeadRow.due_at,
            LeadRow.finished_at,
            LeadRow.article_id,
        )
        .join_from(LeadRow, SourceRow, SourceRow.id == LeadRow.source_id)
        .order_by(LeadRow.first_seen_at, LeadRow.id)
    )


def _leads_to(connection: Connection, article_id: int, source_id: int, address: str) -> tuple[ShownLead, ...]:
    """Those of the article's own source, then those of others at its address: no index finds all that led to it."""
    own = _leads().where(LeadRow.source_id == source_id, LeadRow.article_id == article_id)
    others = _leads_of_all(_names(address)).where(
        LeadRow.article_id == article_id, LeadRow.source_id != source_id
    )
    return (*map(_lead, connection.execute(own)), *map(_lead, connection.execute(others)))


def _leads_at(connection: Connection, names: Collection[str]) -> list[ShownLead]:
    return [*map(_lead, connection.execute(_leads_of_all(names)))]


def _leads_of_all(names: Collection[str]) -> Select[*tuple[Any, ...]]:
    # source by source: the index of leads begins with it
    return _leads().where(LeadRow.source_id.in_(select(SourceRow.id)), LeadRow.key_hash.in_(names))


def _lead(row: Row[*tuple[Any, ...]]) -> ShownLead:
    return ShownLead(
        source=row.source,
        url=row.url,
        state=row.state,
        reason=row.reason,
        attempts=row.attempts,
        is_backlog=row.backlog,
        first_seen_at=row.first_seen_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
        article_id=row.article_id,
    )


def _wordings(connection: Connection, article_id: int) -> tuple[Wording, ...]:
    statement = (
        select(
            RevisionRow.number,
            RevisionRow.fetched_at,
            RevisionRow.saved_at,
            RevisionRow.page_kind,
            RevisionRow.text_source,
            RevisionRow.partial,
            RevisionRow.flagged_at,
        )
        .where(RevisionRow.article_id == article_id)
        .order_by(RevisionRow.number)
    )
    return tuple(
        Wording(
            revision=row.number,
            fetched_at=row.fetched_at,
            saved_at=row.saved_at,
            page_kind=row.page_kind,
            text_source=TextSource(row.text_source),
            partial=row.partial,
            flagged_at=row.flagged_at,
        )
        for row in connection.execute(statement)
    )


def _place(connection: Connection, article_id: int) -> StoryPlace | None:
    row = connection.execute(
        select(*StoryArticleRow.__table__.columns).where(StoryArticleRow.article_id == article_id)
    ).one_or_none()
    if row is None:
        return None
    return StoryPlace(
        article_id=row.article_id,
        story_id=row.story_id,
        joined_at=row.joined_at,
        copy_of=copy_of(row),
        bond=row.bond,
    )
