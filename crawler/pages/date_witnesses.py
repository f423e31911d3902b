"""Who on a page speaks of its date, and how much weight each has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler import dates
from crawler.pages import (
    beneath_heading,
    date_claims,
    day_order,
    partial_dates,
    shown_dates,
    url_dates,
    visible_dates,
)
from crawler.pages.article import Precision
from crawler.pages.date_claims import DateClaim
from crawler.pages.date_vote import Witness
from crawler.pages.page import Page
from crawler.pages.shown_dates import Label, ShownDate

_PUBLISHED_ITEMS = etree.XPath("//*[@itemprop='datePublished']")
_PUBLISHED_MARKUP = re.compile(r"itemprop\s{0,3}=\s{0,3}[\"']?\s{0,3}datePublished")
_MOST_ITEMS = 3
A_DAY = timedelta(days=1)
# what was made longer before is a page whose publication moves with its changes
_LONGEST_DRAFT = timedelta(days=7)
_MARKUP, _SHOWN, _ADDRESS, _LIBRARY, CHANGE = "markup", "shown", "address", "library", "change"
_MOST_TIMES = 40
_HINT = 1.7
_LEAST = 0.1
_NEAR = 12
_PUBLISHED_MARK = re.compile(r"publish|pubdate|entry-date|post-date|dt-published", re.IGNORECASE)
_UPDATED_MARK = re.compile(r"updat|modif", re.IGNORECASE)


def markup(page: Page) -> list[Witness]:
    """The page's description, its meta tags and its microdata."""
    found = [Witness(claim=claim, kind=_MARKUP, weight=3.0) for claim in date_claims.described(page)]
    found += [Witness(claim=claim, kind=_MARKUP, weight=3.2) for claim in date_claims.published_meta(page)]
    found += [Witness(claim=claim, kind=_LIBRARY, weight=1.6) for claim in date_claims.library_meta(page)]
    made, drafted = _creation(page, found)
    return [*_less_changed(page, [*found, *made, *_microdata(page)]), *drafted, *_times(page)]


def _creation(page: Page, found: list[Witness]) -> tuple[list[Witness], list[Witness]]:
    """When the text was made: a publication in other words, or a draft's where one in `found` is some days later."""
    published = [dates.as_utc(witness.claim.moment).date() for witness in found if witness.kind == _MARKUP]
    made, drafted = [], []
    for claim in date_claims.created_meta(page):
        day = dates.as_utc(claim.moment).date()
        if any(timedelta() < other - day <= _LONGEST_DRAFT for other in published):
            drafted.append(Witness(claim=claim, kind=_MARKUP, weight=1.0))
        else:
            made.append(Witness(claim=claim, kind=_MARKUP, weight=3.2))
    return made, drafted


def _less_changed(page: Page, found: list[Witness]) -> Iterator[Witness]:
    """`found`, with little weight for what is also called the last change, where others name an earlier time."""
    changes = {dates.as_utc(claim.moment) for claim in date_claims.modified(page)}
    first = min((dates.as_utc(witness.claim.moment) for witness in found), default=None)
    for witness in found:
        at = dates.as_utc(witness.claim.moment)
        is_change = first is not None and at in changes and at - first >= A_DAY / 2
        yield replace(witness, weight=1.0) if is_change else witness


def _microdata(page: Page) -> Iterator[Witness]:
    if "datePublished" not in page.markup or _PUBLISHED_MARKUP.search(page.markup) is None:
        # most pages have none, and to search the tree takes longer
        return
    for element in _PUBLISHED_ITEMS(page.tree)[:_MOST_ITEMS]:
        if element.tag not in ("time", "meta") and (claim := _claim_of(element, page, "microdata")):
            yield Witness(claim=claim, kind=_MARKUP, weight=2.6 - 1.5 * shown_dates.is_furniture(element))


def _claim_of(element: HtmlElement, page: Page, origin: str) -> DateClaim | None:
    return date_claims.of_element(element, origin, day_first=day_order.is_day_first(page))


def _times(page: Page) -> Iterator[Witness]:
    after_heading = False
    position = 0
    for element in islice(page.tree.iter("h1", "time"), _MOST_TIMES):
        if element.tag == "h1":
            after_heading = True
            continue
        claim = _claim_of(element, page, "time")
        if claim is None:
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        marks += " pubdate" if element.get("pubdate") is not None else ""
        is_furniture = shown_dates.is_furniture(element)
        if _UPDATED_MARK.search(marks) and not _PUBLISHED_MARK.search(marks):
            weight = 0.7
        elif "datepublished" in marks.lower():
            weight = 2.6
        else:
            weight = (
                2.0 + 0.4 * after_heading + 0.3 * bool(_PUBLISHED_MARK.search(marks)) - 0.4 * min(position, 3)
            )
        position += 1
        if (weight := weight - 1.5 * is_furniture) > 0:
            yield Witness(claim=claim, kind=_SHOWN, weight=weight, is_local=True)


def headline(page: Page) -> Iterator[Witness]:
    for shown in shown_dates.near(page, day_first=day_order.is_day_first(page)):
        if (weight := _near_weight(shown)) > 0:
            kind = CHANGE if shown.label is Label.UPDATED else _SHOWN
            yield Witness(claim=shown.claim, kind=kind, weight=weight, is_local=True)


def incomplete(page: Page) -> Iterator[Witness]:
    """Datelines without a year, and "3 hours ago" where the time of the fetch is known."""
    month = url_dates.month_of(page.url)
    year_of = page.fetched_at or (month and dates.naive(month[0], 12, 31)) or url_dates.day_of(page.url)
    heading = beneath_heading.heading(page)
    for block in [] if heading is None else beneath_heading.paragraphs(heading, _NEAR):
        day = partial_dates.of_dateline(block.text, year_of) if year_of else None
        if day is None and page.fetched_at is not None:
            day = partial_dates.of_age(block.text, page.fetched_at)
        if day is not None:
            claim = DateClaim(origin="line at the headline", moment=day, precision=Precision.DAY)
            yield Witness(claim=claim, kind=_SHOWN, weight=2.0)
            return


def without_changes(witnesses: list[Witness]) -> list[Witness]:
    """`witnesses` less the dates of changes, where readers are shown the date of a publication too.

    A <time> on the day of a change is that of the change, whatever its class says, unless the markup calls this
    very time that of the publication.
    """
    changes = {witness.claim.moment.date() for witness in witnesses if witness.kind == CHANGE}
    published = {dates.as_utc(witness.claim.moment) for witness in witnesses if witness.kind == _MARKUP}
    marked = [
        replace(witness, kind=CHANGE, weight=_LEAST)
        if witness.claim.origin == "time"
        and witness.claim.moment.date() in changes
        and dates.as_utc(witness.claim.moment) not in published
        else witness
        for witness in witnesses
    ]
    if any(witness.kind in (_SHOWN, _ADDRESS) and witness.weight > _HINT for witness in marked):
        return [witness for witness in marked if witness.kind != CHANGE]
    others = any(witness.kind != CHANGE for witness in marked)
    return [witness for witness in marked if witness.kind != CHANGE or witness.weight > _HINT or not others]


def _near_weight(shown: ShownDate) -> float:
    if shown.label is Label.UPDATED:
        # more than a description that nothing confirms, less than one that a meta tag repeats
        return 3.1 if shown.share >= 0.2 and not shown.is_furniture else 1.0
    if shown.distance is not None and shown.distance < 0:
        # a page's own date stands there too: today's
        if shown.share > 0.8:
            return 3.6 * shown.is_marked
        return (1.9 if shown.is_marked else 1.2) * (shown.share > 0.3)
    weight = 3.6 if shown.label is Label.NONE else 3.8
    if shown.share < 0.2:
        weight = 2.2 if shown.label is Label.PUBLISHED and shown.share > 0.1 else 1.6 if shown.leads else 0.3
    if (shown.distance or 0) > 8:
        weight -= 0.7
    return weight - 1.2 * shown.is_furniture


def address(page: Page) -> Iterator[Witness]:
    if day := url_dates.day_of(page.url):
        claim = DateClaim(origin="address", moment=day, precision=Precision.DAY)
        yield Witness(claim=claim, kind=_ADDRESS, weight=2.5, is_local=True)


def in_month_of_address(page: Page, witness: Witness) -> float:
    """What the month in the address adds to a date."""
    month = url_dates.month_of(page.url)
    moment = witness.claim.moment
    return 0.8 if month == (moment.year, moment.month) else 0.0


def last_resorts(page: Page) -> Iterator[Witness]:
    """What may be meant where nothing else is said: dates anywhere on the page, the last change."""
    for number, shown in enumerate(shown_dates.everywhere(page, day_first=day_order.is_day_first(page))):
        weight = max(_far_weight(shown) - min(0.02 * number, 0.4), _faint_weight(shown))
        if weight > 0:
            kind = CHANGE if shown.label is Label.UPDATED else _SHOWN
            yield Witness(claim=shown.claim, kind=kind, weight=weight)
    for claim in date_claims.modified(page):
        yield Witness(claim=claim, kind=CHANGE, weight=0.5)
    for claim in date_claims.in_scripts(page):
        yield Witness(claim=claim, kind="script", weight=1.2)
    for name in ("description", "og:description", "og:title"):
        shown_there = visible_dates.first(page.meta.get(name, ""))
        if shown_there is not None:
            claim = DateClaim(
                origin=f"meta {name}", moment=shown_there.moment, precision=shown_there.precision
            )
            yield Witness(claim=claim, kind="description", weight=0.6)
    if (image := page.meta.get("og:image")) and (day := url_dates.day_of(image)):
        claim = DateClaim(origin="image's address", moment=day, precision=Precision.DAY)
        yield Witness(claim=claim, kind="image", weight=0.5)


def _far_weight(shown: ShownDate) -> float:
    weight = {Label.NONE: 0.5, Label.PUBLISHED: 1.5, Label.UPDATED: 0.1}[shown.label]
    weight += 0.4 * shown.is_marked + 0.5 * (shown.share > 0.5) + 0.3 * (shown.leads and shown.share < 0.2)
    weight += 0.2 * (not shown.claim.is_day)
    return weight - 1.2 * shown.is_furniture


def _faint_weight(shown: ShownDate) -> float:
    """The weight of a line of its own among related stories and the like: believed where the page has no other."""
    return 0.05 * (shown.share >= 0.2 and shown.label is not Label.UPDATED)
