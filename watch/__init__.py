"""The watch language: parse a query, match it in a text, ask a full-text index for candidates.

Pure: text in, matches out. The language is described in docs/watch-language.md.
"""

from watch.aliases import AliasBook
from watch.bounds import published_within
from watch.document import Document
from watch.engine import WatchSet
from watch.errors import WatchSyntaxError
from watch.exactness import is_exact
from watch.index_words import IndexWords, index_words
from watch.matcher import Match, Sentence, Span, match
from watch.parser import Query, candidates, parse
from watch.passages import Passage, passages
from watch.recall import AllOf, AnyOf, Candidates, Close, Everything, Phrase, Together, Word
from watch.shown_words import match_of_words
from watch.sieve import Sieve, sieve_of
from watch.tokens import index_terms

__all__ = [
    "AliasBook",
    "AllOf",
    "AnyOf",
    "Candidates",
    "Close",
    "Document",
    "Everything",
    "IndexWords",
    "Match",
    "Passage",
    "Phrase",
    "Query",
    "Sentence",
    "Sieve",
    "Span",
    "Together",
    "WatchSet",
    "WatchSyntaxError",
    "Word",
    "candidates",
    "index_terms",
    "index_words",
    "is_exact",
    "match",
    "match_of_words",
    "parse",
    "passages",
    "published_within",
    "sieve_of",
]
