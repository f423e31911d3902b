"""Whether a full-text index over `index_terms` can answer a query alone, with nothing left for the matcher. Pure."""

from __future__ import annotations

from watch.letters import is_glyph
from watch.operators import Alias, And, In, Operator, Or, Term
from watch.parser import Query
from watch.tokens import LONGEST_INDEX_TERM


def is_exact(query: Query) -> bool:
    """Whether each candidate of the query matches it.

    Words and their beginnings are, in title and text or in the title alone, one character or two of a script without
    words, and these joined by AND and OR. The rest asks for what no index keeps: order, nearness, spelling, absence.
    """
    return _is_exact(query.root)


def _is_exact(node: Operator) -> bool:
    match node:
        case Term():
            return _is_exact_term(node)
        case Alias(forms=forms):
            return all(map(_is_exact_term, forms))
        case And(parts=parts) | Or(parts=parts):
            return all(map(_is_exact, parts))
        case In(field="title", part=part):
            return not _has_field(part) and _is_exact(part)
    return False


def _is_exact_term(term: Term) -> bool:
    units = term.units
    if any(unit.exact is not None or unit.is_wild for unit in units):
        return False
    first = units[0]
    if is_glyph(first.text):
        return len(units) == 1 or (len(units) == 2 and units[1].glued and is_glyph(units[1].text))
    # Longer words are cut in the index, and meet others that begin so.
    return len(units) == 1 and len(first.text) < LONGEST_INDEX_TERM


def _has_field(node: Operator) -> bool:
    return isinstance(node, In) or any(map(_has_field, node.parts))
