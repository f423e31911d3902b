"""Files of watches: read, and held against the examples that stand in them. docs/watch-files.md describes them."""

from watch.files.errors import WatchFileError
from watch.files.examples import Example, Failure, failures
from watch.files.reading import WatchFile, WatchText, read_watch_file
from watch.files.shipping import pack_names, shipped_pack

__all__ = [
    "Example",
    "Failure",
    "WatchFile",
    "WatchFileError",
    "WatchText",
    "failures",
    "pack_names",
    "read_watch_file",
    "shipped_pack",
]
