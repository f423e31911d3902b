"""The desk as an ASGI application."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from app.version import program_version
from app.web.api.describing import DescribedApplication
from app.web.api.routers import ROUTERS
from app.web.conditional import ConditionalAnswers
from app.web.desk import Desk
from app.web.failures import add_failures
from app.web.live import Pulse
from app.web.operations.metrics import add_metrics
from app.web.own_schema import OwnSchema
from app.web.pages import (
    alerts,
    article,
    search,
    session,
    silences,
    sources,
    story,
    watch_changes,
    watch_editor,
    watches,
    wire,
)
from app.web.rate_limit import Limit, RateLimited
from app.web.security.attempts import Attempts
from app.web.security.credentials import Credentials
from app.web.security.gate import OPEN, Gate
from app.web.security.headers import SafeHeaders
from app.web.security.hosts import KnownHosts
from app.web.security.limits import LARGEST_BODY, ShortAddress
from app.web.security.origins import OwnOrigin

STATIC = Path(__file__).parent / "static"
_LIMIT = Limit()


def build(desk: Desk, *, hosts: Collection[str], gate: Gate = OPEN, limit: Limit = _LIMIT) -> FastAPI:
    """The application; requests for another host than one of `hosts` (names, without a port) are refused.

    The gate says whether tokens are needed: none are only where the desk listens on loopback. `limit` is what one
    client may ask of the API.
    """
    application = DescribedApplication(
        title="wirewatch",
        version=program_version(),
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    application.state.desk = desk
    application.state.pulse = Pulse(desk)
    application.state.gate = gate
    application.state.attempts = attempts = Attempts()
    # The last one added is asked first.
    application.add_middleware(ConditionalAnswers)
    application.add_middleware(RateLimited, limit=limit)
    application.add_middleware(Credentials, desk=desk, gate=gate, attempts=attempts)
    application.add_middleware(OwnOrigin, gate=gate)
    application.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY)
    application.add_middleware(OwnSchema, desk=desk)
    application.add_middleware(ShortAddress)
    application.add_middleware(KnownHosts, hosts=frozenset(hosts))
    application.add_middleware(SafeHeaders)
    add_metrics(application, desk)
    add_failures(application)
    pages = (wire, search, article, story, watches, watch_editor, watch_changes, sources, alerts, silences)
    for page in (*pages, session):
        application.include_router(page.router, include_in_schema=False)
    for router in ROUTERS:
        application.include_router(router)
    application.mount("/static", StaticFiles(directory=STATIC), name="static")
    return application
