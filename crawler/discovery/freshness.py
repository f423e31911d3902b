"""How much of a site's newest a source shows: what it is ranked by, not how many items it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from crawler.discovery.found import Kind, Measured
from crawler.lead import Lead
from crawler.urls import canonical

# so many of the newest articles are what a source is measured on
NEWEST = 10
_FEWEST = 3
# A time of change, and one that a page shows, are weak words: of an article that no source with times of publication
# shows, they are believed where they are so far ahead of those; of a change, where there are two such, or it is far.
_AHEAD = {Kind.LISTING: timedelta(hours=12), Kind.SITEMAP: timedelta(days=1)}
_FAR_AHEAD = timedelta(days=4)
_LEAST_TITLE = 15
_ARTICLE_PATH = re.compile(r"\d{4,}|[^/-]+-[^/-]+-[^/-]+|\.html?$|[?&]\w*id=", re.IGNORECASE)


class Newest:
    """The newest articles of a site, as all its sources together show them."""

    def __init__(self, sources: Sequence[Measured]) -> None:
        self._ids: dict[str, int] = {}
        times: dict[int, datetime] = {}
        told = [source for source in sources if _tells_publication(source)]
        newest_told = max((at for one in told if (at := one.newest_at)), default=None)
        others = [source for source in sources if not _tells_publication(source)]
        for source in told:
            for lead in source.leads:
                if at := source.dates.get(lead.url):
                    times.setdefault(self._number(lead), at)
        for source in others:
            weak = {self._number(lead): at for lead, at in _weak_words(source, newest_told)}
            times |= {number: at for number, at in weak.items() if number not in times}
        order = sorted(times, key=lambda number: times[number], reverse=True)[:NEWEST]
        self._weights = {number: 1 / place for place, number in enumerate(order, 1)}
        self.newest_at = times[order[0]] if order else None

    def share(self, source: Measured) -> float:
        """How much of the newest the source shows, from 0 to 1; the very newest weighs most.

        One that holds few items is asked for as many of the newest: it is measured on freshness, not on length.
        """
        shown = {self._number(lead) for lead in source.leads}
        asked = list(self._weights.items())[: max(len(shown), _FEWEST)]
        whole = sum(weight for _, weight in asked)
        return sum(weight for number, weight in asked if number in shown) / whole if whole else 0.0

    def _number(self, lead: Lead) -> int:
        keys = list(_keys(lead))
        known = next((self._ids[key] for key in keys if key in self._ids), len(self._ids))
        for key in keys:
            self._ids.setdefault(key, known)
        return known


def is_stale(
    newest_at: datetime | None, best_at: datetime | None, per_day: float | None, now: datetime
) -> bool:
    """Whether a source has ended, or hardly lives: weeks behind, against its own rhythm and the site's newest."""
    if newest_at is None:
        return False
    usual = timedelta(days=20 / per_day) if per_day else timedelta(days=30)
    limit = min(max(usual, timedelta(days=30)), timedelta(days=180))
    behind_best = best_at is not None and best_at - newest_at > timedelta(days=14)
    return now - newest_at > limit and (behind_best or now - newest_at > timedelta(days=120))


def _tells_publication(source: Measured) -> bool:
    return source.published and source.kind is not Kind.LISTING


def _weak_words(source: Measured, newest_told: datetime | None) -> list[tuple[Lead, datetime]]:
    """The items of a source without times of publication whose times are believed."""
    dated = [(lead, at) for lead in source.leads if (at := source.dates.get(lead.url)) is not None]
    if source.kind is Kind.SITEMAP:
        dated = [(lead, at) for lead, at in dated if _ARTICLE_PATH.search(_path(lead.url))]
    if newest_told is None:
        return dated
    least = _AHEAD.get(source.kind, timedelta(days=1))
    ahead = [(lead, at) for lead, at in dated if at - newest_told > least]
    if source.kind is Kind.SITEMAP and len(ahead) < 2:
        ahead = [(lead, at) for lead, at in ahead if at - newest_told > _FAR_AHEAD]
    return ahead


def _path(url: str) -> str:
    return url.partition("://")[2].partition("/")[2]


def _keys(lead: Lead) -> Iterable[str]:
    try:
        address = canonical(lead.url)
    except ValueError:
        address = lead.url
    yield address.rstrip("/")
    if lead.title and len(lead.title) >= _LEAST_TITLE:
        yield " ".join(lead.title.casefold().split())
