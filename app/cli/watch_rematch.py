"""`wirewatch watch rematch`: watches as they are now, run over the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from alerts.watchlist import Watchlist


def rematch(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Only this watch.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="Only what was saved since then: 90d, 12h or 2026-11-24; without it the whole archive.",
            show_default=False,
        ),
    ] = None,
    alert: Annotated[
        bool, typer.Option("--alert", help="Tell the channels of the watch of each new hit.")
    ] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Run the watches over the archive: new hits for the articles that were none of the watch before.

    Hits that are there stay as they are. Nobody is told unless --alert is given; then the worker sends. It may be
    stopped at any time, and run again: what was found stays.

    Exit codes: 0 well, 1 there are no watches, 2 it could not be done.

    Example: wirewatch watch rematch "North Korea troop deployments" --since 90d
    """
    from alerts.rematching import rematch as rematch_archive
    from alerts.watchlist import registered
    from app.cli.database import opened
    from app.cli.moments import period_given
    from app.cli.progress import Progress
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.watches import WatchVersions

    period = period_given(since, None, utc_now())
    wanted = _wanted(name, config)
    if not len(wanted):
        typer.echo("wirewatch: the configuration has no watches", err=True)
        raise typer.Exit(1)
    with opened(config) as database, Progress("rematch") as progress:
        for place, entry in enumerate(registered(wanted, WatchVersions(database), utc_now())):
            done = None
            for done in rematch_archive(database, entry, period, tree=wanted.tree, tell=alert):
                progress.share((place + done.verified / max(done.of, 1)) / len(wanted))
            row = {
                "watch": entry.name,
                "version": None if entry.version is None else entry.version.number,
                "verified": done.verified if done else 0,
                "new_hits": done.hits if done else 0,
                "told": done.told if done else 0,
            }
            print(as_json(row) if json else _line(row, alert=alert), flush=True)


def _line(row: dict[str, Any], *, alert: bool) -> str:
    from app.cli.terminal import plain

    hits, told = row["new_hits"], row["told"]
    found = f"{hits:,} new hit{'' if hits == 1 else 's'}" if hits else "no new hits"
    if not alert or not hits:
        said = ", nobody is told" if hits else ""
    elif told:
        said = f", {told:,} to be told"
    else:
        said = ", nobody is told: the watch has no channel"
    return f"{plain(row['watch'])} (version {row['version']}): {found}{said}"


def _wanted(name: str | None, config: Path | None) -> Watchlist:
    """The watch of that name, or all; typer.BadParameter where there is none."""
    from alerts.watchlist import WatchEntry, Watchlist
    from app.cli.desk_watches import desk_watches
    from app.cli.terminal import plain
    from app.config import config_path, load
    from app.config.projection import watchlist
    from app.near_names import near_name

    declared = watchlist(load(config_path(config)))
    kept = (
        WatchEntry(name=one.watch.name, query=one.query, severity=one.watch.version.severity)
        for one in desk_watches(config).watches
    )
    found = Watchlist(entries=(*declared, *kept), tree=declared.tree)
    if name is None:
        return found
    if name not in found.by_name:
        near = near_name(name, found.by_name)
        hint = f"; did you mean {plain(near)!r}?" if near else ""
        raise typer.BadParameter(f"no watch is named {plain(name)!r}{hint}", param_hint="NAME")
    return Watchlist(entries=(found.by_name[name],), tree=found.tree)
