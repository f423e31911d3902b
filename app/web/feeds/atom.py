"""Atom (RFC 4287)."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree

from app.version import program_version
from app.web.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# https://www.w3.org/TR/xml/#charsets: what may not stand in XML in any form, and the two that end no text.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def written(feed: Feed) -> bytes:
    """The feed as a document. What XML cannot hold of what the web sent is left out."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _text(root, "title", feed.title)
    _text(root, "id", feed.id)
    _text(root, "updated", _time(feed.updated_at))
    generator = _text(root, "generator", "wirewatch")
    generator.set("version", program_version())
    _link(root, feed.address, "self")
    _link(root, feed.home, "alternate")
    for entry in feed.entries:
        _entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _entry(root: etree._Element, entry: Entry) -> None:
    shown = etree.SubElement(root, f"{{{_ATOM}}}entry")
    if entry.language is not None and _TAG.fullmatch(entry.language):
        shown.set(_LANG, entry.language)
    _text(shown, "title", entry.title)
    _text(shown, "id", entry.id)
    _text(shown, "published", _time(entry.published_at))
    _text(shown, "updated", _time(entry.updated_at))
    for name in entry.authors or (entry.source,):
        _text(etree.SubElement(shown, f"{{{_ATOM}}}author"), "name", name)
    for tag in entry.tags:
        etree.SubElement(shown, f"{{{_ATOM}}}category").set("term", _clean(tag))
    if entry.url is not None:
        _link(shown, entry.url, "alternate")
    _text(shown, "summary", entry.summary)


def _text(parent: etree._Element, name: str, words: str) -> etree._Element:
    # Without a `type` it is text, and no markup (RFC 4287, 3.1.1).
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _clean(words)
    return element


def _link(parent: etree._Element, address: str, relation: str) -> None:
    link = etree.SubElement(parent, f"{{{_ATOM}}}link")
    link.set("rel", relation)
    link.set("href", _clean(address))


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("", words)


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
