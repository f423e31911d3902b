"""Failures in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.spiders.reasons import LONGEST, plainly

_FAILURE = "[<twisted.python.failure.Failure "


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        (
            "DownloadTimeoutError",
            "Getting http://a.example/feed took longer than 10.0 seconds.",
            "no whole answer within 10 s",
        ),
        ("CannotResolveHostError", "DNS lookup failed: no results", "its name has no address"),
        (
            "DownloadConnectionRefusedError",
            "Connection was refused by other side: 111",
            "it refused the connection",
        ),
        (
            "DownloadConnectionRefusedError",
            "[SSL: CERTIFICATE_VERIFY_FAILED] certificate has expired",
            "[SSL: CERTIFICATE_VERIFY_FAILED] certificate has expired",
        ),
        (
            "DownloadFailedError",
            f"{_FAILURE}twisted.internet.error.ConnectionLost: Connection to the other side was lost.>]",
            "the connection broke off",
        ),
        (
            "DownloadFailedError",
            f"{_FAILURE}twisted.web._newclient.ParseError: ('wrong number of parts', b'SSH-2.0')>]",
            "its answer is no HTTP",
        ),
        (
            "DownloadFailedError",
            f"{_FAILURE}OpenSSL.SSL.Error: [('SSL routines', '', 'wrong version number')]>]",
            "no TLS: wrong version number",
        ),
        ("DownloadFailedError", f"{_FAILURE}a.b.OddError: it is odd>]", "OddError: it is odd"),
        ("OddError", "", "OddError"),
        ("OddError", "it is\nodd", "OddError: it is odd"),
    ],
)
def test_they_name_what_happened(kind: str, words: str, said: str) -> None:
    assert plainly(kind, words) == said


@given(st.text(max_size=500))
def test_any_words_are_one_bounded_line(words: str) -> None:
    said = plainly("OddError", words)
    assert said
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in said)
    assert len(said) <= LONGEST + 10
