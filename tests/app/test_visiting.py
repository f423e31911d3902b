"""Several requests in one go, with the manners of a crawl."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from app.config.tables import Manners
from app.visiting import Visit
from egress import Policy
from tests.app.web_site import Answer, WebSite, serving

MANNERS = Manners.model_validate({"contact": "desk@news.test", "timeout": "5s", "delay": "0s"})


def visit(site: WebSite, manners: Manners = MANNERS, most: int = 40) -> Visit:
    return Visit(manners, policy=Policy().naming_urls(site.url), most_requests=most)


def test_robots_txt_is_asked_for_once_and_names_the_sitemaps() -> None:
    robots = (
        b"User-agent: *\nDisallow: /private\nSitemap: /news.xml\nSitemap: https://other.example/map.xml\n"
    )
    with (
        serving({"/robots.txt": Answer(body=robots), "/a": Answer(body=b"a")}) as site,
        visit(site) as visited,
    ):
        assert visited.sitemaps(f"{site.url}/") == (f"{site.url}/news.xml", "https://other.example/map.xml")
        assert visited.get(f"{site.url}/a").body == b"a"
        assert visited.get(f"{site.url}/private/b").trouble == "robots.txt forbids it"
        assert site.paths == ["/robots.txt", "/a"]
        assert {agent for _, agent in site.asked} == {MANNERS.full_user_agent}
        assert visited.requests == 2


def test_two_requests_to_a_host_are_the_delay_apart() -> None:
    manners = MANNERS.model_copy(update={"delay": timedelta(seconds=0.3)})
    with serving({"/a": Answer(body=b"a")}) as site, visit(site, manners) as visited:
        started = time.monotonic()
        for _ in range(3):
            visited.get(f"{site.url}/a")
        # robots.txt, then three pages
        assert time.monotonic() - started >= 0.9


def test_a_crawl_delay_that_is_longer_holds() -> None:
    robots = Answer(body=b"User-agent: *\nCrawl-delay: 0.4\n")
    with serving({"/robots.txt": robots, "/a": Answer(body=b"a")}) as site, visit(site) as visited:
        started = time.monotonic()
        visited.get(f"{site.url}/a")
        assert time.monotonic() - started >= 0.4


def test_what_is_too_much_is_not_asked_for() -> None:
    with serving({"/a": Answer(body=b"a")}) as site, visit(site, most=3) as visited:
        assert [visited.get(f"{site.url}/a").trouble for _ in range(4)] == [
            None,
            None,
            "not asked for: 3 requests were sent",
            "not asked for: 3 requests were sent",
        ]
        assert len(site.paths) == 3


@pytest.mark.parametrize("answer", [Answer(status=429), Answer(status=503, headers={"Retry-After": "60"})])
def test_a_site_that_wants_to_be_left_alone_is(answer: Answer) -> None:
    with serving({"/a": answer, "/b": Answer(body=b"b")}) as site, visit(site) as visited:
        assert visited.get(f"{site.url}/a").trouble == f"HTTP {answer.status}"
        assert "wants to be left alone" in (visited.get(f"{site.url}/b").trouble or "")
        assert "/b" not in site.paths


def test_a_site_that_hangs_is_not_waited_for_again_and_again() -> None:
    manners = MANNERS.model_copy(update={"timeout": timedelta(seconds=0.2)})
    with serving({"/a": Answer(body=b"a", hangs=True)}) as site, visit(site, manners) as visited:
        said = [visited.get(f"{site.url}/a").trouble or "" for _ in range(5)]
        assert said[:3] == ["took too long"] * 3
        assert all("gave no answer 3 times" in one for one in said[3:])
        assert site.paths.count("/a") == 3


@pytest.mark.parametrize(("status", "kept"), [(301, "/new"), (308, "/new"), (302, "/old"), (307, "/old")])
def test_a_redirect_for_good_is_the_address_to_keep(status: int, kept: str) -> None:
    moved = Answer(status=status, headers={"Location": "/new"})
    with serving({"/old": moved, "/new": Answer(body=b"n")}) as site, visit(site) as visited:
        answer = visited.get(f"{site.url}/old")
        assert (answer.url, answer.kept_url, answer.body) == (f"{site.url}/new", f"{site.url}{kept}", b"n")


def test_a_way_inside_is_refused() -> None:
    with serving({"/secret": Answer(body=b"s")}) as inside, serving({}) as site, visit(site) as visited:
        site.answers["/a"] = Answer(status=302, headers={"Location": f"{inside.url}/secret"})
        answer = visited.get(f"{site.url}/a")
        assert answer.body == b""
        assert answer.trouble
        assert inside.paths == []
