"""Search in the archive, in the watch language."""

from storage.search.backtest import BacktestBatch, BacktestCounts, BacktestHit, Period, backtest
from storage.search.collected import last_collected
from storage.search.counting import Group, count_by, count_by_day, count_newest, is_counted_by_index
from storage.search.filters import Filter
from storage.search.listing import last_published, last_saved
from storage.search.relevance import most_relevant
from storage.search.searching import Found, found, search

__all__ = [
    "BacktestBatch",
    "BacktestCounts",
    "BacktestHit",
    "Filter",
    "Found",
    "Group",
    "Period",
    "backtest",
    "count_by",
    "count_by_day",
    "count_newest",
    "found",
    "is_counted_by_index",
    "last_collected",
    "last_published",
    "last_saved",
    "most_relevant",
    "search",
]
