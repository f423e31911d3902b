"""The words of a document that a clause is about."""

from __future__ import annotations

from collections.abc import Iterable

from watch.axis import Axis
from watch.document import Scope
from watch.errors import printable
from watch.matcher import Span
from watch.operators import Operator
from watch.operators.findings import Findings, Found
from watch.places import Places
from watch.why.clause import Stretch

_LONGEST = 40
_MOST_SHOWN = 3
_ORDER = ("title", "text", "byline", "section", "source")


def spans_of(node: Operator, scope: Scope) -> tuple[Span, ...]:
    """What made an operator hold, title first and in order; asked only where it does."""
    findings = Findings()
    node.show(scope, findings)
    return tuple(sorted({_span(found) for found in findings.places}, key=_in_order))


def words_at(axis: Axis, first: int, last: int) -> str:
    """What the document writes in these slots, quoted and cut to a length that fits in a sentence."""
    name, start, end = axis.span(first, last)
    return quoted(_original(axis, name)[start:end])


def words_of(spans: Iterable[Span], axis: Axis) -> str:
    """What the document writes at the first few different places of a ruler, quoted."""
    names = {part.name for part in axis.parts}
    found = dict.fromkeys(
        quoted(_original(axis, span.field)[span.start : span.end]) for span in spans if span.field in names
    )
    shown = list(found)[:_MOST_SHOWN]
    return ", ".join(shown) + (", ..." if len(found) > _MOST_SHOWN else "")


def words_in(axis: Axis, found: Places) -> str:
    """What the document writes at the first of these places, quoted."""
    first, length = min(
        ((starts & -starts).bit_length() - 1, length) for length, starts in found.items() if starts
    )
    return words_at(axis, first, first + length - 1)


def stretch(axis: Axis, first: int, last: int) -> Stretch:
    """The piece from the first slot to the last."""
    name, start, end = axis.span(first, last)
    return Stretch(field=name, start=start, end=end)


def sentence_at(axis: Axis, slot: int) -> Stretch:
    """The sentence that a slot with a token lies in, from its first word to its last."""
    return stretch(axis, *axis.inside(axis.sentences.bounds(slot)))


def quoted(words: str) -> str:
    """Words of a document as they stand in a sentence of ours."""
    words = " ".join(printable(words).split())
    return f"'{words}'" if len(words) <= _LONGEST else f"'{words[: _LONGEST - 3]}...'"


def shortened(written: str, most: int = 60) -> str:
    """The canonical form of a clause, cut to a length that fits in a sentence."""
    return written if len(written) <= most else f"{written[: most - 3]}..."


def _original(axis: Axis, name: str) -> str:
    return next(part.original for part in axis.parts if part.name == name)


def _span(found: Found) -> Span:
    field, start, end = found.axis.span(found.first, found.first + found.length - 1)
    return Span(field=field, start=start, end=end, form=found.form, alias=found.alias)


def _in_order(span: Span) -> tuple[int, int, int, str, str]:
    return _ORDER.index(span.field), span.start, span.end, span.form, span.alias or ""
