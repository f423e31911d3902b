"""What belongs together: copies of one text, and texts about one event.

Pure: texts in, copies and stories out. What must be looked up is asked of a protocol that the archive answers.
"""

from stories.records import Text

__all__ = ["Text"]
