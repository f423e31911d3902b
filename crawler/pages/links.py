"""The addresses that a page's head gives for itself: the canonical one, and its AMP form."""

from __future__ import annotations

from crawler import urls
from crawler.pages import first_claim
from crawler.pages.found import Found
from crawler.pages.page import Page


def canonical_url(page: Page) -> Found[str] | None:
    """The address that the page calls its own; whether it is believed is for `crawler.normalise` to say."""
    claims = [("rel=canonical", _linked(page, "canonical")), ("meta og:url", page.meta.get("og:url", ""))]
    absolute = [(origin, urls.absolute(href, page.base_url) or "") for origin, href in claims if href]
    return first_claim.decide(absolute)


def amp_url(page: Page) -> Found[str] | None:
    """The page in the form for fast phones."""
    href = _linked(page, "amphtml")
    found = urls.absolute(href, page.base_url) if href else None
    return Found(found, "rel=amphtml") if found else None


def _linked(page: Page, relation: str) -> str:
    for link in page.tree.iter("link"):
        if relation in (link.get("rel") or "").lower().split() and (href := link.get("href")):
            return str(href)
    return ""
