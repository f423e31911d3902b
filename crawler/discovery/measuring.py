"""What an address that may be a source turned out to hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler import cleaning, dates, feeds, sitemaps, wordpress
from crawler.decoding import decode
from crawler.discovery.answers import Answer, form_of, unpacked
from crawler.discovery.found import Found, Kind, LeftOut, Measured, Trust
from crawler.entries import Entries
from crawler.lead import Lead
from crawler.pages.blocks import fragment_paragraphs

_SLACK = timedelta(hours=26)
_CADENCE_ITEMS = 20
_HEAD = 20_000
_TITLE = re.compile(
    r"<title[^>]*>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</title>", re.IGNORECASE | re.DOTALL
)
_LANGUAGE = re.compile(
    r"<(?:dc:)?language>\s*(?:<!\[CDATA\[)?\s*([A-Za-z]{2})\b|\bxml:lang=[\"']([A-Za-z]{2})\b", re.IGNORECASE
)
_JSON_TITLE = re.compile(r'"title"\s*:\s*"((?:[^"\\]|\\.)*)"')
_JSON_LANGUAGE = re.compile(r'"language"\s*:\s*"([A-Za-z]{2})')
_NEWS = re.compile(rb"sitemap-news/|<(?:news|n):", re.IGNORECASE)
_LASTMOD = re.compile(
    r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</loc>\s*(?:<lastmod>\s*([^<]+?)\s*</lastmod>)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index of sitemaps: its children, those first that are likely to name the newest articles."""

    found: Found
    url: str
    children: tuple[str, ...]


def measure(found: Found, answer: Answer, now: datetime) -> Measured | Index | LeftOut:
    """Read the answer as whatever it is: a feed that was taken for a sitemap is a feed."""
    if answer.trouble is not None:
        return _left_out(found, answer.trouble)
    body = unpacked(answer.body)
    form = form_of(body)
    if form == "feed":
        entries = feeds.parse(body, answer.url, content_type=answer.content_type)
        head = decode(body[:_HEAD], answer.content_type)
        return of_entries(
            found, answer, Kind.FEED, entries, now, title=_title(head), language=_language(head)
        )
    if form == "sitemap":
        entries = sitemaps.parse(body, answer.url)
        if entries.children:
            return Index(found=found, url=_kept(answer), children=_by_promise(body, entries.children))
        return of_entries(found, answer, Kind.SITEMAP, entries, now, is_news=bool(_NEWS.search(body[:_HEAD])))
    if form == "json" and found.kind is Kind.WORDPRESS:
        return of_entries(found, answer, Kind.WORDPRESS, wordpress.parse(body, answer.url), now)
    if form == "html":
        return _left_out(
            found, "answers with a web page" + (", and to anything" if found.trust is Trust.GUESSED else "")
        )
    return _left_out(found, "is neither a feed nor a sitemap")


def of_listing(
    found: Found, leads: Iterable[Lead], shown: Mapping[str, datetime], now: datetime, language: str | None
) -> Measured:
    """A listing page, with the times that it shows beside its links."""
    kept = tuple(leads)
    plausible = {url: at for url, at in shown.items() if at <= now + _SLACK}
    return Measured(
        found=found,
        url=found.url,
        leads=kept,
        dates=plausible,
        published=True,
        title=found.title,
        language=language,
        per_day=cadence(plausible.values()),
        kind=Kind.LISTING,
        links=found.links,
    )


def cadence(times: Iterable[datetime]) -> float | None:
    """Items a day, over the newest twenty; None for fewer than three."""
    newest = sorted(times, reverse=True)[:_CADENCE_ITEMS]
    if len(newest) < 3:
        return None
    span = max(newest[0] - newest[-1], timedelta(minutes=10))
    return round((len(newest) - 1) / (span / timedelta(days=1)), 2)


def of_entries(
    found: Found,
    answer: Answer,
    kind: Kind,
    entries: Entries,
    now: datetime,
    *,
    title: str = "",
    language: str | None = None,
    is_news: bool = False,
) -> Measured | LeftOut:
    """What was read of an answer, with the times that can be believed."""
    if not entries.leads:
        return _left_out(found, "; ".join(entries.doubts) or "is empty", kind)
    published = {
        lead.url: at for lead in entries.leads if (at := _plausible(lead.published_at, now)) is not None
    }
    changed = {lead.url: at for lead in entries.leads if (at := _plausible(lead.updated_at, now)) is not None}
    if kind is Kind.SITEMAP and not published and _is_stamp(changed.values()):
        changed = {}
    known = published if len(published) * 2 >= len(changed) and published else changed
    return Measured(
        found=found,
        url=_kept(answer),
        leads=entries.leads,
        dates=changed | published if known is published else changed,
        published=known is published and bool(published),
        title=title or found.title,
        language=language,
        is_news=is_news,
        doubts=entries.doubts,
        per_day=cadence(known.values()),
        kind=kind,
    )


def _is_stamp(times: Iterable[datetime]) -> bool:
    """Whether the times are those of the day on which a program wrote the file, and not of its pages."""
    known = sorted(times)
    return len(known) >= 5 and known[-1] - known[0] < timedelta(minutes=2)


def _plausible(moment: datetime | None, now: datetime) -> datetime | None:
    if moment is None:
        return None
    at = dates.as_utc(moment)
    return at if at <= now + _SLACK else None


def _kept(answer: Answer) -> str:
    return answer.kept_url or answer.url


def _left_out(found: Found, reason: str, kind: Kind | None = None) -> LeftOut:
    return LeftOut(url=found.url, kind=kind or found.kind, reason=cleaning.line(reason)[:200], how=found.how)


def _title(head: str) -> str:
    said = _TITLE.search(head) or _JSON_TITLE.search(head)
    return cleaning.line(fragment_paragraphs(said[1]))[:80] if said else ""


def _language(head: str) -> str | None:
    said = _LANGUAGE.search(head) or _JSON_LANGUAGE.search(head)
    return next((code.lower() for code in said.groups() if code), None) if said else None


def _by_promise(body: bytes, children: tuple[str, ...]) -> tuple[str, ...]:
    """The children: those of news, then the ones that changed last, then those with the highest numbers."""
    changed: dict[str, float] = {}
    for address, written in _LASTMOD.findall(decode(body)):
        moment = dates.parse(written) if written else None
        if moment is not None:
            changed[address.replace("&amp;", "&")] = dates.as_utc(moment).timestamp()

    def promise(child: str) -> tuple[bool, bool, float, list[int]]:
        path = child.partition("://")[2].partition("/")[2].lower()
        numbers = [int(number) for number in re.findall(r"\d{1,12}", path)]
        is_article = bool(re.search(r"post|article|news|story|stories|content", path))
        return (
            bool(re.search(r"news", path)),
            changed.get(child, 0.0) > 0 or is_article,
            changed.get(child, 0.0),
            numbers,
        )

    ordered = sorted(children, key=promise, reverse=True)
    if len(ordered) > 2 and not changed and not promise(ordered[0])[0]:
        # nothing tells at which end the new ones are
        ordered.insert(1, ordered.pop())
    return tuple(ordered)
