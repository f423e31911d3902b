"""What a document shows at a glance: the words and characters that any watch could ask for."""

from __future__ import annotations

from collections.abc import Iterator, Set

from watch.document import Document


def words(document: Document) -> Set[str]:
    """The words of a document, and its characters of scripts without words."""
    beside = document.side_axes()
    if not beside:
        return document.axis.vocabulary
    return document.axis.vocabulary.union(*[axis.vocabulary for axis in beside])


def unspaced(document: Document) -> Iterator[str]:
    """The folded texts that hold characters which are tokens of their own."""
    for axis in (document.axis, *document.side_axes()):
        if axis.scale > 1:
            yield from (part.tokens.characters for part in axis.parts if part.tokens.characters)
