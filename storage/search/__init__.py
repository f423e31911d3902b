"""Search in the archive, in the watch language."""

from storage.search.searching import Found, search

__all__ = ["Found", "search"]
