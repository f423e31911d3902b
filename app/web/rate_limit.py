"""How much one client may ask of the API in a minute."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.for_programs import is_limited
from app.web.problems import Problem, problem_answer
from app.web.security.access import LOCAL, Access

#: Clients that are remembered; of more, those that asked longest ago are forgotten.
MOST_CLIENTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many requests in `window` seconds, all at once or one after the other."""

    requests: int = 1200
    window: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a request is answered. `remaining` may follow at once, all of them in `full_in` seconds.

    Where it is not, the next one is in `retry_in` seconds.
    """

    is_allowed: bool
    remaining: int
    full_in: int
    retry_in: int


class Buckets:
    """A bucket of tokens for each client, filled evenly over the window. Lives in one event loop."""

    def __init__(
        self,
        limit: Limit,
        *,
        most_clients: int = MOST_CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._most = most_clients
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def take(self, client: str) -> Verdict:
        """Take a token out of the client's bucket, if there is one."""
        now, limit = self._clock(), self._limit
        rate = limit.requests / limit.window
        tokens, at = self._held.pop(client, (float(limit.requests), now))
        tokens = min(float(limit.requests), tokens + (now - at) * rate)
        is_allowed = tokens >= 1
        if is_allowed:
            tokens -= 1
        self._held[client] = (tokens, now)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return Verdict(
            is_allowed=is_allowed,
            remaining=math.floor(tokens),
            full_in=math.ceil((limit.requests - tokens) / rate),
            retry_in=max(1, math.ceil((1 - tokens) / rate)),
        )


class RateLimited:
    """ASGI middleware: 429 to a client that asks too much. It stands inside of what finds out who asks."""

    def __init__(self, app: ASGIApp, limit: Limit) -> None:
        self._app = app
        self._policy = f'"default";q={limit.requests};w={limit.window}'
        self._buckets = Buckets(limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http" or not is_limited(scope["path"]):
            await self._app(scope, receive, send)
            return
        verdict = self._buckets.take(client_of(scope))
        # https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (10)
        said = {
            "RateLimit-Policy": self._policy,
            "RateLimit": f'"default";r={verdict.remaining};t={verdict.full_in}',
        }
        if not verdict.is_allowed:
            problem = Problem.of(429, f"too many requests: ask again in {verdict.retry_in} s")
            answer = problem_answer(problem, {**said, "Retry-After": str(verdict.retry_in)})
            await answer(scope, receive, send)
            return

        async def limited(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(said)
            await send(message)

        await self._app(scope, receive, limited)


def client_of(scope: Scope) -> str:
    """Who asks: the token by its name, else the address; of IPv6 the network that one customer has."""
    access = scope.get("state", {}).get("access")
    if isinstance(access, Access) and access != LOCAL:
        return f"token {access.name}"
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"address {host}"
    if isinstance(address, ipaddress.IPv6Address):
        return f"address {ipaddress.ip_network((address, 64), strict=False)}"
    return f"address {address}"
