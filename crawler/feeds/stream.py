"""XML read strictly and piece by piece: entries leave the tree as they come, so that memory is that of the largest one.

The parser proves what it read: it reached the end of the document, found each tag where it belongs, and every
element that is an entry passed here. Nothing is fetched, and entities are blown up at most as libxml2 allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from crawler import cleaning, urls
from crawler.feeds import pace
from crawler.feeds.elements import ENTRY_NAMES, claims_of, local_name
from crawler.feeds.feed import FeedEntry, Pace

#: Entries of one feed that are read; the others are counted.
MOST_ENTRIES = 5_000
_PIECE = 65_536
# tags and attributes in which no entry ends: the tree of so many takes some 90 MB
_MOST_MARKS = 300_000
_OUTERMOST = ("rss", "feed", "RDF", "rdf", "channel", "Channel", "CHANNEL", "html")
_ENTRIES = ("item", "entry", "Item", "Entry", "ITEM", "ENTRY")
# RSS's module for content of 2000 calls the forms of one text so
_FORMS_OF_CONTENT = "{http://purl.org/rss/1.0/modules/content/}item"


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was read so far; grows while it is read, so that it is there when reading is broken off.

    `fault` is why the document was not read to its end, None where it was; `is_overfull` where it was not broken, but
    too much for memory. `seen` are all entries that passed.
    """

    entries: list[FeedEntry] = field(default_factory=list)
    seen: int = 0
    fault: str | None = None
    is_overfull: bool = False
    root: str = ""
    format: str | None = None
    pace: Pace = field(default_factory=Pace)
    next_page: str | None = None


def read(utf8: bytes, url: str, reading: Reading) -> None:
    """Read a document strictly into `reading`. Raises what interrupts it, and nothing else."""
    # Not `collect_ids=False`: with it libxml2 loads a document type, from the disk too, whatever `load_dtd` says.
    parser = etree.XMLPullParser(
        ("start", "end"),
        tag=[f"{{*}}{name}" for name in (*_OUTERMOST, *_ENTRIES)],
        encoding="utf-8",
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    walk = _Walk(url, reading)
    marks = 0
    try:
        for at in range(0, len(utf8), _PIECE):
            piece = utf8[at : at + _PIECE]
            parser.feed(piece)
            marks = 0 if walk.take(parser) else marks + piece.count(b"<") + piece.count(b"=")
            if marks > _MOST_MARKS:
                reading.is_overfull = True
                reading.fault = f"over {_MOST_MARKS:,} tags and attributes in one piece"
                break
        else:
            parser.close()
    except (etree.LxmlError, ValueError) as error:
        # it names its input, which has no name
        reading.fault = cleaning.line(str(error).partition(" (<string>")[0])[:120] or type(error).__name__
        walk.take_quietly(parser)
    if walk.root is not None:
        walk.note_feed(walk.root)


class _Walk:
    """Where in the document one is."""

    def __init__(self, url: str, reading: Reading) -> None:
        self.root: etree._Element | None = None
        self._url = url
        self._base: str | None = url or None
        self._reading = reading
        self._last: etree._Element | None = None

    def take(self, parser: etree.XMLPullParser[etree._Element]) -> bool:
        """Read the entries that are complete; whether there was one."""
        reading, before = self._reading, self._reading.seen
        for event, element in parser.read_events():
            name = local_name(element.tag)
            if event == "start":
                if self.root is None and element.getparent() is None:
                    self.root = element
                    reading.root = name
            elif name in ENTRY_NAMES and element.tag != _FORMS_OF_CONTENT:
                self._entry(element)
        return reading.seen > before

    def take_quietly(self, parser: etree.XMLPullParser[etree._Element]) -> None:
        """Read what was complete before the document broke."""
        try:
            self.take(parser)
        except (etree.LxmlError, ValueError):
            return

    def note_feed(self, root: etree._Element) -> None:
        """Note what the feed says of itself."""
        reading = self._reading
        if reading.format is None:
            reading.format = pace.format_of(root)
        reading.pace, next_page, _ = pace.about(root)
        if next_page is not None:
            reading.next_page = urls.absolute(next_page, self._url)

    def _entry(self, element: etree._Element) -> None:
        reading = self._reading
        reading.seen += 1
        if reading.format is None and self.root is not None:
            reading.format = pace.format_of(self.root)
        if reading.seen <= MOST_ENTRIES:
            reading.entries.append(claims_of(element).understood(self._address()))
        element.clear()
        # not this one, as the parser is still at its end
        if self._last is not None and (parent := self._last.getparent()) is not None:
            parent.remove(self._last)
        self._last = element

    def _address(self) -> str:
        """What the addresses of entries are read against: the feed's own address, else the site that it names."""
        if self._base is None:
            site = pace.about(self.root)[2] if self.root is not None else None
            self._base = (urls.absolute(site, site) if site else None) or ""
        return self._base
