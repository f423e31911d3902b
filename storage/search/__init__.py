"""Search in the archive, in the watch language."""

from storage.search.backtest import BacktestBatch, BacktestCounts, BacktestHit, Period, backtest
from storage.search.searching import Found, search

__all__ = [
    "BacktestBatch",
    "BacktestCounts",
    "BacktestHit",
    "Found",
    "Period",
    "backtest",
    "search",
]
