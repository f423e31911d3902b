"""Whether what was told, and what was told to nobody, is what the stages ask for. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.demo.expectations import ArchivedFact, Outcome
from app.demo.newsroom.catalogue import OutletArticle
from app.demo.receipts import Receipt
from app.demo.stages import NO_HIT, Stage, StageNotice, outcomes_after

Told = tuple[str, str, str, tuple[str, ...]]


def stage_gaps(
    stages: Sequence[Stage],
    articles: Mapping[str, OutletArticle],
    outcome: Outcome,
    received: Iterable[Receipt],
) -> list[str]:
    """What these stages, the last of which was just published, have not brought about yet, a sentence each.

    What earlier ones left waiting may have been told since.
    """
    stage = stages[-1]
    facts = _facts(articles, outcome)
    found = [*_of_outcomes(outcomes_after([stage]), facts)]
    for article, counts in stage.stories.items():
        fact = facts[article]
        if fact is None or fact.counts != counts:
            has = "none" if fact is None else fact.counts or "none"
            found.append(f"the story of {article} has {has}, not {counts}")
    got = Counter(_received(one, articles) for one in received)
    found += [f"{_said(one)}: {times} too few" for one, times in (_expected(stages) - got).items()]
    return found


def left_over(
    stages: Sequence[Stage],
    articles: Mapping[str, OutletArticle],
    outcome: Outcome,
    received: Iterable[Receipt],
) -> list[str]:
    """What was told though no stage asks for it, and hits that came to another end, a sentence each."""
    got = Counter(_received(one, articles) for one in received)
    found = [f"{_said(one)}: {times} too many" for one, times in (got - _expected(stages)).items()]
    return [*found, *_of_outcomes(outcomes_after(stages), _facts(articles, outcome))]


def told_by(
    notice: StageNotice, articles: Mapping[str, OutletArticle], received: Iterable[Receipt]
) -> list[Receipt]:
    """What was received of a notice."""
    expected = {_told(channel, notice) for channel in notice.channels}
    return [one for one in received if _received(one, articles) in expected]


def _facts(articles: Mapping[str, OutletArticle], outcome: Outcome) -> dict[str, ArchivedFact | None]:
    """What is archived, by the articles' ids."""
    return {article.id: outcome.fact(url) for url, article in articles.items()}


def _of_outcomes(outcomes: Mapping[str, str], facts: Mapping[str, ArchivedFact | None]) -> Iterator[str]:
    for article, outcome in outcomes.items():
        fact = facts[article]
        hits = {} if fact is None else fact.hits
        if outcome == NO_HIT:
            if hits:
                yield f"{article} is a hit of {', '.join(hits)}, and no watch wants it"
        elif not hits:
            yield f"{article} is no hit, and should be {outcome}"
        for watch, hit in hits.items():
            if outcome not in (NO_HIT, hit.outcome):
                yield f"{article}: the hit of {watch!r} is {hit.outcome}, not {outcome}"


def _expected(stages: Iterable[Stage]) -> Counter[Told]:
    return Counter(
        _told(channel, notice) for stage in stages for notice in stage.notices for channel in notice.channels
    )


def _told(channel: str, notice: StageNotice) -> Told:
    return channel, notice.kind, notice.counts, tuple(sorted(notice.articles))


def _received(receipt: Receipt, articles: Mapping[str, OutletArticle]) -> Told:
    names = sorted(articles[url].id if url in articles else url for url in receipt.urls)
    return receipt.channel, receipt.kind, receipt.counts, tuple(names)


def _said(told: Told) -> str:
    channel, kind, counts, names = told
    return f"{channel}: {kind} ({counts}) of {', '.join(names)}"
