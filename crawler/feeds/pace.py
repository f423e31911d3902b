"""What a feed says of itself as a whole: its format, how often it wants to be asked, where it goes on."""

from __future__ import annotations

import re
from datetime import timedelta

from lxml import etree

from crawler.feeds.elements import ENTRY_NAMES, local_name
from crawler.feeds.feed import Pace

_ATOM_10 = "http://www.w3.org/2005/Atom"
_RDF_FORMATS = {
    "http://purl.org/rss/1.0/": "rss 1.0",
    "http://my.netscape.com/rdf/simple/0.9/": "rss 0.90",
    "http://channel.netscape.com/rdf/simple/0.9/": "rss 0.90",
}
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_TTL = 60 * 24 * 365
_NUMBER = re.compile(r"\s*(\d{1,9})(?:\.0*)?\s*")


def format_of(root: etree._Element) -> str | None:
    """The format and version that a document's outermost element names; None for what is no feed."""
    name = local_name(root.tag)
    space = str(root.tag)[1:].partition("}")[0] if str(root.tag).startswith("{") else ""
    version = (root.get("version") or "").strip()[:10]
    if name == "feed":
        if space == _ATOM_10 or not version:
            return "atom 1.0" if space == _ATOM_10 or "2005" in space else "atom"
        return f"atom {version}"
    if name == "rss":
        return f"rss {version}".rstrip()
    if name == "rdf":
        spaces = (str(child.tag)[1:].partition("}")[0] for child in root)
        return next((known for one in spaces if (known := _RDF_FORMATS.get(one))), "rss 1.0")
    if name == "channel":
        return "rss 1.1" if "rss1.1" in space else "cdf"
    return "atom 1.0" if name == "entry" and space == _ATOM_10 else None


def about(root: etree._Element) -> tuple[Pace, str | None, str | None]:
    """How often the feed wants to be asked, the address of its next page, and that of the site it belongs to."""
    found: dict[str, str] = {}
    hours: set[int] = set()
    days: set[int] = set()
    next_page = site = None
    for element in _of_the_feed(root):
        name = local_name(element.tag)
        if name == "skiphours":
            # some count the hours from 1 to 24
            hours |= {
                hour % 24 for text in element.itertext() if (hour := _number(text)) is not None and hour <= 24
            }
        elif name == "skipdays":
            days |= {
                _DAYS.index(day) for text in element.itertext() if (day := text.strip().lower()) in _DAYS
            }
        elif name == "link":
            relation, href = element.get("rel"), element.get("href") or element.text or ""
            if relation == "next":
                next_page = next_page or href.strip() or None
            elif relation in (None, "alternate"):
                site = site or href.strip() or None
        elif name in ("ttl", "updateperiod", "updatefrequency"):
            found.setdefault(name, (element.text or "").strip())
    return (
        Pace(
            ttl=_minutes(found.get("ttl")),
            asks_for=_interval(found.get("updateperiod"), found.get("updatefrequency")),
            skip_hours=frozenset(hours),
            skip_days=frozenset(days),
        ),
        next_page,
        site,
    )


def _of_the_feed(root: etree._Element) -> list[etree._Element]:
    """The elements beside the entries: those of the outermost element, and of the channel in it."""
    own = [child for child in root.iterchildren(etree.Element) if local_name(child.tag) not in ENTRY_NAMES]
    inner = [
        part
        for child in own
        if local_name(child.tag) == "channel"
        for part in child.iterchildren(etree.Element)
    ]
    return [*inner, *own]


def _number(text: str | None) -> int | None:
    found = _NUMBER.fullmatch(text or "")
    return int(found[1]) if found else None


def _minutes(text: str | None) -> timedelta | None:
    minutes = _number(text)
    return timedelta(minutes=min(minutes, _LONGEST_TTL)) if minutes else None


def _interval(period: str | None, frequency: str | None) -> timedelta | None:
    """The syndication module's: a period, in which the feed changes so many times, once unless it says otherwise."""
    length = _PERIODS.get((period or "").lower())
    return length / max(1, _number(frequency) or 1) if length else None
