"""Reading pages: bytes in, the article out. No network, no database, no framework."""

from crawler.pages.article import PageKind, Precision, Provenance, RawArticle
from crawler.pages.found import Claim
from crawler.pages.published import published
from crawler.pages.reading import read

__all__ = ["Claim", "PageKind", "Precision", "Provenance", "RawArticle", "published", "read"]
