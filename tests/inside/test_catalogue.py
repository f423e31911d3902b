"""The catalogue itself: enough ways, named once, each of which names an inside address; and the tools that judge."""

import asyncio
import socket

import pytest

from tests.inside import ALL, LEAKS, THEMES
from tests.inside.credentials import BASIC, IN_QUERY, IN_URL, Leak
from tests.inside.listener import attempts, forbidden, is_inside
from tests.inside.outside import Resolver, in_full, serving
from tests.inside.ways import PUBLIC, PUBLIC_V6, UNHEARD, Ground, Way
from tests.inside.writing import to

GROUND = Ground(outside="127.0.0.1:18080", inside_port=18081)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
each_way = pytest.mark.parametrize("way", ALL, ids=lambda way: way.name)


def test_fifty_ways_and_no_name_twice() -> None:
    assert len(ALL) >= 50
    assert len({way.name for way in ALL}) == len(ALL)
    assert len({leak.name for leak in LEAKS}) == len(LEAKS)
    assert all(THEMES.values())


@each_way
def test_each_way_leads_inside(way: Way) -> None:
    answers = way.answers(GROUND).values()
    written = "".join(_plain(in_full(answer)) for answer in answers)
    written += way.source_url(GROUND) + (way.proxy(GROUND) if way.proxy else "")
    traces = (
        "18081",
        "18081".translate(WIDE),
        "127.0.0.1",
        "127.0.0.2",
        "[::1]",
        *way.names,
        *UNHEARD,
    )
    assert any(trace in written for trace in traces)


@each_way
def test_each_way_begins_where_the_config_may(way: Way) -> None:
    url = way.source_url(GROUND)
    assert url.startswith(GROUND.url) or any(name in url.lower() for name in way.names)
    assert (way.kind == "listing") == (way.links is not None)


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.name)
def test_each_leak_begins_with_the_credentials_and_leads_away(leak: Leak) -> None:
    other = "127.0.0.1:18082"
    answers = leak.answers(GROUND, other)
    start = leak.credentials.source_url(GROUND).rpartition(GROUND.outside)[2]
    assert start in answers
    assert leak.credentials.secrets
    assert any(other in _plain(in_full(answer)) for answer in answers.values())
    assert leak.other_answers(GROUND, other)


async def test_the_listener_hears_every_spelling_that_reaches_it() -> None:
    async with forbidden() as listener:
        for host in ("127.0.0.1", "127.1.2.3", "0.0.0.0"):
            with attempts() as tried:
                _, writer = await asyncio.open_connection(host, listener.port)
                writer.close()
            assert tried == [(host, listener.port)]
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            while len(listener.connects) < 3:
                await asyncio.sleep(0.01)


def test_an_attempt_shows_where_nobody_listens() -> None:
    with attempts() as tried, socket.socket() as one:
        one.setblocking(False)
        one.connect_ex(("127.0.0.9", 1))
    assert tried == [("127.0.0.9", 1)]
    assert is_inside(*tried[0], GROUND)


def test_what_is_inside() -> None:
    assert all(is_inside(address, 80, GROUND) for address in UNHEARD)
    assert is_inside("127.0.0.1", 18081, GROUND)
    assert is_inside("::ffff:127.0.0.1", 18080, GROUND)
    assert is_inside("fe80::1%lo", 80, GROUND)
    assert not is_inside("127.0.0.1", 18080, GROUND)
    assert not is_inside(PUBLIC, 80, GROUND)
    assert not is_inside(PUBLIC_V6, 80, GROUND)


def test_names_answer_in_turn_and_nothing_else_is_known() -> None:
    resolver = Resolver({"a.example": (("192.31.196.77",), ("127.0.0.1",))})
    assert [resolver.look_up("A.example.")[0] for _ in range(3)] == [
        "192.31.196.77",
        "127.0.0.1",
        "127.0.0.1",
    ]
    with pytest.raises(LookupError):
        resolver.look_up("elsewhere.example")


async def test_the_outside_site_answers_and_forwards_like_a_proxy() -> None:
    async with forbidden() as listener, serving() as outside:
        outside.answers = {"/start": to("http://127.0.0.1/\\x")}
        own = await _asked(outside.host, f"GET http://{outside.host}/start HTTP/1.1")
        assert "Location: http://127.0.0.1/\\x" in own
        assert "404" in await _asked(outside.host, "GET /none HTTP/1.1")
        assert "secret" in await _asked(outside.host, f"GET http://127.0.0.1:{listener.port}/ HTTP/1.1")
        assert len(listener.connects) == 1
        assert [heard.target for heard in outside.heard][1] == "/none"


def test_a_secret_is_seen_however_it_is_written() -> None:
    assert BASIC.seen_in(["Authorization: Basic cmVhZGVyLW9mLXBpZXI6YW5jaG9yLzctY2hhaW4mcm9wZQ=="])
    assert IN_URL.seen_in(["Referer: http://reader-of-pier:anchor%2F7-chain%26rope@127.0.0.1/start"])
    assert IN_QUERY.seen_in(["Referer: http://127.0.0.1/start?token=binnacle-8812"])
    assert not BASIC.seen_in(["GET /b HTTP/1.1"])


async def _asked(host: str, line: str) -> str:
    address, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(address, int(port))
    writer.write(f"{line}\r\nHost: x\r\n\r\n".encode())
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return answer.decode()


def _plain(answer: bytes) -> str:
    if b"\x1f\x8b" in answer:
        return "127.0.0.1"
    return answer.decode("utf-8", "replace")
