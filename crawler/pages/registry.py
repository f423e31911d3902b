"""Which site has a reader of its own: every `SitePage` in a file of `crawler.pages.sites`, or of a user's folder."""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from crawler import urls
from crawler.pages import sites
from crawler.pages.page import Page
from crawler.pages.site import SitePage

_OWN = sites.__path__[0]
_LONGEST = 4_000_000
_MOST_TAGS = 60_000

log = logging.getLogger(__name__)

#: The environment's name for the folder of the user's readers: what a process tells those that it starts.
VARIABLE = "WIREWATCH_READERS"


class SiteReaderError(Exception):
    """A site's reader cannot be used. One line, which names its file."""


def use_folder(folder: Path) -> None:
    """Read with the readers in `folder` too, in this process and those that it starts, before the project's own.

    Raises:
        SiteReaderError: a file there is no Python, cannot be imported, or has the name of another reader.
    """
    os.environ[VARIABLE] = str(folder)
    look_again()
    modules: set[str] = set()
    names: set[str] = set()
    for place in sites.__path__:
        for module in pkgutil.iter_modules([place]):
            found = {reader.name for reader in _readers_in(module.name)}
            if module.name in modules or found & names:
                raise SiteReaderError(f"{place}/{module.name}.py: there is a reader of this name already")
            modules.add(module.name)
            names |= found


def look_again() -> None:
    """Find readers that were written or changed since."""
    for name in [name for name in sys.modules if name.startswith(f"{sites.__name__}.")]:
        del sys.modules[name]
    folder = os.environ.get(VARIABLE)
    sites.__path__[:] = [_OWN, *([folder] if folder else [])]
    importlib.invalidate_caches()
    site_readers.cache_clear()
    _by_site.cache_clear()


@cache
def site_readers() -> tuple[type[SitePage], ...]:
    """All readers, by name. A user's that cannot be used is logged and left out: `use_folder` tells of it in time.

    Raises:
        SiteReaderError: one of the project's own cannot be used.
    """
    if os.environ.get(VARIABLE) and len(sites.__path__) == 1:
        look_again()
    readers: dict[str, type[SitePage]] = {}
    for place in sites.__path__:
        for module in pkgutil.iter_modules([place]):
            try:
                for reader in _readers_in(module.name):
                    readers.setdefault(reader.name, reader)
            except SiteReaderError as error:
                if place == _OWN:
                    raise
                log.warning("%s", error)
    return tuple(readers[name] for name in sorted(readers))


def site_page(page: Page) -> SitePage | None:
    """The page for the reader of its site and its day, None where the generic one reads.

    A page of monstrous size is left to the generic one: BeautifulSoup would take seconds for it.
    """
    if len(page.markup) > _LONGEST or page.markup.count("<") > _MOST_TAGS:
        return None
    return next(
        (reader(page) for reader in valid_readers(page.url, page.fetched_at) if _fits(reader, page)), None
    )


def valid_readers(url: str, fetched_at: datetime | None) -> Iterator[type[SitePage]]:
    """The readers of the site at `url` whose form was valid at `fetched_at`, the newest first; all without a time."""
    for reader in _by_site().get(_site(url), ()):
        if fetched_at is None or reader.valid_from is None or reader.valid_from <= fetched_at.date():
            yield reader


def _fits(reader: type[SitePage], page: Page) -> bool:
    try:
        return reader.fits(page)
    except Exception:  # a reader that cannot even look at the page does not read it
        return False


def file_of(reader: type[SitePage]) -> Path:
    """The file in which a reader stands."""
    return Path(sys.modules[reader.__module__].__file__ or "")


def _readers_in(name: str) -> Iterator[type[SitePage]]:
    try:
        module = importlib.import_module(f"{sites.__name__}.{name}")
    except Exception as error:
        raise SiteReaderError(f"the site reader {name}.py cannot be loaded: {_one_line(error)}") from error
    for value in vars(module).values():
        is_reader = isinstance(value, type) and issubclass(value, SitePage) and value is not SitePage
        if is_reader and value.__module__ == module.__name__:
            if not getattr(value, "name", "") or not getattr(value, "domain", ""):
                raise SiteReaderError(
                    f"the site reader {name}.py: {value.__name__} needs a name and a domain"
                )
            yield value


@cache
def _by_site() -> Mapping[str, tuple[type[SitePage], ...]]:
    of_site: dict[str, list[type[SitePage]]] = {}
    for reader in site_readers():
        of_site.setdefault(reader.domain, []).append(reader)
    return MappingProxyType(
        {domain: tuple(sorted(readers, key=_precedence, reverse=True)) for domain, readers in of_site.items()}
    )


def _precedence(reader: type[SitePage]) -> tuple[bool, date]:
    return file_of(reader).parent != Path(_OWN), reader.valid_from or date.min


def _site(url: str) -> str:
    """The registrable domain; the bare address or name where there is none, as on loopback."""
    try:
        return urls.registrable_domain(url) or urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
