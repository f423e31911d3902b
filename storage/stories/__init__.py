"""Copies and stories in the archive: what the pure finding of them looks up, and what comes of it."""

from storage.stories.grouping import GroupReport, group_new
from storage.stories.reading import Stories, in_stories
from storage.stories.ruling import RulingError, Rulings
from storage.stories.wire import (
    WireMark,
    WirePage,
    WirePlace,
    WireStory,
    changed_since,
    wire,
    wire_mark,
)
from storage.stories.wire_filter import WireFilter

__all__ = [
    "GroupReport",
    "RulingError",
    "Rulings",
    "Stories",
    "WireFilter",
    "WireMark",
    "WirePage",
    "WirePlace",
    "WireStory",
    "changed_since",
    "group_new",
    "in_stories",
    "wire",
    "wire_mark",
]
