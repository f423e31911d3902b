"""Listing pages: a front page or a section's, whose links to articles a CSS selector names."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from crawler import cleaning, next_pages, urls
from crawler.decoding import decode
from crawler.entries import Entries
from crawler.lead import Lead
from crawler.pages.caps import MOST_BYTES, cut_bytes, cut_tags

MOST_LINKS = 1_000
#: Starts and ends of elements that are read. Real front pages have up to 20,000; a tree of so many takes 40 MB.
MOST_TAGS = 60_000


def parse(
    body: bytes, url: str, *, links: str, next_link: str | None = None, content_type: str | None = None
) -> Entries:
    """The articles that the page at `url` links to, each once, in the order of the page, and its next page.

    `links` selects the links themselves or what they stand in; `next_link`, if given, the link to the next page, which
    is else found by what it says of itself. Of a page over 5 MB, or of more than 60,000 tags, the beginning is read,
    and a doubt says so. Raises `soupsieve.SelectorSyntaxError` where one is no CSS selector.
    """
    beginning, shortened = cut_bytes(body, MOST_BYTES)
    markup, thinned = cut_tags(decode(beginning, content_type), MOST_TAGS)
    soup = BeautifulSoup(cleaning.markup(markup), "lxml")
    base = _base(soup, url)
    selected = soup.select(links)
    leads: dict[str, Lead] = {}
    for element in selected:
        for anchor in _anchors(element):
            address = urls.absolute(str(anchor.get("href")), base)
            if address is None or _same_page(address, url):
                continue
            title = cleaning.line(anchor.get_text(" ")) or None
            known = leads.get(address)
            # a picture and a headline often link to the same article: the one with words names it
            if known is None or (known.title is None and title):
                leads[address] = Lead(url=address, title=title)
    doubts = [*filter(None, (shortened, thinned))]
    doubts += [] if selected else [f"the selector {links!r} finds nothing on the page"]
    if selected and not leads:
        doubts.append(f"the selector {links!r} finds no http(s) links")
    if len(leads) > MOST_LINKS:
        doubts.append(f"{len(leads)} links; only the first {MOST_LINKS} were read")
    following = next_pages.selected(soup, next_link, base) if next_link else next_pages.found(soup, base, url)
    if next_link and following is None:
        doubts.append(f"the selector {next_link!r} finds no link to a next page")
    return Entries(
        leads=tuple(leads.values())[:MOST_LINKS],
        doubts=tuple(doubts),
        next_page=None if following is None or _same_page(following, url) else following,
    )


def _base(soup: BeautifulSoup, url: str) -> str:
    base = soup.select_one("base[href]")
    return (urls.absolute(str(base.get("href")), url) if base else None) or url


def _anchors(element: Tag) -> list[Tag]:
    if element.name == "a":
        return [element] if element.get("href") else []
    within = element.select("a[href]")
    if within:
        return list(within)
    around = element.find_parent("a", href=True)
    return [around] if around is not None else []


def _same_page(address: str, url: str) -> bool:
    return address.partition("#")[0] == url.partition("#")[0]
