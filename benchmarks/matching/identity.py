"""Whether the set of watches finds what a naive matcher finds, hit by hit and place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.matching.corpus import Text
from tests.watch.oracle import Article, Hit, Reading, found
from watch import Document, Match, Query, WatchSet
from watch.operators.findings import SHOWN_PER_TERM


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What was compared, and the pairs of watch and document of which the two do not say the same."""

    watches: int
    documents: int
    hits: int
    differences: Sequence[str]


def compared(texts: Sequence[Text], queries: Sequence[Query]) -> Identity:
    """Every watch with every text, by both."""
    watches = WatchSet(enumerate(queries))
    hits = 0
    differences = []
    for text in texts:
        ours = dict(watches.matches(Document.of(text.title, text.text)))
        reading = Reading(Article(title=text.title, text=text.text))
        for number, query in enumerate(queries):
            expected = found(query.root, reading)
            hits += expected is not None
            if not _alike(ours.get(number), expected):
                differences.append(f"{query} in {text.title!r}")
    return Identity(watches=len(queries), documents=len(texts), hits=hits, differences=differences)


def _alike(match: Match | None, expected: set[Hit] | None) -> bool:
    if match is None or expected is None:
        return (match is None) is (expected is None)
    shown = {(span.field, span.start, span.end, span.form, span.alias) for span in match.spans}
    # Of a term that stands often only the first places are shown.
    often = {
        key for key, count in Counter((hit[0], hit[3]) for hit in expected).items() if count > SHOWN_PER_TERM
    }
    return shown <= expected and all((hit[0], hit[3]) in often for hit in expected - shown)
