"""The elements of an entry, of any XML format, to its claims."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache
from typing import Literal

from lxml import etree

from crawler.feeds.claims import MOST_TEXT, Claims, Field, Writing

#: The local names of what is an entry.
ENTRY_NAMES = frozenset({"item", "entry"})
# whose title, link and text are an entry's own, beside those of the entry's own namespace
_CORE = frozenset(
    {
        "",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://purl.org/net/rss1.1#",
        "http://backend.userland.com/rss2",
    }
)
_Meaning = tuple[Field | Literal["body", "group"], Literal["", "first", "spare"]]
_DATES: dict[str, _Meaning] = {
    "pubdate": ("published", ""),
    "published": ("published", ""),
    "issued": ("published", ""),
    "date": ("published", "spare"),
    "created": ("published", "spare"),
    "updated": ("updated", ""),
    "modified": ("updated", ""),
}
_OWN: dict[str, _Meaning] = {
    "title": ("title", ""),
    "link": ("link", ""),
    "guid": ("guid", ""),
    "id": ("guid", ""),
    "author": ("author", ""),
    "category": ("section", ""),
    "keywords": ("section", "spare"),
    "description": ("body", ""),
    "summary": ("body", ""),
    "content": ("body", ""),
    "abstract": ("body", ""),
}
_ELSEWHERE: dict[tuple[str, str], _Meaning] = {
    ("dc", "title"): ("title", ""),
    ("dc", "creator"): ("author", ""),
    ("dc", "subject"): ("section", "spare"),
    ("dc", "description"): ("body", ""),
    ("dc", "identifier"): ("guid", "spare"),
    ("content", "encoded"): ("body", ""),
    ("xhtml", "body"): ("body", ""),
    ("xhtml", "div"): ("body", ""),
    ("feedburner", "origlink"): ("link", "first"),
    ("media", "title"): ("title", "spare"),
    ("media", "description"): ("body", ""),
    ("media", "group"): ("group", ""),
    ("itunes", "title"): ("title", "spare"),
    ("itunes", "summary"): ("body", ""),
    ("itunes", "author"): ("author", "spare"),
}
# how a namespace is known: by a piece of its address, as publishers misspell the rest
_VOCABULARIES = (
    ("purl.org/dc/", "dc"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("feedburner", "feedburner"),
    ("search.yahoo.com/mrss", "media"),
    ("www.itunes.com/", "itunes"),
)
_HTML_TYPES = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})


def local_name(tag: object) -> str:
    """The name of an element without its namespace, in small letters; empty for comments and the like."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def claims_of(entry: etree._Element) -> Claims:
    """What an entry's own children claim, and where it has them, its attributes (CDF, and `rdf:about`)."""
    claims = Claims()
    _gather(claims, entry, _namespace(str(entry.tag)))
    for name, value in entry.items():
        match local_name(name):
            case "href":
                claims.add("link", value)
            case "lastmod":
                claims.add("updated", value)
            case "about":
                claims.add("guid", value, spare=True)
    return claims


def _gather(claims: Claims, parent: etree._Element, space: str) -> None:
    for element in parent:
        meaning = _meaning(element.tag, space) if isinstance(element.tag, str) else None
        if meaning is None:
            continue
        field, rank = meaning
        match field:
            case "body":
                claims.bodies.append(_writing(element))
            case "group":
                _gather(claims, element, space)
            case "link":
                if href := _href(element):
                    claims.add("link", href, first=rank == "first")
            case "title":
                claims.add("title", _writing(element), spare=rank == "spare")
            case "author":
                for name in _names(element):
                    claims.add("author", name, spare=rank == "spare")
            case "section":
                term = element.get("label") or element.get("term") or _plain(element)
                claims.add("section", term, spare=rank == "spare")
            case _:
                claims.add(field, _plain(element), spare=rank == "spare")


@lru_cache(maxsize=2_048)
def _meaning(tag: str, space: str) -> _Meaning | None:
    """What an element says of the entry, and whether before others that say the same, or in their place."""
    name, own = local_name(tag), _namespace(tag)
    if meaning := _DATES.get(name):
        return meaning
    if own in _CORE or own == space:
        return _OWN.get(name)
    vocabulary = next((known for part, known in _VOCABULARIES if part in own), "")
    return _ELSEWHERE.get((vocabulary, name))


def _namespace(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def _href(element: etree._Element) -> str | None:
    """The address of a link to the article itself, against the base that the feed names for it."""
    if element.get("rel", "alternate").strip() not in ("alternate", ""):
        return None
    href = (element.get("href") or _plain(element)).strip()
    if href and "://" not in href[:12] and (base := element.base):
        return _joined(base, href)
    return href


def _joined(base: str, href: str) -> str:
    from urllib.parse import urljoin

    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _plain(element: etree._Element) -> str:
    """The text in an element, whatever elements are in it."""
    return (element.text or "") if len(element) == 0 else "".join(element.itertext())[:MOST_TEXT]


def _names(element: etree._Element) -> list[str]:
    """The names of an author: text, or the `name` of a person; `email (name)` is taken apart by those who read it."""
    if len(element) == 0:
        return [element.text] if element.text else []
    return [_plain(part) for part in element.iterdescendants() if local_name(part.tag) == "name"]


def _writing(element: etree._Element) -> Writing:
    kind = (element.get("type") or "").strip().lower()
    if len(element):
        return Writing(_markup(element))
    value = element.text or ""
    if element.get("mode") == "base64" or (kind and "/" in kind and not kind.startswith("text/")):
        value = _unpacked(value) if kind not in _HTML_TYPES else value
    is_atom = "atom" in _namespace(str(element.tag)).lower()
    return Writing(value, is_plain=kind in ("text", "text/plain") or (is_atom and not kind))


def _markup(element: etree._Element) -> str:
    """The elements in a text construct as HTML, whatever prefixes the feed gave them."""
    for inner in element.iterdescendants(etree.Element):
        name = inner.tag
        if isinstance(name, str) and name.startswith("{"):
            inner.tag = name.rpartition("}")[2]
    # by its own name, a title's text would be one that is never shown
    element.tag = "div"
    return etree.tostring(element, encoding="unicode", with_tail=False, method="html")


def _unpacked(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return value
