"""A page of a search in the order that was asked for, and the cursor of the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

import typer

from app.cli.terminal import plain
from storage.database import Database
from storage.search import Filter, Found, found, last_collected, most_relevant
from watch import Query

# A letter for each order: the cursor of one says nothing in another.
_LETTERS = {"published": "p", "collected": "c"}
_LARGEST = 2**63 - 1


def given_cursor(words: str | None, sort: str) -> int | None:
    """The place that --after names; typer.BadParameter where it names none in this order."""
    if words is None:
        return None
    letter = _LETTERS.get(sort)
    if letter is None:
        raise typer.BadParameter(
            "there is one page by relevance: give a higher --limit", param_hint="--after"
        )
    found = re.fullmatch(f"{letter}([0-9]{{1,19}})", words)
    if found is None or int(found[1]) > _LARGEST:
        said = f"{plain(words[:40])!r} is no cursor of a search by {sort}"
        raise typer.BadParameter(said, param_hint="--after")
    return int(found[1])


def cursor_of(one: Found, sort: str) -> str | None:
    """What --after takes to go on behind an article; None where there is no next page."""
    letter = _LETTERS.get(sort)
    return None if letter is None else f"{letter}{one.key if sort == 'published' else one.article.id}"


def page(
    database: Database, query: Query, only: Filter, *, sort: str, limit: int, below: int | None
) -> Iterable[Found]:
    """The articles of a page, one after the other as they are found where the order allows it."""
    if sort == "relevance":
        return most_relevant(database, query, only, limit=limit)
    if sort == "collected":
        return last_collected(database, query, only, limit=limit, below=below)
    return islice(found(database, query, only, below=below, at_first=limit), limit)
