"""`wirewatch story group`: the copies and the stories of a file of texts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import JsonOption

if TYPE_CHECKING:
    from app.cli.story_answers import Answer


def group(
    texts: Annotated[
        Path,
        typer.Argument(metavar="TEXTS.jsonl", help="The texts: one JSON object a line; - is standard input."),
    ],
    json: JsonOption = False,
) -> None:
    """Find the copies and the stories of a file of texts, without a database, one by one in their order.

    A text is an object with id (text or number), and where known outlet or source, published_at, title and text; other
    keys are ignored. An id that comes again is answered as it was the first time.

    Exit codes: 0 all texts were read, 1 some could not be, 2 none could.

    Example: wirewatch story group texts.jsonl --json
    """
    from app.cli.story_answers import answers
    from app.cli.terminal import as_json
    from app.cli.text_lines import Broken

    read = broken = 0
    for one in answers(texts):
        if isinstance(one, Broken):
            broken += 1
            typer.echo(f"wirewatch: {one.describe()}", err=True)
            continue
        read += 1
        # whoever writes the texts may wait for the answer to one before the next
        print(as_json(asdict(one)) if json else _line(one), flush=True)
    if broken:
        raise typer.Exit(1 if read else 2)


def _line(answer: Answer) -> str:
    from app.cli.terminal import plain

    said = f"{plain(str(answer.id))}  story {plain(str(answer.story))}"
    if answer.copy_of is None or answer.similarity is None:
        return said
    return f"{said}  copy of {plain(str(answer.copy_of))} ({answer.similarity:.0%})"
