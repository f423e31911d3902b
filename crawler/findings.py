"""What a source's list shows of its health. Pure."""

from __future__ import annotations

import re

from crawler import cleaning
from crawler.entries import Entries
from crawler.pages.article import PageKind
from storage.records import Finding, Health

LONGEST_EVIDENCE = 300
_SNIFFED = 4096
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WALLS = {
    PageKind.CHALLENGE: (Health.BLOCKED, "asks whether a person reads it (captcha)"),
    PageKind.CONSENT: (Health.BLOCKED, "asks for consent first"),
    PageKind.LOGIN: (Health.NOT_PERMITTED, "asks for a name and a password"),
}


def is_page(body: bytes) -> bool:
    """Whether the body of an answer begins as a web page does."""
    return _HTML.match(body[:_SNIFFED]) is not None


def wall_of(kind: PageKind, *, expected: str = "list") -> Finding | None:
    """What a page that came in the place of a list is, where it is a wall."""
    if kind not in _WALLS:
        return None
    state, said = _WALLS[kind]
    return Finding(state=state, evidence=f"a page in place of the {expected} {said}")


def of_entries(
    entries: Entries, *, dated: int, wall: Finding | None, has_been_read: bool = False
) -> tuple[Finding, ...]:
    """What a list that was read shows, `dated` of its entries having a date; `wall` stands in the list's place.

    Of one that `has_been_read` before, a part in which nothing is new need not show anything.
    """
    if wall is not None:
        return (wall,)
    doubts = cleaning.line("; ".join(entries.doubts[:3]))[:LONGEST_EVIDENCE]
    if entries.trouble == "html" and not entries.leads:
        return (Finding(state=Health.HTML_NOT_FEED, evidence=doubts or "a web page in place of the list"),)
    found = []
    if entries.malformed:
        state = Health.MALFORMED_RECOVERED if entries.leads else Health.MALFORMED
        found.append(Finding(state=state, evidence=doubts or "it breaks the rules of its format"))
    elif not entries.leads and entries.failed:
        found.append(Finding(state=Health.ERRORING, evidence=doubts or "none of its documents could be read"))
    elif not entries.leads and not (entries.is_partial and has_been_read):
        found.append(Finding(state=Health.EMPTY, evidence=doubts or "no entries"))
    if entries.leads and not dated:
        found.append(
            Finding(state=Health.UNDATED, evidence=f"none of {len(entries.leads)} entries has a date")
        )
    return tuple(found)
