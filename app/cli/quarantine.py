"""`wirewatch quarantine`: bodies that hung or killed the process that read them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.records import QuarantinedBody

app = typer.Typer(
    help="Look at what hung or killed the process that read it.", no_args_is_help=True, rich_markup_mode=None
)

NumberArgument = Annotated[
    int, typer.Argument(metavar="NUMBER", help="The number that `wirewatch quarantine list` gives.")
]


@app.callback()
def group() -> None:
    """Look at what hung or killed the process that read it."""


@app.command("list")
def list_(json: JsonOption = False, config: ConfigOption = None) -> None:
    """List pages, feeds and other bodies that could not be read, the latest first.

    Example: wirewatch quarantine list
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.quarantine import Quarantine

    now = utc_now()
    with opened(config) as database:
        found = Quarantine(database).list()
    if not found and not json:
        print("nothing is in quarantine")
    for body in found:
        print(as_json(_row(body)) if json else _line(body, now))


@app.command()
def show(
    number: NumberArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write its bytes into this new file.", show_default=False),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show one of them, and with --output write its bytes into a file, as they came but unpacked.

    Exit codes: 0 shown, 1 there is none of this number, 2 it could not be shown.

    Example: wirewatch quarantine show 3 --output page.html
    """
    from app.cli.database import opened
    from app.cli.given_page import refuse
    from app.cli.terminal import as_json, moment, plain
    from storage.quarantine import Quarantine

    with opened(config) as database:
        body = Quarantine(database).get(number)
        content = None if output is None else Quarantine(database).content(number)
    if body is None:
        _none_of(number)
    if output is not None and content is not None:
        try:
            with output.open("xb") as file:
                file.write(content)
        except OSError as error:
            refuse(f"{output}: {error.strerror}")
    if json:
        print(as_json(_row(body)))
        return
    for name, value in (
        ("kind", body.kind),
        ("url", body.url),
        ("source", body.source or "not known"),
        ("content type", body.content_type or "not said"),
        ("reason", body.reason),
        ("times", str(body.times)),
        ("first", moment(body.first_at)),
        ("last", moment(body.last_at)),
        ("bytes", _bytes(body)),
        ("sha256", body.digest),
        ("read again", "no" if body.is_held else "yes"),
    ):
        print(f"{name}: {plain(value)}")


@app.command()
def retry(number: NumberArgument, json: JsonOption = False, config: ConfigOption = None) -> None:
    """Let one be read again: an article's page is asked for at once, a feed is read at its next poll.

    Exit codes: 0 it is read again, 1 there is none of this number, 2 it could not be done.

    Example: wirewatch quarantine retry 3
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json, plain
    from storage.clock import utc_now
    from storage.quarantine import Quarantine

    with opened(config) as database:
        body = Quarantine(database).retry(number, utc_now())
    if body is None:
        _none_of(number)
    print(as_json(_row(body)) if json else f"{plain(body.url)} is read again")


@app.command()
def remove(number: NumberArgument, json: JsonOption = False, config: ConfigOption = None) -> None:
    """Let one go, with its bytes. It is read again where it comes again.

    Exit codes: 0 it is gone, 1 there is none of this number, 2 it could not be done.

    Example: wirewatch quarantine remove 3
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json, plain
    from storage.quarantine import Quarantine

    with opened(config) as database:
        body = Quarantine(database).get(number)
        is_gone = Quarantine(database).remove(number)
    if body is None or not is_gone:
        _none_of(number)
    print(as_json(_row(body)) if json else f"{plain(body.url)} is in quarantine no more")


def _none_of(number: int) -> NoReturn:
    typer.echo(f"wirewatch: nothing in quarantine has the number {number}", err=True)
    raise typer.Exit(1)


def _line(body: QuarantinedBody, now: datetime) -> str:
    from app.cli.terminal import ago, plain
    from scheduler.counted import counted

    held = "not read again" if body.is_held else "read again when it comes"
    source = "" if body.source is None else f" of {plain(body.source)}"
    times = counted(body.times, "time")
    facts = f"{plain(body.reason)}, {times}, last {ago(body.last_at, now)}; {held}"
    return f"{body.id}  {plain(body.kind)}{source}  {plain(body.url)}  {facts}"


def _bytes(body: QuarantinedBody) -> str:
    return (
        f"{body.size:,}" if body.kept == body.size else f"the first {body.kept:,} of {body.size:,} are kept"
    )


def _row(body: QuarantinedBody) -> dict[str, Any]:
    return {
        "number": body.id,
        "kind": body.kind,
        "url": body.url,
        "source": body.source,
        "content_type": body.content_type,
        "reason": body.reason,
        "times": body.times,
        "held": body.is_held,
        "first_at": body.first_at,
        "last_at": body.last_at,
        "bytes": body.size,
        "kept_bytes": body.kept,
        "sha256": body.digest,
    }
