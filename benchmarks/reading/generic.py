"""The generic reader alone, for the sets that hold pages of sites with a reader of their own."""

from __future__ import annotations

from crawler import pages
from crawler.pages import RawArticle


def read(body: bytes, url: str) -> RawArticle:
    """The article as it is read where no site reader knows the page."""
    return pages.read(body, url, site_readers=False)
