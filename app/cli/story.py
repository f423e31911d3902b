"""`wirewatch story`: what outlets report of one event, and what people rule of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import story_group
from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.records import Story
    from storage.stories import Stories

app = typer.Typer(
    help="Show stories, merge and split them, and group texts.", no_args_is_help=True, rich_markup_mode=None
)

_LARGEST = 2**63 - 1
StoryArgument = Annotated[
    int,
    typer.Argument(metavar="STORY", min=1, max=_LARGEST, help="The story's number, as story list shows it."),
]


@app.callback()
def group() -> None:
    """Show stories, merge and split them, and group texts."""


@app.command("list")
def list_(
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")] = 20,
    outlets: Annotated[
        int, typer.Option("--outlets", min=1, max=10_000, help="Only those of so many outlets at least.")
    ] = 1,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List stories, the one that something was added to last first.

    Example: wirewatch story list --outlets 3
    """
    from app.cli.database import opened
    from app.cli.story_report import story_line, story_row
    from app.cli.terminal import as_json
    from storage.stories import Stories

    with opened(config) as database:
        found = Stories(database).latest(limit, least_outlets=outlets)
    if not found and not json:
        print("no stories")
    for story in found:
        print(as_json(story_row(story)) if json else story_line(story))


@app.command()
def show(
    story: Annotated[
        int,
        typer.Argument(metavar="ID", min=1, max=_LARGEST, help="The story's number, as story list shows it."),
    ],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show one story: who reports it, who of them independently of others, and what tied each article in.

    Exit codes: 0 shown, 1 there is no such story, 2 it could not be done.

    Example: wirewatch story show 17
    """
    from app.cli.database import opened
    from app.cli.story_report import print_story, story_document
    from app.cli.terminal import as_json
    from storage.stories import Stories

    with opened(config) as database:
        found = _found(Stories(database), story)
    if json:
        print(as_json(story_document(found)))
        return
    if found.id != story:
        print(f"story {story} was merged into story {found.id}")
    print_story(found)


@app.command()
def merge(
    story: StoryArgument,
    other: Annotated[
        int, typer.Argument(metavar="OTHER", min=1, max=_LARGEST, help="The story whose articles it gets.")
    ],
    config: ConfigOption = None,
) -> None:
    """Say that two stories are one: STORY gets all articles of OTHER, and those that follow them.

    Exit codes: 0 merged, 2 it could not be done.

    Example: wirewatch story merge 17 23
    """
    from alerts.merging import merge_stories
    from app.cli.database import opened
    from app.cli.story_report import articles_line
    from storage.clock import utc_now
    from storage.stories import Stories

    with opened(config) as database:
        merge_stories(database, story, other, utc_now())
        found = _found(Stories(database), story)
    print(articles_line(found))


@app.command()
def split(
    story: StoryArgument,
    articles: Annotated[
        list[int],
        typer.Argument(
            metavar="ARTICLE...", min=1, max=_LARGEST, help="The articles that are another story."
        ),
    ],
    config: ConfigOption = None,
) -> None:
    """Say that articles of a story are another one. What was split stays apart, whatever comes later.

    The story keeps its first article and its number: where that is named, the others are the new story.

    Exit codes: 0 split, 2 it could not be done.

    Example: wirewatch story split 17 21 22
    """
    from alerts.merging import split_story
    from app.cli.database import opened
    from app.cli.story_report import articles_line
    from storage.clock import utc_now
    from storage.stories import Stories

    with opened(config) as database:
        number = split_story(database, story, articles, utc_now())
        found = [_found(Stories(database), each) for each in (story, number)]
    for each in found:
        print(articles_line(each))


app.command("group")(story_group.group)


def _found(stories: Stories, number: int) -> Story:
    """The story of a number; typer.Exit with 1 where there is none."""
    found = stories.get(number)
    if found is None:
        typer.echo(f"wirewatch: there is no story {number}; wirewatch story list shows them", err=True)
        raise typer.Exit(1)
    return found
