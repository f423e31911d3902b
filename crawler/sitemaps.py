"""Sitemaps (sitemaps.org 0.9) and Google's news sitemaps to leads."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from crawler import cleaning, dates, urls
from crawler.entries import Entries
from crawler.lead import Lead

#: The protocol's own limit for one file.
MOST_ENTRIES = 50_000
#: Pages of one sitemap that are taken: as many as of a feed.
MOST_LEADS = 5_000
#: Bytes of a file that are unpacked: as many as of any answer.
MOST_BYTES = 16_000_000

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
# a gzip within a gzip is a server's mistake; more of them are somebody's malice
_MOST_LAYERS = 2
_ADDRESS = re.compile(r"https?://\S{1,2000}", re.IGNORECASE)
_UNKNOWN = datetime.min.replace(tzinfo=UTC)
_KINDS = ("urlset", "sitemapindex")


@dataclass(slots=True)
class _Found:
    """What a sitemap said so far: the name of its root, and leads by address."""

    own_group: str
    kind: str = ""
    leads: dict[str, Lead] = field(default_factory=dict)
    rows: int = 0
    nowhere: int = 0
    elsewhere: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)

    def group(self, address: str) -> str:
        """The host group of an absolute address; the hosts are few, and the entries many."""
        host = address.split("/", 3)[2]
        if host not in self.groups:
            self.groups[host] = urls.host_group(address)
        return self.groups[host]


def parse(body: bytes, url: str, *, most: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> Entries:
    """The pages that a sitemap names, or the sitemaps that an index names, at most `most`.

    Raises nothing but MemoryError.

    A news sitemap gives titles and times of publication; in others `lastmod` is when a page changed. Entities are
    not expanded and nothing is fetched. Times without a zone are taken as UTC. What lies on another site than `url`
    is left out: a sitemap speaks for its own. A plain text with an address on each line is one too. A file in gzip is
    unpacked, as far as `most_bytes`.

    The newest pages come first where all say when they changed. Of more than 5,000 those that changed last are taken,
    and where that does not tell, those at both ends of the file.
    """
    content, doubts = _unpacked(body, most_bytes)
    if lines := _lines(content):
        return _of_lines(lines, doubts, url, most)
    rows = etree.iterparse(
        BytesIO(content.strip()),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    found = _Found(own_group=urls.host_group(url))
    try:
        for row in _rows(rows, found):
            found.rows += 1
            if found.rows > most:
                break
            _take(found, _fields(row), url)
    except (etree.LxmlError, ValueError):
        # What stood before is read.
        doubts += ["the XML breaks off; kept what could be read"] if found.rows else []
    if found.kind not in _KINDS:
        return Entries(doubts=("not a sitemap: neither urlset nor sitemapindex",), malformed=True)
    malformed = len(rows.error_log) > 0 or bool(doubts)
    if len(rows.error_log) > 0:
        message = cleaning.line(rows.error_log[0].message)[:120]
        doubts.append(f"broken XML ({message}); kept what could be read")
    doubts += _doubts(found, most)
    leads = list(found.leads.values())
    if found.kind == "sitemapindex":
        return Entries(
            children=tuple(lead.url for lead in leads),
            children_changed_at=tuple(lead.updated_at for lead in leads),
            doubts=tuple(doubts),
            malformed=malformed,
        )
    if len(leads) > MOST_LEADS:
        doubts.append(f"{len(leads)} pages; only the newest {MOST_LEADS} were taken")
    return Entries(leads=tuple(_newest(leads)), doubts=tuple(doubts), malformed=malformed)


def _lines(content: bytes) -> list[str]:
    """The addresses of a sitemap that is a plain text with one on each line, as the protocol allows; else nothing."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() != b"http":
        return []
    lines = [line.strip() for line in content.decode("utf-8-sig", "replace").splitlines()]
    written = [line for line in lines if line]
    return written if all(_ADDRESS.fullmatch(line) for line in written) else []


def _of_lines(lines: list[str], doubts: list[str], url: str, most: int) -> Entries:
    found = _Found(own_group=urls.host_group(url), kind="urlset", rows=len(lines))
    for line in lines[:most]:
        _take(found, {"loc": line}, url)
    malformed = bool(doubts)
    leads = list(found.leads.values())
    if len(leads) > MOST_LEADS:
        doubts.append(f"{len(leads)} pages; {MOST_LEADS} from both ends were taken")
    return Entries(leads=tuple(_newest(leads)), doubts=(*doubts, *_doubts(found, most)), malformed=malformed)


def _newest(leads: list[Lead], most: int = MOST_LEADS) -> list[Lead]:
    by_date: dict[datetime, list[Lead]] = {}
    for lead in leads:
        by_date.setdefault(lead.dated_at or _UNKNOWN, []).append(lead)
    if _UNKNOWN in by_date and len(leads) <= most:
        return leads
    newest: list[Lead] = []
    for moment in sorted(by_date, reverse=True):
        left, same = most - len(newest), by_date[moment]
        newest += same if len(same) <= left else [*same[: left - left // 2], *same[len(same) - left // 2 :]]
    return newest


def _unpacked(body: bytes, most: int) -> tuple[bytes, list[str]]:
    """The file out of its gzip, and what was wrong with that."""
    for _ in range(_MOST_LAYERS):
        if not body.startswith(_GZIP):
            break
        unpacking = zlib.decompressobj(_GZIP_WINDOW)
        try:
            body = unpacking.decompress(body, most)
        except zlib.error as error:
            return b"", [f"broken gzip ({error})"]
        if unpacking.unconsumed_tail:
            return body, [f"over {most // 1_000_000} MB unpacked; only the first part was read"]
        if not unpacking.eof:
            return body, ["the gzip breaks off; kept what could be read"]
    if len(body) > most:
        return body[:most], [f"over {most // 1_000_000} MB; only the first part was read"]
    return body, []


def _rows(events: etree.iterparse[tuple[str, etree._Element]], found: _Found) -> Iterator[etree._Element]:
    """The rows of the document, each dropped as soon as the next one is asked for; none of one that is no sitemap."""
    for event, element in events:
        parent = element.getparent()
        name = _local_name(element)
        if event == "start" and parent is None:
            found.kind = name
            if name not in _KINDS:
                return
        elif event == "end" and name in ("url", "sitemap") and parent is not None:
            if parent.getparent() is not None:
                continue
            yield element
            element.clear()
            while element.getprevious() is not None:
                del parent[0]


def _take(found: _Found, fields: dict[str, str], url: str) -> None:
    if "loc" not in fields:
        found.nowhere += 1
        return
    address = urls.absolute(fields["loc"], url)
    if address is None or address in found.leads:
        return
    if found.group(address) != found.own_group:
        found.elsewhere.append(address)
        return
    found.leads[address] = Lead(
        url=address,
        title=fields.get("title"),
        published_at=_time(fields.get("publication_date")),
        updated_at=_time(fields.get("lastmod")),
    )


def _doubts(found: _Found, most: int) -> list[str]:
    doubts = []
    if found.rows > most:
        doubts.append(f"over {most} entries; only the first {most} were read")
    if found.nowhere:
        doubts.append(f"{found.nowhere} entries without an address were left out")
    if found.elsewhere:
        example = cleaning.line(found.elsewhere[0])[:200]
        doubts.append(f"{len(found.elsewhere)} entries of other sites were left out, as {example}")
    return doubts


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
