"""What a document shows at a glance: the words and characters that any watch could ask for."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain
from operator import add

from watch.document import Document


def words(document: Document) -> Set[str]:
    """The words of a document, and its characters of scripts without words."""
    beside = document.side_axes()
    if not beside:
        return document.axis.vocabulary
    return document.axis.vocabulary.union(*[axis.vocabulary for axis in beside])


def pairs(document: Document) -> Iterator[str]:
    """Each two tokens that stand side by side, where a text has characters that are tokens of their own.

    Whether or not anything stands between the two: what is shown only proposes.
    """
    return chain.from_iterable(
        map(add, part.tokens.terms, part.tokens.terms[1:])
        for axis in (document.axis, *document.side_axes())
        if axis.scale > 1
        for part in axis.parts
    )
