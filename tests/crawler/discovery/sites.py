"""Sites that are only a mapping of paths to bodies: enough for what looks for sources and asks nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from crawler.discovery import Answer, Survey, survey

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SITE = "https://gazette.example"


class Site:
    """Answers by path; what it does not have is not found. `asked` is what it was asked for."""

    def __init__(self, answers: Mapping[str, bytes | str | Answer], sitemaps: Sequence[str] = ()) -> None:
        self.answers = answers
        self.sitemaps = sitemaps
        self.asked: list[str] = []

    def ask(self, url: str) -> Answer:
        self.asked.append(url)
        found = self.answers.get(url.removeprefix(SITE))
        if isinstance(found, Answer):
            return found
        if found is None:
            return Answer(asked=url, url=url, kept_url=url, status=404, trouble="HTTP 404")
        body = found.encode() if isinstance(found, str) else found
        return Answer(asked=url, url=url, kept_url=url, status=200, body=body)

    def survey(self, start: str = "/", most: int = 40) -> Survey:
        return survey(
            f"{SITE}{start}",
            self.ask,
            sitemaps_of=lambda url: [f"{SITE}{path}" for path in self.sitemaps],
            left=lambda: most - len(self.asked),
            now=NOW,
        )


def offered(found: Survey) -> list[tuple[str, str]]:
    """The kinds and paths that are offered, the best first."""
    return [(offer.source.kind.value, offer.source.url.removeprefix(SITE)) for offer in found.offers]


def reasons(found: Survey) -> dict[str, str]:
    """Why each path was left out."""
    return {one.url.removeprefix(SITE): one.reason for one in found.left_out}


def rss(
    items: Mapping[str, timedelta] | Sequence[tuple[str, timedelta]], title: str = "Gazette", more: str = ""
) -> str:
    """An RSS feed of paths and their ages."""
    pairs = items.items() if isinstance(items, Mapping) else items
    rows = "".join(
        f"<item><title>The story at {path} in a few words</title><link>{_absolute(path)}</link>"
        f"<pubDate>{format_datetime(NOW - age)}</pubDate>{more}</item>"
        for path, age in pairs
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{rows}</channel></rss>'


def sitemap(items: Mapping[str, timedelta]) -> str:
    """A sitemap of paths and how long ago each changed."""
    rows = "".join(
        f"<url><loc>{_absolute(path)}</loc><lastmod>{(NOW - age).isoformat()}</lastmod></url>"
        for path, age in items.items()
    )
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def page(body: str = "", head: str = "") -> str:
    """An HTML page."""
    return f"<!doctype html><html lang=en><head><title>Gazette</title>{head}</head><body>{body}</body></html>"


def feed_link(path: str, title: str = "") -> str:
    """A link to a feed in a page's head."""
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'


def days(count: int, *, start: float = 0.0, prefix: str = "/2026/story-of-the-day-") -> dict[str, timedelta]:
    """So many articles, one a day, the newest `start` days ago."""
    return {f"{prefix}{number + start:g}": timedelta(days=number + start, hours=1) for number in range(count)}


def _absolute(path: str) -> str:
    return path if "://" in path else f"{SITE}{path}"
