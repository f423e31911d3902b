"""The last resort: a broken document cut at its entries, and each read alone.

It knows no depth and no order, so nothing that is wrong with one entry costs another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from crawler.feeds.claims import Claims
from crawler.feeds.elements import ENTRY_NAMES, claims_of, local_name
from crawler.feeds.feed import FeedEntry
from crawler.feeds.mending import declarations, references_mended
from crawler.feeds.stream import MOST_ENTRIES

_START = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_LONGEST = 1_000_000
_SPACE = re.compile(r"<(?:\w+:)?(?:feed|RDF)\b[^>]{0,2000}?\sxmlns\s*=\s*[\"']([^\"'<>&]{1,200})[\"']")
_HEAD = 20_000


def starts(text: str) -> int:
    """How many start tags of entries stand in a document, wherever they are."""
    return sum(1 for _ in _START.finditer(text))


def entries(text: str, url: str, found: list[FeedEntry]) -> None:
    """Read the entries of a document into `found`; one of which nothing can be read is there with a doubt."""
    space = _SPACE.search(text[:_HEAD])
    default = f' xmlns="{space[1]}"' if space else ""
    for piece in _pieces(text):
        claims = _alone(piece, default) or Claims()
        found.append(claims.understood(url))
        if len(found) >= MOST_ENTRIES:
            break


def _pieces(text: str) -> Iterator[str]:
    at = None
    for start in _START.finditer(text):
        if at is not None:
            yield text[at : min(start.start(), at + _LONGEST)]
        at = start.start()
    if at is not None:
        yield text[at : at + _LONGEST]


def _alone(piece: str, default: str) -> Claims | None:
    piece = references_mended(piece)
    document = f"<alone{default}{declarations(piece)}>{piece}".encode()
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(document, parser)
    except (etree.LxmlError, ValueError):
        return None
    # lxml gives nothing for a document of which nothing is left
    for element in () if root is None else root.iter(etree.Element):
        if local_name(element.tag) in ENTRY_NAMES:
            return claims_of(element)
    return None
