"""What `wirewatch search --by` prints: counts as a plot, as lines, as JSON or as a picture."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import typer

from app.cli.plots import can_plot, counted_days, day_lines
from app.cli.terminal import as_json, plain
from storage.database import Database
from storage.search import Filter, Group, count_by, count_by_day
from watch import Query


def print_counts(
    database: Database, query: Query, only: Filter, by: str, *, picture: Path | None, json: bool
) -> bool:
    """Count what matches, and say it; whether there is any."""
    if by == "day":
        days = count_by_day(database, query, only)
        if picture is not None:
            _draw(days, str(query), picture)
        told = {str(day): count for day, count in sorted(days.items())}
    else:
        told = dict(count_by(database, query, Group(by), only).most_common())
    if json:
        print(as_json({"query": str(query), "by": by, "counts": told}))
    elif not told:
        print("nothing found")
    elif by == "day":
        for line in _of_days(days):
            print(line)
        print(f"{days.total():,} articles on {len(days):,} days")
    else:
        for name, count in told.items():
            print(f"{count:>9,}  {plain(name) or '(unknown)'}")
    return bool(told)


def _of_days(days: Mapping[date, int]) -> list[str]:
    if not can_plot():
        return list(counted_days(days))
    return day_lines(days, min(days), max(days), width=shutil.get_terminal_size().columns - 2)


def _draw(days: Mapping[date, int], title: str, picture: Path) -> None:
    """Bars by day into a file; typer.Exit with 2 where that cannot be done."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        typer.echo("wirewatch: --plot needs matplotlib: pip install 'wirewatch[plot]'", err=True)
        raise typer.Exit(2) from error
    figure = Figure(figsize=(10, 4), layout="constrained")
    axes = figure.subplots()
    ordered = sorted(days.items())
    axes.xaxis_date()
    # Days as matplotlib counts them: from 1970 on.
    days_since = [float((day - date(1970, 1, 1)).days) for day, _ in ordered]
    axes.bar(days_since, [float(count) for _, count in ordered], width=1.0)
    # A dollar sign begins a formula in a title.
    axes.set_title(plain(title)[:120].replace("$", r"\$"))
    axes.set_ylabel("articles a day")
    try:
        figure.savefig(picture, dpi=150)
    except (OSError, ValueError) as error:
        typer.echo(f"wirewatch: {plain(str(picture))}: {error}", err=True)
        raise typer.Exit(2) from error
