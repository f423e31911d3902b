"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
import re
from typing import Any

from crawler import urls
from crawler.feeds.claims import Claims, Writing
from crawler.feeds.stream import MOST_ENTRIES, Reading

_VERSION = re.compile(r"jsonfeed\.org/version/([\d.]{1,5})")
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def read(utf8: bytes, url: str, reading: Reading) -> None:
    """Read a JSON Feed into `reading`; of a broken one the items before the break. `format` is None for other JSON."""
    text = utf8.decode("utf-8", "replace")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        reading.fault = str(error)[:120]
        document = _salvaged(text)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        return
    version = _VERSION.search(str(document.get("version"))[:200])
    if version is None and not all(isinstance(item, dict) for item in items[:MOST_ENTRIES]):
        return
    reading.format = f"json feed {version[1]}" if version else "json feed"
    reading.seen = len(items)
    next_page = document.get("next_url")
    reading.next_page = urls.absolute(next_page, url) if isinstance(next_page, str) else None
    base = url or _string(document, "home_page_url")
    for item in items[:MOST_ENTRIES]:
        reading.entries.append(_claims(item if isinstance(item, dict) else {}).understood(base))


def _salvaged(text: str) -> dict[str, Any]:
    """The items before the place at which the document breaks."""
    opening = _ITEMS.search(text)
    version = _VERSION.search(text[:10_000])
    if opening is None or version is None:
        return {}
    items: list[Any] = []
    decoder = json.JSONDecoder()
    at = opening.end()
    while len(items) <= MOST_ENTRIES:
        if (space := _BETWEEN.match(text, at)) is not None:
            at = space.end()
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return {"version": version[0], "items": items}


def _claims(item: dict[str, Any]) -> Claims:
    claims = Claims()
    claims.add("guid", _string(item, "id"))
    claims.add("link", _string(item, "url"))
    claims.add("link", _string(item, "external_url"), spare=True)
    claims.add("title", Writing(_string(item, "title"), is_plain=True))
    claims.add("published", _string(item, "date_published"))
    claims.add("updated", _string(item, "date_modified"))
    for author in (*_list(item, "authors"), item.get("author")):
        if isinstance(author, dict):
            claims.add("author", _string(author, "name"))
    for tag in _list(item, "tags"):
        if isinstance(tag, str):
            claims.add("section", Writing(tag, is_plain=True))
    claims.bodies.append(Writing(_string(item, "content_html")))
    for plain in ("content_text", "summary"):
        claims.bodies.append(Writing(_string(item, plain), is_plain=True))
    return claims


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    # some write their ids as numbers
    return value if isinstance(value, str) else str(value) if type(value) is int else ""


def _list(row: dict[str, Any], key: str) -> list[Any]:
    value = row.get(key)
    return value if isinstance(value, list) else []
