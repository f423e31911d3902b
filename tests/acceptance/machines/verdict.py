"""Whether everything was archived once, hit once and delivered once: pure functions over what was noted and stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.acceptance.machines.archived import Archived, StoredArticle, StoredDelivery, StoredHit
from tests.acceptance.machines.edition import Article, Edition
from tests.acceptance.machines.ledger import Call
from tests.acceptance.machines.politeness import Politeness
from tests.acceptance.machines.receiver import CHANNELS

Expected = dict[tuple[str, str], str]
BACKLOG, TOLD = "backlog", "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong, in sentences, by what it is about; nothing where all is well."""

    faults: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not any(self.faults.values())

    @property
    def summary(self) -> str:
        """One line."""
        wrong = ", ".join(f"{about} {len(found)}" for about, found in self.faults.items() if found)
        return "passed" if self.passed else f"FAILED: {wrong}"


def judge(published: Edition, archived: Archived, calls: Iterable[Call], manners: Politeness) -> Verdict:
    """Everything that is to hold in the end."""
    expected = expected_hits(published)
    accepted = list(calls)
    return Verdict(
        faults={
            "articles": list(of_articles(published.by_name, archived.articles)),
            "hits": list(of_hits(expected, archived.hits)),
            "deliveries": [
                *of_deliveries(expected, accepted),
                *of_outbox(expected, archived.deliveries, accepted),
            ],
            "politeness": [str(one) for one in manners.too_soon],
            "first after robots.txt": [str(one) for one in manners.first],
            "verify": [
                f"wirewatch verify on {name}: {code}" for name, code in archived.verified.items() if code
            ],
        }
    )


def expected_hits(published: Edition) -> Expected:
    """What is to become of each hit, by article and watch."""
    return {
        (article.name, watch): BACKLOG if article.backlog else TOLD
        for article in published.articles
        for watch in article.wording.watches
    }


def of_articles(published: Mapping[str, Article], stored: Collection[StoredArticle]) -> Iterator[str]:
    """Articles that are missing, stored twice, unknown, or not whole."""
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for article in stored:
        if article.name is None or article.name not in published:
            yield f"article {article.id} is none that was published"
            continue
        ids[article.name].add(article.id)
        for revision, text in enumerate(article.texts, 1):
            if any(paragraph not in text for paragraph in published[article.name].wording.paragraphs):
                yield f"{article.name}, revision {revision}, is not whole"
    for name in published:
        if not ids[name]:
            yield f"{name} is missing"
        elif len(ids[name]) > 1:
            yield f"{name} is archived as {sorted(ids[name])}"


def of_hits(expected: Expected, stored: Iterable[StoredHit]) -> Iterator[str]:
    """Hits that are missing, there twice, unexpected, or decided otherwise than they should be."""
    found: defaultdict[tuple[str | None, str], list[str]] = defaultdict(list)
    for hit in stored:
        found[hit.name, hit.watch].append(hit.outcome)
    for (name, watch), outcomes in found.items():
        if name is None or (name, watch) not in expected:
            yield f"{watch!r} hits {name}, and should not"
        elif len(outcomes) > 1:
            yield f"{watch!r} hits {name} {len(outcomes)} times"
        elif outcomes[0] != expected[name, watch]:
            yield f"the hit of {watch!r} in {name} is {outcomes[0]}, not {expected[name, watch]}"
    for name, watch in expected:
        if (name, watch) not in found:
            yield f"{watch!r} does not hit {name}"


def of_deliveries(expected: Expected, calls: Iterable[Call]) -> Iterator[str]:
    """What a channel was not told, was told under two ids, or should not have been told."""
    ids: defaultdict[tuple[str, str | None, str | None], set[str]] = defaultdict(set)
    for call in calls:
        if not call.verified:
            yield f"a call of {call.channel} at {call.at:.3f} bears a wrong signature"
        elif call.accepted and call.watch is not None:
            ids[call.channel, call.article, call.watch].add(call.delivery_id)
    for (channel, name, watch), under in ids.items():
        outcome = expected.get((name or "", watch or ""))
        if outcome != TOLD:
            yield f"{channel} was told of {watch!r} in {name}: that is {outcome or 'no hit'}"
        elif len(under) > 1:
            yield f"{channel} was told of {watch!r} in {name} under {len(under)} ids: {sorted(under)}"
    for (name, watch), outcome in expected.items():
        for channel in CHANNELS:
            if outcome == TOLD and (channel, name, watch) not in ids:
                yield f"{channel} was not told of {watch!r} in {name}"


def of_outbox(expected: Expected, stored: Collection[StoredDelivery], calls: Iterable[Call]) -> Iterator[str]:
    """Deliveries that are not delivered, that nobody took, and those too many or too few."""
    taken = {call.delivery_id for call in calls if call.accepted}
    for delivery in stored:
        if delivery.state != "delivered":
            yield f"delivery {delivery.id} to {delivery.channel} is {delivery.state}"
        elif delivery.id not in taken:
            yield f"delivery {delivery.id} counts as delivered, and {delivery.channel} never took it"
    wanted = sum(outcome == TOLD for outcome in expected.values())
    by_channel = Counter(delivery.channel for delivery in stored)
    for channel in CHANNELS:
        if by_channel[channel] != wanted:
            yield f"the outbox has {by_channel[channel]} deliveries to {channel}, not {wanted}"
