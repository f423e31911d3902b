"""What the demo brings about when all is well, for the tests of its check."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.demo.expectations import BACKLOG, ArchivedFact, HitFact, Outcome
from app.demo.newsroom.catalogue import OutletArticle, load_outlets
from app.demo.receipts import Receipt
from app.demo.stages import Stage, load_stages, outcomes_after

ARTICLES = {f"http://news.test/{one.id}": one for outlet in load_outlets() for one in outlet.articles}
URLS = {article.id: url for url, article in ARTICLES.items()}
STAGES = load_stages()
DECIDED = datetime(2026, 3, 2, 7, 30, 0, tzinfo=UTC)


def perfect() -> Outcome:
    """The archive in the end."""
    return Outcome(
        archived={url: (fact(one),) for url, one in ARTICLES.items() if one.is_readable},
        pending_urls=frozenset(url for url, one in ARTICLES.items() if not one.is_readable),
    )


def fact(article: OutletArticle) -> ArchivedFact:
    """What the archive holds of an article in the end."""
    wording = article.edit or article
    outcome = BACKLOG if article.is_backlog else outcomes_after(STAGES).get(article.id, "told")
    counts: dict[str, str] = {}
    for stage in STAGES:
        counts |= stage.stories
    return ArchivedFact(
        source=article.outlet,
        title=wording.title,
        text="\n\n".join(wording.paragraphs),
        revisions=2 if article.edit else 1,
        hits={
            watch: HitFact(outcome=outcome, rule="as it must be", decided_at=DECIDED)
            for watch in article.expect
        },
        story_id=7,
        counts=counts.get(article.id, "1 outlet"),
    )


def with_fact(url: str, **changes: object) -> Outcome:
    """The perfect outcome with one archived article changed."""
    outcome = perfect()
    kept = {name: getattr(outcome.archived[url][0], name) for name in ArchivedFact.__slots__}
    return replace(outcome, archived={**outcome.archived, url: (ArchivedFact(**(kept | changes)),)})


def received(*stages: Stage) -> list[Receipt]:
    """What these stages bring to the receivers."""
    return [
        Receipt(
            channel=channel,
            delivery_id=f"{channel} {notice.kind} {notice.articles[0]}",
            kind=notice.kind,
            counts=notice.counts,
            urls=frozenset(URLS[article] for article in notice.articles),
            line=f"{notice.kind}: {notice.counts}",
        )
        for stage in stages
        for notice in stage.notices
        for channel in notice.channels
    ]
