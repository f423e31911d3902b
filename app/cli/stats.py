"""`wirewatch stats`: what the archive holds, and how it grows."""

from __future__ import annotations

import shutil
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.cli.stats_report import Counts
    from storage.database import Database


class GroupChoice(StrEnum):
    """What articles are counted by."""

    SOURCE = "source"
    DAY = "day"
    LANGUAGE = "language"


def stats(
    by: Annotated[
        GroupChoice, typer.Option("--by", help="What articles are counted by.")
    ] = GroupChoice.SOURCE,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Those of then and later: 90d or 2026-11-24. Default: all.", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Count the archive's articles, by source with what is usual a day, and say what they take on the disk, and will.

    Days are those of publication in UTC, or of collection where a page names none.

    Example: wirewatch stats --by day --since 30d
    """
    from app.cli.database import opened
    from app.cli.moments import moment_given
    from app.cli.stats_report import stats_document, stats_lines
    from app.cli.terminal import as_json
    from storage import archive_stats
    from storage.clock import utc_now
    from storage.growth import growth

    now = utc_now()
    after = moment_given(since, "--since", now)
    with opened(config) as database:
        held = archive_stats.holdings(database)
        lately = archive_stats.counts_by_day(database, now - timedelta(days=archive_stats.USUAL_DAYS))
        usual = archive_stats.usual_per_day(lately, now)
        counts = _counts(database, by, after, now)
        grows = growth(
            database, articles=held.articles, usual=usual, captures=_captures_size(config), now=now
        )
    if json:
        print(as_json(stats_document(by.value, held, usual, counts, grows)))
        return
    for line in stats_lines(held, usual, counts, grows, width=shutil.get_terminal_size().columns):
        print(line)


def _counts(database: Database, by: GroupChoice, since: datetime | None, now: datetime) -> Counts:
    from storage import archive_stats

    if by is GroupChoice.SOURCE:
        return archive_stats.rates_by_source(database, since, now)
    if by is GroupChoice.DAY:
        return archive_stats.counts_by_day(database, since)
    return archive_stats.counts_by_language(database, since)


def _captures_size(config: Path | None) -> int:
    """Bytes of the captures; 0 where nobody knows where they are, or there are none."""
    from app.config import ConfigError, config_path, load
    from app.config.captures import captures_folder
    from storage.upkeep import size_of_folder

    try:
        return size_of_folder(captures_folder(load(config_path(config))))
    except ConfigError:
        return 0
