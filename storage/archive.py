"""The archive proper: articles come in, each under its canonical URL, and are never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.articles import archived, every_revision, latest_revision, revision_values
from storage.database import Database
from storage.failpoints import failpoint
from storage.frontier import Answered, mark_answered
from storage.host_lines import HostText, note_host_lines
from storage.inserts import insert_or_skip
from storage.keys import key_hash
from storage.ordering import sorted_at
from storage.page_readings import note_readings
from storage.placing import place
from storage.promotion import promote
from storage.records import ArchivedArticle, Article, CollectedArticle, Saved, SaveOutcome, TextSource
from storage.search.entry import Entry
from storage.search.index import write_entries
from storage.tables import ArticleRow, RevisionRow


@dataclass(slots=True, kw_only=True)
class _Known:
    """An article of the archive while a batch is saved."""

    id: int
    revision: int
    content_hash: str
    text_source: TextSource
    collected_at: datetime


class Archive:
    """Saves articles and gives them back."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, items: Sequence[CollectedArticle], now: datetime) -> list[Saved]:
        """Save a batch in one transaction; the answers are in the order of `items`.

        A URL that the archive does not know is NEW. A known one is REVISED when title or text differ from its
        latest revision, else UNCHANGED; it keeps its first source and its backlog mark. What a page gave follows
        upon what only the feed gave as a revision, even in the same words, and is never followed by it: a wall
        that went up takes nothing away. Leads are done.
        """
        entries = [_entry(item) for item in items]
        saved = self._db.retrying(lambda connection: _save(connection, items, entries, now))
        failpoint("article-saved")
        return saved

    def get(self, article_id: int) -> ArchivedArticle | None:
        """The article in its latest words."""
        statement = latest_revision().where(ArticleRow.id == article_id)
        with self._db.read() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else archived(row)

    def revisions(self, article_id: int) -> list[ArchivedArticle]:
        """Every revision of the article, the first one first."""
        statement = every_revision().where(RevisionRow.article_id == article_id).order_by(RevisionRow.number)
        with self._db.read() as connection:
            return [archived(row) for row in connection.execute(statement)]

    def newest(self, limit: int) -> list[ArchivedArticle]:
        """The articles collected last, in their latest words."""
        statement = latest_revision().order_by(ArticleRow.id.desc()).limit(limit)
        with self._db.read() as connection:
            return [archived(row) for row in connection.execute(statement)]

    def count(self) -> int:
        """How many articles the archive holds."""
        with self._db.read() as connection:
            return connection.scalar(select(func.count()).select_from(ArticleRow)) or 0


def _save(
    connection: Connection, items: Sequence[CollectedArticle], entries: Sequence[Entry], now: datetime
) -> list[Saved]:
    items = place(connection, items)
    keys = [key_hash(item.article.url) for item in items]
    known = _locked(connection, keys)
    first = {key: item for key, item in reversed(list(zip(keys, items, strict=True))) if key not in known}
    inserted = _insert_articles(connection, first, now)
    known |= inserted | _locked(connection, [key for key in first if key not in inserted])
    fresh = set(inserted)
    saved, revisions, index = [], [], dict[int, tuple[Entry | None, Entry]]()
    texts: list[HostText] = []
    for key, item, entry in zip(keys, items, entries, strict=True):
        row = known[key]
        outcome = _outcome(row, item.article, is_fresh=key in fresh)
        if outcome is not SaveOutcome.UNCHANGED and (key in fresh or row.text_source is TextSource.FEED):
            texts += _host_text(item)
        fresh.discard(key)
        if outcome is SaveOutcome.REVISED:
            old = index[row.id][0] if row.id in index else _entry_of_latest(connection, row)
            row.revision += 1
            row.content_hash = item.article.content_hash
            row.text_source = item.article.text_source
            _update_article(connection, row, item.article, now)
            index[row.id] = (old, entry)
        elif outcome is SaveOutcome.NEW:
            index[row.id] = (None, entry)
        if outcome is not SaveOutcome.UNCHANGED:
            revisions.append(_revision(row, item.article, now))
        saved.append(Saved(article_id=row.id, revision=row.revision, outcome=outcome))
    if revisions:
        connection.execute(insert(RevisionRow), revisions)
    write_entries(connection, index)
    promote(
        connection,
        [
            one.article_id
            for item, one in zip(items, saved, strict=True)
            if not item.backlog and one.outcome is not SaveOutcome.NEW
        ],
        since=None,
    )
    answered = [
        Answered(
            lead_id=item.lead_id,
            article_id=one.article_id,
            fruitful=one.outcome is not SaveOutcome.UNCHANGED,
            retry_at=item.retry_at,
        )
        for item, one in zip(items, saved, strict=True)
        if item.lead_id is not None
    ]
    mark_answered(connection, answered, now)
    readings = [(item.source_id, item.reading) for item in items if item.reading is not None]
    note_readings(connection, readings, now)
    note_host_lines(connection, texts)
    failpoint("article-saving")
    return saved


def _host_text(item: CollectedArticle) -> list[HostText]:
    """What an article tells of its host's furniture; nothing, where its page did not give the text."""
    if item.host is None or item.article.text_source is not TextSource.PAGE:
        return []
    return [HostText(host=item.host, text=item.article.text, left_out=item.left_out)]


def _outcome(row: _Known, article: Article, *, is_fresh: bool) -> SaveOutcome:
    if is_fresh:
        return SaveOutcome.NEW
    if row.text_source is not article.text_source:
        return SaveOutcome.REVISED if row.text_source is TextSource.FEED else SaveOutcome.UNCHANGED
    return SaveOutcome.UNCHANGED if row.content_hash == article.content_hash else SaveOutcome.REVISED


def _locked(connection: Connection, keys: Sequence[str]) -> dict[str, _Known]:
    """The articles of these keys that exist, kept from other writers until the transaction ends."""
    if not keys:
        return {}
    rows = connection.execute(
        select(
            ArticleRow.url_key,
            ArticleRow.id,
            ArticleRow.revision,
            ArticleRow.content_hash,
            ArticleRow.text_source,
            ArticleRow.collected_at,
        )
        .where(ArticleRow.url_key.in_(set(keys)))
        .order_by(ArticleRow.url_key)
        .with_for_update()
    )
    return {
        row.url_key: _Known(
            id=row.id,
            revision=row.revision,
            content_hash=row.content_hash,
            text_source=TextSource(row.text_source),
            collected_at=row.collected_at,
        )
        for row in rows
    }


def _insert_articles(
    connection: Connection, items: dict[str, CollectedArticle], now: datetime
) -> dict[str, _Known]:
    """Insert what nobody else has inserted meanwhile; in the order of the keys, lest two writers deadlock."""
    if not items:
        return {}
    rows = [
        {
            "url": item.article.url,
            "url_key": key,
            "source_id": item.source_id,
            "backlog": item.backlog,
            "revision": 1,
            "content_hash": item.article.content_hash,
            "text_source": item.article.text_source.value,
            "sorted_at": sorted_at(item.article, now),
            "collected_at": now,
            "revised_at": now,
        }
        for key, item in sorted(items.items())
    ]
    statement = insert_or_skip(connection, ArticleRow, ArticleRow.url_key).returning(
        ArticleRow.id, ArticleRow.url_key, ArticleRow.content_hash, ArticleRow.text_source
    )
    return {
        row.url_key: _Known(
            id=row.id,
            revision=1,
            content_hash=row.content_hash,
            text_source=TextSource(row.text_source),
            collected_at=now,
        )
        for row in connection.execute(statement, rows)
    }


def _update_article(connection: Connection, row: _Known, article: Article, now: datetime) -> None:
    connection.execute(
        update(ArticleRow)
        .where(ArticleRow.id == row.id)
        .values(
            revision=row.revision,
            content_hash=row.content_hash,
            text_source=row.text_source.value,
            sorted_at=sorted_at(article, row.collected_at),
            revised_at=now,
        )
    )


def _entry(item: CollectedArticle) -> Entry:
    if item.terms is None:
        return Entry.of(item.article.title, item.article.text)
    title, text = item.terms
    return Entry(title=tuple(title.split()), text=tuple(text.split()))


def _entry_of_latest(connection: Connection, row: _Known) -> Entry:
    title, text = connection.execute(
        select(RevisionRow.title, RevisionRow.text).where(
            RevisionRow.article_id == row.id, RevisionRow.number == row.revision
        )
    ).one()
    return Entry.of(title, text)


def _revision(row: _Known, article: Article, now: datetime) -> dict[str, Any]:
    return revision_values(article) | {
        "article_id": row.id,
        "number": row.revision,
        "saved_at": now,
        "flagged_at": None,
    }
