"""The one order of the archive: newest first, by publication where somebody said when that was.

Each article has a sort key of its own, which follows that time: full-text indexes give the articles in its order
without a sort, in either database, and a page of results goes on below the last key of the page before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.records import Article

#: Sort keys to a second. What bears the same second, as pages do that name a day alone, takes the next ones.
KEYS_A_SECOND = 64
KEYS_A_DAY = 86_400 * KEYS_A_SECOND
_FIRST = datetime.min.replace(tzinfo=UTC)
_STEP = timedelta(seconds=1) / KEYS_A_SECOND


def sorted_at(article: Article, collected_at: datetime) -> datetime:
    """The time that an article is sorted by."""
    return article.published_at or collected_at


def sort_key(moment: datetime) -> int:
    """The first key of a time, counted from the year 1 on; an article of that time has it, or one soon after."""
    return (moment - _FIRST) // _STEP


def moment_of_key(key: int) -> datetime:
    """The second that a key is of, right to a few seconds where many articles bear the same one."""
    return _FIRST + timedelta(seconds=key // KEYS_A_SECOND)
