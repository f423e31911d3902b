"""How many requests there are of each route, what came of them, and how long the answers took to begin."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# From a page that an index answers to a backtest that is cut off.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class RequestFigures:
    """The figures of one desk."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "wirewatch_desk_requests",
            "Requests that were answered, by the template of the route.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "wirewatch_desk_request_duration_seconds",
            "From a request to the beginning of its answer.",
            ("route", "method"),
            buckets=_SECONDS,
            registry=registry,
        )

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""
        known = method if method in _METHODS else "other"
        self._requests.labels(route, known, str(status)).inc()
        self._seconds.labels(route, known).observe(seconds)


class Measured:
    """ASGI middleware: notes each request when its answer begins, for some answers never end."""

    def __init__(self, app: ASGIApp, figures: RequestFigures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status: int | None = None

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start" and status is None:
                status = message["status"]
                self._note(scope, status, began)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:
            # The answer to it is made outside of all middleware.
            if status is None:
                self._note(scope, 500, began)
            raise

    def _note(self, scope: Scope, status: int, began: float) -> None:
        self._figures.note(route_of(scope), scope["method"], status, time.perf_counter() - began)


def route_of(scope: Scope) -> str:
    """The template of the route that answered: never the address, of which there are without number."""
    template = getattr(scope.get("route"), "path_format", None)
    if isinstance(template, str):
        return template
    return "/static" if scope["path"].startswith("/static/") else "none"
