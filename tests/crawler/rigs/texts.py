"""Feeds, sitemaps and pages for loopback sites."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

XML = '<?xml version="1.0" encoding="utf-8"?>'
SENTENCE = "The battalion crossed the river at dawn and the ministry in the capital confirmed the movement of armour. "


def feed(items: Iterable[tuple[str, str]]) -> str:
    """An RSS feed of (address, title)."""
    rows = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid></item>"
        for url, title in items
    )
    return f'{XML}<rss version="2.0"><channel><title>Wire</title>{rows}</channel></rss>'


def urlset(urls: Iterable[str]) -> str:
    """A sitemap of these pages."""
    rows = "".join(f"<url><loc>{escape(url)}</loc></url>" for url in urls)
    return f'{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def news_sitemap(items: Iterable[tuple[str, str]]) -> str:
    """A news sitemap of (address, title)."""
    rows = "".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication_date>2026-01-05T08:00:00Z"
        f"</news:publication_date><news:title>{escape(title)}</news:title></news:news></url>"
        for url, title in items
    )
    return (
        f'{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    )


def index(sitemaps: Iterable[str]) -> str:
    """An index of these sitemaps."""
    rows = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in sitemaps)
    return f'{XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


def article(title: str, words: str = "") -> str:
    """An article's page; `words` stand in its text."""
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<meta property='og:type' content='article'></head><body><article><h1>{escape(title)}</h1>"
        f"<p>{escape(words)} {SENTENCE * 4}</p><p>{SENTENCE * 5}</p></article></body></html>"
    )
