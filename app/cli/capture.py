"""`wirewatch capture`: the page that gave an article, as it came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption
from app.cli.revision_given import ArticleArgument, RevisionOption

if TYPE_CHECKING:
    from storage.captures.reader import CapturedAnswer
    from storage.records import Capture


def capture(
    article: ArticleArgument,
    revision: RevisionOption = None,
    headers: Annotated[
        bool, typer.Option("--headers", help="Show the request and the head of the answer, not its body.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Give the body as it came, packed if it was, not unpacked.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the body into this new file.", show_default=False),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Give the page back that gave an article, byte for byte, from the capture that was kept of it.

    On a terminal it is shown as text; into a pipe or a file goes what came, and nothing else. Each byte is held
    against the digest that was noted when it was written.

    Exit codes: 0 given, 1 there is no such article, revision or capture, 2 it could not be read.

    Example: wirewatch capture 42 --output page.html
    """
    from app.cli.captures_folder import captures_of
    from app.cli.database import opened
    from app.cli.revision_given import revision_given
    from app.cli.terminal import as_json
    from storage.captures.reader import read
    from storage.captures.rows import Captures

    with opened(config) as database:
        archived = revision_given(database, article, revision)
        kept = Captures(database).of(article, archived.revision)
    if kept is None:
        typer.echo(f"wirewatch: no capture of article {article}, revision {archived.revision}", err=True)
        raise typer.Exit(1)
    if kept.dropped_at is not None:
        typer.echo(
            f"wirewatch: the capture of article {article}, revision {archived.revision} was dropped on "
            f"{kept.dropped_at:%Y-%m-%d}, as [captures] keep_for has it; `wirewatch cite` knows its digest",
            err=True,
        )
        raise typer.Exit(1)
    answer = read(captures_of(config), kept)
    if json:
        print(as_json(_document(answer, kept)))
    elif headers:
        _print_heads(answer)
    else:
        _give(answer.body if raw else _unpacked(answer, kept, config), answer, output, raw=raw)


def _document(answer: CapturedAnswer, kept: Capture) -> dict[str, object]:
    place = kept.place
    return {
        "article": kept.article_id,
        "revision": kept.revision,
        "url": answer.url,
        "status": kept.status,
        "fetched_at": kept.fetched_at,
        "ip_address": answer.ip_address,
        "request": {"line": answer.request_line, "headers": answer.request_headers},
        "answer": {"line": answer.status_line, "headers": answer.headers},
        "bytes": len(answer.body),
        "sha256": kept.sha256,
        "host": place.host,
        "file": place.file,
        "offset": place.offset,
        "length": place.length,
    }


def _print_heads(answer: CapturedAnswer) -> None:
    from app.cli.terminal import plain

    for line, headers in (
        (answer.request_line, answer.request_headers),
        (answer.status_line, answer.headers),
    ):
        print(plain(line))
        for name, value in headers:
            print(plain(f"{name}: {value}"))
        print()


def _unpacked(answer: CapturedAnswer, kept: Capture, config: Path | None) -> bytes:
    from app.cli.given_page import refuse
    from app.config import ConfigError, config_path, load
    from app.config.tables import Manners
    from crawler.captured_pages import body_of_capture
    from crawler.reading import ReadingError

    try:
        most = load(config_path(config)).manners.max_response
    except ConfigError:
        most = Manners().max_response
    try:
        return body_of_capture(answer, kept, most).content
    except ReadingError as error:
        refuse(f"{error}; --raw gives the body as it came")


def _give(body: bytes, answer: CapturedAnswer, output: Path | None, *, raw: bool) -> None:
    import sys

    from app.cli.given_page import refuse
    from app.cli.terminal import plain
    from crawler.decoding import decode

    if output is not None:
        try:
            with output.open("xb") as file:
                file.write(body)
        except OSError as error:
            refuse(f"{output}: {error.strerror}")
    elif not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
    elif raw:
        refuse("bytes as they came are not for a terminal: give --output FILE, or a pipe")
    else:
        print(plain(decode(body, answer.header("Content-Type")), lines=True))
