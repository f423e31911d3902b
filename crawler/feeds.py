"""Feeds: RSS and Atom, well-formed or not, to leads in plain text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from crawler import cleaning, dates, urls
from crawler.decoding import decode
from crawler.entries import Entries
from crawler.lead import Lead
from crawler.pages import bylines
from crawler.pages.blocks import fragment_paragraphs

MOST_ENTRIES = 5_000
# half of a character, written as a number: no XML may hold it, and feedparser fails on it
_HALF_CHARACTER = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|5[67]\d{3}));", re.IGNORECASE
)
_XML_ENCODING = re.compile(r"(<\?xml[^>]*?)\sencoding\s*=\s*[\"'][^\"']*[\"']")
_SNIFFED = 4096
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|channel)\b", re.IGNORECASE)
# the two that name a charset or a media type are about the envelope, not about the feed
_HARMLESS = frozenset({"CharacterEncodingOverride", "NonXMLContentType"})


def parse(body: bytes, url: str, *, content_type: str | None = None) -> Entries:
    """The entries of the feed at `url`, at most 5,000, each once; never raises.

    A feed that breaks off keeps what was read before, and is `malformed`. Times without a zone are taken as UTC.
    """
    parsed, doubts = _parsed(body, url, content_type)
    if parsed is None:
        return Entries(doubts=tuple(doubts), malformed=True)
    entries: list[Any] = parsed.get("entries") or []
    malformed = False
    if not parsed.get("version") and not entries:
        malformed = True
        doubts.append("not a feed: neither RSS nor Atom")
    elif parsed.get("bozo") and type(error := parsed.get("bozo_exception")).__name__ not in _HARMLESS:
        malformed = True
        doubts.append(f"broken XML ({_reason(error)}); kept the {len(entries)} entries that could be read")
    if len(entries) > MOST_ENTRIES:
        doubts.append(f"{len(entries)} entries; only the first {MOST_ENTRIES} were read")
    leads, nowhere = _leads(entries[:MOST_ENTRIES], url)
    if nowhere:
        doubts.append(f"{nowhere} entries without an http(s) address were left out")
    return Entries(leads=tuple(leads), doubts=tuple(doubts), malformed=malformed)


def _parsed(body: bytes, url: str, content_type: str | None) -> tuple[dict[str, Any] | None, list[str]]:
    if not body.strip():
        return None, ["the answer is empty"]
    if _HTML.match(body[:_SNIFFED]) and not _FEED.search(body[:_SNIFFED]):
        return None, ["not a feed: an HTML page"]
    headers = {"content-location": url, "content-type": content_type or ""}
    try:
        return _feedparser(body, headers), []
    except Exception as error:  # feedparser fails in many ways on bytes that are no text
        reason = _reason(error)
    text = _HALF_CHARACTER.sub("\ufffd", cleaning.markup(decode(body, content_type)))
    mended = _XML_ENCODING.sub(r"\1", text, count=1).encode()
    try:
        parsed = _feedparser(
            mended, {"content-location": url, "content-type": "application/xml; charset=utf-8"}
        )
    except Exception as error:
        return None, [f"the feed cannot be read ({_reason(error)})"]
    return parsed, [f"characters that no feed may hold were replaced ({reason})"]


def _feedparser(body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    # as a stream: feedparser would open bytes or a string that look like a file's name or an address;
    # its sanitiser is left out, as only plain text leaves this module
    return feedparser.parse(
        BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
    )


def _reason(error: object) -> str:
    return cleaning.line(str(error))[:120] or type(error).__name__


def _leads(entries: Iterable[Any], url: str) -> tuple[list[Lead], int]:
    leads: dict[str, Lead] = {}
    nowhere = 0
    for parsed in entries:
        # as a plain dict: feedparser's own answers for a missing "updated" with "published", and warns
        entry = dict(parsed)
        address = next(_addresses(entry, url), None)
        if address is None:
            nowhere += 1
        elif address not in leads:
            leads[address] = _lead(entry, address)
    return list(leads.values()), nowhere


def _addresses(entry: dict[str, Any], base: str) -> Iterator[str]:
    """Where the article may be: the address before a tracking redirect first, then the link, then a guid."""
    links = [link for link in entry.get("links") or () if link.get("rel", "alternate") == "alternate"]
    claims = [entry.get("feedburner_origlink"), entry.get("link"), *(link.get("href") for link in links)]
    guid = entry.get("id")
    if isinstance(guid, str) and guid.startswith(("http://", "https://")):
        claims.append(guid)
    for claim in claims:
        if isinstance(claim, str) and claim.strip() and (address := urls.absolute(claim, base)):
            yield address


def _lead(entry: dict[str, Any], url: str) -> Lead:
    return Lead(
        url=url,
        title=_one_line(entry.get("title")),
        published_at=_time(entry, "published") or _time(entry, "created"),
        updated_at=_time(entry, "updated"),
        authors=bylines.join(_authors(entry)),
        section=next((term for tag in entry.get("tags") or () if (term := _one_line(tag.get("term")))), None),
        text=_text(entry),
    )


def _one_line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return cleaning.line(fragment_paragraphs(value)) or None


def _authors(entry: dict[str, Any]) -> list[str]:
    names = [author.get("name") for author in entry.get("authors") or ()] or [entry.get("author")]
    return [name for name in names if isinstance(name, str)]


def _time(entry: dict[str, Any], field: str) -> datetime | None:
    written = entry.get(field)
    if isinstance(written, str) and (moment := dates.parse(written)):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    parts = entry.get(f"{field}_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, TypeError, OverflowError):
        return None


def _text(entry: dict[str, Any]) -> str | None:
    """The longest of the entry's bodies: feeds with the full text give a summary beside it."""
    bodies = [*(entry.get("content") or ()), {"value": entry.get("summary"), "type": _summary_type(entry)}]
    texts = [_plain(body.get("value"), body.get("type")) for body in bodies]
    return max(texts, key=len, default="") or None


def _summary_type(entry: dict[str, Any]) -> str | None:
    detail = entry.get("summary_detail")
    return detail.get("type") if isinstance(detail, dict) else None


def _plain(value: object, media_type: str | None) -> str:
    if not isinstance(value, str):
        return ""
    # many feeds call their HTML plain
    is_plain = media_type == "text/plain" and not re.search(r"<[a-z/!]|&\w+;", value, re.IGNORECASE)
    return cleaning.paragraphs(value) if is_plain else fragment_paragraphs(value)
