"""A source's credentials reach its own host group, and nothing and nobody else."""

from __future__ import annotations

import asyncio
import base64
import gzip
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from scrapy import Request
from scrapy.crawler import Crawler

from crawler.middlewares.credentials import CredentialsMiddleware
from crawler.source import Credentials, Source
from crawler.spiders.feed import FeedSpider
from crawler.spiders.loader import spider_class
from storage.records import RunOutcome, SourceKind, SourceState
from tests.crawler.rigs.proxies import HttpProxy, SocksProxy
from tests.crawler.rigs.raw import answering, raw_server
from tests.crawler.rigs.site import Asked, Site, redirect
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, faults, manners, toml

SECRETS = ("s3cret-header", "s3cret-cookie", "s3cret-password", "s3cret-agent", "s3cret-http", "s3cret-socks")
BASIC = base64.b64encode(b"reader:s3cret-password").decode()
HIDDEN = (*SECRETS, BASIC, base64.b64encode(b"agent:s3cret-http").decode())
PAID = {
    "headers": {"X-Subscriber": "s3cret-header"},
    "cookies": {"session": "s3cret-cookie", "tier": "gold"},
    "basic_auth": {"user": "reader", "password": "s3cret-password"},
    "user_agent": "s3cret-agent/1.0",
}

CHANNEL = """
[[channels]]
name = "dead end"
type = "webhook"
url = "http://127.0.0.1:%d/hook"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one `run --once` asked of whom, and all that it wrote."""

    paper: list[Asked]
    stranger: list[Asked]
    proxied: list[Asked]
    tunnelled: list[Asked]
    http_proxy: HttpProxy
    socks_proxy: SocksProxy
    sources: dict[str, SourceState]
    titles: set[str]
    written: dict[str, str]


async def one_pass(folder: Path) -> Pass:
    http_proxy, socks_proxy = HttpProxy(), SocksProxy()
    async with AsyncExitStack() as stack:
        paper, stranger, proxied, tunnelled = [await stack.enter_async_context(Site()) for _ in range(4)]
        http_port = await stack.enter_async_context(raw_server(http_proxy.converse))
        socks_port = await stack.enter_async_context(raw_server(socks_proxy.converse))
        dead_port = await stack.enter_async_context(raw_server(_slam))
        slow_port = await stack.enter_async_context(raw_server(answering(b"", dribble=True)))
        stranger.pages |= {
            "/away": article("The one elsewhere"),
            "/there-and-back": redirect(f"{paper.base}/back"),
            "/linked": article("The linked one"),
        }
        for site in (paper, proxied, tunnelled):
            site.pages |= {
                "/feed": redirect("/feed.xml"),
                "/feed.xml": feed(
                    [
                        (f"{site.base}/own", "Own"),
                        (f"{site.base}/leaving", "Leaving"),
                        (f"{site.base}/leaving-and-back", "Back"),
                        (f"{stranger.base}/linked", "Linked"),
                    ]
                ),
                "/own": article(f"The own one of {site.base}"),
                "/leaving": redirect(f"{stranger.base}/away"),
                "/leaving-and-back": redirect(f"{stranger.base}/there-and-back"),
                "/back": article("The one that came back"),
            }
        http_url = f"http://agent:s3cret-http@127.0.0.1:{http_port}"
        socks_url = f"socks5://agent:s3cret-socks@127.0.0.1:{socks_port}"
        dead_http, dead_socks = (
            f"{kind}://agent:{secret}@127.0.0.1:{dead_port}"
            for kind, secret in (("http", "s3cret-http"), ("socks5h", "s3cret-socks"))
        )
        ground = Ground(folder=folder)
        ground.config.write_text(
            "\n".join(
                [
                    manners(delay="0ms", timeout="3s"),
                    f'[egress]\nallow = ["{stranger.base.removeprefix("http://")}"]\n',
                    toml(name="paper", kind="feed", url=f"{paper.base}/feed", **PAID),
                    toml(name="proxied", kind="feed", url=f"{proxied.base}/feed", proxy=http_url, **PAID),
                    toml(
                        name="tunnelled", kind="feed", url=f"{tunnelled.base}/feed", proxy=socks_url, **PAID
                    ),
                    toml(name="dead proxy", kind="feed", url="http://a.test/feed", proxy=dead_http, **PAID),
                    toml(name="dead socks", kind="feed", url="http://b.test/feed", proxy=dead_socks, **PAID),
                    toml(name="slow", kind="feed", url=f"http://127.0.0.1:{slow_port}/feed", proxy=socks_url),
                    '[[watches]]\nname = "all"\nquery = "battalion"\nchannels = ["dead end"]\n',
                    CHANNEL % dead_port,
                ]
            ).replace('name = "paper"', 'name = "paper"\ntell_backlog = true'),
            "utf-8",
        )
        log = await ground.run_once()
        status, deliveries = await asyncio.gather(
            ground.command("status", "--json"), ground.command("deliveries", "list")
        )
        written = {
            "log": log,
            "status": status,
            "deliveries": deliveries,
            "database": "".join(file.read_bytes().decode("latin-1") for file in folder.glob("wirewatch.db*")),
            "captures": "".join(
                gzip.decompress(file.read_bytes()).decode("latin-1")
                for file in (folder / "captures").iterdir()
            ),
        }
        return Pass(
            paper=paper.asked,
            stranger=stranger.asked,
            proxied=proxied.asked,
            tunnelled=tunnelled.asked,
            http_proxy=http_proxy,
            socks_proxy=socks_proxy,
            sources=ground.sources(),
            titles=set(ground.articles()),
            written=written,
        )


async def _slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.close()


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Pass:
    return asyncio.run(one_pass(tmp_path_factory.mktemp("credentials")))


@pytest.mark.parametrize("site", ["paper", "proxied", "tunnelled"])
def test_every_request_to_the_own_host_group_carries_them(passed: Pass, site: str) -> None:
    asked: list[Asked] = getattr(passed, site)
    # the other two sources come to the paper as well, as strangers
    shared = {"/back", "/robots.txt"} if site == "paper" else set()
    own = [one for one in asked if one.path not in shared]
    expected = {"/robots.txt", "/feed", "/feed.xml", "/own", "/leaving", "/leaving-and-back"}
    assert {one.path for one in own} == expected - shared
    for one in own:
        assert one.headers["X-Subscriber"] == "s3cret-header"
        assert one.headers["Cookie"] == "session=s3cret-cookie; tier=gold"
        assert one.headers["Authorization"] == f"Basic {BASIC}"
        assert one.headers["User-Agent"] == "s3cret-agent/1.0"


def test_they_are_back_where_a_redirect_comes_back(passed: Pass) -> None:
    agents = [one.headers["User-Agent"] for one in passed.paper if one.path == "/back"]
    assert sorted(agent[:6] for agent in agents) == ["s3cret", "wirewa", "wirewa"]


def test_another_host_group_sees_nothing_of_them(passed: Pass) -> None:
    assert {one.path for one in passed.stranger} == {"/robots.txt", "/away", "/there-and-back", "/linked"}
    for one in passed.stranger:
        assert not any(hidden in value for value in one.headers.values() for hidden in HIDDEN)
        assert not {"X-Subscriber", "Cookie", "Authorization", "Proxy-Authorization"} & set(one.headers)
        assert one.headers["User-Agent"].startswith("wirewatch/")


def test_no_site_sees_how_the_proxy_is_paid(passed: Pass) -> None:
    for one in (*passed.proxied, *passed.tunnelled):
        assert "Proxy-Authorization" not in one.headers
        assert not any("s3cret-http" in value or "s3cret-socks" in value for value in one.headers.values())


def test_the_proxies_are_asked_for_the_own_host_group_alone(passed: Pass) -> None:
    hosts = {one.headers["Host"] for one in passed.proxied}
    assert set(passed.http_proxy.hosts) == hosts
    assert len(passed.http_proxy.hosts) == len(passed.proxied)
    hosts = {one.headers["Host"] for one in passed.tunnelled}
    assert hosts <= set(passed.socks_proxy.hosts)
    assert not {one.headers["Host"] for one in passed.stranger} & set(passed.socks_proxy.hosts)


def test_the_proxies_are_paid(passed: Pass) -> None:
    login = base64.b64encode(b"agent:s3cret-http").decode()
    assert all(f"Proxy-Authorization: Basic {login}\r\n" in head for head in passed.http_proxy.heads)
    assert set(passed.socks_proxy.logins) == {("agent", "s3cret-socks")}


def test_a_server_that_dribbles_through_a_socks_proxy_is_left(passed: Pass) -> None:
    assert passed.sources["slow"].last_outcome is RunOutcome.UNREACHABLE
    assert "no whole answer within 3 s" in (passed.sources["slow"].last_detail or "")


@pytest.mark.parametrize("name", ["dead proxy", "dead socks"])
def test_a_dead_proxy_is_named_without_its_password(passed: Pass, name: str) -> None:
    assert passed.sources[name].last_outcome is RunOutcome.UNREACHABLE


def test_the_articles_are_read_through_proxies(passed: Pass) -> None:
    assert {"The one elsewhere", "The one that came back", "The linked one"} <= passed.titles
    assert len([title for title in passed.titles if title.startswith("The own one of")]) == 3


@pytest.mark.parametrize("place", ["log", "status", "deliveries", "database", "captures"])
def test_nothing_of_them_is_written_down(passed: Pass, place: str) -> None:
    assert passed.written[place]
    assert [hidden for hidden in HIDDEN if hidden in passed.written[place]] == []


def test_no_fault_of_ours_shows(passed: Pass) -> None:
    assert faults(passed.written["log"]) == []
    assert "experimental" not in passed.written["log"]


def middleware(url: str) -> CredentialsMiddleware:
    """The middleware of a source at this address, in a crawl that has not started."""
    source = Source(
        name="paper",
        kind=SourceKind.FEED,
        url=url,
        interval=timedelta(minutes=1),
        delay=timedelta(0),
        credentials=Credentials(
            headers={"X-Subscriber": SecretStr("s3cret-header")},
            user_agent="s3cret-agent/1.0",
            proxy=SecretStr("http://agent:s3cret-http@proxy.test:3128"),
        ),
    )
    spider = spider_class(source)()
    assert isinstance(spider, FeedSpider)
    return CredentialsMiddleware(Crawler(type(spider), {"USER_AGENT": "wirewatch/1"}), spider)


@pytest.mark.parametrize(
    ("source", "asked", "secret", "agent"),
    [
        ("https://www.paper.com/feed", "https://www.paper.com/a", True, True),
        ("https://www.paper.com/feed", "https://media.paper.com:8443/a", True, True),
        ("https://www.paper.com/feed", "http://www.paper.com/a", False, True),
        ("http://www.paper.com/feed", "http://www.paper.com/a", True, True),
        ("http://www.paper.com/feed", "https://www.paper.com/a", True, True),
        ("https://www.paper.com/feed", "https://paper.com.example.com/a", False, False),
        ("https://www.paper.com/feed", "https://notpaper.com/a", False, False),
        ("https://www.paper.co.uk/feed", "https://www.other.co.uk/a", False, False),
        ("https://one.blogspot.com/feed", "https://two.blogspot.com/a", False, False),
        ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8001/a", False, False),
        ("http://localhost:8000/feed", "http://127.0.0.1:8000/a", False, False),
    ],
)
def test_who_is_sent_what(source: str, asked: str, secret: bool, agent: bool) -> None:
    request = Request(asked, headers={"X-Subscriber": "left over", "User-Agent": "left over"})
    request.meta["proxy"] = "http://left-over.test:3128"
    middleware(source).process_request(request)
    assert request.headers.get("X-Subscriber") == (b"s3cret-header" if secret else None)
    assert request.headers["User-Agent"] == (b"s3cret-agent/1.0" if agent else b"wirewatch/1")
    assert request.meta.get("proxy") == ("http://agent:s3cret-http@proxy.test:3128" if agent else None)
