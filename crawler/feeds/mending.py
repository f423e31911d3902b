"""Broken XML made well-formed again, where it is plain what was meant; nothing is taken out but what XML forbids."""

from __future__ import annotations

import html
import re
from html.entities import html5

from crawler import cleaning

_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_REFERENCE = re.compile(r"&(?:#([xX]?)([0-9a-fA-F]{1,8});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DOCTYPE_END = re.compile(r"[^\[<>]{0,1000}(?:\[.*?\]\s*)?>", re.DOTALL)
_DECLARATION = re.compile(r"<\?xml\b[^<>]*>", re.IGNORECASE)
_ROOT = re.compile(r"<[A-Za-z][\w:.-]*")
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|RDF|channel)\s*>", re.IGNORECASE)
_PREFIX = re.compile(
    r"</?([A-Za-z][\w.-]{0,40}):[A-Za-z]|\s([A-Za-z][\w.-]{0,40}):[A-Za-z][\w.-]{0,60}\s*=\s*[\"']"
)
_BOUND = re.compile(r"\sxmlns:([A-Za-z][\w.-]{0,40})\s*=")
_MOST_PREFIXES = 100
_LONGEST_TAIL = 10_000
_SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
_LAST_CODE = 0x10FFFF
_REPLACEMENT = "\ufffd"


def mended(text: str) -> str:
    """The document with its slips put right: characters and entities that no XML has, bare ampersands, prefixes that
    nobody declared, what stands after its end, and its own DTD, which may be a trap.
    """
    return _declared(_closed(without_declarations(references_mended(text))))


def without_declarations(text: str) -> str:
    """A document without the lines before its first element: its charset is settled, its DTD is not wanted."""
    start = _DOCTYPE.search(text)
    if start is not None and (end := _DOCTYPE_END.match(text, start.end())) is not None:
        text = text[: start.start()] + text[end.end() :]
    return _DECLARATION.sub("", text).lstrip()


def references_mended(text: str) -> str:
    """A piece of a document without characters and entities that no XML has."""
    return _REFERENCE.sub(_reference, cleaning.markup(text))


def declarations(text: str) -> str:
    """The namespace declarations that a piece of a document needs and does not have, as attributes."""
    used = dict.fromkeys(first or second for first, second in _PREFIX.findall(text))
    bound = {"xml", "xmlns", *_BOUND.findall(text)}
    missing = [name for name in used if name not in bound]
    return "".join(
        f' xmlns:{name}="{_SPACES.get(name, f"urn:undeclared:{name}")}"' for name in missing[:_MOST_PREFIXES]
    )


def _reference(found: re.Match[str]) -> str:
    base, digits, name = found.groups()
    if name is not None:
        if name in _NAMES:
            return found[0]
        return html.escape(known) if (known := html5.get(f"{name};")) else f"&amp;{name};"
    if digits is None:
        return "&amp;"
    code = int(digits, 16) if base else int(digits) if digits.isdecimal() else 0
    # half of a character, or a control: no XML may hold it, not even as a number
    if not code or code > _LAST_CODE or cleaning.markup(chr(code)) == "":
        return _REPLACEMENT
    return f"&#{code};"


def _closed(text: str) -> str:
    """The document up to its last end tag."""
    ends = [found.end() for found in _END.finditer(text, max(0, len(text) - _LONGEST_TAIL))]
    return text[: ends[-1]] if ends and text[ends[-1] :].strip() else text


def _declared(text: str) -> str:
    """The document with the prefixes declared that it only uses, on its outermost element."""
    root = _ROOT.search(text)
    if root is None or not (missing := declarations(text)):
        return text
    return f"{text[: root.end()]}{missing}{text[root.end() :]}"
