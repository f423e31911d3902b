"""Articles of which only the beginning is shown."""

from __future__ import annotations

import re

from crawler.pages import access
from crawler.pages.kinds import login
from crawler.pages.kinds.evidence import Evidence, weight
from crawler.pages.kinds.paywall_phrases import GIFT, OFFER, REST

_CUT = re.compile(r"(?:\.{3}|…|[^.!?。！？\"'”’»)\]:])$")
_STUB = 1100
_SHORT = 520
_LONGEST_WALL = 320
_ENOUGH = 4
_NEAR = 5
_PARAGRAPH = 200
_SELECTOR = re.compile(r"[.#]([\w-]{2,80})")


def reason(evidence: Evidence) -> str | None:
    """Why the page is a stub; None where it is none.

    No single sign is enough: publishers mark whole texts as not free, and ask readers of free ones to subscribe.
    """
    if evidence.own >= _STUB:
        return None
    lines = _lines_from_text_on(evidence)
    rest = _first(lines, REST)
    offer = None if rest else _first(lines, OFFER)
    is_short = evidence.own < _SHORT
    is_cut = _CUT.search(evidence.text[-3:]) is not None
    signs: list[tuple[int, str]] = []
    if wall := rest or offer:
        signs.append((3 if rest else 2, f"text: {wall}"))
        if _follows_text(evidence, wall):
            signs.append((1, "right under the text"))
    closed = access.is_closed_by_json_ld(evidence.page)
    if closed:
        signs.append((1, "json-ld: not free"))
    lacks = _lacks_closed_part(evidence)
    if lacks:
        signs.append((2, "the part that is not free is not there"))
    if access.is_closed_by_tier(evidence.page):
        signs.append((1, "meta article:content_tier"))
    if is_short:
        signs.append((1, "a short text"))
    if is_cut:
        signs.append((1, "the text breaks off"))
    if not wall and login.asks_for_free_account(evidence):
        return None
    if not (wall or lacks) or not (rest or is_short or is_cut):
        return None
    against = 2 * (closed is False) + 3 * (GIFT.search(evidence.shown) is not None)
    if sum(points for points, _ in signs) - against < _ENOUGH:
        return None
    return ", ".join(name for _, name in signs)


def _lines_from_text_on(evidence: Evidence) -> list[str]:
    """The page's lines without those before its text, and its buttons: what stands at a headline is a label.

    What asks for an account without a price asks for no payment.
    """
    shown = evidence.shown.split("\n")
    first = evidence.text.partition("\n\n")[0]
    start = shown.index(first) if first in shown else 0
    return [line for line in (*shown[start:], *evidence.controls) if not login.offers_free_account(line)]


def _first(lines: list[str], pattern: re.Pattern[str]) -> str | None:
    return next(
        (match[0] for line in lines if weight(line) <= _LONGEST_WALL and (match := pattern.search(line))),
        None,
    )


def _follows_text(evidence: Evidence, wall: str) -> bool:
    """Whether the wall stands among the first lines after the text's last paragraph, or was taken for one."""
    last = evidence.text.rpartition("\n\n")[2]
    shown = evidence.shown.split("\n")
    if not last or last not in shown:
        return False
    at = shown.index(last)
    return any(wall in line for line in shown[at : at + _NEAR])


def _lacks_closed_part(evidence: Evidence) -> bool:
    """Whether the element that JSON-LD names as not free is missing from the page, or holds next to nothing."""
    for node in evidence.page.data_nodes:
        parts = node.get("hasPart")
        for part in parts[:10] if isinstance(parts, list) else [parts]:
            selector = part.get("cssSelector") if isinstance(part, dict) else None
            if isinstance(selector, str) and (named := _SELECTOR.search(selector[:200])):
                return _holds_little(evidence, named[1])
    return False


def _holds_little(evidence: Evidence, name: str) -> bool:
    """Whether the elements with the class or id `name` hold no paragraph together."""
    held = 0
    for element in evidence.page.tree.iter("div", "section", "article", "p", "main", "span"):
        if name in (element.get("class") or "").split() or element.get("id") == name:
            held += sum(len(text.strip()) for text in element.itertext())
            if held >= _PARAGRAPH:
                return False
    return True
