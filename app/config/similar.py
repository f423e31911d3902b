"""What was probably meant by a word that is not known."""

from __future__ import annotations

from difflib import get_close_matches


def similar(written: str, known: list[str]) -> str:
    """A question that offers the known word most like `written`; empty where none is."""
    folded = {word.casefold(): word for word in known}
    close = get_close_matches(written.casefold()[:64], folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[close[0]]}?" if close else ""
