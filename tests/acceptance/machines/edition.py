"""What the press publishes: hosts, sources, articles, and when. All of it follows from a seed and a size."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from tests.acceptance.machines.wording import Wording, wording

#: Shares of the articles, 0 to 1.
MATCHING, NEAR_MISSES, REVISED, ELSEWHERE, REDIRECTED, SHOWN_TWICE = 0.05, 0.05, 0.04, 0.05, 0.05, 0.1
#: What a source holds before it is first read.
BACKLOG_A_SOURCE = 2


class Kind(StrEnum):
    """The form of a source's list."""

    RSS = "rss"
    ATOM = "atom"
    SITEMAP = "sitemap"
    LISTING = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One address. `crawl_delay` is what its robots.txt asks for, in seconds; None: nothing."""

    number: int
    crawl_delay: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list on a host."""

    number: int
    host: int
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. Times are seconds after publishing began; backlog has negative ones.

    `sources` are those whose lists show it, `host` is where its page lies, and `via` the host that redirects there.
    """

    name: str
    wording: Wording
    at: float
    revised_at: float | None
    sources: tuple[int, ...]
    host: int
    via: int | None

    @property
    def backlog(self) -> bool:
        """Whether it was there before publishing began."""
        return self.at < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is published, over how many seconds."""

    sources: int
    articles: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Edition:
    """All that is published."""

    hosts: tuple[Host, ...]
    sources: tuple[Source, ...]
    articles: tuple[Article, ...]
    by_name: dict[str, Article] = field(init=False)
    by_source: dict[int, tuple[Article, ...]] = field(init=False)

    def __post_init__(self) -> None:
        shown: defaultdict[int, list[Article]] = defaultdict(list)
        for article in sorted(self.articles, key=lambda one: one.at):
            for source in article.sources:
                shown[source].append(article)
        object.__setattr__(self, "by_name", {article.name: article for article in self.articles})
        object.__setattr__(self, "by_source", {number: tuple(found) for number, found in shown.items()})


def edition(seed: int, size: Size) -> Edition:
    """The edition of a seed: the same in every process."""
    rng = random.Random(seed)
    sources = tuple(_sources(size.sources))
    hosts = tuple(_host(number, sources) for number in sorted({source.host for source in sources}))
    on_host: defaultdict[int, list[Source]] = defaultdict(list)
    for source in sources:
        on_host[source.host].append(source)
    articles = [
        _article(number, sources[number % len(sources)], on_host, size, rng)
        for number in range(size.articles)
    ]
    return Edition(hosts, sources, tuple(articles))


def _sources(count: int) -> list[Source]:
    """One host in ten sources serves two or three of them."""
    found: list[Source] = []
    host = 0
    while len(found) < count:
        many = 1 if host % 9 else 2 + host // 9 % 2
        for _ in range(min(many, count - len(found))):
            # By turns, so that few sources have all kinds too.
            kind = (Kind.RSS, Kind.ATOM, Kind.SITEMAP, Kind.RSS, Kind.LISTING)[len(found) % 5]
            found.append(Source(number=len(found), host=host, kind=kind))
        host += 1
    return found


def _host(number: int, sources: tuple[Source, ...]) -> Host:
    """A host with several sources has more to answer, and asks for a shorter pause."""
    shared = sum(source.host == number for source in sources) > 1
    if shared:
        return Host(number=number, crawl_delay=2 if number % 2 else None)
    return Host(number=number, crawl_delay={3: 3, 7: 5}.get(number % 10))


def _article(
    number: int, source: Source, on_host: dict[int, list[Source]], size: Size, rng: random.Random
) -> Article:
    name = f"X{number:05}"
    backlog = number < min(BACKLOG_A_SOURCE * size.sources, size.articles // 5)
    at = -rng.uniform(3600, 100_000) if backlog else rng.uniform(0, size.seconds)
    drawn, host, via = rng.random(), source.host, None
    # Sitemaps and listings speak for their own site; a feed may lead anywhere, and any address may redirect.
    if drawn < ELSEWHERE and source.kind in {Kind.RSS, Kind.ATOM}:
        host = _shared(on_host, rng)
    elif drawn > 1 - REDIRECTED:
        host, via = _shared(on_host, rng), source.host
    shown = [source.number]
    beside = [other.number for other in on_host[source.host] if other.number != source.number]
    if beside and rng.random() < SHOWN_TWICE:
        shown.append(rng.choice(beside))
    revised = not backlog and rng.random() < REVISED
    return Article(
        name=name,
        wording=wording(name, rng, matching=MATCHING, near=NEAR_MISSES),
        at=at,
        revised_at=at + rng.uniform(0.2, 0.6) * size.seconds if revised else None,
        sources=tuple(shown),
        host=host,
        via=via,
    )


def _shared(on_host: dict[int, list[Source]], rng: random.Random) -> int:
    """A host that serves several sources, so that its articles come to it from many sides."""
    return rng.choice([host for host, sources in on_host.items() if len(sources) > 1])
