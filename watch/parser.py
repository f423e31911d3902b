"""From a query to its tree."""

from __future__ import annotations

from dataclasses import dataclass

from watch.errors import Fault, WatchSyntaxError
from watch.lexer import LONGEST_QUERY_BYTES, check_limits, lexemes
from watch.operators import Operator
from watch.recall import Candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as it was understood. `str()` is its canonical form, which parses to an equal query."""

    root: Operator

    def __str__(self) -> str:
        return self.root.printed()


def parse(query: str) -> Query:
    """Understand a query of the watch language (docs/watch-language.md).

    Raises WatchSyntaxError, and nothing else, for whatever is not one.
    """
    from watch.tree import grow  # imports lark, which a command that parses nothing need not pay for

    try:
        check_limits(query)
        root = grow(list(lexemes(query)), end=len(query))
        _check(root)
    except Fault as fault:
        raise WatchSyntaxError(
            fault.message, query=query, column=fault.offset + 1, suggestion=fault.suggestion
        ) from None
    return Query(root=root)


def candidates(query: Query) -> Candidates:
    """What a full-text index over `index_terms` should be asked: never less than what matches."""
    found = query.root.candidates(None)
    if found is None:
        raise ValueError("a query that only excludes has no candidates, and is never parsed")
    return found


def _check(root: Operator) -> None:
    """Raise Fault for a tree that only excludes, or is too long when printed."""
    excluding = root.excluding()
    if excluding is not None:
        raise Fault(
            excluding.column - 1,
            "A query, and each side of an OR in it, needs a term that must be there; this only excludes",
            "Name what the article must hold beside what it must not: troops NOT exercise",
        )
    if len(root.printed().encode()) > LONGEST_QUERY_BYTES:
        raise Fault(0, "A query may be 32 kB long at most when written out", "Split it into several watches")
