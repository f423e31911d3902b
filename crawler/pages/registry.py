"""Which site has a reader of its own: every `SitePage` in a file of `crawler.pages.sites`, or of a user's folder."""

from __future__ import annotations

import importlib
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


class SiteReaderError(Exception):
    """A site's reader cannot be used. One line, which names its file."""


def use_folder(folder: Path) -> None:
    """Read with the readers in `folder` too, in this process, before the project's own of the same domain.

    Raises:
        SiteReaderError: a file there is no Python, cannot be imported, or has the name of another reader.
    """
    if str(folder) not in sites.__path__:
        own = {module.name for module in pkgutil.iter_modules(sites.__path__)}
        for module in pkgutil.iter_modules([str(folder)]):
            if module.name in own:
                raise SiteReaderError(f"{folder / module.name}.py: a reader of this name is there already")
        sites.__path__.append(str(folder))
    look_again()
    try:
        site_readers()
    except SiteReaderError:
        sites.__path__.remove(str(folder))
        look_again()
        raise


def look_again() -> None:
    """Find readers that were written or changed since."""
    for name in [name for name in sys.modules if name.startswith(f"{sites.__name__}.")]:
        del sys.modules[name]
    importlib.invalidate_caches()
    site_readers.cache_clear()
    _by_site.cache_clear()


@cache
def site_readers() -> tuple[type[SitePage], ...]:
    """All readers, by name.

    Raises:
        SiteReaderError: a reader has no name, no domain, or those of another.
    """
    readers: dict[str, type[SitePage]] = {}
    for module_info in pkgutil.iter_modules(sites.__path__):
        for reader in _readers_in(module_info.name):
            if reader.name in readers:
                raise SiteReaderError(f"two readers have the name {reader.name}")
            readers[reader.name] = reader
    return tuple(readers[name] for name in sorted(readers))


def site_page(page: Page) -> SitePage | None:
    """The page for the reader of its site and its day, None where the generic one reads."""
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
    return file_of(reader).parent != Path(sites.__path__[0]), reader.valid_from or date.min


def _site(url: str) -> str:
    """The registrable domain; the bare address or name where there is none, as on loopback."""
    try:
        return urls.registrable_domain(url) or urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
