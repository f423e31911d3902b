"""FLAG: every new revision against every watch; hits and deliveries written in one transaction."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from alerts.watchlist import WatchEntry, Watchlist
from storage.database import Database
from storage.flags import Flags
from storage.records import ArchivedArticle, HitDraft, HitOutcome, SpanRecord
from watch import Document, Match, match

log = logging.getLogger(__name__)

Wording = Callable[[int, int], ArchivedArticle | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagReport:
    """What one batch came to. `hits` are new in the archive; `told` and `backlog` say what they led to."""

    articles: int = 0
    hits: int = 0
    told: int = 0
    backlog: int = 0


def flag_new(db: Database, watchlist: Watchlist, now: datetime, limit: int = 50) -> FlagReport:
    """Flag the oldest revisions, at most `limit`, that no pass has seen; callers repeat until `articles` is 0.

    A match that fails is logged and passed over; the article counts as flagged for the other watches.

    Raises:
        StorageError: the archive could not be read or written; nothing was flagged then.
    """
    flags = Flags(db)
    articles = flags.unflagged(limit)
    if not articles:
        return FlagReport()
    drafts = draft_hits(articles, watchlist, flags.wording)
    # only the archive knows which of the drafts are new: an article is a hit of a watch once
    new = Counter(draft.outcome for draft in flags.record(articles, drafts, now))
    return FlagReport(
        articles=len(articles),
        hits=new.total(),
        told=new[HitOutcome.TOLD],
        backlog=new[HitOutcome.BACKLOG],
    )


def draft_hits(articles: Iterable[ArchivedArticle], watchlist: Watchlist, before: Wording) -> list[HitDraft]:
    """Match the articles with every watch; `before` gives an article's earlier wording by number and revision."""
    matcher = _Matcher()
    return [
        _draft(archived, entry, found, _was_there(archived, entry, matcher, before))
        for archived in articles
        for entry in watchlist
        if (found := matcher.matched(archived, entry)) is not None
    ]


class _Matcher:
    """Matches; whatever one watch does with one article, the other articles and watches do not suffer."""

    def __init__(self) -> None:
        self._complained: set[str] = set()

    def matched(self, archived: ArchivedArticle, entry: WatchEntry) -> Match | None:
        try:
            return match(entry.query, _document(archived))
        except Exception:
            if entry.name not in self._complained:
                self._complained.add(entry.name)
                log.exception("watch %r could not be matched with article %d", entry.name, archived.id)
            return None


@lru_cache(maxsize=8)
def _cut(title: str, text: str) -> Document:
    return Document.of(title, text)


def _document(archived: ArchivedArticle) -> Document:
    return _cut(archived.article.title, archived.article.text)


def _was_there(archived: ArchivedArticle, entry: WatchEntry, matcher: _Matcher, before: Wording) -> bool:
    """Whether nobody can be told anything new by this match.

    Either the source held the article when it was first read, or the wording before this one matched as well: it
    was there before the watch was. What a later revision says for the first time is news.
    """
    if archived.revision == 1:
        return archived.backlog
    earlier = before(archived.id, archived.revision - 1)
    return earlier is not None and matcher.matched(earlier, entry) is not None


def _draft(archived: ArchivedArticle, entry: WatchEntry, found: Match, was_there: bool) -> HitDraft:
    channels = tuple(dict.fromkeys(entry.channels))
    outcome = HitOutcome.TOLD
    if was_there:
        outcome = HitOutcome.BACKLOG
    elif not channels:
        outcome = HitOutcome.NO_CHANNEL
    return HitDraft(
        article_id=archived.id,
        revision=archived.revision,
        watch=entry.name,
        query=str(entry.query),
        spans=tuple(
            SpanRecord(field=span.field, start=span.start, end=span.end, form=span.form)
            for span in found.spans
        ),
        outcome=outcome,
        channels=channels if outcome is HitOutcome.TOLD else (),
    )
