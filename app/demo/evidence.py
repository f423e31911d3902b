"""What happened in the demo, gathered from the archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from alerts.shown_story import counted
from app.demo.expectations import ArchivedFact, HitFact, Outcome
from storage.archive import Archive
from storage.clock import utc_now
from storage.database import Database
from storage.flags import Flags
from storage.frontier import Frontier
from storage.outbox import Outbox
from storage.records import Hit
from storage.sources import Sources
from storage.stories import Stories
from storage.telling.reading import Verdicts
from storage.telling.verdicts import farthest, in_force

MOST_ARTICLES = 1000
MOST_DELIVERIES = 10_000


def gather(database: Database) -> Outcome:
    """The archive's side of the outcome as it stands now."""
    archived: dict[str, list[ArchivedFact]] = {}
    flags, stories = Flags(database), Stories(database)
    for article in Archive(database).newest(MOST_ARTICLES):
        story = stories.of_article(article.id)
        fact = ArchivedFact(
            source=article.source,
            title=article.article.title,
            text=article.article.text,
            revisions=article.revision,
            hits=_hits(database, flags.of_article(article.id)),
            story_id=None if story is None else story.id,
            counts="" if story is None else counted(len(story.outlets), len(story.voices)),
        )
        archived.setdefault(article.article.url, []).append(fact)
    return Outcome(archived=archived, pending_urls=frozenset(_pending_urls(database)))


def kinds_of_deliveries(database: Database) -> dict[str, str]:
    """What the notices about stories in the outbox are for, by delivery id."""
    return {
        delivery.id: str(delivery.story_notice_kind)
        for delivery in Outbox(database).list(limit=MOST_DELIVERIES)
        if delivery.story_notice_kind is not None
    }


def _hits(database: Database, hits: list[Hit]) -> dict[str, HitFact]:
    verdicts = Verdicts(database).of_hits([hit.id for hit in hits]) if hits else {}
    facts: dict[str, HitFact] = {}
    for hit in hits:
        # A hit that was just flagged may have been read before its verdicts were.
        decided = farthest(in_force(verdicts[hit.id])) if verdicts[hit.id] else None
        facts[hit.watch] = HitFact(
            outcome=str(hit.outcome),
            rule="" if decided is None else decided.rule,
            decided_at=hit.flagged_at if decided is None else decided.decided_at,
        )
    return facts


def _pending_urls(database: Database) -> Iterator[str]:
    far_off = utc_now() + timedelta(days=30)
    for source in Sources(database).list():
        for pending in Frontier(database).pending(source.id, far_off, MOST_ARTICLES):
            yield pending.lead.url
