"""A page that was parsed once, with all that is known of it: what every reader of it shares."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from crawler import cleaning, urls
from crawler.lead import Lead
from crawler.pages import json_ld, layout
from crawler.pages.blocks import Block, blocks, parse_markup

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


_LONGEST_MARKS = 300


class Page:
    """One HTML page. Nobody changes its tree; whoever must, copies it."""

    def __init__(
        self,
        markup: str,
        tree: HtmlElement,
        url: str,
        lead: Lead | None,
        fetched_at: datetime | None,
        host_lines: frozenset[str],
    ):
        self.markup = markup
        self.tree = tree
        self.url = url
        self.lead = lead
        self.fetched_at = fetched_at
        self.host_lines = host_lines

    @classmethod
    def parse(
        cls,
        markup: str,
        url: str,
        lead: Lead | None = None,
        fetched_at: datetime | None = None,
        host_lines: frozenset[str] = frozenset(),
    ) -> Page | None:
        """None for a document without a single element."""
        tree = parse_markup(layout.without_absurd_tags(markup))
        if tree is None:
            return None
        layout.unwrap_tables(tree)
        return cls(markup, tree, url, lead, fetched_at, host_lines)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page for a site's own selectors; parsed again, as only few sites need it."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(cleaning.markup(self.markup), "lxml")

    @cached_property
    def data_nodes(self) -> list[dict[str, Any]]:
        """Every node of the page's JSON-LD that describes the page itself."""
        scripts = self.tree.iter("script")
        return json_ld.nodes(
            script.text or "" for script in scripts if "ld+json" in (script.get("type") or "").lower()
        )

    @cached_property
    def article_data(self) -> dict[str, Any]:
        """What the page's JSON-LD says of its article; empty where it says nothing."""
        return json_ld.article(self.data_nodes)

    @cached_property
    def meta(self) -> dict[str, str]:
        """The first content of each <meta> by its name, property or itemprop in lower case."""
        found: dict[str, str] = {}
        for element in self.tree.iter("meta"):
            content = cleaning.line(element.get("content") or "")
            for attribute in ("property", "name", "itemprop"):
                name = (element.get(attribute) or "").strip().lower()
                if name and content:
                    found.setdefault(name, content)
        return found

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every paragraph that the page shows, the article's and all others."""
        return tuple(blocks(self.tree))

    @cached_property
    def base_url(self) -> str:
        """What relative addresses of the page are read against."""
        for element in self.tree.iter("base"):
            if href := element.get("href"):
                return urls.absolute(href, self.url) or self.url
        return self.url


def marks(element: HtmlElement) -> str:
    """What an element calls itself: its class, id and itemprop, as far as anyone reads them."""
    get = element.get
    return f"{get('class') or ''} {get('id') or ''} {get('itemprop') or ''}"[:_LONGEST_MARKS]


def shown_text(element: HtmlElement) -> str:
    """What an element shows, on one line."""
    return " ".join(block.text for block in blocks(element))
