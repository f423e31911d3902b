"""Ways to point a channel inside: none of them connects to where the configuration does not plainly say."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from alerts.channels import Channel
from alerts.channels.chat import ChatSettings
from alerts.channels.discord import discord
from alerts.channels.email import EmailChannel, EmailSettings, Security
from alerts.channels.ntfy import NtfySettings, ntfy
from alerts.channels.slack import slack
from alerts.channels.teams import teams
from alerts.channels.telegram import TelegramSettings, telegram
from alerts.channels.webhook import WebhookChannel, WebhookSettings
from alerts.errors import DeliveryError
from egress import Policy
from tests.alerts.samples import NOTICE
from tests.inside.listener import attempts, forbidden, is_inside
from tests.inside.outside import Resolver
from tests.inside.ways import UNHEARD, Ground, Names

KEY = "whsec_c2lnbmluZy1rZXktb2YtdGhlLXJlY2VpdmVy"
NOWHERE = Ground(outside="", inside_port=0)
NAME = "hooks.example"
INSIDE = ("127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1", *UNHEARD)
HOSTS = (
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.1",
    "0",
    "0.0.0.0",
    "127.0.0.1.",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "１２７.０.０.１",
    "127。0。0。1",
    "①②⑦.⓪.⓪.①",
    "localhost.",
    "foo.localhost",
    "localhost.localdomain",
    "hooks.example@2130706433",
    "127.0.0.1@hooks.example",
)
_REAL_LOOK_UP = socket.getaddrinfo
Named = Callable[[Names], Resolver]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Named:
    """Sets what the name service answers: these names, and this machine's own."""

    def name(names: Names) -> Resolver:
        resolver = Resolver(
            {"localhost": (("127.0.0.1",),), "localhost.localdomain": (("127.0.0.1",),), **names}
        )

        def look_up(host: Any, port: Any, *arguments: Any, **options: Any) -> list[Any]:
            text = host.decode() if isinstance(host, bytes) else str(host)
            try:
                found = resolver.look_up(text)
            except LookupError:
                return _REAL_LOOK_UP(host, port, *arguments, **options)
            return [info for one in found for info in _REAL_LOOK_UP(one, port, *arguments, **options)]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        return resolver

    return name


def _webhook(server: str) -> Channel:
    url = SecretStr(f"{server}/hook")
    return WebhookChannel("hook", WebhookSettings(url=url, secret=SecretStr(KEY), timeout=3))


def _chat(make: Callable[[str, ChatSettings], Channel]) -> Callable[[str], Channel]:
    return lambda server: make("chat", ChatSettings(url=SecretStr(f"{server}/hook"), timeout=3))


def _telegram(server: str) -> Channel:
    settings = TelegramSettings(token=SecretStr("1:token"), chat="1", server=server, timeout=3)
    return telegram("chat", settings)


def _ntfy(server: str) -> Channel:
    return ntfy("chat", NtfySettings(url=SecretStr(f"{server}/topic"), timeout=3))


#: All that post; each is given the beginning of an address, with scheme, host and port.
POSTING: dict[str, Callable[[str], Channel]] = {
    "webhook": _webhook,
    "slack": _chat(slack),
    "discord": _chat(discord),
    "teams": _chat(teams),
    "telegram": _telegram,
    "ntfy": _ntfy,
}


async def refused_by(kind: str, host: str) -> str:
    """Post to this host at the port of the forbidden listener; what the delivery failed by."""
    async with forbidden() as listener:
        channel = POSTING[kind](f"http://{host}:{listener.port}")
        with attempts() as tried, pytest.raises(DeliveryError) as refused:
            await channel.deliver(NOTICE)
        await channel.close()
        assert [one for one in tried if is_inside(*one, NOWHERE)] == []
        assert listener.connects == []
        assert refused.value.retryable
        return str(refused.value)


async def refused_by_mail(host: str) -> str:
    async with forbidden() as listener:
        channel = EmailChannel(
            "mail",
            EmailSettings(
                host=host,
                port=listener.port,
                sender="watch@desk.example",
                recipients=("a@desk.example",),
                security=Security.NONE,
                timeout=3,
            ),
        )
        with attempts() as tried, pytest.raises(DeliveryError) as refused:
            await channel.deliver(NOTICE)
        assert [one for one in tried if is_inside(*one, NOWHERE)] == []
        assert listener.connects == []
        assert refused.value.retryable
        return str(refused.value)


@pytest.mark.parametrize("host", HOSTS)
async def test_an_address_in_another_form_is_not_named(named: Named, host: str) -> None:
    named({NAME: (("127.0.0.1",),)})
    for kind in POSTING:
        await refused_by(kind, host)
    if "@" not in host:
        await refused_by_mail(host.strip("[]"))


@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_resolves_inside_is_refused(named: Named, address: str) -> None:
    named({NAME: ((address,),)})
    posted = [await refused_by(kind, NAME) for kind in POSTING]
    for said in (*posted, await refused_by_mail(NAME)):
        assert "refused to connect to" in said
        assert "an address of hooks.example" in said


async def test_of_several_addresses_no_inside_one_is_tried(named: Named) -> None:
    named({NAME: (("127.0.0.1", "::1", "10.0.0.1"),)})
    for kind in POSTING:
        assert "refused to connect to" in await refused_by(kind, NAME)
    assert "refused to connect to" in await refused_by_mail(NAME)


async def test_what_was_looked_up_is_what_is_connected_to(named: Named) -> None:
    for kind in POSTING:
        resolver = named({NAME: (("10.0.0.1",), ("127.0.0.1",))})
        await refused_by(kind, NAME)
        assert resolver.asked.count(NAME) == 1


async def test_a_redirect_inside_is_not_followed(named: Named) -> None:
    async with forbidden() as listener:

        async def redirect(_: web.Request) -> web.Response:
            return web.Response(status=307, headers={"Location": f"http://127.0.0.1:{listener.port}/"})

        app = web.Application()
        app.router.add_post("/{path:.*}", redirect)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        for make in POSTING.values():
            channel = make(f"http://127.0.0.1:{runner.addresses[0][1]}")
            with pytest.raises(DeliveryError, match="redirects are not followed"):
                await channel.deliver(NOTICE)
            await channel.close()
        await runner.cleanup()
        assert listener.connects == []


async def test_a_host_that_the_configuration_allows_is_connected_to(named: Named) -> None:
    named({NAME: (("127.0.0.1",),)})
    received: list[str] = []

    async def take(request: web.Request) -> web.Response:
        received.append(request.headers["webhook-id"])
        return web.Response(text="thanks")

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    for host, policy in ((NAME, Policy.allowing([NAME])), ("localhost", Policy()), ("127.0.0.1", Policy())):
        channel = WebhookChannel(
            "hook",
            WebhookSettings(
                url=SecretStr(f"http://{host}:{port}/hook"), secret=SecretStr(KEY), egress=policy
            ),
        )
        assert "thanks" in await channel.deliver(NOTICE)
        await channel.close()
    await runner.cleanup()
    assert len(received) == 3
