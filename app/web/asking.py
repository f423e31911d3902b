"""What a search is asked by the address of a page: a query, what narrows it, and the order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from app.periods import moment_of
from storage.search import Filter
from watch import AliasBook, WatchSyntaxError, parse
from watch import Query as WatchQuery

Sort = Literal["published", "collected", "relevance"]

_LONGEST = 10_000
_LARGEST = 2**63 - 1
_COUNTRY = re.compile("[A-Za-z]{2}")
# BCP 47, as far as archives hold it
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search as it was written, for forms and links."""

    q: str = ""
    source: str | None = None
    country: str | None = None
    owner: str | None = None
    language: str | None = None
    section: str | None = None
    watch: str | None = None
    story: int | None = None
    since: str | None = None
    until: str | None = None
    sort: Sort = "published"

    @property
    def given(self) -> dict[str, Any]:
        """What an address must carry to ask the same again."""
        return {
            "q": self.q,
            **self.narrowing,
            "sort": None if self.sort == "published" else self.sort,
        }

    @property
    def narrowing(self) -> dict[str, Any]:
        """What narrows it beside the query, as it was written."""
        names = ("source", "country", "owner", "language", "section", "watch", "story", "since", "until")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a search cannot be made; where the query is at fault its column, from 1, and two lines that show it."""

    said: str
    column: int | None = None
    caret: str | None = None


Words = Annotated[str | None, Query(max_length=500)]


def _asked(
    q: Annotated[str, Query(max_length=_LONGEST)] = "",
    source: Words = None,
    country: Words = None,
    owner: Words = None,
    language: Words = None,
    section: Words = None,
    watch: Words = None,
    story: Annotated[int | None, Query(ge=1, le=_LARGEST)] = None,
    since: Words = None,
    until: Words = None,
    sort: Sort = "published",
) -> Asked:
    return Asked(
        q=q.strip(),
        source=source or None,
        country=country or None,
        owner=owner or None,
        language=language or None,
        section=section or None,
        watch=watch or None,
        story=story,
        since=since or None,
        until=until or None,
        sort=sort,
    )


#: The search that a request asks for.
AskedSearch = Annotated[Asked, Depends(_asked)]


def understood(q: str, book: AliasBook) -> WatchQuery | Fault:
    """The query, or what is wrong with it."""
    try:
        return parse(q, book)
    except WatchSyntaxError as error:
        said = error.message if error.suggestion is None else f"{error.message}. {error.suggestion}"
        return Fault(said=said, column=error.column, caret=error.caret())


def filter_of(asked: Asked, now: datetime) -> Filter | Fault:
    """What narrows the search, or which part of it cannot be meant."""
    if asked.country is not None and not _COUNTRY.fullmatch(asked.country):
        return Fault(said="a country is two letters (ISO 3166), such as KR")
    if asked.language is not None and not _LANGUAGE.fullmatch(asked.language):
        return Fault(said="a language is a tag (BCP 47), such as ko or zh-hans")
    try:
        since = None if asked.since is None else moment_of(asked.since, now)
        until = None if asked.until is None else moment_of(asked.until, now)
    except ValueError as error:
        return Fault(said=str(error))
    if since is not None and until is not None and until <= since:
        return Fault(said="nothing lies between since and until")
    found = Filter(
        source=asked.source,
        country=None if asked.country is None else asked.country.upper(),
        owner=asked.owner,
        language=asked.language,
        section=asked.section,
        watch=asked.watch,
        story=asked.story,
    )
    return replace(found, since=since, until=until)
