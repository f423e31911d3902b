"""A stream ends when what let it in does: a page that listens for news would else outlive its revoked token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive, Send

from storage.clock import Clock
from storage.errors import StorageError

#: So long a stream goes on before it is asked again whether it may.
_TRUSTED = timedelta(seconds=10)


class Watched:
    """The sending and receiving of one answer, which is cut off once `may_go_on` says no.

    It is asked before each part of a stream that comes ten seconds or more after it was last asked.
    """

    def __init__(self, may_go_on: Callable[[], bool], clock: Clock, receive: Receive, send: Send) -> None:
        self._may_go_on = may_go_on
        self._clock = clock
        self._receive = receive
        self._send = send
        self._asked_at = clock()
        self._is_over = False

    async def receive(self) -> Message:
        """See the ASGI specification."""
        return {"type": "http.disconnect"} if self._is_over else await self._receive()

    async def send(self, message: Message) -> None:
        """See the ASGI specification. What comes after the end is dropped: its sender is told by a disconnect."""
        if self._is_over:
            return
        now = self._clock()
        if message.get("more_body") and now - self._asked_at >= _TRUSTED:
            self._asked_at = now
            if not await self._goes_on():
                self._is_over = True
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
                return
        await self._send(message)

    async def _goes_on(self) -> bool:
        try:
            return await run_in_threadpool(self._may_go_on)
        except StorageError:
            # Nobody knows that it may.
            return False
