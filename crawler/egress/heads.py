"""A bound on what stands before the body of an answer: status lines and headers, interim answers among them."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTPClientParser

from crawler.egress.errors import BadAnswerError

#: Browsers stop at about as much; of one line, at less than Twisted's 16 KiB some large sites would be lost.
MOST_HEAD_BYTES = 256 * 1024
LONGEST_LINE = 64 * 1024


class HeadTooLargeError(BadAnswerError):
    """The headers of an answer take more bytes than any honest ones."""

    def __init__(self) -> None:
        super().__init__(
            f"the headers of the answer are larger than {MOST_HEAD_BYTES // 1024} KiB,"
            f" or one of them than {LONGEST_LINE // 1024} KiB"
        )


class BoundedParser(_LenientHTTPClientParser):
    """Says so where a line has no end."""

    MAX_LENGTH = LONGEST_LINE

    def lineLengthExceeded(self, line: bytes) -> None:
        raise HeadTooLargeError


class BoundedHeadProtocol(_LenientHTTP11ClientProtocol):
    """Gives a connection up whose answer does not come to its body; nothing else bounds their number."""

    _head_bytes = 0

    def request(self, request: Any) -> Deferred[Any]:
        untyped: Any = super()
        answer: Deferred[Any] = untyped.request(request)
        # As its base class does, for the same reason: the parser's class cannot be chosen otherwise.
        if self._parser is not None:
            self._parser.__class__ = BoundedParser
        return answer

    def dataReceived(self, data: bytes) -> None:
        untyped: Any = super()
        if not self._in_head(self._parser):
            untyped.dataReceived(data)
            return
        parser = self._parser
        self._head_bytes += len(data)
        untyped.dataReceived(data)
        if self._parser is not parser or not self._in_head(parser):
            self._head_bytes = 0
        elif self._head_bytes > MOST_HEAD_BYTES:
            untyped._giveUp(Failure(HeadTooLargeError()))

    @staticmethod
    def _in_head(parser: HTTPClientParser | None) -> bool:
        return parser is not None and parser.state in (STATUS, HEADER)
