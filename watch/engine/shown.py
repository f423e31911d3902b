"""What a document shows at a glance: the words and characters that any watch could ask for."""

from __future__ import annotations

from watch.document import Document
from watch.fold import fold
from watch.tokens import Tokens, tokenise


def shown(document: Document) -> set[str]:
    """The words of a document, and its characters of scripts without words, alone and in pairs."""
    found: set[str] = set()
    for part in document.axis.parts:
        _show(part.tokens, found)
    for text in document.side_texts():
        _show(tokenise(fold(text).text), found)
    return found


def _show(tokens: Tokens, found: set[str]) -> None:
    terms = tokens.terms
    found.update(terms)
    if tokens.glued:
        found.update(terms[at - 1] + terms[at] for at, is_glued in enumerate(tokens.glued) if is_glued)
