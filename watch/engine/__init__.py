"""Many watches at once: what a document shows picks the few that may match, and the matcher decides."""

from watch.engine.watch_set import WatchSet

__all__ = ["WatchSet"]
