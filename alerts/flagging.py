"""FLAG: every new revision against every watch; hits and deliveries written in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from alerts.matching import Matcher
from alerts.watchlist import WatchEntry, Watchlist
from storage.database import Database
from storage.evidence import evidence
from storage.flags import Flags
from storage.records import ArchivedArticle, Evidence, HitDraft, HitOutcome
from storage.stories import group_new

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

    The stories of new articles are found first, for what is told is asked by story. A match that fails is logged and
    passed over; the article counts as flagged for the other watches.

    Raises:
        StorageError: the archive could not be read or written; nothing was flagged then.
    """
    group_new(db, now, limit)
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
    matcher = watchlist.matcher
    drafts = []
    for archived in articles:
        found = matcher.matches(archived)
        there = _there_before(archived, matcher, found, before) if found else frozenset[str]()
        drafts += [
            draft(archived, watchlist.by_name[name], evidence(one), is_news=name not in there)
            for name, one in found.items()
        ]
    return drafts


def draft(archived: ArchivedArticle, entry: WatchEntry, found: Evidence, *, is_news: bool) -> HitDraft:
    """A hit of the watch, to be told to its channels if it is news to anybody."""
    channels = tuple(dict.fromkeys(entry.channels))
    outcome = HitOutcome.TOLD
    if not is_news:
        outcome = HitOutcome.BACKLOG
    elif not channels:
        outcome = HitOutcome.NO_CHANNEL
    return HitDraft(
        article_id=archived.id,
        revision=archived.revision,
        watch=entry.name,
        version_id=None if entry.version is None else entry.version.id,
        query=str(entry.query),
        evidence=found,
        outcome=outcome,
        channels=channels if outcome is HitOutcome.TOLD else (),
    )


def _there_before(
    archived: ArchivedArticle, matcher: Matcher, watches: Iterable[str], before: Wording
) -> frozenset[str]:
    """The watches by whose match nobody can be told anything new.

    Either the source held the article when it was first read, or the wording before this one matched as well: it
    was there before the watch was. What a later revision says for the first time is news.
    """
    if archived.revision == 1:
        return frozenset(watches) if archived.backlog else frozenset()
    earlier = before(archived.id, archived.revision - 1)
    return frozenset() if earlier is None else matcher.among(watches, earlier)
