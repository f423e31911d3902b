"""The dates that a page shows its readers, each with what speaks for its being the article's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from lxml.html import HtmlElement

from crawler.pages import beneath_heading, visible_dates
from crawler.pages.blocks import Block
from crawler.pages.date_claims import DateClaim
from crawler.pages.page import Page, marks

_UPDATED = re.compile(
    r"(?:\b(?:(?:last[\s-]?)?(?:updated?|modified|revised|edited|reviewed|changed)|aktualisiert|geändert|update vom"
    r"|mis(?:e)? à jour|modifié|actualizado|actualización|aggiornato|atualizad[oa]|bijgewerkt|zaktualizowano"
    r"|aktualizacja|güncelle\w*|uppdaterad|opdateret|oppdatert|päivitetty)\b|수정|업데이트|更新|最終|修改|обновл\w*|оновлен\w*|изменен\w*)"
    r"(?:\s(?:on|at|am|le|el|il))?[^\w.!?]{0,4}(?:[^\W\d_]{2,12}\.?,?\s)?$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:\b(?:published|posted|originally|created|released?|issued|written|date|veröffentlicht|erstellt|erschienen|datum"
    r"|publié|paru|publicado|publicada|fecha|pubblicato|data|gepubliceerd|geplaatst|opublikowano|dodano|yayın\w*|giriş"
    r"|publicerad|udgivet|publisert|julkaistu)\b|입력|등록|승인|작성|발행|게재|公開|掲載|投稿|発表|发布|發布|发表"
    r"|опубликован\w*|опублікован\w*|размещен\w*|дата)"
    r"(?:\s(?:on|at|in|by|am|le|el|il))?[^\w.!?]{0,4}(?:[^\W\d_]{2,12}\.?,?\s)?$",
    re.IGNORECASE,
)
# rights, deadlines, lives, quotations: dates of other things
_OTHER = re.compile(
    r"©|\(c\)\s|copyright|all rights reserved|\bexpires?\b|\bdeadline\b|\bborn\b|\bgeboren\b|\buntil\b|\bretrieved\b"
    r"|\baccessed\b|\babgerufen\b|\bmember since\b|\bjoined\b|^\s*[—–-].*\(@\w+\)",
    re.IGNORECASE,
)
_DATE_MARK = re.compile(
    r"date|datum|time|publish|posted|byline|fecha|[_-]meta|meta[_-]|\binfo", re.IGNORECASE
)
_FURNITURE_MARK = re.compile(
    r"related|recommend|teaser|trending|most-?read|(?<!post[-_])(?<!entry[-_])(?<!article[-_])footer|newsletter"
    r"|carousel|slider|ticker|calendar|comment|read-?next|read-?more|outbrain|taboola|sidebar|widget|card(?![a-z])|latest|recent|event",
    re.IGNORECASE,
)
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "blockquote", "figcaption"})
_DIGITS = re.compile(r"\d{4}|\d\d[./]\d\d[./]\d\d")
_CHANGED_MARK = re.compile(r"updat|modif|changed", re.IGNORECASE)
_PUBLISHED_MARK = re.compile(r"publi", re.IGNORECASE)
_MOST_PARTS = 12
_LONGEST_LINE = 300
_LONGEST_BLOCK = 1500
# so that no date is cut in two
_OVERLAP = 30
_LONGEST_LABEL = 45
_LONGEST_DATELINE = 45
_MOST = 40
_HIGHEST = 8
_NEAR = 12
_MOST_IN_LINE = 4
_LONG, _LONG_COUNTS = 200, 3
_AFTER_FOUND = 3


class Label(StrEnum):
    """What the words beside a date say of it."""

    NONE = ""
    PUBLISHED = "published"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDate:
    """A date on the page. `distance` counts paragraphs from the headline, None where the page has none.

    `share` is how much of its line are dates: 1 for a line that is nothing else. `leads` tells a dateline, the
    date with which a paragraph begins.
    """

    claim: DateClaim
    distance: int | None
    label: Label
    share: float
    leads: bool
    is_marked: bool
    is_furniture: bool


def near(page: Page, *, day_first: bool) -> list[ShownDate]:
    """The dates in the first paragraphs after the headline, then those of the line above it."""
    heading = beneath_heading.heading(page)
    if heading is None:
        return []
    found: list[ShownDate] = []
    previous, left = "", _NEAR
    for distance, block in enumerate(beneath_heading.paragraphs(heading, _NEAR), 1):
        here = list(_in_block(block, previous, distance, day_first))
        found += here
        previous = block.text
        # the text has begun, or the line was found and only its second half can follow
        left -= _LONG_COUNTS if len(previous) > _LONG else 1
        if any(shown.share > 0.5 and not shown.is_furniture for shown in here):
            left = min(left, _AFTER_FOUND)
        if left <= 0:
            break
    if (above := beneath_heading.line_above(heading)) is not None:
        found += _in_block(above, "", -1, day_first)
    return found


def everywhere(page: Page, *, day_first: bool) -> list[ShownDate]:
    """The first dates of the whole page, whatever stands around them."""
    return list(_all(page.blocks, day_first))


def _all(blocks: Iterable[Block], day_first: bool) -> Iterator[ShownDate]:
    previous, count = "", 0
    for block in blocks:
        for start in range(0, min(len(block.text), _LONGEST_BLOCK), _LONGEST_LINE - _OVERLAP):
            for shown in _in_block(block, previous, None, day_first, start):
                yield shown
                count += 1
            if count >= _MOST:
                return
        previous = block.text


def _in_block(
    block: Block, previous: str, distance: int | None, day_first: bool, start: int = 0
) -> Iterator[ShownDate]:
    line = block.text[start : start + _LONGEST_LINE]
    if not _DIGITS.search(line) or _OTHER.search(line):
        return
    line = visible_dates.parted(line)
    found = sorted(visible_dates.every(line, day_first=day_first), key=lambda one: one.start)
    if not found:
        return
    around, is_furniture = _surroundings(block.element)
    changed = _days_of_change(block.element)
    begin = 0
    for one in found[:_MOST_IN_LINE]:
        before = line[begin : one.start][-_LONGEST_LABEL:]
        label = Label.UPDATED if one.moment.date() in changed else _label(before)
        if not label and len(before) < 3 and begin == 0 and len(previous) <= _LONGEST_LABEL:
            label = _label(previous)
        begin = one.end
        yield ShownDate(
            claim=DateClaim(
                origin="date on the page" if distance is None else "line at the headline",
                moment=one.moment,
                precision=one.precision,
                swapped=one.swapped,
            ),
            distance=distance,
            label=label,
            share=min(sum(other.end - other.start for other in found) / max(len(block.text), 1), 1.0),
            leads=start == 0 and one is found[0] and one.end <= _LONGEST_DATELINE,
            is_marked=_DATE_MARK.search(around) is not None,
            is_furniture=is_furniture or block.linked > len(line) * 0.7,
        )


def _days_of_change(element: HtmlElement) -> set[date]:
    """The days that the elements of a line mark as those of a change."""
    days: set[date] = set()
    for time in islice(element.iter("time", "span", "abbr"), _MOST_PARTS):
        if _CHANGED_MARK.search(marks(time)) and not _PUBLISHED_MARK.search(marks(time)):
            shown = visible_dates.first(" ".join(islice(time.itertext(), 5)))
            if shown is not None:
                days.add(shown.moment.date())
    return days


def _label(text: str) -> Label:
    if _UPDATED.search(text):
        return Label.UPDATED
    return Label.PUBLISHED if _PUBLISHED.search(text) else Label.NONE


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element stands among related stories, comments and the like."""
    return _surroundings(element)[1]


def _surroundings(element: HtmlElement) -> tuple[str, bool]:
    """The class names around a paragraph, and whether it stands among related stories, comments and the like."""
    shown = [marks(element)]
    shown += [marks(child) for child in element.iterchildren("time", "span", "a", "small", "em")][:4]
    is_furniture = _FURNITURE_MARK.search(shown[0]) is not None or element.tag in _FURNITURE_TAGS
    for height, parent in enumerate(element.iterancestors()):
        if height >= _HIGHEST or parent.tag in ("body", "article", "main"):
            break
        own = marks(parent)
        if height == 0:
            shown.append(own)
        if parent.tag in _FURNITURE_TAGS or _FURNITURE_MARK.search(own):
            is_furniture = True
            break
    return " ".join(shown), is_furniture
