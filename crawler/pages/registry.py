"""Which site has a reader of its own: every `SitePage` in a file of this package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import crawler.pages
from crawler import urls
from crawler.pages.site import SitePage


@cache
def site_readers() -> Mapping[str, type[SitePage]]:
    """The readers by registrable domain."""
    readers: dict[str, type[SitePage]] = {}
    for module_info in pkgutil.iter_modules(crawler.pages.__path__):
        module = importlib.import_module(f"{crawler.pages.__name__}.{module_info.name}")
        for value in vars(module).values():
            is_reader = isinstance(value, type) and issubclass(value, SitePage) and value is not SitePage
            if is_reader and value.__module__ == module.__name__:
                readers[value.domain] = value
    return MappingProxyType(readers)


def site_reader(url: str) -> type[SitePage] | None:
    """The reader of the site at `url`, None where the generic one reads."""
    try:
        domain = urls.registrable_domain(url)
    except ValueError:
        return None
    return site_readers().get(domain) if domain else None
