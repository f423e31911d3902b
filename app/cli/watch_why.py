"""`wirewatch watch why`: why an article matches a watch, or does not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, FileOption, JsonOption

if TYPE_CHECKING:
    from app.cli.asked import Asked
    from watch import Document


def why(
    article: Annotated[
        str | None,
        typer.Argument(
            metavar="ARTICLE",
            help="The article's number, as search shows it; none with --text.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        str | None,
        typer.Argument(metavar="WATCH|QUERY", help="The name of a watch, or a query.", show_default=False),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option("--text", help="Ask of the text in this file; - is standard input.", show_default=False),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="The title of that text.", show_default=False)] = "",
    revision: Annotated[
        int | None,
        typer.Option(
            "--revision",
            min=1,
            help="The article's wording of then, as show lists them; the latest without it.",
            show_default=False,
        ),
    ] = None,
    file: FileOption = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Say of each clause of a watch whether it held in an article, and how near the watch came.

    Exit codes: 0 it matches, 1 it does not, 2 it could not be asked.

    Example: wirewatch watch why 42 'troops NEAR/10 russia'
    """
    from app.cli.asked import desk
    from app.cli.clause_tree import print_tree
    from app.cli.shown_match import said
    from app.cli.terminal import as_json, plain
    from app.shown.clauses import clause_row, fields_of
    from watch import match
    from watch.why import nearest_miss
    from watch.why import why as asked_why

    given = article if text is not None and watch is None else watch
    if article is None or given is None:
        raise typer.BadParameter("name a watch, or write a query", param_hint="WATCH|QUERY")
    if text is not None and (watch is not None or revision is not None):
        raise typer.BadParameter("takes the place of an article; give one of them", param_hint="--text")
    asked = desk(file, config, needed=False).asked(given)
    if text is None:
        heading, told, document = _archived(article, revision, asked, config)
    else:
        name = "standard input" if str(text) == "-" else f"the text in {text}"
        heading, told, document = [name], {}, _given(text, title)
    root = asked_why(asked.query, document)
    miss = nearest_miss(root)
    found = match(asked.query, document)
    fields = fields_of(document)
    if json:
        answer = {
            "watch": asked.name,
            "query": str(asked.query),
            **told,
            "held": root.held,
            "polarity": found and found.polarity,
        }
        print(as_json(answer | {"nearest_miss": miss, "clauses": clause_row(root, fields)}))
    else:
        print(*map(plain, heading), sep="\n")
        print()
        print_tree(root, fields)
        print()
        what = "" if found is None else said(fields, found)
        print(f"nearest miss: {plain(miss)}" if miss else f"it matches{what and f', {what}'}")
    if not root.held:
        raise typer.Exit(1)


def _archived(
    number: str, revision: int | None, asked: Asked, config: Path | None
) -> tuple[list[str], dict[str, Any], Document]:
    """The lines of a heading, what programs are told, and the document of an article."""
    from app.cli.database import opened
    from storage.archive import Archive
    from storage.documents import document_of
    from storage.flags import Flags

    if not (number.isascii() and number.isdecimal() and 0 < int(number) < 2**63):
        raise typer.BadParameter(f"{number!r} is no number of an article", param_hint="ARTICLE")
    with opened(config) as database:
        archived = Archive(database).get(int(number))
        if archived is not None and revision is not None:
            archived = Flags(database).wording(archived.id, revision)
        hits = [] if archived is None else Flags(database).of_article(archived.id)
    if archived is None:
        what = f"article {number}" if revision is None else f"revision {revision} of an article {number}"
        typer.echo(f"wirewatch: the archive has no {what}", err=True)
        raise typer.Exit(2)
    hit = next((one for one in hits if one.watch == asked.name), None)
    heading = [f"{archived.id}  {archived.article.title} ({archived.source}, revision {archived.revision})"]
    if hit is not None:
        version = "" if hit.version is None else f" and version {hit.version} of the watch"
        heading.append(f"hit {hit.id}, by revision {hit.revision}{version}")
    told = {
        "article": archived.id,
        "revision": archived.revision,
        "hit": None if hit is None else hit.id,
    }
    return heading, told, document_of(archived)


def _given(path: Path, title: str) -> Document:
    from app.cli.terminal import plain
    from watch import Document

    try:
        read = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return Document.of(title, read.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        typer.echo(f"wirewatch: {plain(str(path))}: is no UTF-8", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"wirewatch: {plain(str(path))}: {error.strerror or error}", err=True)
        raise typer.Exit(2) from error
