"""The page that a command is asked to read: a file, or an address that is fetched."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

if TYPE_CHECKING:
    from app.config import Config
    from app.fetching import FetchedPage

# what the addresses of a saved page are read against while nobody knows its own
_NOWHERE = "https://nowhere.invalid/"

PageArgument = Annotated[
    str,
    typer.Argument(metavar="URL|FILE", help="An http or https address, which is fetched, or a saved page."),
]
UrlOption = Annotated[
    str | None,
    typer.Option("--url", help="The address of a saved page. Default: the one that it calls its own."),
]


class GivenPage(NamedTuple):
    """A page's bytes with what is known of them; a saved page has neither a content type nor a time."""

    body: bytes
    url: str
    content_type: str | None = None
    fetched_at: datetime | None = None


def configuration(config: Path | None) -> Config | None:
    """The configuration that is named or stands here; None where neither is so, and the defaults will do.

    Raises:
        ConfigError: it is not valid, or the named one is missing.
    """
    from app.config import config_path, load

    path = config_path(config)
    return load(path) if config is not None or path.exists() else None


def fetched(address: str, config: Config | None) -> FetchedPage:
    """The page at an address, asked for as the configuration has it, or by the defaults.

    Raises:
        FetchError: it cannot be had.
    """
    from app.config.projection import egress_allowed
    from app.config.tables import Manners
    from app.fetching import fetch

    return (
        fetch(address, Manners())
        if config is None
        else fetch(address, config.manners, egress_allowed(config))
    )


def given_page(page: str, url: str | None, config: Config | None) -> GivenPage:
    """The page that the arguments name, fetched with the manners of the configuration if there is one.

    Raises:
        typer.Exit: the page cannot be had; why is on stderr.
    """
    if page.lower().startswith(("http://", "https://")):
        from app.fetching import FetchError

        try:
            found = fetched(page, config)
        except FetchError as error:
            refuse(str(error))
        return GivenPage(found.body, url or found.url, found.content_type, found.fetched_at)
    try:
        body = Path(page).read_bytes()
    except OSError as error:
        refuse(f"{page}: {error.strerror}")
    return GivenPage(body, url or _own_address(body))


def refuse(why: str) -> NoReturn:
    """Say on one line why a command cannot do what it is asked, and end it with exit code 2."""
    from app.cli.terminal import plain

    typer.echo(f"wirewatch: {plain(why)}", err=True)
    raise typer.Exit(2)


def _own_address(body: bytes) -> str:
    from crawler import pages

    found = pages.read(body, _NOWHERE).canonical_url or ""
    return "" if found.startswith(_NOWHERE) else found
