"""What Apprise is held to: the guard, no redirect, no program, and answers that are told apart."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from pydantic import SecretStr

from alerts.channels.apprise import AppriseChannel, AppriseSettings
from alerts.channels.apprise_process import Guard
from alerts.errors import DeliveryError
from egress import EgressRefusedError, Policy
from tests.alerts.samples import NOTICE
from tests.alerts.test_egress import HOSTS, INSIDE
from tests.inside.listener import forbidden

TOKEN = "T0K3N-of-apprise"
FEW = ("2130706433", "[::ffff:127.0.0.1]", "localhost.", "127.0.0.1@2130706433")


def channel_to(url: str, *allow: str) -> AppriseChannel:
    return AppriseChannel("chat", AppriseSettings(url=SecretStr(url), timeout=20, allow=allow))


@asynccontextmanager
async def answering(status: int, **headers: str) -> AsyncIterator[tuple[str, list[str]]]:
    """A server on loopback that answers so: its host and port, and the paths that it was asked for."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=status, text=TOKEN, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"127.0.0.1:{runner.addresses[0][1]}", asked
    finally:
        await runner.cleanup()


async def refused(url: str) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await channel_to(url).deliver(NOTICE)
    assert TOKEN not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("status", "retryable", "gone"), [(429, True, False), (410, False, True), (401, False, False)]
)
async def test_an_answer_says_whether_a_retry_can_help(status: int, retryable: bool, gone: bool) -> None:
    async with answering(status, **{"Retry-After": "7"}) as (host, _):
        error = await refused(f"json://{host}/{TOKEN}")
    assert str(status) in str(error)
    assert (error.retryable, error.gone) == (retryable, gone)
    assert error.retry_after == (timedelta(seconds=7) if retryable else None)


@pytest.mark.parametrize("wanted", ["", "?redirect=yes"])
async def test_a_redirect_is_not_followed_even_where_the_address_asks_for_it(wanted: str) -> None:
    async with forbidden() as listener:
        location = f"http://127.0.0.1:{listener.port}/"
        async with answering(302, Location=location) as (host, asked):
            error = await refused(f"json://{host}/{TOKEN}{wanted}")
        assert listener.connects == []
    assert "302: redirects are not followed" in str(error)
    assert (error.retryable, asked) == (False, [f"/{TOKEN}"])


async def test_an_address_that_apprise_does_not_know_is_for_good() -> None:
    error = await refused(f"nonsense://{TOKEN}")
    assert not error.retryable


async def test_what_the_configuration_allows_is_connected_to() -> None:
    async with answering(200) as (host, asked):
        port = host.partition(":")[2]
        for url, allow in (
            (f"json://localhost:{port}/{TOKEN}", ()),
            (f"json://2130706433:{port}/{TOKEN}", ("127.0.0.1",)),
        ):
            assert "200" in await channel_to(url, *allow).deliver(NOTICE)
    assert asked == [f"/{TOKEN}"] * 2


async def points_inside(host: str) -> None:
    async with forbidden() as listener:
        for scheme in ("json", "mailto"):
            beside = "?from=a@desk.example&to=b@desk.example" if scheme == "mailto" else ""
            error = await refused(f"{scheme}://{host}:{listener.port}/{TOKEN}{beside}")
            assert listener.connects == []
            assert error.retryable or "cannot use" in str(error)


@pytest.mark.parametrize("host", FEW)
async def test_a_few_ways_inside(host: str) -> None:
    await points_inside(host)


@pytest.mark.soak
@pytest.mark.parametrize("host", HOSTS)
async def test_all_ways_inside(host: str) -> None:
    await points_inside(host)


@pytest.fixture
def guard() -> Guard:
    return Guard(Policy())


@pytest.mark.parametrize("event", ["socket.connect", "socket.sendto", "socket.sendmsg"])
@pytest.mark.parametrize("address", INSIDE)
def test_no_name_leads_inside(guard: Guard, event: str, address: str) -> None:
    guard("socket.getaddrinfo", ("hooks.example", 443, 0, 0, 0))
    with socket.socket() as one, pytest.raises(EgressRefusedError, match="refused to connect to"):
        guard(event, (one, (address, 443)))
    guard(event, (None, ("192.31.196.77", 443)))


@pytest.mark.parametrize("address", [("hooks.example", 443), "/run/docker.sock", b"\0bus", ("127.0.0.1",)])
def test_what_is_no_address_is_refused(guard: Guard, address: object) -> None:
    with pytest.raises(EgressRefusedError):
        guard("socket.connect", (None, address))


@pytest.mark.parametrize("start", [("subprocess.Popen", ("sh",)), ("os.system", ("sh",)), ("os.fork", ())])
def test_no_program_is_started(guard: Guard, start: tuple[str, tuple[object, ...]]) -> None:
    with pytest.raises(EgressRefusedError):
        guard(*start)


def test_events_of_these_names_are_raised_by_python_itself() -> None:
    """Were one renamed in a later Python, the guard would see nothing of it."""
    program = (
        "import socket, subprocess, sys\n"
        "seen = set()\n"
        "sys.addaudithook(lambda event, arguments: seen.add(event))\n"
        "def quietly(call, *arguments):\n"
        "    try:\n        call(*arguments)\n    except OSError:\n        pass\n"
        "quietly(socket.create_connection, ('127.0.0.1', 1), 1)\n"
        "one = socket.socket(type=socket.SOCK_DGRAM)\n"
        "quietly(one.sendto, b'', ('127.0.0.1', 1))\n"
        "quietly(one.sendmsg, [b''], [], 0, ('127.0.0.1', 1))\n"
        "quietly(subprocess.run, ['true'])\n"
        "print(' '.join(sorted(seen)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seen = done.stdout.split()
    for event in (
        *("socket.getaddrinfo", "socket.connect", "socket.sendto", "socket.sendmsg"),
        "subprocess.Popen",
    ):
        assert event in seen
