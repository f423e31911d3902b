"""Which addresses are asked by programs: their answers are no pages."""

from __future__ import annotations

API = "/api/"
FEEDS = ("/search.atom", "/search.json", "/hits.atom", "/hits.json")
EXPORT = "/export"
OPENAPI = "/openapi.json"
_OPERATIONS = ("/healthz", "/metrics")
_ALONE = frozenset({*FEEDS, EXPORT, OPENAPI, *_OPERATIONS})


def is_for_programs(path: str) -> bool:
    """Whether what is told of a failure there is problem details rather than a page."""
    return path.startswith(API) or path in _ALONE


def is_limited(path: str) -> bool:
    """Whether one client may ask only so much of it: all but pages, and what a monitor asks."""
    return is_for_programs(path) and path not in _OPERATIONS


def is_kept(path: str) -> bool:
    """Whether an answer is short enough to be compared with the one before: all but files."""
    return path.startswith(API) or path in FEEDS or path == OPENAPI
