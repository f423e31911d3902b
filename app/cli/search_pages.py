"""The place that `wirewatch search --after` names."""

from __future__ import annotations

import re

import typer

from app.cli.terminal import plain
from app.shown.search_pages import letter_of

_LARGEST = 2**63 - 1


def given_cursor(words: str | None, sort: str) -> int | None:
    """The place that --after names; typer.BadParameter where it names none in this order."""
    if words is None:
        return None
    letter = letter_of(sort)
    if letter is None:
        raise typer.BadParameter(
            "there is one page by relevance: give a higher --limit", param_hint="--after"
        )
    found = re.fullmatch(f"{letter}([0-9]{{1,19}})", words)
    if found is None or int(found[1]) > _LARGEST:
        said = f"{plain(words[:40])!r} is no cursor of a search by {sort}"
        raise typer.BadParameter(said, param_hint="--after")
    return int(found[1])
