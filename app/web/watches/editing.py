"""What stands in the editor: a draft, how it is understood, and what it would catch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.shown.queries import explained
from app.web.desk import Desk
from app.web.watches.preview import Preview, preview
from storage.desk_watches import DeskWatches
from watch import Query, WatchSyntaxError, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A query as written, and what became of it: `query` and `told`, or the `error`; neither where it is empty."""

    written: str
    query: Query | None = None
    told: dict[str, Any] | None = None
    error: WatchSyntaxError | None = None

    @property
    def caret(self) -> str | None:
        """The query around the fault, and a caret under its column."""
        return None if self.error is None else self.error.caret()


def understood(desk: Desk, written: str) -> Understood:
    """The query, understood by the aliases of the configuration."""
    if not written.strip():
        return Understood(written=written)
    book = desk.configuration.current().book
    try:
        query = parse(written, book)
    except WatchSyntaxError as error:
        return Understood(written=written, error=error)
    return Understood(written=written, query=query, told=explained(written, query, book))


def looked_ahead(desk: Desk, found: Understood, name: str | None) -> Preview | None:
    """What the query would catch; beside what is saved under the name, where something is."""
    if found.query is None:
        return None
    saved = None if name is None else DeskWatches(desk.database).get(name)
    before = None if saved is None else understood(desk, saved.version.query).query
    return preview(desk.database, found.query, desk.clock(), before=before)
