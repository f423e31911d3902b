"""The watches that are written at the desk, and which of them are in force."""

from storage.desk_watches.errors import (
    DeskWatchChangedError,
    DeskWatchError,
    DeskWatchGoneError,
    NameTakenError,
)
from storage.desk_watches.in_force import DeskTrouble, DeskWatchInForce, InForce, in_force
from storage.desk_watches.store import DeskMark, DeskWatches

__all__ = [
    "DeskMark",
    "DeskTrouble",
    "DeskWatchChangedError",
    "DeskWatchError",
    "DeskWatchGoneError",
    "DeskWatchInForce",
    "DeskWatches",
    "InForce",
    "NameTakenError",
    "in_force",
]
