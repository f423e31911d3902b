"""All that programs are answered, in the order in which addresses are tried."""

from __future__ import annotations

from app.web.api import (
    articles,
    backtest,
    deliveries,
    hits,
    search,
    sources,
    stories,
    sync,
    watches,
)

ROUTERS = (
    articles.router,
    sync.router,
    stories.router,
    hits.router,
    watches.router,
    sources.router,
    deliveries.router,
    search.router,
    backtest.router,
)
