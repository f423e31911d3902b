"""Ways to send a crawl to an inside address, and redirects that would carry a source's credentials away."""

from tests.inside import credentials, documents, names, pages, proxies, redirects, spellings
from tests.inside.credentials import Leak
from tests.inside.ways import Way

THEMES: dict[str, tuple[Way, ...]] = {
    "redirects": redirects.WAYS,
    "spellings": spellings.WAYS,
    "names": names.WAYS,
    "documents": documents.WAYS,
    "pages": pages.WAYS,
    "proxies": proxies.WAYS,
}
ALL: tuple[Way, ...] = tuple(way for ways in THEMES.values() for way in ways)
LEAKS: tuple[Leak, ...] = credentials.LEAKS
