"""What a search is asked by the address of a page: a query, what narrows it, and the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from fastapi import Depends, Query
from pydantic import ValidationError

from app.web.api.asked import AskedFilter
from app.web.api.asked import filter_of as narrowed_by
from app.web.desk import Desk
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.problems import ProblemError
from storage.records import Owner
from storage.search import Filter
from watch import AliasBook, WatchSyntaxError, parse
from watch import Query as WatchQuery

Sort = Literal["published", "collected", "relevance"]

_LONGEST = 10_000
_LARGEST = 2**63 - 1
_FORMS = {
    "country": "a country is two letters (ISO 3166), such as KR",
    "language": "a language is a tag (BCP 47), such as ko or zh-hans",
    "owner": f"a kind of owner is one of {', '.join(get_args(Owner))}",
}


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


Words = Annotated[str | None, Query(max_length=500, pattern=NO_NUL_OR_NOTHING)]


def _asked(
    q: Annotated[str, Query(max_length=_LONGEST, pattern=NO_NUL_OR_NOTHING)] = "",
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


def filter_of(desk: Desk, asked: Asked) -> Filter | Fault:
    """What narrows the search, or which part of it cannot be meant."""
    try:
        return narrowed_by(desk, AskedFilter(**asked.narrowing))
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][-1])
        return Fault(said=_FORMS.get(name, f"{name} cannot be read"))
    except ProblemError as error:
        return Fault(said=error.problem.detail)
