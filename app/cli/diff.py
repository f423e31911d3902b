"""`wirewatch diff`: what an edit of an article changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from app.readers.word_diff import Run
    from storage.records import ArchivedArticle


def diff(
    article: Annotated[
        int,
        typer.Argument(
            metavar="ARTICLE", min=1, max=2**63 - 1, help="The article's number, as search shows it."
        ),
    ],
    revisions: Annotated[
        tuple[int, int] | None,
        typer.Option(
            "--revisions", metavar="A B", help="These two. Default: the last two.", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show what an edit of an article changed in its title and its text, word by word.

    Words in [-brackets-] were removed, those in {+braces+} added; a terminal shows them red and green.

    Exit codes: 0 shown, 1 there is no such article or revision, or no word differs, 2 it could not be done.

    Example: wirewatch diff 42 --revisions 1 3
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json
    from app.shown.diff_runs import revised_runs, run_rows
    from storage.archive import Archive

    with opened(config) as database:
        before, after = _two(article, Archive(database).revisions(article), revisions)
    title = revised_runs(_one_line(before.article.title), _one_line(after.article.title))
    text = revised_runs(before.article.text, after.article.text)
    if json:
        told = [{"revision": one.revision, "revised_at": one.revised_at} for one in (before, after)]
        row = {"article": article, "url": after.article.url, "revisions": told}
        print(as_json(row | {"title": run_rows(title), "text": run_rows(text)}))
    else:
        _print(before, after, title, text)
    if not title and not text:
        raise typer.Exit(1)


def _two(
    article: int, found: list[ArchivedArticle], wanted: tuple[int, int] | None
) -> tuple[ArchivedArticle, ArchivedArticle]:
    """The two revisions to compare; typer.Exit with 1 where one of them is not there."""
    if not found:
        raise _missing(f"the archive has no article {article}")
    if wanted is None:
        if len(found) == 1:
            raise _missing(f"article {article} has one revision; nothing of it was edited")
        return found[-2], found[-1]
    by_number = {one.revision: one for one in found}
    for number in wanted:
        if number not in by_number:
            raise _missing(f"article {article} has no revision {number}; it has {len(found)}")
    return by_number[wanted[0]], by_number[wanted[1]]


def _one_line(title: str) -> str:
    return " ".join(title.split())


def _missing(said: str) -> typer.Exit:
    typer.echo(f"wirewatch: {said}", err=True)
    return typer.Exit(1)


def _print(before: ArchivedArticle, after: ArchivedArticle, title: list[Run], text: list[Run]) -> None:
    from rich.console import Console
    from rich.text import Text

    from app.cli.terminal import moment, plain
    from app.cli.word_runs import marked_run

    print(f"{after.id}  {plain(after.article.title)} ({plain(after.source)})")
    print(
        f"revision {before.revision}, {moment(before.revised_at)} -> "
        f"revision {after.revision}, {moment(after.revised_at)}"
    )
    console = Console(highlight=False, soft_wrap=True)
    for name, runs in (("title", title), ("text", text)):
        if runs:
            console.print(Text(f"\n{name}: "), *map(marked_run, runs), sep="")
    if not title and not text:
        print("no word differs")
