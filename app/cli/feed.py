"""`wirewatch feed`: feeds, and what is understood of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from app.cli.feed_process import GivenFeed
    from app.config import Config

app = typer.Typer(no_args_is_help=True, help="Read feeds, and show what they hold.")


@app.callback()
def feed() -> None:
    """What holds for all: there is a group, also while it has one command."""


@app.command()
def read(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="URL|FILE...", help="Http or https addresses, which are fetched, or saved feeds."
        ),
    ],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show what feeds hold as it is understood: an entry a line, and the doubts.

    What is wrong with a feed as a whole is said on standard error. A feed that is fetched is asked for with the
    manners of the configuration: its contact in the User-Agent, robots.txt obeyed, its limits of size and time.

    Exit codes: 0 all were read, 1 one was not (it could not be had, or is no feed), 2 the command is wrong.

    Example: wirewatch feed read https://gazette.example/feed.xml --json
    """
    from app.cli.feed_process import FeedProcess
    from app.cli.given_page import configuration

    # to read files alone asks for no configuration
    found = configuration(config) if config is not None or any(map(_is_address, feeds)) else None
    unread = 0
    with FeedProcess() as process:
        for name in feeds:
            given = _given(name, found)
            if isinstance(given, str):
                _complain(name, given)
                unread += 1
                continue
            report = process.report(given, name, json=json)
            for line in report.lines:
                print(line)
            for complaint in report.complaints:
                _complain(name, complaint)
            unread += not report.was_read
    if unread:
        raise typer.Exit(1)


def _complain(name: str, why: str) -> None:
    """Say on standard error what is wrong with a feed as a whole."""
    from app.cli.terminal import plain

    typer.echo(f"wirewatch: {plain(name)}: {plain(why)}", err=True)


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _given(name: str, config: Config | None) -> GivenFeed | str:
    """The body that an argument names, fetched where it is an address; in one line why it cannot be had."""
    from app.cli.feed_process import GivenFeed

    if _is_address(name):
        from app.cli.given_page import fetched
        from app.fetching import FetchError

        try:
            page = fetched(name, config)
        except FetchError as error:
            # most of these begin with the address, which stands before the whole line already
            return str(error).removeprefix(f"{name}: ")
        return GivenFeed(content=page.body, url=page.url, content_type=page.content_type)
    try:
        return GivenFeed(content=Path(name).read_bytes())
    except OSError as error:
        return error.strerror or str(error)
    except ValueError as error:
        return str(error)
