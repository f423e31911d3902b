"""Connections that are used for more than one request, and when one of them is given up.

Twisted sends a request once more, on a new connection, where one that was used before ends without an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress

from crawler.egress.heads import BoundedHeadProtocol

#: The seconds that an address may be silent on a connection that was used before.
Patience = Callable[[str], float]
#: Told of an address when a request to it is on the wire.
Sent = Callable[[str], None]


class KeptConnection(BoundedHeadProtocol):
    """Ends where it stays silent, in time for a new one, or was sent more than the answer was to have."""

    patience: Patience
    sent: Sent
    _was_used = False
    _silence: Any = None

    def request(self, request: Any) -> Deferred[Any]:
        answer = super().request(request)
        url = (request.absoluteURI or b"").decode("latin-1")
        self.sent(url)
        if self._was_used:
            from twisted.internet import reactor

            clock: Any = reactor
            self._silence = clock.callLater(self.patience(url), self._end)
            answer.addBoth(self._heard)
        self._was_used = True
        return answer

    def dataReceived(self, data: bytes) -> None:
        self._heard()
        super().dataReceived(data)

    def _finishResponse(self, rest: bytes) -> None:
        untyped: Any = super()
        request: Any = self._currentRequest
        if rest and request is not None:
            # What comes behind an answer would be taken for the next one.
            request.persistent = False
        untyped._finishResponse(rest)

    def _heard(self, result: Any = None) -> Any:
        if self._silence is not None and self._silence.active():
            self._silence.cancel()
        self._silence = None
        return result

    def _end(self) -> None:
        transport: Any = self.transport
        transport.abortConnection()


class KeptConnectionFactory(_LenientHTTP11ClientFactory):
    """Makes such connections, all with the same patience, that tell of what they send."""

    def __init__(
        self, patience: Patience, sent: Sent, quiescent: Callable[[Any], None], metadata: str
    ) -> None:
        untyped: Any = super()
        untyped.__init__(quiescent, metadata)
        self._patience = patience
        self._sent = sent

    def buildProtocol(self, addr: IAddress | None) -> KeptConnection:
        untyped: Any = KeptConnection
        made: KeptConnection = untyped(self._quiescentCallback)
        made.patience = self._patience
        made.sent = self._sent
        return made
