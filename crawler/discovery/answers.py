"""What a site answered while its sources are looked for."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from storage.records import RunOutcome

_GZIP = b"\x1f\x8b"
_SNIFFED = 2048
_MOST_UNPACKED = 50_000_000
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b|<channel\b", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_JSON_FEED = re.compile(rb"jsonfeed\.org\\?/version", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, or why there is none (`trouble`; a status other than 2xx is one too).

    `url` is the address that answered, `kept_url` the one to ask next time: where redirects for good lead. `outcome`
    is what a poll without a status comes to.
    """

    asked: str
    url: str
    kept_url: str = ""
    status: int = 0
    body: bytes = b""
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: str | None = None
    outcome: RunOutcome | None = None


Ask = Callable[[str], Answer]


def unpacked(body: bytes) -> bytes:
    """The body, unpacked where it is a gzip file, at most 50 MB of it; empty where it is a broken one."""
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, _MOST_UNPACKED)
    except zlib.error:
        return b""


def form_of(body: bytes) -> str:
    """What an unpacked body is by its looks: "feed", "sitemap", "json", "html" or "" for none of these.

    A page may quote a feed in its text: what it begins with decides.
    """
    head = body[:_SNIFFED]
    if _HTML.match(head) and not _FEED.match(head.lstrip()):
        return "html"
    if _SITEMAP.search(head):
        return "sitemap"
    if _FEED.search(head) or _JSON_FEED.search(head):
        return "feed"
    if _JSON.match(head):
        return "json"
    return "html" if re.search(rb"<(?:a|p|div|table|title)\b", head, re.IGNORECASE) else ""
