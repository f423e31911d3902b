"""A hostile server: what the web may do to a crawler, with what must come of it."""

from tests.hostile import (
    article_pages,
    caching,
    changes,
    comebacks,
    connections,
    costly_pages,
    dates,
    dialects,
    encoding,
    entries,
    http,
    listings_and_sitemaps,
    redirects,
    refusals,
    size,
    slowness,
    tls,
    xml,
)
from tests.hostile.case import Case

THEMES: dict[str, tuple[Case, ...]] = {
    "encoding": encoding.CASES,
    "size": size.CASES,
    "slowness": slowness.CASES,
    "http": http.CASES,
    "connections": connections.CASES,
    "caching": caching.CASES,
    "redirects": redirects.CASES,
    "xml": xml.CASES,
    "entries": entries.CASES,
    "article_pages": article_pages.CASES,
    "changes": changes.CASES,
    "dates": dates.CASES,
    "listings_and_sitemaps": listings_and_sitemaps.CASES,
    "refusals": refusals.CASES,
    "tls": tls.CASES,
    "comebacks": comebacks.CASES,
    "dialects": dialects.CASES,
    "costly_pages": costly_pages.CASES,
}
ALL: tuple[Case, ...] = tuple(case for cases in THEMES.values() for case in cases)
