"""Grouping of texts into stories: what is told of one event, whoever tells it and in whatever words."""

from stories.grouping.grouping import Grouped, group
from stories.grouping.index import Additions, StoryIndex, TermUse
from stories.grouping.memory import MemoryStories
from stories.grouping.profile import Profile, profiled
from stories.grouping.sketch import StorySketch, merged, sketched
from stories.grouping.ties import Tie

__all__ = [
    "Additions",
    "Grouped",
    "MemoryStories",
    "Profile",
    "StoryIndex",
    "StorySketch",
    "TermUse",
    "Tie",
    "group",
    "merged",
    "profiled",
    "sketched",
]
