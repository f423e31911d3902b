"""Articles of another archive on their way in: each as that archive kept it, and told to nobody as news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.archive import save_within
from storage.captures.store import Keeping
from storage.database import Database
from storage.keys import key_hash, other_spellings
from storage.ordering import sorted_at
from storage.records import (
    ArchivedArticle,
    CollectedArticle,
    ImportCount,
    PastSave,
    Saved,
    SaveOutcome,
    TextSource,
    Wording,
)
from storage.search.entry import Entry
from storage.source_declarations import kept_sources
from storage.tables import IS_LATEST, ArticleRow, RevisionRow


class Imports:
    """Takes wordings in, those of one article one after another in the order of their revisions."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def take_in(self, wordings: Sequence[Wording], now: datetime, *, tell: bool = False) -> ImportCount:
        """Save wordings in one transaction, with the times at which they were saved first.

        What the archive knows is left as it is: a revision of a known article is added where it was saved after the
        latest one here and differs from it. So the same file may be taken in again, after an end half-way or any
        time. All are backlog; with `tell` those alone that were backlog where they come from. A source that is not
        here is kept as one that was removed: nobody polls it.

        Raises:
            StorageError: the archive could not be written; nothing of the wordings is saved.
        """
        entries = entries_of(wordings)
        return self._db.retrying(
            lambda connection: take_in_within(connection, wordings, entries, now, tell=tell)[0]
        )


def entries_of(wordings: Sequence[Wording]) -> list[Entry]:
    """What the full-text index is to hold of each. Made outside of the transaction: it takes longer than to save."""
    return [
        Entry.of_texts(one.archived.article.title, one.archived.article.text)
        if one.terms is None
        else Entry.of_words(one.terms)
        for one in wordings
    ]


@dataclass(slots=True, kw_only=True)
class _Line:
    """The latest revision that the archive holds of an article, or is about to.

    `is_theirs` says that the other archive had the same one with the same number: what follows upon it there, follows
    here.
    """

    number: int
    collected_at: datetime
    saved_at: datetime
    content_hash: str
    text_source: TextSource
    fetched_at: datetime | None
    is_theirs: bool = False

    def takes(self, theirs: ArchivedArticle) -> bool:
        """Whether a revision of the other archive is the next one; held against the latest either way."""
        article = theirs.article
        is_later = theirs.revised_at > self.saved_at or (
            # Several may have been saved at one time.
            theirs.revised_at == self.saved_at and theirs.revision == self.number + 1
        )
        if not is_later:
            self.is_theirs = (theirs.revision, theirs.revised_at, article.content_hash) == (
                self.number,
                self.saved_at,
                self.content_hash,
            )
            return False
        if not (self.is_theirs or self._differs(theirs)):
            return False
        self.number += 1
        self._is(theirs)
        return True

    def _is(self, theirs: ArchivedArticle) -> None:
        self.saved_at = theirs.revised_at
        self.content_hash = theirs.article.content_hash
        self.text_source = theirs.article.text_source
        self.fetched_at = theirs.article.fetched_at
        self.is_theirs = theirs.revision == self.number

    def _differs(self, theirs: ArchivedArticle) -> bool:
        """As `Archive.save` sees it; the same answer in other words is one that was read again."""
        article = theirs.article
        if article.text_source is not self.text_source:
            return self.text_source is TextSource.FEED
        read_again = article.fetched_at is not None and article.fetched_at == self.fetched_at
        return read_again or article.content_hash != self.content_hash


def take_in_within(
    connection: Connection,
    wordings: Sequence[Wording],
    entries: Sequence[Entry],
    now: datetime,
    *,
    tell: bool = False,
) -> tuple[ImportCount, list[Saved]]:
    """See `Imports.take_in`; `entries` are those of `entries_of`. With the count comes what was done with each wording
    that the archive did not know.
    """
    sources = kept_sources(connection, [one.source for one in wordings], now)
    lines = _lines(connection, wordings)
    chosen: list[tuple[str, Wording, Entry, int | None]] = []
    settled: dict[str, datetime] = {}
    for one, entry in zip(wordings, entries, strict=True):
        key, theirs = key_hash(one.archived.article.url), one.archived
        line = lines.get(key)
        if line is None:
            line = lines[key] = _first(theirs)
            follows = None
        elif line.takes(theirs):
            follows = line.number - 1
        else:
            continue
        settled[key] = sorted_at(theirs.article, line.collected_at)
        chosen.append((key, one, entry, follows))
    items = [
        CollectedArticle(
            article=one.archived.article,
            source_id=sources[one.source.name],
            lead_id=None,
            backlog=one.archived.backlog or not tell,
            host=one.host,
            left_out=one.left_out,
            past=PastSave(
                collected_at=one.archived.collected_at,
                saved_at=one.archived.revised_at,
                sorted_at=settled[key],
                follows=follows,
            ),
        )
        for key, one, _, follows in chosen
    ]
    saved = save_within(
        connection, items, [entry for _, _, entry, _ in chosen], Keeping(None, items, now), now
    )
    outcomes = [one.outcome for one in saved]
    new, revised = outcomes.count(SaveOutcome.NEW), outcomes.count(SaveOutcome.REVISED)
    return ImportCount(new=new, revised=revised, known=len(wordings) - new - revised), saved


def _first(theirs: ArchivedArticle) -> _Line:
    """Of an article that the archive does not have."""
    return _Line(
        number=1,
        collected_at=theirs.collected_at,
        saved_at=theirs.revised_at,
        content_hash=theirs.article.content_hash,
        text_source=theirs.article.text_source,
        fetched_at=theirs.article.fetched_at,
        is_theirs=theirs.revision == 1,
    )


def _lines(connection: Connection, wordings: Sequence[Wording]) -> dict[str, _Line]:
    """By the hash of its address, what the archive holds of each article, under whatever spelling."""
    spellings: dict[str, str] = {}
    for url in {one.archived.article.url: None for one in wordings}:
        key = key_hash(url)
        spellings |= {other: key for other in other_spellings(url) if other not in spellings} | {key: key}
    rows = connection.execute(
        select(
            ArticleRow.url_key,
            ArticleRow.revision,
            ArticleRow.collected_at,
            RevisionRow.saved_at,
            RevisionRow.content_hash,
            RevisionRow.text_source,
            RevisionRow.fetched_at,
        )
        .join(
            RevisionRow,
            IS_LATEST,
        )
        .where(ArticleRow.url_key.in_(spellings))
        # Where two spellings are here, an article's own counts.
        .order_by(ArticleRow.id)
    )
    found: dict[str, _Line] = {}
    for row in rows:
        key = spellings[row.url_key]
        if key not in found or row.url_key == key:
            found[key] = _Line(
                number=row.revision,
                collected_at=row.collected_at,
                saved_at=row.saved_at,
                content_hash=row.content_hash,
                text_source=TextSource(row.text_source),
                fetched_at=row.fetched_at,
            )
    return found
