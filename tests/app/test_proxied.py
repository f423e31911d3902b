"""What a proxy is asked for because a person asks: no more than by a crawl."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.config.tables import Manners
from app.proxied import client_through
from app.visiting import Visit
from egress import Policy
from storage.records import RunOutcome
from tests.app.web_site import Answer, WebSite, serving

MANNERS = Manners.model_validate({"contact": "desk@news.test", "timeout": "5s", "delay": "0s"})
REAL_LOOK_UP = socket.getaddrinfo


@contextmanager
def visit_through(proxy: WebSite) -> Iterator[Visit]:
    client = client_through(proxy.url, "http://press.co.uk/feed", MANNERS, Policy())
    with Visit(MANNERS, client=client) as visit:
        yield visit


def name_service(monkeypatch: pytest.MonkeyPatch, names: dict[str, str]) -> None:
    """Looks up these names, and others as ever."""

    def look_up(host: Any, *rest: Any, **options: Any) -> Any:
        return REAL_LOOK_UP(names.get(host, host), *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("press.co.uk", "10.1.2.3"),
        ("press.co.uk", "169.254.169.254"),
        ("press.co.uk", "::ffff:127.0.0.1"),
        ("www.press.co.uk", "192.168.0.1"),
    ],
)
def test_a_proxy_is_asked_for_no_name_that_resolves_inside(
    monkeypatch: pytest.MonkeyPatch, host: str, address: str
) -> None:
    name_service(monkeypatch, {host: address})
    url = f"http://{host}/feed"
    with serving({url: Answer(body=b"a")}) as proxy, visit_through(proxy) as visit:
        answer = visit.get(url)
        assert answer.outcome is RunOutcome.UNREACHABLE
        assert "refused to connect to" in (answer.trouble or "")
        assert proxy.paths == []


def test_all_hosts_of_the_site_are_asked_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    # of a name that nobody here knows the proxy may know more
    name_service(monkeypatch, {"press.co.uk": "198.41.0.4"})
    moved = Answer(status=302, headers={"Location": "http://www.press.co.uk/feed"})
    answers = {"http://press.co.uk/feed": moved, "http://www.press.co.uk/feed": Answer(body=b"a")}
    with serving(answers) as proxy, visit_through(proxy) as visit:
        assert visit.get("http://press.co.uk/feed").body == b"a"
        assert "http://www.press.co.uk/feed" in proxy.paths
