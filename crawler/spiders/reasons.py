"""Why a request failed, as people say it: the evidence of a source in trouble, read at night."""

from __future__ import annotations

import re

from crawler import cleaning

LONGEST = 300
NAMELESS = "its name has no address"

_SECONDS = re.compile(r"took longer than ([\d.]+) seconds")
_INNER = re.compile(r"^\[<twisted\.python\.failure\.Failure (?:[\w.]+\.)?(\w+)(?:: (.*?))?>")
_REFUSED = "DownloadConnectionRefusedError"
_BY_NAME = {
    "CannotResolveHostError": NAMELESS,
    _REFUSED: "it refused the connection",
    "ResponseDataLossError": "the answer is cut short",
    "ResponseFailed": "the connection broke off within the answer",
    "ConnectionLost": "the connection broke off",
    "ConnectionDone": "it closed the connection without an answer",
    "ResponseNeverReceived": "it closed the connection without an answer",
    "ParseError": "its answer is no HTTP",
    "BadResponseVersion": "its answer is no HTTP",
    # Twisted's word for a transfer coding that it has no decoder for
    "KeyError": "its answer is framed in a way that nobody asked for",
    "InvalidHeaderName": "a header of its answer is none",
    "NoRouteError": "there is no way to its network",
    "TCPTimedOutError": "no connection in time",
    "TimeoutError": "no connection in time",
}
_TLS = ("OpenSSL", "SSL routines")


def plainly(kind: str, words: str) -> str:
    """The failure of this class with these words, in one line."""
    words = cleaning.line(words)
    if found := _SECONDS.search(words):
        return f"no whole answer within {float(found[1]):g} s"
    inner = _INNER.match(words)
    if any(mark in words for mark in _TLS):
        return f"no TLS: {_tls_reason(words)}"
    if kind == _REFUSED and "refused" not in words.lower():
        return words[:LONGEST] or kind  # whatever else kept the connection from coming about
    name = inner[1] if inner is not None else kind
    if name in _BY_NAME:
        return _BY_NAME[name]
    said = (inner[2] or "") if inner is not None else words
    return f"{name}: {said}"[:LONGEST] if said else name


def _tls_reason(words: str) -> str:
    found = re.findall(r"'([^']*)'\)", words)
    return (found[-1] if found else "the handshake failed")[:LONGEST]
