"""The watch language: parse a query, match it in a text, ask a full-text index for candidates.

Pure: text in, matches out. The language is described in docs/watch-language.md.
"""

from watch.document import Document
from watch.errors import WatchSyntaxError
from watch.matcher import Match, Span, match
from watch.parser import Query, candidates, parse
from watch.passages import Passage, passages
from watch.recall import AllOf, AnyOf, Candidates, Phrase, Word
from watch.tokens import index_terms

__all__ = [
    "AllOf",
    "AnyOf",
    "Candidates",
    "Document",
    "Match",
    "Passage",
    "Phrase",
    "Query",
    "Span",
    "WatchSyntaxError",
    "Word",
    "candidates",
    "index_terms",
    "match",
    "parse",
    "passages",
]
