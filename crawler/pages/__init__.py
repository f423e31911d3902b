"""Reading pages: bytes in, the article out. No network, no database, no framework."""

from crawler.pages.article import PageKind, RawArticle
from crawler.pages.reading import read

__all__ = ["PageKind", "RawArticle", "read"]
