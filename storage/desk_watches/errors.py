"""Why a watch of the desk was not saved, in one sentence."""

from __future__ import annotations


class DeskWatchError(Exception):
    """The watch was not saved; nothing was changed."""


class NameTakenError(DeskWatchError):
    """A living watch of the desk has the name, or one that differs by case alone."""


class DeskWatchChangedError(DeskWatchError):
    """Somebody else saved the watch meanwhile; `version` is theirs, `author` is who."""

    def __init__(self, name: str, version: int, author: str) -> None:
        super().__init__(f"{author} saved {name!r} meanwhile: it is at version {version} now")
        self.version = version
        self.author = author


class DeskWatchGoneError(DeskWatchError):
    """There is no living watch of that name at the desk."""
