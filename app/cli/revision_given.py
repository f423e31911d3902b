"""An article and one of its revisions, as a command is asked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.database import Database
    from storage.records import ArchivedArticle

ArticleArgument = Annotated[
    int,
    typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="The article's number, as search shows it."),
]
RevisionOption = Annotated[
    int | None,
    typer.Option(
        "--revision", min=1, max=2**31 - 1, help="This revision. Default: the latest.", show_default=False
    ),
]


def revision_given(database: Database, article: int, revision: int | None) -> ArchivedArticle:
    """The article in the words of the revision, or of the latest one.

    Raises:
        typer.Exit: there is no such article or revision; that is said on stderr.
    """
    from storage.archive import Archive

    found = Archive(database).revisions(article)
    if not found:
        typer.echo(f"wirewatch: the archive has no article {article}", err=True)
        raise typer.Exit(1)
    if revision is None:
        return found[-1]
    one = next((each for each in found if each.revision == revision), None)
    if one is None:
        typer.echo(f"wirewatch: article {article} has no revision {revision}; it has {len(found)}", err=True)
        raise typer.Exit(1)
    return one
