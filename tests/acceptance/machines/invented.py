"""Records as they are where nothing went wrong, made up for an edition."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tests.acceptance.machines.archived import Archived, StoredArticle, StoredDelivery, StoredHit
from tests.acceptance.machines.desk import DELAY
from tests.acceptance.machines.edition import Edition
from tests.acceptance.machines.ledger import Call, Request
from tests.acceptance.machines.receiver import CHANNELS
from tests.acceptance.machines.verdict import TOLD, expected_hits

_AT = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a run leaves behind."""

    archived: Archived
    calls: tuple[Call, ...]
    requests: tuple[Request, ...]


def records(published: Edition, rng: random.Random) -> Records:
    """Perfect records, with the refusals and repeats that are nobody's fault."""
    deliveries, calls = [], []
    for number, ((name, watch), outcome) in enumerate(expected_hits(published).items()):
        for channel in CHANNELS if outcome == TOLD else ():
            id_ = f"{channel}-{number}"
            deliveries.append(StoredDelivery(id=id_, channel=channel, state="delivered"))
            taken = Call(
                at=number + rng.random(),
                channel=channel,
                delivery_id=id_,
                type="hit.flagged",
                article=name,
                watch=watch,
                status=204,
                verified=True,
            )
            calls += [replace(taken, status=rng.choice((0, 429, 500)))] * rng.randint(0, 2)
            calls += [taken] * rng.randint(1, 2)
    return Records(
        archived=Archived(
            articles=tuple(_articles(published)),
            hits=tuple(
                StoredHit(name=name, watch=watch, outcome=outcome)
                for (name, watch), outcome in expected_hits(published).items()
            ),
            deliveries=tuple(deliveries),
            verified={"worker-1": 0, "worker-2": 0},
        ),
        calls=tuple(calls),
        requests=tuple(_requests(published, rng)),
    )


def _articles(published: Edition) -> Iterator[StoredArticle]:
    for number, article in enumerate(published.articles, 1):
        text = "\n\n".join(article.wording.paragraphs)
        later = (f"{text}\n\nCorrection.",) if article.revised_at is not None else ()
        yield StoredArticle(
            id=number, name=article.name, texts=(text, *later), published_at=_AT, collected_at=_AT
        )


def _requests(published: Edition, rng: random.Random) -> Iterator[Request]:
    """Each host is asked ten times by two machines, as often as it allows."""
    for host in published.hosts:
        at = rng.uniform(0, 5)
        for _ in range(10):
            path = rng.choice(("/robots.txt", "/0/feed.xml", "/news/2026/a-X00001.html"))
            yield Request(at=at, host=host.number, path=path, status=200, by=f"worker-{rng.randint(1, 2)}")
            at += float(host.crawl_delay or DELAY)
