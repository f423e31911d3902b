"""Queries of the watch language that speak of given texts, for whoever asks an archive about them.

Written from docs/watch-language.md alone. Each is valid by it, and most find something.
"""

from tests.archive_queries.generator import queries, queries_with_kind
from tests.archive_queries.kinds import KINDS

__all__ = ["KINDS", "queries", "queries_with_kind"]
