"""How many entries a feed has, and how many of them are dated, counted without any of our reading.

What strict lxml counts; where the XML is broken, the start tags of entries, and the dates that lxml finds when it
is told to go on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_STARTS = re.compile(rb"<(?:item|entry)(?=[\s/>])")
_ENTRIES = frozenset({"item", "entry"})
_DATES = frozenset({"pubDate", "date", "published", "updated", "issued", "modified", "created"})
_ROOTS = frozenset({"rss", "feed", "RDF", "Channel", "entry"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """`entries` and of these `dated`; `is_feed` where the outermost element is of RSS or Atom, or cannot be told."""

    entries: int
    dated: int
    is_feed: bool
    is_broken: bool


def counted(body: bytes) -> Counted:
    """Count what is in a feed."""
    try:
        root = etree.fromstring(body, etree.XMLParser(no_network=True, load_dtd=False))
    except (etree.LxmlError, ValueError):
        return _broken(body)
    entries = _elements(root, _ENTRIES)
    dated = sum(1 for entry in entries if _is_dated(entry))
    return Counted(entries=len(entries), dated=dated, is_feed=_name(root) in _ROOTS, is_broken=False)


def _broken(body: bytes) -> Counted:
    root = etree.fromstring(body, etree.XMLParser(recover=True, no_network=True, load_dtd=False))
    found = [] if root is None else _elements(root, _ENTRIES)
    dated = sum(1 for entry in found if _is_dated(entry))
    return Counted(entries=len(_STARTS.findall(body)), dated=dated, is_feed=True, is_broken=True)


def _is_dated(entry: etree._Element) -> bool:
    return any((child.text or "").strip() for child in entry if _name(child) in _DATES)


def _elements(root: etree._Element, names: frozenset[str]) -> list[etree._Element]:
    return [element for element in root.iter(etree.Element) if _name(element) in names]


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
