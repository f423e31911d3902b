"""Sitemaps (sitemaps.org 0.9) and Google's news sitemaps to leads."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from crawler import cleaning, dates, urls
from crawler.entries import Entries
from crawler.lead import Lead

# the protocol's own limit for one file
MOST_ENTRIES = 50_000


def parse(body: bytes, url: str) -> Entries:
    """The pages that a sitemap names, or the sitemaps that an index names; never raises.

    A news sitemap gives titles and times of publication; in others `lastmod` is when a page changed. Entities are
    not expanded and nothing is fetched. Times without a zone are taken as UTC.
    """
    doubts: list[str] = []
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(body.strip(), parser=parser)
    except (etree.LxmlError, ValueError):
        root = None
    kind = _local_name(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        return Entries(doubts=("not a sitemap: neither urlset nor sitemapindex",), malformed=True)
    malformed = len(parser.error_log) > 0
    if malformed:
        doubts.append(
            f"broken XML ({cleaning.line(parser.error_log[0].message)[:120]}); kept what could be read"
        )
    rows = [row for row in root if _local_name(row) in ("url", "sitemap")]
    if len(rows) > MOST_ENTRIES:
        doubts.append(f"{len(rows)} entries; only the first {MOST_ENTRIES} were read")
    found: dict[str, Lead] = {}
    for row in rows[:MOST_ENTRIES]:
        fields = _fields(row)
        address = urls.absolute(fields["loc"], url) if "loc" in fields else None
        if address is not None:
            found.setdefault(address, _lead(address, fields))
    if nowhere := sum("loc" not in _fields(row) for row in rows[:MOST_ENTRIES]):
        doubts.append(f"{nowhere} entries without an address were left out")
    if kind == "sitemapindex":
        return Entries(children=tuple(found), doubts=tuple(doubts), malformed=malformed)
    return Entries(leads=tuple(found.values()), doubts=tuple(doubts), malformed=malformed)


def _lead(address: str, fields: dict[str, str]) -> Lead:
    return Lead(
        url=address,
        title=fields.get("title"),
        published_at=_time(fields.get("publication_date")),
        updated_at=_time(fields.get("lastmod")),
    )


def _fields(row: etree._Element) -> dict[str, str]:
    """The texts below a row by local name: publishers differ in the namespaces that they declare."""
    fields: dict[str, str] = {}
    for element in row.iter(etree.Element):
        parent = element.getparent()
        # an image or a video of the page has an address and a title too
        # an entity in the text stays one: what it stands for is not read, so the text is not whole
        is_whole = len(element) == 0
        is_own = is_whole and parent is not None and (parent is row or _local_name(parent) == "news")
        if is_own and (text := cleaning.line(element.text or "")):
            fields.setdefault(_local_name(element), text)
    return fields


def _local_name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _time(text: str | None) -> datetime | None:
    moment = dates.parse(text) if text else None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
