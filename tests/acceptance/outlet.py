"""An outlet whose feed makes trouble of every kind, and a desk that collects, archives and flags it for real."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from alerts.flagging import flag_new
from alerts.watchlist import Watchlist
from crawler import feeds
from crawler.claims import lead_of, lead_records
from crawler.reading import Body, read_page
from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.frontier import Discovery, Frontier
from storage.outbox import Outbox
from storage.records import CollectedArticle
from tests.alerts.archives import watchlist
from tests.storage.samples import source

HOST = "gazette.example"
START = datetime(2026, 3, 1, 6, 17, 23, tzinfo=UTC)
WATCH = ("troops", "battalion", ("mail",))
PLACES = (
    "the northern ford",
    "the old harbour",
    "a rail yard",
    "the salt works",
    "a closed airfield",
    "the dam",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the outlet publishes; an editor may change all of it but its number and guid."""

    number: int
    title: str
    slug: str
    published_at: datetime
    edits: int = 0

    @property
    def guid(self) -> str:
        return f"https://{HOST}/?p={48_000 + self.number}"

    @property
    def link(self) -> str:
        return f"https://{HOST}/2026/03/{self.slug}"

    @property
    def paragraphs(self) -> list[str]:
        place = PLACES[self.number % len(PLACES)]
        lines = [
            f"The battalion with the number {self.number} was seen at {place} before dawn, two drivers said.",
            f"Its column counted {self.number + 7} lorries and nobody in the village had been told of it.",
            f"A spokesman for the ministry would not say when unit {self.number} is to leave {place} again.",
            f"Farmers who own the fields around {place} have counted {self.number * 3} tents in the last week.",
        ]
        return [*lines, *(f"Correction {edit}: a name was spelled wrongly." for edit in range(self.edits))]


def story(number: int) -> Story:
    """The story with this number, published a quarter of an hour after the one before."""
    place = PLACES[number % len(PLACES)]
    return Story(
        number=number,
        title=f"Battalion {number} reaches {place}",
        slug=f"battalion-{number}-reaches-{place.replace(' ', '-')}",
        published_at=START + timedelta(minutes=15 * number),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story as the feed shows it."""

    story: Story
    link: str
    guid: str


Trouble = Callable[[list[Item], int, random.Random], list[Item]]


@dataclass(slots=True)
class Outlet:
    """The stories, and every address at which one of them ever was: the old ones lead to the new."""

    stories: dict[int, Story] = field(default_factory=dict)
    slugs: dict[str, int] = field(default_factory=dict)

    def publish(self, *numbers: int) -> None:
        for number in numbers:
            self.put(story(number))

    def put(self, changed: Story) -> None:
        self.stories[changed.number] = changed
        self.slugs[changed.slug] = changed.number

    def window(self, length: int) -> list[Item]:
        """The newest stories, the newest first."""
        newest = sorted(self.stories.values(), key=lambda one: one.number, reverse=True)[:length]
        return [Item(story=one, link=one.link, guid=one.guid) for one in newest]

    def page(self, url: str) -> tuple[str, bytes]:
        """The address that answers, and its page: any spelling of it answers for itself, and old ones send on."""
        slug = url.partition("?")[0].removesuffix("/amp").rstrip("/").rpartition("/")[2]
        one = self.stories[self.slugs[slug]]
        text = "".join(f"<p>{escape(line)}</p>" for line in one.paragraphs)
        head = f"<title>{escape(one.title)}</title><meta property='og:type' content='article'>"
        head += f"<meta property='article:published_time' content='{one.published_at.isoformat()}'>"
        html = f"<!doctype html><html lang='en'><head>{head}</head><body><article><h1>{escape(one.title)}</h1>{text}"
        answering = url if slug == one.slug else one.link
        return answering, f"{html}</article></body></html>".encode()


def rss(items: Sequence[Item]) -> bytes:
    """The feed that shows these items."""
    rows = "".join(
        f"<item><title>{escape(item.story.title)}</title><link>{escape(item.link)}</link>"
        f"<guid isPermaLink='false'>{escape(item.guid)}</guid>"
        f"<pubDate>{format_datetime(item.story.published_at)}</pubDate></item>"
        for item in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>G</title>{rows}</channel></rss>".encode()


@dataclass(slots=True)
class Desk:
    """Collects one feed as a run does, and flags what is new."""

    db: Database
    outlet: Outlet
    now: datetime = START + timedelta(days=7, hours=7)
    watches: Watchlist = field(default_factory=lambda: watchlist(WATCH))
    gaps: int = 0

    def read(self, items: Sequence[Item]) -> Discovery:
        """One poll, the articles that it leads to, and what is flagged by it."""
        self.now += timedelta(minutes=20)
        number = source(self.db, self.now, "gazette")
        frontier = Frontier(self.db)
        entries = feeds.parse(rss(items), f"https://{HOST}/feed")
        discovery = frontier.discover(number, lead_records(entries.leads), self.now)
        self.gaps += discovery.gap
        for pending in frontier.pending(number, self.now, 1000):
            url, content = self.outlet.page(pending.lead.url)
            body = Body(
                content=content, url=url, content_type="text/html; charset=utf-8", fetched_at=self.now
            )
            page = read_page(body, lead_of(pending.lead))
            assert page.article is not None
            collected = CollectedArticle(
                article=page.article,
                source_id=number,
                lead_id=pending.id,
                backlog=pending.backlog,
                terms=page.terms,
            )
            Archive(self.db).save([collected], self.now)
        while flag_new(self.db, self.watches, self.now).articles:
            pass
        return discovery

    @property
    def alerts(self) -> int:
        """How many notices go out."""
        return len(Outbox(self.db).list(limit=10_000))

    @property
    def hits(self) -> int:
        return len(Flags(self.db).hits(limit=10_000))

    @property
    def articles(self) -> int:
        return Archive(self.db).count()


def guid_churn(items: list[Item], read: int, _: random.Random) -> list[Item]:
    return [replace(item, guid=f"{item.story.number:04}-{read:04}-0c1f7e") for item in items]


def scheme_change(items: list[Item], read: int, _: random.Random) -> list[Item]:
    scheme = "http:" if read % 2 else "https:"
    return [replace(item, link=scheme + item.link[6:], guid=scheme + item.guid[6:]) for item in items]


def tracking(items: list[Item], read: int, rng: random.Random) -> list[Item]:
    marks = (
        "utm_source=rss",
        "at_medium=RSS",
        "fbclid=",
        "gclid=",
        "CMP=feed",
        "ocid=",
        "mc_cid=",
        "xtor=RSS-",
    )
    return [
        replace(item, link=f"{item.link}?{rng.choice(marks)}{read}&utm_content={rng.random()}#ref")
        for item in items
    ]


def shuffled(items: list[Item], _: int, rng: random.Random) -> list[Item]:
    return rng.sample(items, len(items))


def vanishing(items: list[Item], read: int, rng: random.Random) -> list[Item]:
    return [] if read % 5 == 3 else [item for item in items if rng.random() < 0.6]


def respelled(items: list[Item], read: int, rng: random.Random) -> list[Item]:
    def spelled(link: str) -> str:
        host = rng.choice((HOST, f"www.{HOST}"))
        return link.replace(HOST, host) + rng.choice(("", "/", "/amp", "?amp=1"))

    return [replace(item, link=spelled(item.link), guid=f"{read}") for item in items]


def everything(items: list[Item], read: int, rng: random.Random) -> list[Item]:
    for trouble in (scheme_change, tracking, shuffled, vanishing):
        items = trouble(items, read, rng)
    return items


TROUBLES: dict[str, Trouble] = {
    "guid churn": guid_churn,
    "scheme change": scheme_change,
    "tracking": tracking,
    "shuffle": shuffled,
    "vanish": vanishing,
    "spelling": respelled,
    "everything but the guid": everything,
    "everything": lambda items, read, rng: guid_churn(everything(items, read, rng), read, rng),
}
