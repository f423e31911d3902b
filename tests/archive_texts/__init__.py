"""Articles of a defence press that does not exist, in eleven languages, to fill an archive with.

Written without sight of the archive.
"""

from tests.archive_texts.generator import Text, articles

__all__ = ["Text", "articles"]
