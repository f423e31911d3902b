"""Alias books for tests and benchmarks, made of forms alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watch.aliases import Alias, AliasBook, Form


def book_of(sets: Mapping[str, Sequence[str]]) -> AliasBook:
    """A book of these sets of forms, each written as in a pack."""
    return AliasBook.of(
        [Alias(name=name, forms=tuple(Form(form) for form in forms)) for name, forms in sets.items()]
    )
