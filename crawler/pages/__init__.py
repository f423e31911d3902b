"""Reading pages: bytes in, the article out. No network, no database, no framework.

`read` is loaded where it is asked for: a worker whose pages are read by other processes never does.
"""

from typing import TYPE_CHECKING

from crawler.pages.article import PageKind, Precision, Provenance, RawArticle
from crawler.pages.found import Claim

if TYPE_CHECKING:
    from crawler.pages.reading import read

__all__ = ["Claim", "PageKind", "Precision", "Provenance", "RawArticle", "read"]


def __getattr__(name: str) -> object:
    if name == "read":
        from crawler.pages.reading import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
