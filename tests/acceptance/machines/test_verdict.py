"""The verdict finds every kind of loss, repeat and haste in records that are perfect but for one thing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.acceptance.machines.archived import Archived, StoredArticle, StoredDelivery, StoredHit
from tests.acceptance.machines.desk import DELAY, delays
from tests.acceptance.machines.edition import Edition, Size, edition
from tests.acceptance.machines.invented import Records, records
from tests.acceptance.machines.ledger import Call
from tests.acceptance.machines.politeness import politeness
from tests.acceptance.machines.verdict import Verdict, judge
from tests.acceptance.machines.wording import CRANES

SEEDS = range(8)
#: A host that asks for three seconds.
SLOW = 3
Mutation = Callable[[Records, random.Random], Records]


@pytest.fixture(scope="module")
def published() -> Edition:
    return edition(7, Size(sources=20, articles=200, seconds=100))


def verdict(published: Edition, of: Records) -> Verdict:
    return judge(published, of.archived, of.calls, politeness(of.requests, delays(published), DELAY))


def _stored(
    records: Records,
    *,
    articles: tuple[StoredArticle, ...] | None = None,
    hits: tuple[StoredHit, ...] | None = None,
    deliveries: tuple[StoredDelivery, ...] | None = None,
) -> Records:
    old = records.archived
    new = Archived(
        articles=old.articles if articles is None else articles,
        hits=old.hits if hits is None else hits,
        deliveries=old.deliveries if deliveries is None else deliveries,
        verified=old.verified,
    )
    return replace(records, archived=new)


def article_lost(of: Records, rng: random.Random) -> Records:
    lost = rng.choice(of.archived.articles)
    return _stored(of, articles=tuple(one for one in of.archived.articles if one is not lost))


def article_twice(of: Records, rng: random.Random) -> Records:
    again = replace(rng.choice(of.archived.articles), id=999_999)
    return _stored(of, articles=(*of.archived.articles, again))


def article_unknown(of: Records, rng: random.Random) -> Records:
    stranger = replace(rng.choice(of.archived.articles), id=999_999, name=rng.choice((None, "X99999")))
    return _stored(of, articles=(*of.archived.articles, stranger))


def article_cut(of: Records, rng: random.Random) -> Records:
    whole = rng.choice(of.archived.articles)
    paragraphs = whole.texts[-1].split("\n\n")
    # What an editor added is not asked for.
    del paragraphs[rng.randrange(len(paragraphs) - 1)]
    cut = replace(whole, texts=(*whole.texts[:-1], "\n\n".join(paragraphs)))
    return _stored(of, articles=tuple(cut if one is whole else one for one in of.archived.articles))


def hit_lost(of: Records, rng: random.Random) -> Records:
    lost = rng.choice(of.archived.hits)
    return _stored(of, hits=tuple(one for one in of.archived.hits if one is not lost))


def hit_twice(of: Records, rng: random.Random) -> Records:
    return _stored(of, hits=(*of.archived.hits, rng.choice(of.archived.hits)))


def hit_unexpected(of: Records, rng: random.Random) -> Records:
    known = {(hit.name, hit.watch) for hit in of.archived.hits}
    free = [one for one in of.archived.articles if (one.name, CRANES) not in known]
    hit = StoredHit(name=rng.choice(free).name, watch=CRANES, outcome="told")
    return _stored(of, hits=(*of.archived.hits, hit))


def hit_decided_otherwise(of: Records, rng: random.Random) -> Records:
    old = rng.choice(of.archived.hits)
    others = {"told", "backlog", "copy-of", "joined-story", "failed"} - {old.outcome}
    new = replace(old, outcome=rng.choice(sorted(others)))
    return _stored(of, hits=tuple(new if one is old else one for one in of.archived.hits))


def delivery_never_taken(of: Records, rng: random.Random) -> Records:
    lost = rng.choice(of.archived.deliveries).id
    return replace(of, calls=tuple(one for one in of.calls if one.delivery_id != lost or not one.accepted))


def delivery_under_two_ids(of: Records, rng: random.Random) -> Records:
    return replace(of, calls=(*of.calls, replace(_taken(of, rng), delivery_id="another")))


def delivery_of_no_hit(of: Records, rng: random.Random) -> Records:
    return replace(of, calls=(*of.calls, replace(_taken(of, rng), article="X99999")))


def delivery_of_backlog(of: Records, rng: random.Random) -> Records:
    old = rng.choice([hit for hit in of.archived.hits if hit.outcome == "backlog"])
    call = replace(_taken(of, rng), article=old.name, watch=old.watch, delivery_id="another")
    return replace(of, calls=(*of.calls, call))


def signature_wrong(of: Records, rng: random.Random) -> Records:
    return replace(of, calls=(*of.calls, replace(_taken(of, rng), verified=False, status=401)))


def outbox_waits(of: Records, rng: random.Random) -> Records:
    old = rng.choice(of.archived.deliveries)
    new = replace(old, state=rng.choice(("waiting", "sending", "dead", "ended")))
    return _stored(of, deliveries=tuple(new if one is old else one for one in of.archived.deliveries))


def outbox_lost(of: Records, rng: random.Random) -> Records:
    lost = rng.choice(of.archived.deliveries)
    return _stored(of, deliveries=tuple(one for one in of.archived.deliveries if one is not lost))


def asked_too_soon(of: Records, rng: random.Random) -> Records:
    """Another machine asks in between."""
    first = rng.choice(of.requests)
    between = replace(first, at=first.at + rng.uniform(0, 0.9), path="/0/feed.xml", by="worker-3")
    return replace(of, requests=(*of.requests, between))


def robots_believed_late(of: Records, rng: random.Random) -> Records:
    """Two seconds lie between robots.txt and the next request, where it asks for more."""
    slow = rng.choice([one for one in of.requests if one.host == SLOW])
    asked = replace(slow, at=1000.0, path="/robots.txt")
    return replace(of, requests=(*of.requests, asked, replace(slow, at=1002.0, path="/0/feed.xml")))


def verify_finds(of: Records, rng: random.Random) -> Records:
    name = rng.choice(sorted(of.archived.verified))
    archived = replace(of.archived, verified={**of.archived.verified, name: 1})
    return replace(of, archived=archived)


def _taken(of: Records, rng: random.Random) -> Call:
    return rng.choice([call for call in of.calls if call.accepted])


MUTATIONS: dict[Mutation, str] = {
    article_lost: "articles",
    article_twice: "articles",
    article_unknown: "articles",
    article_cut: "articles",
    hit_lost: "hits",
    hit_twice: "hits",
    hit_unexpected: "hits",
    hit_decided_otherwise: "hits",
    delivery_never_taken: "deliveries",
    delivery_under_two_ids: "deliveries",
    delivery_of_no_hit: "deliveries",
    delivery_of_backlog: "deliveries",
    signature_wrong: "deliveries",
    outbox_waits: "deliveries",
    outbox_lost: "deliveries",
    asked_too_soon: "politeness",
    robots_believed_late: "first after robots.txt",
    verify_finds: "verify",
}


@pytest.mark.parametrize("seed", SEEDS)
def test_perfect_records_pass(published: Edition, seed: int) -> None:
    found = verdict(published, records(published, random.Random(seed)))
    assert found.passed, found.faults
    assert found.summary == "passed"


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_one_thing_that_is_wrong_is_found(published: Edition, mutation: Mutation, seed: int) -> None:
    rng = random.Random(seed)
    found = verdict(published, mutation(records(published, rng), rng))
    assert [about for about, faults in found.faults.items() if faults] == [MUTATIONS[mutation]]
    assert found.summary.startswith(f"FAILED: {MUTATIONS[mutation]} ")
