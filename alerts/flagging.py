"""FLAG: every new revision against every watch; hits, verdicts and deliveries written in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alerts.judging import FAULTS, Asked, Found
from alerts.matching_ways import IN_PROCESS, Matching
from alerts.restating import restates
from alerts.routing.backlog import backlog_reason
from alerts.telling import deciding
from alerts.touching import touches
from alerts.watchlist import WatchEntry, Watchlist
from storage.database import Database
from storage.flags import Flags, SourceStart
from storage.keys import key_hash
from storage.records import ArchivedArticle, Evidence, HitDraft, HitOutcome, RoutedHit
from storage.stories import group_new

log = logging.getLogger(__name__)

Wording = Callable[[int, int], ArchivedArticle | None]
Starts = Mapping[str, SourceStart]
_NOT_FLAGGED = "article %d, revision %d, could not be flagged"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagReport:
    """What one batch came to. `hits` are new in the archive; `told` and `backlog` say what hits led to."""

    articles: int = 0
    hits: int = 0
    told: int = 0
    backlog: int = 0


def flag_new(
    db: Database,
    watchlist: Watchlist,
    now: datetime,
    limit: int = 50,
    *,
    matching: Matching = IN_PROCESS,
) -> FlagReport:
    """Flag the oldest revisions, at most `limit`, that no pass has seen; callers repeat until `articles` is 0.

    The stories of new articles are found first, for what is told is asked by story. A match that fails is logged and
    passed over; the article counts as flagged for the other watches.

    Raises:
        StorageError: the archive could not be read or written; nothing was flagged then.
        MatchingStoppedError: those who match are ending; nothing was flagged then.
    """
    group_new(db, now, limit)
    flags = Flags(db)
    articles = flags.unflagged(limit)
    if not articles:
        return FlagReport()
    drafts = draft_hits(
        articles,
        watchlist,
        flags.wording,
        flags.source_starts({one.source for one in articles}),
        now,
        matching,
    )
    # only the archive knows which of the drafts are new: an article is a hit of a watch once
    done = flags.record(articles, drafts, now, deciding(watchlist.routes, now))
    outcomes = [(one.hit.ref, one.outcome) for one in done.verdicts]
    return FlagReport(
        articles=len(articles),
        hits=len(done.new),
        told=len({ref for ref, outcome in outcomes if outcome is HitOutcome.TOLD}),
        backlog=len({ref for ref, outcome in outcomes if outcome is HitOutcome.BACKLOG}),
    )


def draft_hits(
    articles: Iterable[ArchivedArticle],
    watchlist: Watchlist,
    before: Wording,
    starts: Starts,
    now: datetime,
    matching: Matching = IN_PROCESS,
) -> list[HitDraft]:
    """Match the articles with every watch.

    `before` gives an article's earlier wording by number and revision, `starts` says when sources began. An article
    that cannot be judged is logged, and no other suffers.
    """
    asked = [Asked(article=one) for one in articles]
    matched = [
        _Matched(archived=one.article, found=found)
        for one, found in zip(asked, matching.found(watchlist, asked), strict=True)
        if found
    ]
    edited = [one for one in matched if one.archived.revision > 1]
    _look_back(edited, watchlist, before, matching)
    drafts = []
    for one in matched:
        try:
            drafts += _drafted(one, watchlist, starts, now)
        except FAULTS:
            log.exception(_NOT_FLAGGED, one.archived.id, one.archived.revision)
    return drafts


@dataclass(slots=True, kw_only=True)
class _Matched:
    """An article with what matches it, and of an edited one the wording before with what of that matched it.

    `there` is None where it could not be judged.
    """

    archived: ArchivedArticle
    found: Found
    earlier: ArchivedArticle | None = None
    there: Found | None = field(default_factory=dict)


def _look_back(edited: Sequence[_Matched], watchlist: Watchlist, before: Wording, matching: Matching) -> None:
    """Find the wordings before, and what matched them."""
    known = []
    for one in edited:
        try:
            one.earlier = before(one.archived.id, one.archived.revision - 1)
        except FAULTS:
            log.exception(_NOT_FLAGGED, one.archived.id, one.archived.revision)
            one.there = None
        if one.earlier is not None:
            known.append((one, Asked(article=one.earlier, names=tuple(one.found))))
    if known:
        found = matching.found(watchlist, [asked for _, asked in known])
        for (one, _), there in zip(known, found, strict=True):
            one.there = there


def _drafted(one: _Matched, watchlist: Watchlist, starts: Starts, now: datetime) -> list[HitDraft]:
    if one.archived.revision == 1:
        return [
            _first(one.archived, watchlist.by_name[name], found, starts, now)
            for name, found in one.found.items()
            if not watchlist.by_name[name].on_revision
        ]
    return [] if one.there is None else _revised(one, one.there, watchlist)


def _first(
    archived: ArchivedArticle, entry: WatchEntry, found: Evidence, starts: Starts, now: datetime
) -> HitDraft:
    start = starts.get(archived.source)
    reason = backlog_reason(
        published_at=archived.article.published_at,
        precision=archived.article.published_precision,
        collected_at=archived.collected_at,
        in_first_read=archived.backlog,
        source_since=None if start is None else start.first_read_at,
        watch_since=entry.since,
        now=now,
        tell_backlog=start is not None and start.tell_backlog,
    )
    return draft(archived, entry, found, backlog=reason)


def _revised(one: _Matched, there: Found, watchlist: Watchlist) -> list[HitDraft]:
    """What a later revision says for the first time is news, and what it says in other words of what matched.

    A watch that is on revisions asks for those that restate what matches.
    """
    archived, earlier = one.archived, one.earlier
    drafts = []
    for name, found in one.found.items():
        entry, matched = watchlist.by_name[name], there.get(name)
        if entry.on_revision:
            if earlier is not None and restates(earlier.article, archived.article):
                drafts.append(draft(archived, entry, found, touches=True))
        elif earlier is None or matched is None:
            drafts.append(draft(archived, entry, found))
        elif touches(earlier.article, matched, archived.article, found):
            drafts.append(draft(archived, entry, found, backlog=_OLDER_THAN_THE_WATCH, touches=True))
        else:
            drafts.append(draft(archived, entry, found, backlog=_THERE_BEFORE))
    return drafts


def draft(
    archived: ArchivedArticle,
    entry: WatchEntry,
    found: Evidence,
    *,
    backlog: str | None = None,
    touches: bool = False,
) -> HitDraft:
    """A hit of the watch; see `HitDraft`."""
    return HitDraft(
        routed=RoutedHit(
            article=key_hash(archived.article.url),
            article_id=archived.id,
            revision=archived.revision,
            watch=entry.name,
            source=archived.source,
            severity=entry.severity,
            language=archived.article.language,
            country=archived.country,
        ),
        version_id=None if entry.version is None else entry.version.id,
        query=str(entry.query),
        evidence=found,
        backlog=backlog,
        touches=touches,
    )


# of a hit that is new all the same
_OLDER_THAN_THE_WATCH = "its article matched before this edit, when the watch was not there"
_THERE_BEFORE = "its article matched before this edit, which changed nothing of that"
