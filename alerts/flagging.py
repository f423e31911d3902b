"""FLAG: every new revision against every watch; hits and deliveries written in one transaction."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.watchlist import WatchEntry, Watchlist
from storage.database import Database
from storage.flags import Flags
from storage.records import ArchivedArticle, HitDraft, HitOutcome, SpanRecord
from watch import Document, match

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagReport:
    """What one batch came to. `hits` are new in the archive; `told` and `backlog` say what they led to."""

    articles: int = 0
    hits: int = 0
    told: int = 0
    backlog: int = 0


def flag_new(db: Database, watchlist: Watchlist, now: datetime, limit: int = 50) -> FlagReport:
    """Flag the oldest revisions, at most `limit`, that no pass has seen; callers repeat until `articles` is 0.

    A watch whose matching fails is logged and passed over; the articles count as flagged for all others.

    Raises:
        StorageError: the archive could not be read or written; nothing was flagged then.
    """
    flags = Flags(db)
    articles = flags.unflagged(limit)
    if not articles:
        return FlagReport()
    drafts = draft_hits(articles, watchlist)
    # only the archive knows which of the drafts are new: an article is a hit of a watch once
    new = Counter(draft.outcome for draft in flags.record(articles, drafts, now))
    return FlagReport(
        articles=len(articles),
        hits=new.total(),
        told=new[HitOutcome.TOLD],
        backlog=new[HitOutcome.BACKLOG],
    )


def draft_hits(articles: Iterable[ArchivedArticle], watchlist: Watchlist) -> list[HitDraft]:
    """Match the articles with every watch."""
    drafts: list[HitDraft] = []
    broken: set[str] = set()
    for archived in articles:
        document = Document.of(archived.article.title, archived.article.text)
        for entry in watchlist:
            if entry.name in broken:
                continue
            try:
                found = match(entry.query, document)
            except Exception:
                # whatever one watch does, the others are not to suffer; it is passed over for this batch
                broken.add(entry.name)
                log.exception("watch %r could not be matched with article %d", entry.name, archived.id)
                continue
            if found is not None:
                spans = tuple(
                    SpanRecord(field=span.field, start=span.start, end=span.end, form=span.form)
                    for span in found.spans
                )
                drafts.append(_draft(archived, entry, spans))
    return drafts


def _draft(archived: ArchivedArticle, entry: WatchEntry, spans: Sequence[SpanRecord]) -> HitDraft:
    channels = tuple(dict.fromkeys(entry.channels))
    outcome = HitOutcome.TOLD
    # What a later revision says for the first time was not there at the source's first read: it is news.
    if archived.backlog and archived.revision == 1:
        outcome = HitOutcome.BACKLOG
    elif not channels:
        outcome = HitOutcome.NO_CHANNEL
    return HitDraft(
        article_id=archived.id,
        revision=archived.revision,
        watch=entry.name,
        query=str(entry.query),
        spans=tuple(spans),
        outcome=outcome,
        channels=channels if outcome is HitOutcome.TOLD else (),
    )
