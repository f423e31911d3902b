"""A page of a search in the order that was asked for, and where the next one begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from storage.database import Database
from storage.search import Filter, Found, found, last_collected, most_relevant
from watch import Query

# A letter for each order: the cursor of one says nothing in another.
_LETTERS = {"published": "p", "collected": "c"}


def letter_of(sort: str) -> str | None:
    """What the cursors of an order begin with; None where there is one page alone."""
    return _LETTERS.get(sort)


def cursor_of(one: Found, sort: str) -> str | None:
    """What goes on behind an article; None where there is no next page."""
    letter = letter_of(sort)
    return None if letter is None else f"{letter}{one.key if sort == 'published' else one.article.id}"


def cursor_at(key: int) -> str:
    """What goes on below a key of a search by publication."""
    return f"p{key}"


def page(
    database: Database,
    query: Query,
    only: Filter,
    *,
    sort: str,
    limit: int,
    below: int | None,
    go_on: Callable[[int], bool] | None = None,
) -> Iterable[Found]:
    """The articles of a page, one after the other as they are found where the order allows it.

    `go_on` may end one by publication before it is full, see `storage.search.found`.
    """
    if sort == "relevance":
        return most_relevant(database, query, only, limit=limit)
    if sort == "collected":
        return last_collected(database, query, only, limit=limit, below=below)
    return islice(found(database, query, only, below=below, at_first=limit, go_on=go_on), limit)
