"""Whether each server does what its case says, asked with plain sockets: a check of the exam, not of the crawler."""

import asyncio
import re
import ssl
import zlib
from urllib.parse import urlsplit

import pytest
from lxml import etree

from tests.hostile import ALL, THEMES
from tests.hostile.case import CONDITIONS, Case
from tests.hostile.server import Served, calm_sources, serving

_PATIENCE, _LONG = 0.4, 60.0
"""Seconds in which a server that says anything at once has said it."""
_BY_NAME = {case.name: case for case in ALL}


async def _ask(
    url: str,
    *,
    at_least: int = 1 << 30,
    patience: float = _PATIENCE,
    trusted: Served | None = None,
    headers: str = "",
) -> bytes:
    """What comes back until the end, a silence, or so many bytes."""
    parts = urlsplit(url)
    context: ssl.SSLContext | None = None
    if parts.scheme == "https":
        context = ssl.create_default_context(cafile=str(trusted.authority_path) if trusted else None)
    received = bytearray()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, ssl=context)
    try:
        writer.write(f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n{headers}\r\n".encode())
        async with asyncio.timeout(patience):
            while len(received) < at_least and (piece := await reader.read(1 << 16)):
                received += piece
    except (TimeoutError, ConnectionError):
        pass
    finally:
        writer.transport.abort()
    return bytes(received)


def _body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def test_names_are_unique_and_written_in_kebab_case() -> None:
    names = [case.name for case in ALL]
    assert len(set(names)) == len(names) >= 90
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


@pytest.mark.parametrize("theme", THEMES)
def test_expectations_can_be_met(theme: str) -> None:
    for case in THEMES[theme]:
        assert case.expect <= CONDITIONS, case.name
        assert case.expect, case.name
        assert 1 <= case.polls <= 4, case.name
        assert case.at_most is None or case.articles <= case.at_most, case.name
        assert (case.links is not None) == (case.kind == "listing"), case.name


async def _begins(case: Case, served: Served) -> bool:
    if case.tls not in (None, "good"):
        with pytest.raises(ssl.SSLCertVerificationError):
            await _ask(served[case.name], trusted=served)
        return True
    try:
        # one byte more than a beginning of none: that nothing comes is seen by the silence alone
        patience = _LONG if case.begins else _PATIENCE
        answer = await _ask(
            served[case.name], at_least=len(case.begins) or 1, patience=patience, trusted=served
        )
    except ConnectionError:
        answer = b""
    return answer.startswith(case.begins) if case.begins else answer == b""


@pytest.mark.parametrize("theme", THEMES)
async def test_answers_begin_as_written(theme: str) -> None:
    cases = THEMES[theme]
    async with serving(cases) as served:
        as_written = await asyncio.gather(*(_begins(case, served) for case in cases))
        assert served.trapped == []
    assert [case.name for case, well in zip(cases, as_written, strict=True) if not well] == []


async def test_an_honest_feed_leads_to_honest_pages() -> None:
    async with serving([_BY_NAME["chain-of-three"], _BY_NAME["etag-always-new"]]) as served:
        feed = etree.fromstring(_body(await _ask(served["etag-always-new"])))
        links = [str(element.text) for element in feed.iter("link")][1:]
        assert len(links) == 3
        read = [(await _ask(link)).decode() for link in links]
    assert all(page.startswith("HTTP/1.1 200 OK") and page.count("<p>") == 4 for page in read)
    assert len({_body(page.encode()) for page in read}) == 3


async def test_bombs_unpack_to_more_than_anybody_may_hold() -> None:
    async with serving([_BY_NAME["gzip-bomb"], _BY_NAME["gzip-bomb-in-gzip"]]) as served:
        packed = _body(await _ask(served["gzip-bomb"], at_least=100_000, patience=5))
        nested = _body(await _ask(served["gzip-bomb-in-gzip"], patience=10))
    assert len(zlib.decompressobj(31).decompress(packed)) > 300 * len(packed)
    outer = zlib.decompressobj(31).decompress(nested)
    assert len(outer) > 100 * len(nested)
    assert len(zlib.decompressobj(31).decompress(outer, 1 << 24)) == 1 << 24


async def test_endless_answers_go_on_and_stop_when_the_client_goes() -> None:
    # what never ends there is a page or robots.txt
    elsewhere = THEMES["article_pages"] + THEMES["refusals"]
    endless = [case for case in ALL if "endless" in case.name and case not in elsewhere]
    async with serving(endless) as served:
        lengths = [
            len(await _ask(served[case.name], at_least=2_000_000, patience=10, trusted=served))
            for case in endless
        ]
    assert min(lengths) >= 2_000_000


async def test_slow_answers_are_slow() -> None:
    slow = [
        _BY_NAME[name] for name in ("headers-by-the-byte", "body-by-the-byte", "body-under-the-idle-limit")
    ]
    async with serving(slow) as served:
        answers = await asyncio.gather(*(_ask(served[case.name]) for case in slow))
    assert answers[0] == b"H"
    assert [len(_body(answer)) for answer in answers[1:]] == [1, 1]


async def test_validators_are_answered_with_304() -> None:
    headers = 'If-None-Match: "tide-1"\r\n'
    async with serving([_BY_NAME["304-hides-changes"]]) as served:
        url = served["304-hides-changes"]
        first, hidden, second = await _ask(url), await _ask(url, headers=headers), await _ask(url)
    assert hidden.startswith(b"HTTP/1.1 304")
    assert _body(first) != _body(second)


async def test_whoever_follows_a_redirect_inside_is_seen() -> None:
    inside = [
        case for case in THEMES["redirects"] if case.name in ("inside-by-other-port", "inside-by-decimal")
    ]
    async with serving(inside) as served:
        for case in inside:
            found = re.search(rb"Location: http://[^:]+:(\d+)/", await _ask(served[case.name]))
            assert found is not None
            assert int(found[1]) == served.trap_port
        assert served.trapped == []
        await _ask(f"http://127.0.0.1:{served.trap_port}/")
        assert len(served.trapped) == 1


async def test_requests_are_counted_by_case() -> None:
    async with serving([_BY_NAME["404"], _BY_NAME["410"]]) as served:
        await _ask(served["404"])
        await _ask(served["404"])
        assert served.requests == {"404": 2}


async def test_a_client_that_hangs_does_not_keep_the_server_open() -> None:
    async with asyncio.timeout(5):
        async with serving([_BY_NAME["silence-after-request"], _BY_NAME["endless-body"]]) as served:
            writers = []
            for url in served.values():
                parts = urlsplit(url)
                _, writer = await asyncio.open_connection(parts.hostname, parts.port)
                writer.write(b"GET /feed.xml HTTP/1.1\r\n\r\n")
                await writer.drain()
                writers.append(writer)
        for writer in writers:
            writer.transport.abort()


async def test_calm_sources_write_down_when_they_were_asked() -> None:
    async with calm_sources(3) as calm:
        bodies = [_body(await _ask(source.url)) for source in calm]
        assert [[asked.target for asked in source.asked] for source in calm] == [["/feed.xml"]] * 3
        assert all(source.asked[0].asked_at.tzinfo is not None for source in calm)
    assert len(set(bodies)) == 3
    assert all(body.count(b"<item>") == 3 for body in bodies)
