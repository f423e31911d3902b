"""What one entry claims, whatever the format: gathered as written, then understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from crawler import cleaning, urls
from crawler.feeds import moments
from crawler.feeds.feed import FeedEntry
from crawler.feeds.plain_text import of_markup
from crawler.pages import bylines

#: How a doubt begins that names a date which could not be understood.
NO_DATE = "not understood as a date: "
# characters of one field that are read
MOST_TEXT = 1_000_000
_MOST_LINE = 10_000
_MOST_NAME = 500
_MOST_GUID = 2_000
_MOST_ADDRESS = 8_000
_MOST_CLAIMS = 50
_SHOWN = 60
#: The fields of an entry that are claimed by a line.
Field = Literal["guid", "link", "title", "published", "updated", "author", "section"]
_IN_BRACKETS = re.compile(r"\s*\S+@\S+\s*\(([^()]{2,200})\)\s*$")
_MARKUP = re.compile(r"<[a-z/!]|&#?\w+;", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Writing:
    """A title or a body as the feed wrote it; `is_plain` where it says that it is no HTML."""

    value: str
    is_plain: bool = False


class Claims:
    """What an entry says of itself, while it is being read.

    What is claimed of each field stands from the best to the least; a spare claim counts where there is no other.
    """

    __slots__ = ("_claims", "_spare", "bodies")

    def __init__(self) -> None:
        self._claims: dict[Field, list[Writing]] = {}
        self._spare: dict[Field, list[Writing]] = {}
        self.bodies: list[Writing] = []

    def add(self, field: Field, value: str | Writing, *, spare: bool = False, first: bool = False) -> None:
        """Note a claim, unless it is empty; the `first` one goes before those that are there."""
        writing = value if isinstance(value, Writing) else Writing(value)
        if not writing.value.strip():
            return
        claims = (self._spare if spare else self._claims).setdefault(field, [])
        if first:
            claims.insert(0, writing)
        elif len(claims) < _MOST_CLAIMS:
            claims.append(writing)

    def understood(self, base: str) -> FeedEntry:
        """The entry that these claims make, its addresses read against `base`."""
        doubts: list[str] = []
        guid = next(self._values("guid"), "")
        links = list(self._values("link"))
        url = _address(links, guid, base)
        if url is None:
            doubts.append(f"no http(s) address: {_shown(links[0])}" if links else "no address")
        return FeedEntry(
            guid=cleaning.line(guid[:_MOST_GUID]) or None,
            url=url,
            title=_first_line(self._all("title")),
            published_at=_time(self._values("published"), doubts),
            updated_at=_time(self._values("updated"), doubts),
            authors=_people(tuple(self._authors())),
            section=_first_line(self._all("section")),
            text=_text(self.bodies, doubts),
            doubts=tuple(doubts),
        )

    def _all(self, field: Field) -> Iterator[Writing]:
        yield from self._claims.get(field, ())
        yield from self._spare.get(field, ())

    def _values(self, field: Field) -> Iterator[str]:
        return (writing.value for writing in self._all(field))

    def _authors(self) -> list[str]:
        named = self._claims.get("author") or self._spare.get("author") or ()
        return [_name(writing.value[:_MOST_NAME]) for writing in named]


def _address(links: list[str], guid: str | None, base: str) -> str | None:
    """Where the article may be: its links as they stand, then a guid that is an address."""
    for claim in links:
        if len(claim) <= _MOST_ADDRESS and (address := urls.absolute(claim, base)):
            return address
    if guid and guid.lstrip()[:8].lower().startswith(("http://", "https://")) and len(guid) <= _MOST_ADDRESS:
        return urls.absolute(guid, base)
    return None


@lru_cache(maxsize=1_024)
def _people(names: tuple[str, ...]) -> tuple[str, ...]:
    # few write all that is in a feed
    return bylines.join(names)


def _name(author: str) -> str:
    """The name in RSS's `address (name)` and in `name <address>`; else what is written."""
    found = _IN_BRACKETS.match(author)
    return found[1] if found else author


def _time(written: Iterator[str], doubts: list[str]) -> datetime | None:
    for claim in written:
        understood = moments.understood(claim)
        if understood is None:
            doubts.append(f"{NO_DATE}{_shown(claim)}")
            continue
        moment, doubt = understood
        if doubt:
            doubts.append(doubt)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _first_line(writings: Iterable[Writing]) -> str | None:
    for writing in writings:
        if line := line_of(writing):
            return line
    return None


def line_of(writing: Writing) -> str:
    """A title as one line of plain text."""
    value = writing.value[:_MOST_LINE]
    has_markup = _MARKUP.search(value) if writing.is_plain else "<" in value or "&" in value
    return cleaning.line(of_markup(value) if has_markup else value)


def _text(bodies: list[Writing], doubts: list[str]) -> str | None:
    """The longest of the entry's bodies: feeds with the full text give a summary beside it."""
    longest = ""
    # what is shorter as written than another is as text cannot win: most summaries are not even parsed
    for writing in sorted(bodies[:_MOST_CLAIMS], key=_length, reverse=True):
        if len(writing.value) < len(longest):
            break
        value = writing.value
        if len(value) > MOST_TEXT:
            doubts.append(f"the first {MOST_TEXT:,} of {len(value):,} characters of its text were read")
            value = value[:MOST_TEXT]
        # many feeds call their HTML plain
        is_plain = writing.is_plain and not _MARKUP.search(value)
        text = cleaning.paragraphs(value) if is_plain else of_markup(value)
        longest = max(longest, text, key=len)
    return longest or None


def _length(writing: Writing) -> int:
    return len(writing.value)


def _shown(written: str) -> str:
    line = cleaning.line(written[: 4 * _SHOWN])
    return repr(line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…")
