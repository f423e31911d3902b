"""`wirewatch watch stats`: what each watch brings, and its share of noise."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.watch_stats import WatchStats

_DAYS = 30


def stats(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Only this watch.", show_default=False)
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show each watch's hits, what people said of them, and its share of noise among those that are marked.

    Exit codes: 0 well, 1 there are no watches, 2 there is no such watch.

    Example: wirewatch watch stats --json
    """
    from app.cli.database import opened
    from app.cli.desk_watches import watch_names
    from app.cli.known import check_name
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.watch_stats import watch_stats

    with opened(config) as database:
        found = {one.watch: one for one in watch_stats(database, utc_now(), days=_DAYS)}
    check_name("watch", name, found, config, hint="NAME")
    configured = watch_names(config)
    names = [name] if name is not None else sorted({*found, *(configured or ())}, key=str.casefold)
    if json:
        for one in names:
            row = asdict(found[one]) if one in found else _NOTHING | {"watch": one, "per_day": [0] * _DAYS}
            share = found[one].share_of_noise if one in found else None
            is_configured = None if configured is None else one in configured
            print(as_json(row | {"share_of_noise": share, "configured": is_configured}))
    elif names:
        _print_table(names, found, configured)
    else:
        print("no watches")
    if not names:
        raise typer.Exit(1)


_NOTHING = {"hits": 0, "told": 0, "relevant": 0, "noise": 0, "handled": 0, "last_hit_at": None}


def _print_table(names: list[str], found: dict[str, WatchStats], configured: set[str] | None) -> None:
    from app.cli.plots import can_plot, sparkline
    from app.cli.terminal import moment, plain

    plotted = can_plot()
    heading = ["hits", "told", "relevant", "noise", "handled", "of noise", f"last {_DAYS} days", "last hit"]
    rows = [heading]
    for one in names:
        stats = found.get(one)
        if stats is None:
            rows.append(["0", "0", "0", "0", "0", "-", "", "never"])
            continue
        counts = (stats.hits, stats.told, stats.relevant, stats.noise, stats.handled)
        share = stats.share_of_noise
        days = sparkline(stats.per_day) if plotted else f"{sum(stats.per_day)}"
        shown = ["-" if share is None else f"{share:.0%}", days, moment(stats.last_hit_at)]
        rows.append([*map(str, counts), *shown])
    widths = [max(len(row[column]) for row in rows) for column in range(len(heading))]
    for title, row in zip(["watch", *names], rows, strict=True):
        cells = "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        is_gone = configured is not None and title not in configured and row is not heading
        print(f"{cells}  {plain(title)}{'  (not configured)' if is_gone else ''}")
