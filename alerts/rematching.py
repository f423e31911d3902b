"""A new version of a watch over the archive: hits for the articles that were none of the watch before."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from alerts.flagging import draft
from alerts.routing.tree import RouteTree
from alerts.telling import deciding
from alerts.watchlist import WatchEntry, Watchlist
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.flags import Flags, Recorded
from storage.records import HitOutcome
from storage.search import Period, backtest


@dataclass(frozen=True, slots=True, kw_only=True)
class RematchProgress:
    """`verified` of about `of` revisions are done, and brought `hits` new hits, of which `told` wait to be told.

    To go on from here after an end, give `down_to` as `below`.
    """

    verified: int
    of: int
    hits: int
    told: int
    down_to: int


def rematch(
    db: Database,
    entry: WatchEntry,
    period: Period | None = None,
    *,
    tree: RouteTree | None = None,
    tell: bool = False,
    below: int | None = None,
    clock: Clock = utc_now,
) -> Generator[RematchProgress, None, None]:
    """Run a watch over the archive, or what was saved in the period, a transaction for every 50 revisions.

    The new hits are backlog; with `tell` they are told by the routes of
    `tree`, or without those to the channels of the watch. The hits that are there stay
    as they are, so that it may be ended at any point and run again.

    Raises:
        StorageError: the archive could not be read or written; what was reported is done.
    """
    tree = Watchlist(entries=(entry,)).routes if tree is None else tree
    flags = Flags(db)
    backlog = None if tell else "found when the watch was run over the archive"
    hits = told = 0
    for batch in backtest(db, entry.query, period, below=below, without=entry.name):
        drafts = [draft(hit.article, entry, hit.evidence, backlog=backlog) for hit in batch.hits]
        now = clock()
        done = flags.add(drafts, now, deciding(tree, now)) if drafts else Recorded()
        hits += len(done.new)
        told += len({one.hit.ref for one in done.verdicts if one.outcome is HitOutcome.TOLD})
        yield RematchProgress(
            verified=batch.verified, of=batch.of, hits=hits, told=told, down_to=batch.down_to
        )
