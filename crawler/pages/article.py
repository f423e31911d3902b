"""What a page says: the raw article, claimed by the page and not yet normalised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class PageKind(StrEnum):
    """What a page turned out to be. Only an `ARTICLE` is archived."""

    ARTICLE = "article"
    EMPTY = "empty"
    NOT_HTML = "not-html"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article as its page gives it.

    `published_at` and `modified_at` keep the page's own offset and are naive where the page names none.
    `text` holds the paragraphs separated by one blank line. `provenance` names, for each field that was found,
    where it came from; `reader` is the page class that read it ("generic" or a site's).
    """

    kind: PageKind
    url: str
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    canonical_url: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    reader: str = "generic"
