"""One site looked over: from an address of it to the sources that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from crawler import urls
from crawler.discovery import guesses
from crawler.discovery.answers import Answer, Ask, form_of, unpacked
from crawler.discovery.apart import apart
from crawler.discovery.found import Found, Kind, LeftOut, Measured, Offer, Trust
from crawler.discovery.listing_pages import folder_of, listing_of, news_pages
from crawler.discovery.measuring import Index, measure
from crawler.discovery.page_links import PageLinks, page_links
from crawler.discovery.ranking import ranked

#: Requests that are kept for reading articles.
RESERVED = 6
_MOST_ROBOTS_SITEMAPS = 5
_MOST_CHILDREN = 3
_MOST_NEWS_PAGES = 3
_FRESH = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a site has: the offers, the best first, and what is left out, each with its reasons."""

    start: str
    offers: tuple[Offer, ...]
    left_out: tuple[LeftOut, ...]
    site_name: str = ""
    language: str | None = None
    trouble: str | None = None


def survey(
    start: str,
    ask: Ask,
    *,
    sitemaps_of: Callable[[str], Iterable[str]],
    left: Callable[[], int],
    now: datetime,
) -> Survey:
    """Look for the sources of the site that `start` belongs to; never raises for what a site answers.

    `sitemaps_of` tells what a site's robots.txt names, `left` how many requests may still be made.
    """
    return _Surveying(start, ask, left, now).run(sitemaps_of)


class _Surveying:
    def __init__(self, start: str, ask: Ask, left: Callable[[], int], now: datetime) -> None:
        self._start = start
        self._ask_page = ask
        self._left = left
        self._now = now
        self._asked: dict[str, Answer] = {}
        self._done: set[str] = set()
        self._sources: dict[tuple[Kind, str], Measured] = {}
        self._left_out: dict[str, LeftOut] = {}
        self._groups: set[str] = set()
        self._own: set[str] = set()
        self._apart: dict[str, Measured] = {}

    def run(self, sitemaps_of: Callable[[str], Iterable[str]]) -> Survey:
        answer = self._ask(self._start)
        if answer is None or (answer.status == 0 and answer.trouble):
            return Survey(
                start=self._start, offers=(), left_out=(), trouble=answer.trouble if answer else None
            )
        self._groups = {urls.host_group(self._start), urls.host_group(answer.url)}
        page = page_links(answer) if not answer.trouble and form_of(unpacked(answer.body)) == "html" else None
        if page is None:
            self._take_given(answer)
        site = urls.absolute("/", answer.url) or answer.url
        front = page if page is not None and urls.is_front_page(answer.url) else self._page(site)
        pages = [one for one in dict.fromkeys((page, front)) if one is not None]
        if front is not None:
            self._groups.add(urls.host_group(front.url))
        self._note_section(page, front)
        self._try_all(one for each in pages for one in each.feeds)
        self._try_sitemaps(site, pages, sitemaps_of)
        self._try_wordpress(site, pages)
        self._take_listings(pages)
        self._try_guesses(site, pages)
        if not self._has_fresh():
            self._try_news_pages(pages)
        language = next((one.language for one in pages if one.language), None)
        # a site of nothing but recordings, or of links to others, is still what somebody asks for
        sources = list(self._sources.values()) or [
            one for one in self._apart.values() if "comments" not in one.doubts[0]
        ]
        offers, same = ranked(sources, own=self._own, language=language, now=self._now)
        for one in same:
            self._left_out.setdefault(one.url, one)
        offered = {offer.source.url for offer in offers}
        return Survey(
            start=self._start,
            offers=tuple(offers),
            left_out=tuple(one for one in self._left_out.values() if one.url not in offered),
            site_name=next((one.site_name for one in reversed(pages) if one.site_name), ""),
            language=language,
            trouble=answer.trouble,
        )

    def _ask(self, url: str) -> Answer | None:
        """The answer of an address, asked for once; None where no request is left for it."""
        if url not in self._asked:
            if self._left() <= RESERVED:
                return None
            self._asked[url] = self._ask_page(url)
        return self._asked[url]

    def _page(self, url: str) -> PageLinks | None:
        answer = self._ask(url)
        if answer is None or answer.trouble or form_of(unpacked(answer.body)) != "html":
            return None
        return page_links(answer)

    def _take_given(self, answer: Answer) -> None:
        form = form_of(unpacked(answer.body))
        kind = Kind.SITEMAP if form == "sitemap" else Kind.WORDPRESS if form == "json" else Kind.FEED
        found = Found(url=self._start, kind=kind, how="the address that was given", trust=Trust.GIVEN)
        self._own |= {self._start, answer.url, answer.kept_url}
        measured = measure(found, answer, self._now)
        if isinstance(measured, Measured):
            # a feed may be kept by a service: the site is where its articles are
            self._groups |= {urls.host_group(lead.url) for lead in measured.leads[:5]}
        self._try(found)

    def _note_section(self, page: PageLinks | None, front: PageLinks | None) -> None:
        """Remember what is the section's own, where a section was asked about and not the site or an article."""
        if page is None or page.is_article or urls.is_front_page(page.url):
            return
        general = {found.url for found in front.feeds} if front is not None else set()
        folder = f"{site_of(page.url)[:-1]}{folder_of(page.url)}"
        self._own |= {
            found.url for found in page.feeds if found.url not in general or found.url.startswith(folder)
        }

    def _try_all(self, found: Iterable[Found]) -> None:
        for one in sorted(found, key=lambda each: each.trust):
            self._try(one)

    def _try(self, found: Found) -> bool:
        """Ask for a source, and keep it or the reason against it; True where it is one."""
        if found.url in self._done:
            return False
        self._done.add(found.url)
        answer = self._ask(found.url)
        if answer is None:
            self._keep_out(
                LeftOut(url=found.url, kind=found.kind, reason="not asked: too many requests", how=found.how),
                found,
            )
            return False
        measured = measure(found, answer, self._now)
        if isinstance(measured, Index):
            return self._try_index(measured)
        if isinstance(measured, LeftOut):
            # a page at the usual place of a feed may list several; one that answers anything names nothing new
            may_list = found.trust is Trust.LINKED or found.url.rstrip("/").endswith(("/rss", "/feeds"))
            if may_list and not answer.trouble and form_of(unpacked(answer.body)) == "html":
                return self._try_listed(page_links(answer, lists_feeds=True))
            self._keep_out(measured, found)
            return False
        return self._take(measured, answer)

    def _take(self, measured: Measured, answer: Answer) -> bool:
        if measured.found.trust is not Trust.GIVEN:
            reason = apart(measured, answer, self._start, frozenset(self._groups))
            if reason is not None:
                self._apart[measured.url] = replace(measured, doubts=(reason, *measured.doubts))
                self._left_out[measured.url] = LeftOut(
                    url=measured.url, kind=measured.kind, reason=reason, how=measured.found.how
                )
                return False
        if measured.found.url in self._own:
            self._own.add(measured.url)
        known = self._sources.get((measured.kind, measured.url))
        if known is None or measured.found.trust < known.found.trust:
            self._sources[measured.kind, measured.url] = measured
        return True

    def _keep_out(self, left_out: LeftOut, found: Found) -> None:
        # that nothing is where nobody said there was is no news
        if found.trust is not Trust.GUESSED:
            self._left_out.setdefault(found.url, left_out)

    def _try_listed(self, page: PageLinks) -> bool:
        """The feeds that a page lists: a newsroom's page of its feeds."""
        listed = [replace(one, trust=Trust.LISTED, how=f"listed on {page.url}") for one in page.feeds]
        found = [self._try(one) for one in listed if one.url not in self._done]
        return any(found)

    def _try_index(self, index: Index) -> bool:
        """An index of sitemaps is offered itself, with what its freshest children hold; one of news beside it."""
        parts: list[Measured] = []
        for child in index.children[:_MOST_CHILDREN]:
            self._done.add(child)
            answer = self._ask(child)
            if answer is None:
                break
            found = replace(index.found, url=child, how=f"named by the index {index.url}", kind=Kind.SITEMAP)
            measured = measure(found, answer, self._now)
            if isinstance(measured, Index) and measured.children:
                # an index of indexes, by year and month
                child = measured.children[0]
                answer = self._ask(child)
                measured = measure(found, answer, self._now) if answer is not None else measured
            if isinstance(measured, Measured) and answer is not None:
                parts.append(measured)
                if measured.is_news:
                    self._take(measured, answer)
        if not parts:
            reason = "an index of sitemaps, of which none that was asked for holds articles"
            self._keep_out(
                LeftOut(url=index.url, kind=Kind.SITEMAP, reason=reason, how=index.found.how), index.found
            )
            return False
        whole = replace(
            parts[0],
            found=index.found,
            url=index.url,
            leads=tuple(lead for part in parts for lead in part.leads),
            dates={url: at for part in reversed(parts) for url, at in part.dates.items()},
            is_news=False,
            published=all(part.published for part in parts),
        )
        return self._take(whole, self._asked[index.found.url])

    def _try_sitemaps(
        self, site: str, pages: Iterable[PageLinks], sitemaps_of: Callable[[str], Iterable[str]]
    ) -> None:
        named = [
            Found(url=url, kind=Kind.SITEMAP, how="named in robots.txt", trust=Trust.ROBOTS)
            for url in sorted(sitemaps_of(site), key=lambda url: "news" not in url.lower())
        ]
        self._try_all(named[:_MOST_ROBOTS_SITEMAPS])
        self._try_all(one for page in pages for one in page.sitemaps)
        knows_news = any(one.is_news for one in self._sources.values())
        knows_any = any(one.kind is Kind.SITEMAP for one in self._sources.values())
        for guess in guesses.sitemaps(site):
            is_news = "news" in guess.url.rpartition("/")[2]
            if (knows_news if is_news else knows_any) or not self._try(guess):
                continue
            knows_news, knows_any = knows_news or is_news, True

    def _try_wordpress(self, site: str, pages: list[PageLinks]) -> None:
        root = next((page.wordpress for page in pages if page.wordpress), None)
        if root is not None or any("wordpress" in page.generator for page in pages) or not self._has_fresh():
            self._try(guesses.wordpress(site, root))

    def _take_listings(self, pages: Iterable[PageLinks]) -> None:
        for page in pages:
            if page.is_article:
                continue
            # of two pages that list the same the one that was asked about is meant
            trust = Trust.DECLARED if page.url == self._asked[self._start].url else Trust.LINKED
            listing = listing_of(page, trust, "a page that lists articles", self._now)
            if listing is not None:
                self._sources.setdefault((Kind.LISTING, listing.url), listing)

    def _try_guesses(self, site: str, pages: list[PageLinks]) -> None:
        if self._has_fresh(Kind.FEED):
            return
        generator = " ".join(page.generator for page in pages)
        folder = folder_of(self._start) if not any(page.is_article for page in pages) else "/"
        for guess in guesses.feeds(site, generator, folder):
            if self._try(guess) and self._has_fresh(Kind.FEED):
                return

    def _try_news_pages(self, pages: list[PageLinks]) -> None:
        addresses = dict.fromkeys(address for page in pages for address in news_pages(page))
        for address in list(addresses)[:_MOST_NEWS_PAGES]:
            page = self._page(address)
            if page is None or page.is_article:
                continue
            self._take_listings([page])
            self._try_all(page.feeds)

    def _has_fresh(self, kind: Kind | None = None) -> bool:
        return any(
            at is not None and self._now - at < _FRESH
            for one in self._sources.values()
            if (kind is None or one.kind is kind) and (at := one.newest_at) is not None
        )


def site_of(url: str) -> str:
    """The front page of an address's site."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
