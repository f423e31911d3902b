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
from app.web.exporting import router as export
from app.web.feeds.routes import router as feeds
from app.web.operations.health import router as health
from app.web.operations.metrics import router as metrics

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
    feeds,
    export,
    health,
    metrics,
)
