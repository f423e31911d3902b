"""The order in which a site's sources are offered: by what they show of its newest articles, never by how many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from crawler.discovery.found import Kind, LeftOut, Measured, Offer, Trust
from crawler.discovery.freshness import Newest, is_stale

# shares of the newest that count as the same: a feed may do without a picture story
_TIERS = (0.85, 0.6, 0.3, 1e-9)
_KINDS = {Kind.FEED: 0, Kind.WORDPRESS: 1, Kind.SITEMAP: 3, Kind.LISTING: 4}
_DUPLICATE_ITEMS = 10
_DATED_SITEMAP, _UNDATED_SITEMAP = 3, 5


def ranked(
    sources: Sequence[Measured], *, own: Collection[str], language: str | None, now: datetime
) -> tuple[list[Offer], list[LeftOut]]:
    """The offers, the best first, and what is left out for being stale or the same as another.

    `own` are the addresses of the section that was asked about: they come first while they live. `language` is
    that of the page that was asked about.
    """
    alone, left_out = _each_once(sources, own)
    spoken = [source for source in alone if not _is_foreign(source, language)] or alone
    newest = Newest(spoken)
    best_at = max((at for one in spoken if (at := one.newest_at)), default=None)
    stale = {one.url: is_stale(one.newest_at, best_at, one.per_day, now) for one in alone}
    has_fresh = not all(stale.values())

    def place(source: Measured) -> tuple[object, ...]:
        share = newest.share(source)
        tier = next((place for place, least in enumerate(_TIERS) if share >= least), len(_TIERS))
        return (
            stale[source.url],
            not (source.url in own or source.found.url in own),
            _is_foreign(source, language),
            tier,
            _kind(source),
            source.found.trust,
            -(source.per_day or 0.0),
            len(source.url),
        )

    offers: list[Offer] = []
    for source in sorted(alone, key=place):
        if stale[source.url] and has_fresh:
            left_out.append(_out(source, f"stale: its newest is of {source.newest_at:%Y-%m-%d}"))
            continue
        why, cautions = _reasons(source, newest, language, now, is_own=source.url in own)
        offers.append(Offer(source=source, why=why, cautions=cautions))
    return offers, left_out


def _each_once(sources: Sequence[Measured], own: Collection[str]) -> tuple[list[Measured], list[LeftOut]]:
    """The sources without those that show the same as another of their kind."""
    kept: dict[tuple[object, ...], Measured] = {}
    left_out: list[LeftOut] = []
    for source in sorted(sources, key=lambda one: (one.url not in own, one.found.trust, len(one.url))):
        shown = tuple(lead.url for lead in source.leads[:_DUPLICATE_ITEMS])
        key = (source.kind, shown, len(source.leads))
        first = kept.setdefault(key, source)
        if first is not source and first.url != source.url:
            left_out.append(_out(source, f"shows the same as {first.url}"))
    return list(kept.values()), left_out


def _kind(source: Measured) -> int:
    if source.kind is not Kind.SITEMAP:
        return _KINDS[source.kind]
    if source.is_news:
        return 2
    return _DATED_SITEMAP if source.dates else _UNDATED_SITEMAP


def _is_foreign(source: Measured, language: str | None) -> bool:
    return bool(language and source.language and source.language != language)


def _reasons(
    source: Measured, newest: Newest, language: str | None, now: datetime, *, is_own: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    why = [source.found.how] if source.found.how else []
    share = newest.share(source)
    if source.newest_at is not None:
        why.append(f"newest {_age(now - source.newest_at)} ago")
    if source.per_day is not None:
        why.append(f"{source.per_day:g} a day")
    why.append(_of_newest(share))
    if is_own and source.found.trust is not Trust.GIVEN:
        why.append("of the section that was asked about")
    cautions = list(source.doubts[:2])
    if not source.dates:
        cautions.append("names no dates: how fresh it is shows only in its articles")
    elif source.kind is Kind.SITEMAP and not source.published:
        cautions.append("gives times of change, not of publication")
    if _is_foreign(source, language):
        cautions.append(f"in another language than the page: {source.language}")
    if is_stale(source.newest_at, newest.newest_at, source.per_day, now):
        cautions.append("stale: it may have ended")
    return tuple(why), tuple(cautions)


def _of_newest(share: float) -> str:
    if share >= 1 - 1e-9:
        return "shows all of the newest"
    return f"shows {share:.0%} of the newest" if share > 0 else "shows none of the newest"


def _age(span: timedelta) -> str:
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 72 * 60 else f"{minutes // 1440} d"


def _out(source: Measured, reason: str) -> LeftOut:
    return LeftOut(url=source.url, kind=source.kind, reason=reason, how=source.found.how)
