"""How a query is understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from watch import AliasBook, Query
from watch.operators import Alias, Event, Fact, In, Near, NotNear, Operator, Term

_VENDORS = (
    (
        "reach",
        "NEAR/n: neighbours are 1 word apart, as in LexisNexis; Factiva's near5 is NEAR/6 here",
    ),
    ("paragraph", "W/P is LexisNexis's; Factiva's same means it too"),
    (
        "apart",
        "A NOT W/n B drops the places of A beside a B, as in LexisNexis; NOT (A W/n B) drops the article",
    ),
    ("or", "OR binds loosest; in LexisNexis it binds before AND and W/n"),
)


def explained(written: str, query: Query, book: AliasBook) -> dict[str, Any]:
    """The canonical form, the fields, the aliases with the number of their forms by language, and notes."""
    nodes = list(_nodes(query.root))
    return {
        "query": written,
        "canonical": str(query),
        "fields": sorted(dict.fromkeys(_fields(nodes))),
        "terms": list(dict.fromkeys(node.label for node in nodes if isinstance(node, Term))),
        "aliases": [_alias(name, book) for name in query.aliases()],
        "events": [
            {"event": node.printed(), "polarity": list(node.polarities)}
            for node in nodes
            if isinstance(node, Event)
        ],
        "notes": list(_notes(nodes)),
    }


def _nodes(root: Operator) -> Iterator[Operator]:
    yield root
    if isinstance(root, Alias):
        return
    for part in root.parts:
        yield from _nodes(part)


def _fields(nodes: list[Operator]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, In | Fact):
            yield node.field


def _alias(name: str, book: AliasBook) -> dict[str, Any]:
    alias = book[name]
    return {
        "name": name,
        "about": alias.about,
        "forms": len(alias.forms),
        "languages": dict(Counter(form.language for form in alias.forms)),
    }


def _notes(nodes: list[Operator]) -> Iterator[str]:
    kinds = {
        "reach": any(isinstance(node, Near) and node.reach.kind == "words" for node in nodes),
        "paragraph": any(isinstance(node, Near) and node.reach.kind == "paragraph" for node in nodes),
        "apart": any(isinstance(node, NotNear) for node in nodes),
        "or": any(type(node).__name__ == "Or" for node in nodes) and len(nodes) > 3,
    }
    yield from (note for kind, note in _VENDORS if kinds[kind])
