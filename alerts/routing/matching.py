"""Which hits a route or a silence is for."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from storage.records import RoutedHit, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteMatch:
    """What a route asks of a hit; all that is given must hold. Watches and sources are globs, `severity` the least."""

    watches: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    severity: Severity | None = None

    def holds(self, hit: RoutedHit) -> bool:
        """Whether the hit is such a one."""
        return (
            named(self.watches, hit.watch)
            and named(self.sources, hit.source)
            and in_language(self.languages, hit.language)
            and (not self.countries or hit.country in self.countries)
            and (self.severity is None or hit.severity.is_at_least(self.severity))
        )


EVERY_HIT = RouteMatch()


def named(globs: Sequence[str], name: str) -> bool:
    """Whether one of the globs is for this name, or there is none. `*` and `?` are the only signs; case is nothing."""
    return not globs or any(is_like(glob, name) for glob in globs)


def is_like(glob: str, name: str) -> bool:
    """Whether the glob is for this name."""
    return fnmatchcase(_folded(name), _folded(glob).replace("[", "[[]"))


def in_language(languages: Sequence[str], language: str | None) -> bool:
    """Whether the language (BCP 47) is one of these, in two letters, or none is asked for."""
    return not languages or (language is not None and language.partition("-")[0].casefold() in languages)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
