"""What a feed, a sitemap or a listing page turned out to hold."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.lead import Lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The leads in the order of the document, and what was wrong with it.

    `doubts` are sentences for people. `malformed` says that the document broke the rules of its format; the
    leads are then what could be read nevertheless. `children` are the sitemaps that a sitemap index names.
    """

    leads: tuple[Lead, ...] = ()
    doubts: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    malformed: bool = False
