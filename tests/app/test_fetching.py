"""One page fetched with the manners of a crawl, from a real site on loopback."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from app.config.tables import Manners
from app.fetching import FetchError, fetch
from egress import Policy
from tests.app.web_site import Answer, serving

PAGE = b"<html><body><p>The ferry left at dawn.</p></body></html>"
MANNERS = Manners.model_validate({"contact": "desk@news.test", "timeout": "5s", "max_response": "100kB"})


def test_a_page_is_had_after_robots_txt_was_asked_under_an_honest_name() -> None:
    answer = Answer(body=PAGE, headers={"Content-Type": "text/html; charset=koi8-r"})
    with serving({"/a": answer}) as site:
        before = datetime.now(UTC)
        page = fetch(f"{site.url}/a", MANNERS)
        assert (page.body, page.url, page.content_type) == (
            PAGE,
            f"{site.url}/a",
            "text/html; charset=koi8-r",
        )
        assert before <= page.fetched_at <= datetime.now(UTC)
        assert site.paths == ["/robots.txt", "/a"]
        assert {agent for _, agent in site.asked} == {MANNERS.full_user_agent}
        assert "mailto:desk@news.test" in MANNERS.full_user_agent


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    robots = Answer(body=b"User-agent: wirewatch\nDisallow: /private\n")
    with serving({"/robots.txt": robots, "/private/a": Answer(body=PAGE)}) as site:
        with pytest.raises(FetchError, match=r"robots\.txt asks to leave this page alone"):
            fetch(f"{site.url}/private/a", MANNERS)
        assert site.paths == ["/robots.txt"]
        assert fetch(f"{site.url}/private/a", MANNERS.model_copy(update={"obey_robots": False})).body == PAGE


def test_a_site_that_cannot_say_what_is_allowed_is_left_alone() -> None:
    with serving({"/robots.txt": Answer(status=503), "/a": Answer(body=PAGE)}) as site:
        with pytest.raises(FetchError, match=r"robots\.txt: answered 503"):
            fetch(f"{site.url}/a", MANNERS)
        assert site.paths == ["/robots.txt"]


def test_redirects_are_followed_each_under_the_rules_of_its_own_site() -> None:
    forbidding = {"/robots.txt": Answer(body=b"User-agent: *\nDisallow: /b"), "/c": Answer(body=PAGE)}
    with serving(forbidding) as other, serving({}) as site:
        site.answers["/b"] = Answer(status=301, headers={"Location": f"{other.url}/c"})
        with pytest.raises(FetchError, match=r"refused to connect to 127\.0\.0\.1 \(loopback\)"):
            fetch(f"{site.url}/b", MANNERS)
        assert other.paths == []
        policy = Policy().naming_urls(other.url)
        assert fetch(f"{site.url}/b", MANNERS, policy).url == f"{other.url}/c"
        site.answers["/b"] = Answer(status=302, headers={"Location": f"{other.url}/b"})
        with pytest.raises(FetchError, match=r"robots\.txt asks"):
            fetch(f"{site.url}/b", MANNERS, policy)
        assert "/b" not in other.paths


def test_compressed_pages_are_unpacked() -> None:
    answer = Answer(body=gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
    with serving({"/a": answer}) as site:
        assert fetch(f"{site.url}/a", MANNERS).body == PAGE


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=404), "answered 404 Not Found"),
        (Answer(body=b"x" * 100_001), "is larger than 100000 bytes"),
        (
            Answer(body=gzip.compress(b"x" * 9_000_000), headers={"Content-Encoding": "gzip"}),
            "is larger than",
        ),
        (Answer(body=b"x", headers={"Content-Encoding": "br"}), "encoding that was not asked for: br"),
        (Answer(body=b"no gzip at all" * 9, headers={"Content-Encoding": "gzip"}), "/a: "),
        (Answer(status=302, headers={"Location": "/a"}), "more than 8 redirects"),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "leads to what is no http"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_why_a_page_cannot_be_had_is_one_line(answer: Answer, said: str) -> None:
    with serving({"/a": answer}) as site:
        with pytest.raises(FetchError) as refused:
            fetch(f"{site.url}/a", MANNERS)
        assert said in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_site_that_never_ends_its_answer_is_left() -> None:
    manners = MANNERS.model_copy(update={"timeout": timedelta(seconds=0.5)})
    with (
        serving({"/a": Answer(body=PAGE, hangs=True)}) as site,
        pytest.raises(FetchError, match="took too long"),
    ):
        fetch(f"{site.url}/a", manners)


def test_nobody_answers() -> None:
    with serving({}) as site:
        url = site.url
    with pytest.raises(FetchError, match=url):
        fetch(f"{url}/a", MANNERS)
