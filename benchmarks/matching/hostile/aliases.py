"""Aliases as large as somebody may make them."""

from __future__ import annotations

from tests.watch.alias_books import book_of
from watch import AliasBook


def large() -> AliasBook:
    """@many holds 4,000 words and some that stand everywhere, @forms 2,000 phrases."""
    return book_of(
        {
            "many": [*(f"many{number}" for number in range(4_000)), "a", "aa*", "中", "한"],
            "forms": [*(f"a {number}" for number in range(2_000)), "b"],
        }
    )
