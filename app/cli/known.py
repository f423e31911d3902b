"""Names on the command line, held against those that exist: a misspelt one must not look like no news."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from pathlib import Path

import typer

from app.cli.terminal import plain


def check_name(
    what: str, name: str | None, known: Collection[str], config: Path | None, *, hint: str | None = None
) -> None:
    """Refuse a name that neither the archive nor the configuration knows; `what` is "source", "watch" or "channel".

    `hint` is where it was given, the option --`what` if not said.

    Raises:
        typer.BadParameter: there is none of this name; the nearest one is proposed.
    """
    if name is None or name in known:
        return
    everything = {*known, *_configured(what, config)}
    if name in everything:
        return
    near = {other.casefold(): other for other in everything}
    found = difflib.get_close_matches(name.casefold(), near, n=1, cutoff=0.5)
    meant = f"; did you mean {plain(near[found[0]])!r}?" if found else ""
    raise typer.BadParameter(f"no {what} is named {plain(name)!r}{meant}", param_hint=hint or f"--{what}")


def _configured(what: str, config: Path | None) -> set[str]:
    from app.cli.desk_watches import watch_names
    from app.config import ConfigError, config_path, load

    if what == "watch":
        return watch_names(config) or set()
    try:
        found = load(config_path(config))
    except ConfigError:
        return set()
    return {table.name for table in (found.sources if what == "source" else found.channels)}
