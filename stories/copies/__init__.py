"""Copies of one text in several outlets, found as they come in."""

from stories.copies.finding import Found, find_copy
from stories.copies.frames import LineCounts
from stories.copies.index import Additions, CopyIndex, KeptText
from stories.copies.memory import MemoryIndex
from stories.copies.sketch import Sketch

__all__ = ["Additions", "CopyIndex", "Found", "KeptText", "LineCounts", "MemoryIndex", "Sketch", "find_copy"]
