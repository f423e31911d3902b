"""Lists of sources in other programs' files: OPML and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from crawler import cleaning, urls

_OWN = "https://wirewatch.invalid/opml"
_MOST_ROWS = 20_000
_KINDS = {
    "rss": "feed", "atom": "feed", "rdf": "feed", "feed": "feed", "json": "feed", "jsonfeed": "feed", "xml": "feed",
    "news-sitemap": "sitemap", "sitemap": "sitemap", "html-listing": "listing", "listing": "listing",
    "wordpress": "wordpress", "wp-json": "wordpress",
}  # fmt: skip
_OWNERS = {
    "trade": "trade press", "gov": "government", "thinktank": "think tank", "state-media": "state media",
    "national": "newspaper", "nk-specialist": "specialist", "osint": "OSINT",
}  # fmt: skip
_KNOWN_OWNERS = frozenset(
    {"wire", "state media", "government", "trade press", "newspaper", "specialist", "think tank", "OSINT"}
)
_COLUMNS = {
    "url": ("url", "xmlurl", "feed", "feed_url", "address", "link"),
    "name": ("name", "title", "text", "source"),
    "group": ("group", "folder", "category"),
    "trouble": ("known_trouble", "trouble"),
}


class SourceFileError(Exception):
    """The file cannot be read as a list of sources. One line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSource:
    """A source as a file lists it: `skipped` says why it cannot be taken over."""

    name: str
    url: str
    kind: str = "feed"
    links: str | None = None
    country: str | None = None
    language: str | None = None
    owner: str | None = None
    group: str | None = None
    trouble: str | None = None
    skipped: str | None = None

    def table(self) -> dict[str, Any]:
        """The `[[sources]]` table, without its group."""
        values = {
            "name": self.name, "kind": self.kind, "url": self.url, "links": self.links, "country": self.country,
            "language": self.language, "owner": self.owner,
        }  # fmt: skip
        return {key: value for key, value in values.items() if value}


def read_opml(content: bytes) -> list[ListedSource]:
    """The outlines of an OPML file that have an address; the folder around one is its group.

    Entities are not expanded and nothing is fetched. Raises SourceFileError.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(content.strip(), parser=parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None or str(root.tag).lower() != "opml":
        raise SourceFileError("is no OPML")
    found = list(_outlines(root))
    if not found:
        raise SourceFileError("names no feeds: no outline has an xmlUrl")
    return found


def read_csv(content: bytes) -> list[ListedSource]:
    """The rows of a CSV file: with a heading that names `url`, or two columns of name and address.

    Columns are separated by commas, semicolons or tabs. Raises SourceFileError.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceFileError("is no UTF-8 text") from None
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(map(str.strip, row))][
            :_MOST_ROWS
        ]
    except csv.Error:
        raise SourceFileError("is no CSV") from None
    if not rows:
        raise SourceFileError("is empty")
    heading = [cell.strip().lower() for cell in rows[0]]
    if any(name in heading for name in _COLUMNS["url"]):
        return [_of_row(dict(zip(heading, row, strict=False))) for row in rows[1:]]
    return [_of_cells(row) for row in rows]


def write_opml(sources: Iterable[Mapping[str, Any]], title: str) -> bytes:
    """The sources as OPML 2.0, grouped as the configuration does. What is no feed is a link with its kind."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"wirewatch": _OWN})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        around = body
        if group := source.get("group"):
            if group not in folders:
                folders[group] = etree.SubElement(body, "outline", {"text": group})
            around = folders[group]
        is_feed = source["kind"] == "feed"
        attributes = {"type": "rss" if is_feed else "link", "text": source["name"], "title": source["name"]}
        attributes["xmlUrl" if is_feed else "url"] = source["url"]
        if language := source.get("language"):
            attributes["language"] = language
        for key in ("kind", "links", "country", "owner"):
            if (value := source.get(key)) and not (key == "kind" and is_feed):
                attributes[f"{{{_OWN}}}{key}"] = str(value)
        etree.SubElement(around, "outline", attributes)
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def _outlines(root: etree._Element) -> Iterator[ListedSource]:
    for outline in root.iter("outline"):
        given = {str(name).lower(): cleaning.line(str(value)) for name, value in outline.attrib.items()}
        own = {
            name.rpartition("}")[2]: value for name, value in given.items() if name.startswith(f"{{{_OWN}}}")
        }
        url = given.get("xmlurl") or (given.get("url") if own.get("kind") else None)
        if not url:
            continue
        parent = outline.getparent()
        folder = None
        if parent is not None and parent.tag == "outline":
            folder = cleaning.line(str(parent.get("text") or parent.get("title") or ""))
        yield _listed(
            {
                "name": given.get("title") or given.get("text") or "",
                "url": url,
                "group": folder or given.get("category", "").strip("/").rpartition("/")[2],
                "language": given.get("language", "")[:2].lower(),
                **own,
            }
        )


def _of_row(row: Mapping[str, str]) -> ListedSource:
    given = {key: cleaning.line(value or "") for key, value in row.items() if key}
    for key, names in _COLUMNS.items():
        given[key] = next((given[name] for name in names if given.get(name)), "")
    return _listed(given)


def _of_cells(cells: list[str]) -> ListedSource:
    address = next((cell.strip() for cell in cells if cell.strip().startswith(("http://", "https://"))), "")
    name = next((cell.strip() for cell in cells if cell.strip() and cell.strip() != address), "")
    return _listed({"name": cleaning.line(name), "url": address})


def _listed(given: Mapping[str, str]) -> ListedSource:
    written, url = given.get("kind", "").lower(), given.get("url", "")
    kind = _KINDS.get(written or "feed", "")
    if not kind and "/wp-json/" in url:
        kind = "wordpress"
    language, country = given.get("language", "").lower(), given.get("country", "").upper()
    owner = _OWNERS.get(given.get("owner", "").lower(), given.get("owner", ""))
    return ListedSource(
        name=given.get("name", "")[:64].strip(),
        url=url,
        kind=kind or written,
        links=given.get("links") or None,
        country={"UK": "GB"}.get(country, country) if re.fullmatch("[A-Z]{2}", country) else None,
        language=language if re.fullmatch("[a-z]{2}", language) else None,
        owner=owner if owner in _KNOWN_OWNERS else None,
        group=given.get("group") or None,
        trouble=given.get("trouble") or None,
        skipped=_why_not(kind, written, url, given.get("links")),
    )


def _why_not(kind: str, written: str, url: str, links: str | None) -> str | None:
    if not url.startswith(("http://", "https://")) or urls.absolute(url, url) is None:
        return "has no http or https address"
    if not kind:
        return f"is of a kind that cannot be read: {written}"
    if kind == "listing" and not links:
        return "is a listing without `links`; `wirewatch source add URL` finds them"
    return None
