"""One body to a feed: the fast way where it proves that it read all, else the forgiving one, else what can be saved."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from crawler import cleaning
from crawler.entries import ReadBy
from crawler.feeds import bodies, json_feed, limits, mending, rescue, stream
from crawler.feeds.claims import NO_DATE
from crawler.feeds.feed import Feed, no_feed
from crawler.feeds.stream import MOST_ENTRIES, Reading
from crawler.pages.cpu_limit import CpuLimitError

# feedparser makes some fifteen bytes of each
_MOST_FORGIVEN = 4_000_000
_SNIFFED = 4096
_HTML = re.compile(
    rb"(?>\s+|<!--.*?-->|<\?.*?\?>)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|channel)\b", re.IGNORECASE)
NO_FEED = "not a feed: neither RSS nor Atom"
HTML = "not a feed: an HTML page"


def read(body: bytes, url: str, *, content_type: str | None = None) -> Feed:
    """The feed in the body of an answer; never raises, and in a process's main thread takes a bounded time.

    `url` is the address that answered, and may be empty for a file. At most 5,000 entries are read, and the others
    counted in a doubt. Times without a zone are taken as UTC.
    """
    try:
        opened = bodies.opened(body, content_type)
    except Exception as error:
        return no_feed("unreadable", f"the answer cannot be opened ({_reason(error)})")
    utf8 = opened.utf8
    if not utf8.strip(b"\x00"):
        return no_feed("empty-answer", "the answer is empty")
    if _HTML.match(utf8[:_SNIFFED]) and not _FEED.search(utf8[:_SNIFFED]):
        return no_feed("html", HTML)
    if utf8.startswith((b"{", b"[")):
        return _json(utf8, url, opened.doubts)
    if b"<" not in utf8:
        return no_feed("not-a-feed", NO_FEED)
    feed = _Ways(utf8, url, opened.doubts).best()
    return replace(feed, malformed=True) if opened.is_mixed else feed


def _json(utf8: bytes, url: str, doubts: tuple[str, ...]) -> Feed:
    reading = Reading()
    fault = (
        _attempt(lambda: json_feed.read(utf8, url, reading), limits.FAST, time.monotonic() + limits.TOGETHER)
        or reading.fault
    )
    if reading.format is None:
        return no_feed("not-a-feed", "not a feed: JSON, but no JSON Feed")
    if fault:
        kept = f"broken JSON ({fault}); kept the {len(reading.entries)} entries that could be read"
        return _feed(reading, "rescue", (*doubts, kept), why_slow=fault)
    return _feed(reading, "fast", doubts)


class _Ways:
    """The ways to read one XML document, from the fast to the forgiving."""

    def __init__(self, utf8: bytes, url: str, doubts: tuple[str, ...]) -> None:
        self._utf8 = utf8
        self._text = ""
        self._url = url
        self._doubts = doubts
        self._until = time.monotonic() + limits.TOGETHER

    def best(self) -> Feed:
        """What the first way that proves its reading read; else what most entries could be saved by."""
        strict = Reading()
        fault = self._strictly(self._utf8, strict)
        if fault is None:
            return self._proven(strict)
        self._text = self._utf8.decode("utf-8", "replace")
        expected = rescue.starts(self._text)
        if strict.is_overfull:
            return self._saved(fault, expected, [("fast", strict)], gave_up="so much is too much for it")
        mended = Reading()
        # the fault may lie behind the last entry, and then costs none
        if self._mended(mended) is None or mended.seen >= expected > 0:
            if not mended.seen and mended.format is None:
                return self._proven(mended)
            return _feed(mended, "fast", (*self._doubts, f"broken XML ({fault}), mended"), malformed=True)
        forgiven = Reading()
        gave_up = self._forgiven(forgiven)
        tried: list[tuple[ReadBy, Reading]] = [("fast", strict), ("fast", mended)]
        if gave_up is None or forgiven.entries:
            tried.insert(0, ("forgiving", forgiven))
        return self._saved(fault, expected, tried, gave_up)

    def _strictly(self, utf8: bytes, reading: Reading) -> str | None:
        return (
            _attempt(lambda: stream.read(utf8, self._url, reading), limits.FAST, self._until) or reading.fault
        )

    def _mended(self, reading: Reading) -> str | None:
        def read() -> None:
            stream.read(mending.mended(self._text).encode("utf-8", "replace"), self._url, reading)

        return _attempt(read, limits.FAST, self._until) or reading.fault

    def _proven(self, reading: Reading) -> Feed:
        """A well-formed document, which need be no feed."""
        if reading.seen or reading.format is not None:
            return _feed(reading, "fast", self._doubts)
        if reading.root == "html":
            return no_feed("html", HTML)
        return no_feed("not-a-feed", NO_FEED)

    def _saved(
        self, fault: str, expected: int, tried: list[tuple[ReadBy, Reading]], gave_up: str | None
    ) -> Feed:
        """The reading with most entries, of those that were tried and of a rescue where they are too few."""
        rescued = Reading()
        if min(expected, MOST_ENTRIES) > max(len(one.entries) for _, one in tried):
            until = time.monotonic() + limits.RESCUE
            _attempt(lambda: rescue.entries(self._text, self._url, rescued.entries), limits.RESCUE, until)
            rescued.seen = max(expected, len(rescued.entries))
        by, best = max([*tried, ("rescue", rescued)], key=lambda way: len(way[1].entries))
        said = next((one for _, one in tried[::-1] if one.format), best)
        if not best.entries and not said.format:
            return no_feed("html", HTML) if "<html" in self._text.lower() else no_feed("not-a-feed", NO_FEED)
        what = "too much of it" if tried[0][1].is_overfull else "broken XML"
        kept = f"{what} ({fault}); kept the {len(best.entries)} entries that could be read"
        doubts = [*self._doubts, kept, *([f"the forgiving parser gave up: {gave_up}"] if gave_up else [])]
        best.format, best.pace = best.format or said.format, said.pace
        best.next_page = best.next_page or said.next_page
        return _feed(best, by, doubts, why_slow=fault)

    def _forgiven(self, reading: Reading) -> str | None:
        """Read with feedparser; why that was not done, or not to its end."""
        from crawler.feeds import forgiving

        if not limits.can_interrupt():
            return "outside of a process's main thread nothing could stop it"
        if len(self._utf8) > _MOST_FORGIVEN:
            return f"{len(self._utf8):,} bytes are too many for it"
        return _attempt(lambda: forgiving.read(self._text, self._url, reading), limits.FORGIVING, self._until)


def _attempt(read: Callable[[], None], cpu_seconds: float, until: float) -> str | None:
    """Run one way of reading within its time; why it ended before its end. What it read by then is kept."""
    try:
        with limits.limited(cpu_seconds, until):
            read()
    except CpuLimitError as error:
        return str(error)
    except Exception as error:  # parsers fail in many ways on bytes that are no text
        return _reason(error)
    return None


def _feed(
    reading: Reading,
    by: ReadBy,
    doubts: Iterable[str],
    *,
    malformed: bool = False,
    why_slow: str | None = None,
) -> Feed:
    said = list(doubts)
    if reading.seen > len(reading.entries):
        said.append(f"{reading.seen} entries; only the first {len(reading.entries)} were read")
    undated = [doubt for entry in reading.entries for doubt in entry.doubts if doubt.startswith(NO_DATE)]
    if undated:
        said.append(f"{len(undated)} dates were not understood: {undated[0].removeprefix(NO_DATE)}")
    return Feed(
        entries=tuple(reading.entries),
        doubts=tuple(said),
        malformed=malformed or why_slow is not None,
        format=reading.format,
        read_by=by,
        why_slow=why_slow,
        pace=reading.pace,
        next_page=reading.next_page,
    )


def _reason(error: Exception) -> str:
    return cleaning.line(str(error)[:400])[:120] or type(error).__name__
