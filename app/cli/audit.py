"""`wirewatch audit`: what was changed, and by whom."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption


def audit(
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="How many, at most.")] = 50,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="Those from then on: 7d, 12h, a date or an ISO 8601 time.",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List what was changed from the desk and of tokens, the newest first: when, by whom, what, and from where.

    Example: wirewatch audit --since 7d
    """
    from dataclasses import asdict

    from app.cli.database import opened
    from app.cli.moments import moment_given
    from app.cli.terminal import as_json, moment, plain
    from storage.access import Audit
    from storage.clock import utc_now

    from_ = moment_given(since, "--since", utc_now())
    with opened(config) as database:
        found = Audit(database).newest(limit, since=from_)
    if not found and not json:
        print("nothing was changed")
    for entry in found:
        if json:
            print(as_json(asdict(entry)))
            continue
        place = f" from {plain(entry.client)}" if entry.client else ""
        detail = f"  {as_json(dict(entry.detail))}" if entry.detail else ""
        said = f"{plain(entry.who)}{place}: {plain(entry.action)} {plain(entry.subject)}"
        print(f"{moment(entry.at)}  {said}{detail}")
