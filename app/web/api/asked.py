"""What the API is asked: the parameters, each with its form and its bounds, and what they come to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.periods import moment_of
from app.shown.search_pages import letter_of
from app.web.desk import Desk
from app.web.names import check_source, check_watch
from app.web.no_nul import NO_NUL
from app.web.problems import ProblemError, cannot_be_meant, not_understood
from storage.records import Owner
from storage.search import Filter, Period
from watch import Query as WatchQuery
from watch import WatchSyntaxError, parse

LARGEST = 2**63 - 1

Text = Annotated[str, Field(min_length=1, max_length=500, pattern=NO_NUL)]
SourceName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        pattern=NO_NUL,
        description="Only from this source.",
        examples=["Yonhap"],
        json_schema_extra={"format": "source-name"},
    ),
]
WatchName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        pattern=NO_NUL,
        description="Only what this watch hit.",
        examples=["North Korea troop deployments"],
        json_schema_extra={"format": "watch-name"},
    ),
]
Since = Annotated[
    str,
    Field(
        min_length=1,
        max_length=40,
        description="From then on: so long ago (30m, 12h, 90d, 2w), a day, or a time (ISO 8601).",
        examples=["90d", "2026-11-23", "2026-11-23T06:00:00Z"],
        json_schema_extra={"format": "moment"},
    ),
]
Until = Annotated[
    str,
    Field(
        min_length=1,
        max_length=40,
        description="Before then, written in the same way.",
        examples=["1d"],
        json_schema_extra={"format": "moment"},
    ),
]
Written = Annotated[
    str,
    Field(
        min_length=1,
        max_length=10_000,
        pattern=NO_NUL,
        description="A query in the watch language (docs/watch-language.md).",
        examples=['("North Korea*" OR 북한) AND troops'],
        json_schema_extra={"format": "watch-query"},
    ),
]
Cursor = Annotated[
    str,
    Field(
        pattern="^[pc][0-9]{1,18}$",
        description="The next page: the `next` of the page before, asked in the same order.",
        examples=["p4090528691200"],
        json_schema_extra={"format": "article-cursor"},
    ),
]
Limit = Annotated[int, Field(ge=1, le=200, description="How many at most.", examples=[20])]


class Asked(BaseModel):
    """Parameters; one that is misspelt is refused, for its filter would be left out without a word."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AskedPeriod(Asked):
    """A stretch of time."""

    since: Since | None = None
    until: Until | None = None


class AskedFilter(AskedPeriod):
    """What narrows a list of articles; `since` and `until` go by publication, where unknown by collection."""

    source: SourceName | None = None
    country: str | None = Field(
        default=None,
        pattern="^[A-Za-z]{2}$",
        description="Only from outlets of this country (ISO 3166).",
        examples=["KR"],
    )
    owner: Owner | None = Field(default=None, description="Only from outlets of this kind of owner.")
    language: str | None = Field(
        default=None,
        pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,8}$",
        description="Only in this language, or a variety of it (BCP 47).",
        examples=["ko"],
    )
    section: Text | None = Field(
        default=None, description="Only of this section of the outlet.", examples=["Defence"]
    )
    watch: WatchName | None = None
    story: int | None = Field(
        default=None, ge=1, le=LARGEST, description="Only of this story, by its number.", examples=[7]
    )


class AskedList(AskedFilter):
    """A page of articles."""

    sort: Literal["published", "collected"] = Field(
        default="published", description="The order, each the newest first.", examples=["published"]
    )
    after: Cursor | None = None
    limit: Limit = 50


class AskedSearch(AskedFilter):
    """A search."""

    q: Written


class AskedPage(AskedSearch):
    """A page of a search."""

    sort: Literal["published", "collected", "relevance"] = Field(
        default="published",
        description="The order, each the newest or best first; by relevance there is one page, of 100 at most.",
        examples=["published"],
    )
    after: Cursor | None = None
    limit: Limit = 20


class AskedCounts(AskedSearch):
    """What a search is counted by."""

    by: Literal["day", "source", "language", "watch"] = Field(
        default="day", description="What articles are counted by.", examples=["day"]
    )


def query_of(desk: Desk, written: str) -> WatchQuery:
    """The query. Raises ProblemError where it is none."""
    try:
        return parse(written, desk.configuration.current().book)
    except WatchSyntaxError as error:
        raise not_understood(error) from error


def period_of(desk: Desk, asked: AskedPeriod) -> Period:
    """The stretch of time. Raises ProblemError where nothing lies in it."""
    now = desk.clock()
    period = Period(since=_moment("since", asked.since, now), until=_moment("until", asked.until, now))
    if period.since is not None and period.until is not None and period.until <= period.since:
        raise cannot_be_meant("until", "nothing lies between since and until")
    return period


def filter_of(desk: Desk, asked: AskedFilter) -> Filter:
    """The filter. Raises ProblemError where a part of it cannot be meant."""
    check_source(desk, asked.source)
    check_watch(desk, asked.watch)
    period = period_of(desk, asked)
    return Filter(
        source=asked.source,
        country=asked.country and asked.country.upper(),
        owner=asked.owner,
        language=asked.language,
        section=asked.section,
        watch=asked.watch,
        story=asked.story,
        since=period.since,
        until=period.until,
    )


def below_of(asked: AskedList | AskedPage) -> int | None:
    """The place that the cursor names. Raises ProblemError where it names none in this order."""
    if asked.after is None:
        return None
    letter = letter_of(asked.sort)
    if letter is None:
        raise cannot_be_meant("after", "there is one page by relevance: give a higher limit")
    if asked.after[0] != letter:
        raise cannot_be_meant("after", f"this is no cursor of a list by {asked.sort}")
    return int(asked.after[1:])


def _moment(parameter: str, words: str | None, now: datetime) -> datetime | None:
    if words is None:
        return None
    try:
        return moment_of(words, now)
    except ValueError as error:
        raise _no_moment(parameter) from error


def _no_moment(parameter: str) -> ProblemError:
    return cannot_be_meant(parameter, "this is no moment: give 90d, 12h, 2026-11-24 or 2026-11-24T06:00Z")
