"""robots.txt by RFC 9309."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.robots import MOST_BYTES, Rules, matches, origin_and_path
from tests.runaway import runaway

AGENT = "wirewatch/1.0 (+mailto:desk@news.test)"
HOST = "https://paper.example"


def allowed(text: str, path: str, agent: str = AGENT) -> bool:
    return Rules.parse(text.encode()).can_fetch(f"{HOST}{path}", agent)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("user-AGENT : WireWatch \ndisALLOW :/a", "/ab", False),
        ("User-agent: wirewatch/2.0\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: wirewatch\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: wire\nDisallow: /b", "/a", False),
        ("User-agent: one\nUser-agent: wirewatch\n\nDisallow: /a", "/a", False),
        ("User-agent: wirewatch\nDisallow: /a\nUser-agent: two\nDisallow: /b", "/b", True),
        (
            "User-agent: wirewatch\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: wirewatch\nDisallow: /b",
            "/b",
            False,
        ),
        ("User-agent: wirewatch\nCrawl-delay: 2\nDisallow: /a", "/a", False),
        ("User-agent: wirewatch\nSitemap: https://x.example/s.xml\nDisallow: /a", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\rDisallow: /a\rAllow: /a/b", "/a/b", True),
        ("User-agent: *\r\nAllow: /a\r\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /a # the archive", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a=1", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /nachrichten/ü", "/nachrichten/%C3%BC", False),
        ("User-agent: *\nDisallow: /nachrichten/%c3%bc", "/nachrichten/ü", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/news", "/a/news/1", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/private", "/a/private/1", False),
        ("<!doctype html><html><body>Page not found: sorry</body></html>", "/a", True),
    ],
)
def test_what_may_be_asked_for(text: str, path: str, expected: bool) -> None:
    assert allowed(text, path) is expected


def test_the_rule_that_forbids_is_named_as_it_is_written() -> None:
    rule = Rules.parse(b"User-agent: *\nDisallow: /Private/*").forbidding(f"{HOST}/Private/a", AGENT)
    assert rule is not None
    assert rule.written == "/Private/*"


def test_a_browsers_agent_is_held_to_the_rules_for_all() -> None:
    assert not allowed("User-agent: *\nDisallow: /a", "/a", "Mozilla/5.0 (X11)")
    assert not allowed("User-agent: *\nDisallow: /a", "/a", "")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("10", 10.0), ("0.5", 0.5), ("1e999", None), ("nan", None), ("-1", None), ("soon", None), ("", None)],
)
def test_the_delay_that_is_asked_for(said: str, seconds: float | None) -> None:
    assert Rules.parse(f"User-agent: *\nCrawl-delay: {said}".encode()).crawl_delay(AGENT) == seconds


def test_sitemaps_belong_to_no_group() -> None:
    rules = Rules.parse(b"Sitemap: https://a.example/1.xml\nUser-agent: x\nsitemap:https://a.example/2.xml")
    assert rules.sitemaps == ("https://a.example/1.xml", "https://a.example/2.xml")


def test_what_stands_behind_500_kib_is_not_looked_at() -> None:
    filler = b"# " + b"x" * (MOST_BYTES - 20) + b"\n"
    assert Rules.parse(filler + b"User-agent: *\nDisallow: /").can_fetch(f"{HOST}/a", AGENT)


@pytest.mark.parametrize("pattern", ["/" + "*a" * 900, "/*" * 900, "/" + "a*" * 900 + "b$", "*" * 1900])
def test_no_pattern_is_slow(pattern: str) -> None:
    body = b"User-agent: *\n" + f"Disallow: {pattern}\n".encode() * 250
    with runaway(60):
        Rules.parse(body).can_fetch(f"{HOST}/{'a' * 2000}c", AGENT)


def reference(pattern: str, path: str) -> bool:
    """The same by trying everything."""
    if pattern == "$":
        return path == ""
    if not pattern:
        return True
    if pattern[0] == "*":
        return any(reference(pattern[1:], path[at:]) for at in range(len(path) + 1))
    return bool(path) and pattern[0] == path[0] and reference(pattern[1:], path[1:])


@given(st.text("ab*", max_size=7), st.booleans(), st.text("ab", max_size=8))
def test_wildcards_match_as_they_are_defined(pattern: str, anchored: bool, path: str) -> None:
    written = f"{pattern}$" if anchored else pattern
    assert matches(written, path) == reference(written, path)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_robots_txt(body: bytes) -> None:
    Rules.parse(body).can_fetch(f"{HOST}/a?b", AGENT)


def test_origin_and_path() -> None:
    assert origin_and_path("http://user:word@A.example:8080/b?c#d") == ("http://a.example:8080", "/b?c")
    with pytest.raises(ValueError):
        origin_and_path("nonsense")
