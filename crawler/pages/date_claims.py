"""What a page's markup claims of its dates: JSON-LD, meta tags, <time>, microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from lxml.html import HtmlElement

from crawler import cleaning, dates
from crawler.pages import json_ld, visible_dates
from crawler.pages.article import Precision
from crawler.pages.page import Page

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "og:publish_date", "og:pubdate", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish_date", "publication_date", "publish-date", "published_at", "published-at", "published_date",
    "published-date", "publicationdate", "publication-date", "published_time", "publishedat", "article.published",
    "article_date_original", "date_published", "originalpublicationdate", "original-publish-date",
    "displaydate", "date.available", "dc.date.issued", "dcterms.issued", "dc.issued", "dcterms.date.issued",
    "dc.date.published", "citation_publication_date",
    "citation_online_date", "citation_date", "prism.publicationdate", "article:post_date",
    "shareaholic:article_published_time", "bt:pubdate", "rnews:datepublished", "cxenseparse:recs:publishtime",
    "vr:published_time", "og:article:publish_date", "ptime", "iso-8601-publish-date", "doc_date",
    "analyticsattributes.articledate", "firstpublished",
    "pub_date", "publicationtime", "gentime", "eomportal-firstpublisheddate", "last-published",
)  # fmt: skip
# a text may lie for days between these and its publication
_CREATED_META = (
    "datecreated", "dc.date.created", "dcterms.created", "dc.created", "article:create_at", "created",
    "contentcreatedate", "creation_date", "createdate",
)  # fmt: skip
# these say now and then when the page was made or sent, not the article
_LIBRARY_META = (
    "dc.date",
    "dcterms.date",
    "date",
    "search_date",
    "article_date",
    "dc.terms.date",
    "news_date",
    "origdate",
)
_MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "article:modified", "og:updated_time", "datemodified",
    "article:updated_time", "lastmod", "last-modified", "last_modified", "modified", "revised", "dcterms.modified",
    "dc.date.modified", "dc.modified", "date.modified", "updated_time", "og:modified_time", "utime",
    "last_updated_date", "cxenseparse:recs:modtime", "iso-8601-modified-date", "article.updated",
)  # fmt: skip
_CLOCK = re.compile(r"[T\s]\d{1,2}[:.]\d{2}(:\d{2})?|^\d{10,13}$|^\d{8}T?\d{4}(\d\d)?")
_IN_SCRIPT = re.compile(
    r"(?:ublish(?:ed)?|reated|ublication)_?(?:[dD]ate(?:Time)?|[aA]t|[tT]ime|[oO]n)?"
    r"(?:\\{0,3}\"|&quot;)\s?:\s?(?:\\{0,3}\"|&quot;)(\d{4}-\d\d-\d\d[\dT:.Z +-]{0,24})"
)
_MOST_LOOKED_AT = 200
_LONGEST_SEARCH = 1_000_000
_MOST_IN_SCRIPTS = 3
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim:
    """A time that one place on the page names, naive where that names no zone.

    `swapped` is its other reading, where day and month could be each other (03/05/2024).
    """

    origin: str
    moment: datetime
    precision: Precision
    swapped: datetime | None = None

    @property
    def names_zone(self) -> bool:
        return self.moment.tzinfo is not None

    @property
    def is_day(self) -> bool:
        return self.precision is Precision.DAY


def claim(origin: str, text: str, *, day_first: bool | None = None) -> DateClaim | None:
    """What `text`, made by a machine or an editor, names; None where it names no whole day."""
    text = cleaning.line(text[: 2 * _LONGEST])
    if not text or len(text) > _LONGEST or not text[-1:].isprintable():
        return None
    moment = dates.parse_machine(text)
    if moment is None:
        shown = visible_dates.first(text, day_first=day_first)
        if shown is None:
            return None
        return DateClaim(origin=origin, moment=shown.moment, precision=shown.precision, swapped=shown.swapped)
    return DateClaim(origin=origin, moment=moment, precision=_precision(text, moment))


def _precision(text: str, moment: datetime) -> Precision:
    if moment.hour == moment.minute == moment.second == 0:
        # midnight to the second is a day that passed through a machine
        return Precision.DAY
    found = _CLOCK.search(text)
    if found is None:
        return Precision.DAY
    return Precision.MINUTE if found[0].count(":") == 1 and len(found[0]) < 9 else Precision.SECOND


def described(page: Page) -> Iterator[DateClaim]:
    """What the JSON-LD says of the article's publication."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for text in json_ld.texts(page.article_data.get(key), "@value"):
            if found := claim("json-ld", text):
                yield found


def published_meta(page: Page) -> Iterator[DateClaim]:
    """The meta tags that speak of the publication."""
    return _meta(page, _PUBLISHED_META)


def created_meta(page: Page) -> Iterator[DateClaim]:
    """The meta tags that say when the text was made."""
    return _meta(page, _CREATED_META)


def library_meta(page: Page) -> Iterator[DateClaim]:
    """The meta tags that speak of a date, mostly the publication's."""
    return _meta(page, _LIBRARY_META)


def modified(page: Page) -> Iterator[DateClaim]:
    """What JSON-LD and meta tags say of the last change."""
    for text in json_ld.texts(page.article_data.get("dateModified"), "@value"):
        if found := claim("json-ld", text):
            yield found
    yield from _meta(page, _MODIFIED_META)


def in_scripts(page: Page) -> Iterator[DateClaim]:
    """What the data that a page hands to its own scripts calls the publication."""
    count = 0
    for word in ("ublish", "reated", "ublication"):
        at = -1
        for _ in range(_MOST_LOOKED_AT):
            at = page.markup.find(word, at + 1, _LONGEST_SEARCH)
            if at < 0:
                break
            found = _IN_SCRIPT.match(page.markup, at)
            if found and (made := claim("script", found[1])):
                yield made
                count += 1
            if count >= _MOST_IN_SCRIPTS:
                return


def of_element(element: HtmlElement, origin: str, *, day_first: bool) -> DateClaim | None:
    """What a <time> or a piece of microdata says: its attribute, else what it shows."""
    for attribute in ("datetime", "content", "title"):
        if (text := element.get(attribute)) and (found := claim(origin, text, day_first=day_first)):
            return found
    return claim(origin, " ".join(islice(element.itertext(), 10)), day_first=day_first)


def _meta(page: Page, names: tuple[str, ...]) -> Iterator[DateClaim]:
    for name in names:
        if (text := page.meta.get(name)) and (found := claim(f"meta {name}", text)):
            yield found


def settled(claim: DateClaim, days: Set[date]) -> DateClaim:
    """`claim` read the other way round, where only that reading is one of `days`."""
    if claim.swapped is None or claim.moment.date() in days or claim.swapped.date() not in days:
        return claim
    return replace(claim, moment=claim.swapped, swapped=claim.moment)
