"""The archive proper: articles come in, each under its canonical URL, and are never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from storage.articles import archived, every_revision, latest_revision, revision_values
from storage.captures.store import CaptureStore, Keeping
from storage.database import Database
from storage.failpoints import failpoint
from storage.frontier import Answered, mark_answered
from storage.handover import Stage, hand_over
from storage.host_lines import HostText, note_host_lines
from storage.inserts import insert_or_skip
from storage.keys import key_hash
from storage.locks import Turn, take_turn
from storage.ordering import sort_key, sorted_at
from storage.page_readings import note_readings
from storage.placing import place
from storage.promotion import promote
from storage.records import ArchivedArticle, Article, CollectedArticle, Saved, SaveOutcome, TextSource
from storage.revision_seals import sealed
from storage.search.entry import Change, Entry, Indexed
from storage.search.index import write_entries
from storage.search.latest import held, latest_words
from storage.sort_keys import free_keys
from storage.tables import ArticleRow, RevisionRow


@dataclass(slots=True, kw_only=True)
class _Known:
    """An article of the archive while a batch is saved."""

    id: int
    source_id: int
    sort_key: int
    sorted_at: datetime
    revision: int
    content_hash: str
    text_source: TextSource
    collected_at: datetime


_KNOWN = (
    ArticleRow.id,
    ArticleRow.source_id,
    ArticleRow.sort_key,
    ArticleRow.sorted_at,
    ArticleRow.revision,
    ArticleRow.content_hash,
    ArticleRow.text_source,
    ArticleRow.collected_at,
)


class Archive:
    """Saves articles and gives them back; `captures` keeps the answers that gave them."""

    def __init__(self, db: Database, captures: CaptureStore | None = None) -> None:
        self._db = db
        self._captures = captures

    @property
    def captures_folder(self) -> Path | None:
        """Where the answers are kept that gave the articles; None where they are not."""
        return None if self._captures is None else self._captures.folder

    def save(self, items: Sequence[CollectedArticle], now: datetime) -> list[Saved]:
        """Save a batch in one transaction; the answers are in the order of `items`.

        A URL that the archive does not know is NEW. A known one is REVISED when title or text differ from its
        latest revision, else UNCHANGED; it keeps its first source and its backlog mark. What a page gave follows
        upon what only the feed gave as a revision, even in the same words, and is never followed by it: a wall
        that went up takes nothing away. Leads are done. The answer that gave something new is on the disk before
        the article is committed; where it cannot be written, the article is saved without it.
        """
        entries = list(map(_entry, items))
        keeping = Keeping(self._captures, items, now)
        saved = self._db.retrying(lambda connection: save_within(connection, items, entries, keeping, now))
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


def save_within(
    connection: Connection,
    items: Sequence[CollectedArticle],
    entries: Sequence[Entry],
    keeping: Keeping,
    now: datetime,
) -> list[Saved]:
    """See `Archive.save`; `entries` are the items' own (see `_entry`), made outside of the transaction."""
    # Before any row is held: who waits for the turn while another one waits for its rows would wait for ever.
    take_turn(connection, Turn.SORT)
    items = place(connection, items)
    keys = [key_hash(item.article.url) for item in items]
    known = _locked(connection, keys)
    first: dict[str, CollectedArticle] = {}
    for key, item in zip(keys, items, strict=True):
        if key not in known:
            first.setdefault(key, item)
    inserted = _insert_articles(connection, first, now)
    known |= inserted | _locked(connection, [key for key in first if key not in inserted])
    fresh = set(inserted)
    saved, revisions, index = [], [], dict[int, Change]()
    texts: list[HostText] = []
    for key, item, entry in zip(keys, items, entries, strict=True):
        row = known[key]
        outcome = _outcome(row, item, is_fresh=key in fresh)
        if outcome is not SaveOutcome.UNCHANGED and (key in fresh or row.text_source is TextSource.FEED):
            texts += _host_text(item)
        fresh.discard(key)
        if outcome is SaveOutcome.REVISED:
            old = index[row.id][0] if row.id in index else _indexed_now(connection, row.id)
            row.revision += 1
            row.content_hash = item.article.content_hash
            row.text_source = item.article.text_source
            _move(connection, row, _sorted_at(item, row.collected_at))
            _update_article(connection, row, _saved_at(item, now))
            index[row.id] = (old, _indexed(row, item.article, entry))
        elif outcome is SaveOutcome.NEW:
            index[row.id] = (None, _indexed(row, item.article, entry))
        if outcome is not SaveOutcome.UNCHANGED:
            revisions.append(_revision(row, item, now))
        saved.append(Saved(article_id=row.id, revision=row.revision, outcome=outcome))
    if revisions:
        connection.execute(insert(RevisionRow), revisions)
        hand_over(connection, Stage.FLAG)
    write_entries(connection, list(index.values()))
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
    keeping.keep(connection, items, saved)
    failpoint("article-saving")
    return saved


def _host_text(item: CollectedArticle) -> list[HostText]:
    """What an article tells of its host's furniture; nothing, where its page did not give the text."""
    if item.host is None or item.article.text_source is not TextSource.PAGE:
        return []
    return [HostText(host=item.host, text=item.article.text, left_out=item.left_out)]


def _outcome(row: _Known, item: CollectedArticle, *, is_fresh: bool) -> SaveOutcome:
    article = item.article
    if is_fresh:
        return SaveOutcome.NEW
    if item.past is not None:
        return SaveOutcome.REVISED if row.revision == item.past.follows else SaveOutcome.UNCHANGED
    if item.rereads is not None:
        return SaveOutcome.REVISED if row.revision == item.rereads else SaveOutcome.UNCHANGED
    if row.text_source is not article.text_source:
        return SaveOutcome.REVISED if row.text_source is TextSource.FEED else SaveOutcome.UNCHANGED
    return SaveOutcome.UNCHANGED if row.content_hash == article.content_hash else SaveOutcome.REVISED


def _locked(connection: Connection, keys: Sequence[str]) -> dict[str, _Known]:
    """The articles of these keys that exist, kept from other writers until the transaction ends."""
    if not keys:
        return {}
    rows = connection.execute(
        select(ArticleRow.url_key, *_KNOWN)
        .where(ArticleRow.url_key.in_(set(keys)))
        .order_by(ArticleRow.url_key)
        .with_for_update()
    )
    return {row.url_key: _known(row) for row in rows}


def _known(row: Row[*tuple[Any, ...]]) -> _Known:
    return _Known(
        id=row.id,
        source_id=row.source_id,
        sort_key=row.sort_key,
        sorted_at=row.sorted_at,
        revision=row.revision,
        content_hash=row.content_hash,
        text_source=TextSource(row.text_source),
        collected_at=row.collected_at,
    )


def _insert_articles(
    connection: Connection, items: dict[str, CollectedArticle], now: datetime
) -> dict[str, _Known]:
    """Insert what nobody else has inserted meanwhile; in the order of the keys, lest two writers deadlock.

    Those of another archive keep their order; where that leads to a deadlock, they are saved again.
    """
    if not items:
        return {}
    times = {key: _sorted_at(item, now) for key, item in items.items()}
    sort_keys = dict(zip(times, free_keys(connection, list(map(sort_key, times.values()))), strict=True))
    rows = [
        {
            "url": item.article.url,
            "url_key": key,
            "source_id": item.source_id,
            "backlog": item.backlog,
            "revision": 1,
            "content_hash": item.article.content_hash,
            "text_source": item.article.text_source.value,
            "sorted_at": times[key],
            "sort_key": sort_keys[key],
            "collected_at": now if item.past is None else item.past.collected_at,
            "revised_at": _saved_at(item, now),
        }
        for key, item in sorted(items.items(), key=lambda pair: pair[0] if pair[1].past is None else "")
    ]
    statement = insert_or_skip(connection, ArticleRow, ArticleRow.url_key).returning(
        ArticleRow.url_key, *_KNOWN
    )
    return {row.url_key: _known(row) for row in connection.execute(statement, rows)}


def _sorted_at(item: CollectedArticle, collected_at: datetime) -> datetime:
    return sorted_at(item.article, collected_at) if item.past is None else item.past.sorted_at


def _saved_at(item: CollectedArticle, now: datetime) -> datetime:
    return now if item.past is None else item.past.saved_at


def _move(connection: Connection, row: _Known, moment: datetime) -> None:
    """Sort an article by another time, if it is another."""
    if moment != row.sorted_at:
        row.sorted_at = moment
        (row.sort_key,) = free_keys(connection, [sort_key(moment)])


def _update_article(connection: Connection, row: _Known, now: datetime) -> None:
    connection.execute(
        update(ArticleRow)
        .where(ArticleRow.id == row.id)
        .values(
            revision=row.revision,
            content_hash=row.content_hash,
            text_source=row.text_source.value,
            sorted_at=row.sorted_at,
            sort_key=row.sort_key,
            revised_at=now,
        )
    )


def _entry(item: CollectedArticle) -> Entry:
    """What the full-text index holds of an article, but for the facets it is filtered by."""
    if item.terms is None:
        return Entry.of_texts(item.article.title, item.article.text)
    return Entry.of_words(item.terms)


def _indexed(row: _Known, article: Article, entry: Entry) -> Indexed:
    return Indexed(key=row.sort_key, entry=entry.of_article(row.source_id, article))


def _indexed_now(connection: Connection, article_id: int) -> Indexed:
    ((_, _, indexed),) = held(connection, latest_words().where(ArticleRow.id == article_id))
    return indexed


def _revision(row: _Known, item: CollectedArticle, now: datetime) -> dict[str, Any]:
    values = revision_values(item.article) | {"article_id": row.id, "number": row.revision}
    values["saved_at"] = _saved_at(item, now)
    # What was read again is no news: nobody is to be told of it.
    flagged_at = None if item.rereads is None else now
    with_seal = sealed(values, source_id=row.source_id, collected_at=row.collected_at)
    return with_seal | {"flagged_at": flagged_at}
