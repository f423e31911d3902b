"""From a query to its tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from watch.aliases import AliasBook, shipped
from watch.counts import counted
from watch.errors import Fault, WatchSyntaxError
from watch.lexer import LONGEST_QUERY_BYTES, check_limits, lexemes
from watch.operators import Alias, Operator
from watch.recall import Candidates, Everything


@dataclass(frozen=True, kw_only=True)
class Query:
    """A query as it was understood. `str()` is its canonical form, which parses to an equal query."""

    root: Operator

    def __str__(self) -> str:
        return self.root.printed()

    def aliases(self) -> dict[str, str]:
        """The aliases that it names, each with the digest of its forms."""
        return {node.name: node.digest for node in _nodes(self.root) if isinstance(node, Alias)}

    @cached_property
    def alias_digest(self) -> str:
        """SHA-256 in hex over what its aliases stand for: the same words with another digest are another query."""
        named = sorted(self.aliases().items())
        return hashlib.sha256("\n".join(f"{name} {digest}" for name, digest in named).encode()).hexdigest()


def parse(query: str, aliases: AliasBook | None = None) -> Query:
    """Understand a query of the watch language (docs/watch-language.md); `aliases` are the shipped ones if not given.

    Raises WatchSyntaxError, and nothing else, for whatever is not one.
    """
    from watch.tree import grow  # imports lark, which a command that parses nothing need not pay for

    try:
        check_limits(query)
        found = list(counted(lexemes(query)))
        if aliases is None:
            # reading the packs costs more than parsing, and most queries name no alias
            names_any = any(lexeme.kind == "ALIAS" for lexeme in found)
            aliases = shipped() if names_any else AliasBook.of()
        root = grow(found, aliases, end=len(query))
        _check(root)
    except Fault as fault:
        raise WatchSyntaxError(
            fault.message, query=query, column=fault.offset + 1, suggestion=fault.suggestion
        ) from None
    return Query(root=root)


def candidates(query: Query) -> Candidates:
    """What a full-text index over `index_terms` should be asked: never less than what matches."""
    found = query.root.candidates(None)
    return Everything() if found is None else found


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
        raise Fault(0, "A query may be 32 kB long at most when written out", "Put long lists into an alias")


def _nodes(root: Operator) -> Iterator[Operator]:
    yield root
    for part in root.parts:
        yield from _nodes(part)
