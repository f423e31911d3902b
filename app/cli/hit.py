"""`wirewatch hit`: one hit, shown and marked."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

app = typer.Typer(
    help="Show a hit, and mark it: relevant, noise or handled.", no_args_is_help=True, rich_markup_mode=None
)

if TYPE_CHECKING:
    from storage.database import Database

HitArgument = Annotated[
    str,
    typer.Argument(metavar="ID", help="The hit's number, as hits shows it, or the delivery id of a notice."),
]


@app.callback()
def group() -> None:
    """Show a hit, and mark it: relevant, noise or handled."""


@app.command()
def show(hit: HitArgument, json: JsonOption = False, config: ConfigOption = None) -> None:
    """Show one hit: the sentence with its evidence, what decided, its marks and what became of it on each route.

    Exit codes: 0 shown, 1 there is no such hit, 2 it could not be done.

    Example: wirewatch hit show 17
    """
    from app.cli.database import opened
    from app.cli.fates import delivery_documents, mark_rows, verdict_row
    from app.cli.hit_report import print_hit
    from app.cli.terminal import as_json
    from app.shown.article_rows import article_row, article_texts
    from app.shown.evidence import evidence_rows
    from storage.flags import Flags
    from storage.marks import Marks
    from storage.outbox import Outbox
    from storage.telling.reading import Verdicts
    from storage.telling.verdicts import in_force

    with opened(config) as database:
        number = _number(database, hit)
        found = Flags(database).get(number)
        marks = Marks(database).marks_of([number])[number]
        verdicts = in_force(Verdicts(database).of_hits([number])[number])
        deliveries = Outbox(database).of_hits([number])[number]
    if found is None:
        raise _unknown(hit)
    shown, archived = found
    if json:
        told = {
            "verdicts": [verdict_row(one) for one in verdicts],
            "deliveries": delivery_documents(deliveries),
            "marks": mark_rows(marks),
            "article": article_row(archived),
            "evidence": evidence_rows(article_texts(archived), shown),
        }
        print(as_json(asdict(shown) | told))
    else:
        print_hit(shown, archived, marks, verdicts, deliveries)


@app.command()
def mark(
    hit: HitArgument,
    mark: Annotated[str, typer.Argument(metavar="MARK", help="relevant, noise or handled.")],
    note: Annotated[
        str | None, typer.Option("--note", help="Why, for your colleagues.", show_default=False)
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Mark a hit. The latest mark counts.

    handled ends repeats: what of the hit still waits to be told is not told. Of noise an example is printed, ready
    for the watch's must_not_match.

    Exit codes: 0 marked, 1 there is no such hit, 2 it could not be done.

    Example: wirewatch hit mark 17 noise --note "a drill"
    """
    from app.cli.database import opened
    from app.cli.fates import mark_given
    from app.cli.hit_report import print_marked
    from app.cli.noise_example import noise_example
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.flags import Flags
    from storage.marks import Mark, Marks

    wanted = mark_given(mark, "MARK")
    with opened(config) as database:
        number = _number(database, hit)
        ended = Marks(database).mark(number, wanted, note, utc_now())
        found = Flags(database).get(number) if ended is not None else None
    if ended is None or found is None:
        raise _unknown(hit)
    offered = noise_example(*found, config) if wanted is Mark.NOISE else None
    if json:
        example = None if offered is None else {"title": offered.title, "text": offered.text}
        told = {"hit": number, "watch": found[0].watch, "article": found[1].id, "mark": wanted, "note": note}
        print(as_json(told | {"ended": ended, "must_not_match": example}))
    else:
        print_marked(found[0], wanted, ended, offered)


def _number(database: Database, given: str) -> int:
    """The number of a hit that is given by it or by the id of a delivery.

    Raises:
        typer.Exit: there is none (1), or the delivery tells of several (2).
    """
    from storage.outbox import Outbox
    from storage.telling.reading import Verdicts

    if re.fullmatch("#?[0-9]{1,18}", given):
        return int(given.removeprefix("#"))
    number = Outbox(database).hit_of(given)
    if number is not None:
        return number
    told = Verdicts(database).told_by(given)
    if not told:
        raise _unknown(given)
    numbers = ", ".join(f"#{one}" for one in told)
    typer.echo(f"wirewatch: this delivery tells of several hits, name one of them: {numbers}", err=True)
    raise typer.Exit(2)


def _unknown(given: str) -> typer.Exit:
    from app.cli.terminal import plain

    said = f"no hit has the number or the delivery id {plain(given)!r}; wirewatch hits lists them"
    typer.echo(f"wirewatch: {said}", err=True)
    return typer.Exit(1)
