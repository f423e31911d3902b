"""`wirewatch cite`: an article as evidence."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from app.cli.options import ConfigOption
from app.cli.revision_given import ArticleArgument, RevisionOption


def cite(
    article: ArticleArgument,
    revision: RevisionOption = None,
    form: Annotated[
        Literal["text", "bibtex", "json"], typer.Option("--format", help="For whom: text, bibtex or json.")
    ] = "text",
    config: ConfigOption = None,
) -> None:
    """Cite one revision of an article: outlet, title, authors, times, address, and the digests that prove it.

    The SHA-256 of the page is of the bytes as they were received; `wirewatch capture ID --raw | sha256sum` gives the
    same, as does any program that reads the WARC file.

    Exit codes: 0 cited, 1 there is no such article or revision, 2 it could not be done.

    Example: wirewatch cite 42 --revision 1 --format bibtex
    """
    from app.cli.citation import bibtex, facts, text
    from app.cli.database import opened
    from app.cli.revision_given import revision_given
    from app.cli.terminal import as_json
    from storage.captures.rows import Captures

    with opened(config) as database:
        archived = revision_given(database, article, revision)
        capture = Captures(database).of(article, archived.revision)
    if form == "json":
        print(as_json(facts(archived, capture)))
    else:
        print(bibtex(archived, capture) if form == "bibtex" else text(archived, capture))
