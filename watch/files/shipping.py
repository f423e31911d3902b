"""The packs of watches that ship with the project."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from watch.files.errors import WatchFileError
from watch.files.reading import WatchFile, read_watch_file

_ENDING = ".toml"


def pack_names() -> tuple[str, ...]:
    """The names of the packs, sorted."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))


def shipped_pack(name: str) -> WatchFile:
    """The pack of that name. Raises WatchFileError where none ships."""
    if name not in pack_names():
        raise WatchFileError(
            f"There is no such pack; those that ship are {', '.join(pack_names())}", file=name
        )
    return read_watch_file((_folder() / f"{name}{_ENDING}").read_text("utf-8"), name)


def _folder() -> Traversable:
    return files("watch") / "packs" / "watches"
