"""What a search is given on the command line, held against what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import typer

from app.cli.asked import refuse_query
from app.cli.known import check_name
from app.cli.moments import period_given
from app.cli.terminal import plain
from app.cli.watch_files import known_aliases
from storage.clock import utc_now
from storage.database import Database
from storage.search import Filter
from watch import Query, WatchSyntaxError, parse


def query_given(words: str, config: Path | None) -> Query:
    """The query; typer.Exit with 2, the place of the fault marked, where it is none."""
    try:
        return parse(words, known_aliases(config))
    except WatchSyntaxError as error:
        refuse_query(error)


def filter_given(
    database: Database,
    config: Path | None,
    *,
    source: str | None,
    country: str | None,
    owner: str | None,
    language: str | None,
    section: str | None,
    watch: str | None,
    story: int | None,
    since: str | None,
    until: str | None,
) -> Filter:
    """The filter that the options make; typer.BadParameter, naming the option, where one cannot be meant."""
    from storage.records import Owner

    # What these bring with them takes longer than a search.
    if source is not None:
        from storage.sources import Sources

        check_name("source", source, Sources(database).names(), config)
    if watch is not None:
        from storage.flags import Flags

        check_name("watch", watch, Flags(database).watches(), config)
    if country is not None and not re.fullmatch("[A-Za-z]{2}", country):
        raise _refused("--country", country, "no country: give two letters (ISO 3166), such as KR")
    if owner is not None and owner not in get_args(Owner):
        raise _refused("--owner", owner, f"no kind of owner: give {', '.join(get_args(Owner))}")
    if language is not None and not re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise _refused("--language", language, "no language: give a tag (BCP 47), such as ko or zh-hans")
    period = period_given(since, until, utc_now())
    return Filter(
        source=source,
        country=country and country.upper(),
        owner=owner,
        language=language,
        section=section,
        watch=watch,
        story=story,
        since=period.since,
        until=period.until,
    )


def _refused(option: str, words: str, said: str) -> typer.BadParameter:
    return typer.BadParameter(f"{plain(words[:40])!r} is {said}", param_hint=option)
