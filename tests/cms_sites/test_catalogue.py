"""The catalogue itself: enough sites, named once, whose expectations can be met."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from tests.cms_sites import ALL
from tests.cms_sites.server import choose, counting, serving
from tests.cms_sites.site import Answer, Made, fits

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:1"
each = pytest.mark.parametrize("site", ALL, ids=lambda site: site.name)


def test_thirty_sites_and_no_name_twice() -> None:
    assert len(ALL) >= 30
    assert len({site.name for site in ALL}) == len(ALL)


@each
async def test_every_expected_path_answers(site: Made) -> None:
    async with serving(site, NOW) as base, aiohttp.ClientSession() as session:
        expected = {path for _, path in site.freshest | site.also} | site.articles | {site.start}
        for path in sorted(expected):
            async with session.get(f"{base}{path}") as response:
                assert response.status == 200, path
                assert await response.read(), path


@each
def test_six_articles_that_read_as_such(site: Made) -> None:
    answers = site.answers(BASE, NOW)
    assert len(site.articles) >= 6
    for path in site.articles:
        assert answers[path].body.count(b"<p>") >= 3, path
        assert b"<h1" in answers[path].body or b"post-title" in answers[path].body, path


@each
def test_what_is_expected_is_not_forbidden(site: Made) -> None:
    assert site.freshest
    assert not site.never & {path for _, path in site.freshest | site.also}


@each
def test_dates_follow_the_clock(site: Made) -> None:
    then, later = site.answers(BASE, NOW), site.answers(BASE, NOW + timedelta(days=400))
    assert set(then) == set(later)
    for path in site.articles:
        assert then[path].body != later[path].body, path
    assert all("2026" not in path and "2027" not in path for path in site.articles)


async def test_requests_are_counted() -> None:
    async with counting(ALL[0], NOW) as served, aiohttp.ClientSession() as session:
        for _ in range(2):
            await session.get(f"{served.base_url}/feed/")
        assert served.requests == {"/feed/": 2}


def test_a_site_ignores_parameters_it_does_not_know_and_has_no_page_past_its_last() -> None:
    page, posts = Answer(body=b"page"), Answer(body=b"posts")
    answers = {"/": page, "/?rest_route=/posts": posts}
    assert choose(answers, "/?rest_route=/posts&per_page=5") is posts
    assert choose(answers, "/?per_page=5") is page
    assert choose(answers, "/?rest_route=/posts&page=2").status == 404


def test_wordpress_may_be_named_by_its_root_or_its_posts() -> None:
    expected = frozenset({("wordpress", "/wp-json/"), ("feed", "/feed/")})
    assert fits("wordpress", "/wp-json/wp/v2/posts?per_page=100", expected)
    assert fits("feed", "/feed/", expected)
    assert not fits("feed", "/feed", expected)
