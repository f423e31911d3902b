"""Copies and stories in the archive: what the pure finding of them looks up, and what comes of it."""

from storage.stories.grouping import GroupReport, group_new
from storage.stories.reading import Stories, in_stories
from storage.stories.ruling import RulingError, Rulings

__all__ = ["GroupReport", "RulingError", "Rulings", "Stories", "group_new", "in_stories"]
