"""The forgiving way: feedparser, which guesses what broken markup meant, and takes its time."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from crawler import urls
from crawler.feeds.claims import Claims, Field, Writing
from crawler.feeds.mending import references_mended, without_declarations
from crawler.feeds.stream import MOST_ENTRIES, Reading

_FORMATS = {
    "rss090": "rss 0.90",
    "rss10": "rss 1.0",
    "rss20": "rss 2.0",
    "atom03": "atom 0.3",
    "atom10": "atom 1.0",
}


def read(text: str, url: str, reading: Reading) -> None:
    """Read a document into `reading`. Raises whatever feedparser raises."""
    document = without_declarations(references_mended(text)).encode("utf-8", "replace")
    # as a stream: feedparser would open bytes or a string that look like a file's name or an address;
    # its sanitiser is left out, as only plain text leaves this package
    parsed: dict[str, Any] = feedparser.parse(
        BytesIO(document),
        response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    version = parsed.get("version") or ""
    reading.format = _FORMATS.get(version, version.replace("rss09", "rss 0.9")) or None
    if parsed.get("bozo"):
        reading.fault = str(parsed.get("bozo_exception"))[:120]
    for link in (parsed.get("feed") or {}).get("links") or ():
        if link.get("rel") == "next" and isinstance(href := link.get("href"), str):
            reading.next_page = urls.absolute(href, url)
    entries: list[Any] = parsed.get("entries") or []
    reading.seen = len(entries)
    for entry in entries[:MOST_ENTRIES]:
        # as a plain dict: feedparser's own answers for a missing "updated" with "published", and warns
        reading.entries.append(_claims(dict(entry)).understood(url))


def _claims(entry: dict[str, Any]) -> Claims:
    claims = Claims()
    _add(claims, "guid", entry.get("id"))
    for href in _links(entry):
        _add(claims, "link", href)
    _add(claims, "title", entry.get("title"))
    for name in ("published", "created"):
        _add(claims, "published", entry.get(name))
    _add(claims, "updated", entry.get("updated"))
    _add(claims, "published", _time(entry.get("published_parsed") or entry.get("created_parsed")))
    _add(claims, "updated", _time(entry.get("updated_parsed")))
    names = [author.get("name") for author in entry.get("authors") or ()] or [entry.get("author")]
    for name in names:
        _add(claims, "author", name)
    for tag in entry.get("tags") or ():
        _add(claims, "section", tag.get("label") or tag.get("term"))
    detail = entry.get("summary_detail")
    kind = detail.get("type") if isinstance(detail, dict) else None
    for body in (*(entry.get("content") or ()), {"value": entry.get("summary"), "type": kind}):
        if isinstance(value := body.get("value"), str):
            claims.bodies.append(Writing(value, is_plain=body.get("type") == "text/plain"))
    return claims


def _add(claims: Claims, field: Field, value: object) -> None:
    if isinstance(value, str):
        claims.add(field, value)


def _links(entry: dict[str, Any]) -> Iterator[object]:
    yield entry.get("feedburner_origlink")
    yield entry.get("link")
    for link in entry.get("links") or ():
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href")


def _time(parts: Any) -> str | None:
    """What feedparser itself makes of a date, in UTC."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC).isoformat() if parts else None
    except (ValueError, TypeError, OverflowError):
        return None
