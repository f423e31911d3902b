"""The dead man's switch: a call to a watcher outside after each pass that did all its work, and none otherwise.

Whoever is called raises the alarm when the calls stop, so that a quiet night and a dead worker never look alike.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import aiohttp
from pydantic import SecretStr
from yarl import URL

from alerts.egress import guarded_session
from egress import EgressRefusedError, Policy

log = logging.getLogger(__name__)

#: Seconds for one call.
TIMEOUT = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatSettings:
    """Who is called, how, and how often at most. The URL is a secret, for those who know it can keep a dead worker
    looking alive.

    `egress` is what may be connected to beside the public internet; an address that the URL itself spells out may.
    """

    url: SecretStr
    method: Literal["GET", "POST"] = "GET"
    every: timedelta = timedelta(seconds=60)
    egress: Policy = field(default_factory=Policy)


class Heartbeat:
    """The calls of one worker. A call that fails is written down when that is news, and stops no work."""

    def __init__(self) -> None:
        self._settings: HeartbeatSettings | None = None
        self._called_at: datetime | None = None
        self._task: asyncio.Task[None] | None = None
        self._trouble: str | None = None

    def use(self, settings: HeartbeatSettings | None) -> None:
        """Call these from now on, or nobody."""
        self._settings = settings

    def is_due(self, now: datetime) -> bool:
        """Whether the last call is long enough ago."""
        if self._settings is None or (self._task is not None and not self._task.done()):
            return False
        return self._called_at is None or abs(now - self._called_at) >= self._settings.every

    def call(self, now: datetime) -> None:
        """Begin a call; it goes on behind."""
        if self._settings is not None:
            self._called_at = now
            self._task = asyncio.create_task(self._call(self._settings), name="heartbeat call")

    async def ended(self) -> None:
        """Wait until no call is under way."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def stop(self) -> None:
        """Break off the call that is under way, if one is."""
        if self._task is not None and self._task.cancel():
            await asyncio.wait({self._task})

    async def _call(self, settings: HeartbeatSettings) -> None:
        try:
            trouble = await called(settings)
        except Exception:
            log.exception("the heartbeat could not be called")
            return
        if trouble != self._trouble:
            if trouble is None:
                log.info("the heartbeat is called again")
            else:
                log.warning("the heartbeat was called in vain: %s", trouble)
        self._trouble = trouble


async def called(settings: HeartbeatSettings) -> str | None:
    """Call once; None where the other side answered well (2xx), else what went wrong, without the URL's path."""
    written = settings.url.get_secret_value()
    url = URL(written)
    policy = settings.egress.naming_urls(written, localhost=True)
    try:
        async with (
            guarded_session(policy, url, TIMEOUT) as session,
            session.request(settings.method, url, allow_redirects=False) as answer,
        ):
            return None if 200 <= answer.status < 300 else f"{url.host} answered {answer.status}"
    except TimeoutError:
        return f"{url.host} did not answer within {TIMEOUT:g} s"
    except aiohttp.ClientConnectorError as error:
        refused = isinstance(error.os_error, EgressRefusedError)
        return str(error.os_error) if refused else f"{url.host}: no connection"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return f"{url.host}: {type(error).__name__}"
