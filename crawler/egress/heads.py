"""A bound on what stands before the body of an answer: status lines and headers, interim answers among them."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

from crawler.egress.errors import BadAnswerError

#: Browsers stop at about as much.
MOST_HEAD_BYTES = 256 * 1024


class HeadTooLargeError(BadAnswerError):
    """The headers of an answer take more bytes than any honest ones."""

    def __init__(self) -> None:
        super().__init__(f"the headers of the answer are larger than {MOST_HEAD_BYTES // 1024} KiB")


class BoundedHeadProtocol(_LenientHTTP11ClientProtocol):
    """Gives a connection up whose answer does not come to its body; nothing else bounds their number."""

    _head_bytes = 0

    def dataReceived(self, data: bytes) -> None:
        parser = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._head_bytes += len(data)
            super().dataReceived(data)
            if self._parser is not parser or parser.state not in (STATUS, HEADER):
                self._head_bytes = 0
            elif self._head_bytes > MOST_HEAD_BYTES:
                self._giveUp(Failure(HeadTooLargeError()))
        else:
            super().dataReceived(data)


class BoundedHeadFactory(_LenientHTTP11ClientFactory):
    """Makes such connections."""

    def buildProtocol(self, addr: IAddress | None) -> BoundedHeadProtocol:
        return BoundedHeadProtocol(self._quiescentCallback)
