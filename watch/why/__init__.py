"""Why a document matches a query, or does not: the tree of its clauses, each held or failed, and the nearest miss.

Pure code beside the matcher. Each clause asks the operator itself whether it holds, so that the tree cannot say
otherwise than the matcher does; `tests/watch/why/test_laws.py` holds it to that.
"""

from watch.why.asking import why
from watch.why.clause import Clause, Kind, Stretch
from watch.why.misses import is_nowhere, misses, nearest_miss

__all__ = ["Clause", "Kind", "Stretch", "is_nowhere", "misses", "nearest_miss", "why"]
