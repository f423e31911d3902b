"""Two passes over the same sources: what is asked for again, what is taken for news, what becomes a revision."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from storage.archive import Archive
from storage.clock import utc_now
from storage.records import ArchivedArticle, RunOutcome, SourceState
from storage.sources import Sources
from tests.crawler.rigs.site import Page, Site, status
from tests.crawler.rigs.texts import article, feed, index, news_sitemap, urlset
from tests.crawler.rigs.worker import Ground, faults, manners, toml

MANNERS = manners(delay="0ms", timeout="5s")
CHANGED = "Wed, 01 Jan 2025 08:00:00 GMT"


@dataclass(slots=True, kw_only=True)
class Passes:
    """The archive after each of two passes, and the sites."""

    sites: dict[str, Site]
    ground: Ground
    output: list[str] = field(default_factory=list)
    articles: list[dict[str, ArchivedArticle]] = field(default_factory=list)
    sources: list[dict[str, SourceState]] = field(default_factory=list)

    async def take(self) -> None:
        self.output.append(await self.ground.run_once())
        self.articles.append(self.ground.articles())
        self.sources.append(self.ground.sources())

    def make_all_due(self) -> None:
        """As if the hours had gone by."""
        with self.ground.database() as database:
            Sources(database).make_due(None, utc_now())
        self.ground.rows("UPDATE leads SET due_at = first_seen_at WHERE state = 'pending'")

    def count(self, site: str, path: str) -> int:
        return len(self.sites[site].requests(path))


def validated(text: str) -> Page:
    """A feed that knows its ETag and date, and says 304 to whoever sends either back."""

    async def answer(request: web.Request) -> web.StreamResponse:
        validators = {"ETag": '"v1"', "Last-Modified": CHANGED}
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304, headers=validators)
        return web.Response(text=text, content_type="application/rss+xml", headers=validators)

    return answer


async def two_passes(folder: Path) -> Passes:
    async with AsyncExitStack() as stack:
        names = ("feed", "steady", "index", "shaky", "news", "listing", "spellings", "waiting")
        sites = {name: await stack.enter_async_context(Site()) for name in names}
        passes = Passes(sites=sites, ground=Ground(folder=folder))
        kinds = {"index": "sitemap", "shaky": "sitemap", "news": "sitemap", "listing": "listing"}
        tables = [
            toml(
                name=name,
                kind=kinds.get(name, "feed"),
                url=f"{site.base}/{'news' if name == 'listing' else 'source'}",
                every="1h",
                delay="50ms" if name == "waiting" else "0ms",
                **({"links": "h2 a"} if name == "listing" else {}),
            )
            for name, site in sites.items()
        ]
        passes.ground.config.write_text("\n".join([MANNERS, *tables]), "utf-8")
        _first_edition(sites)
        await passes.take()
        _second_edition(sites)
        passes.make_all_due()
        await passes.take()
        return passes


def _first_edition(sites: dict[str, Site]) -> None:
    base = sites["feed"].base
    sites["feed"].pages |= {
        "/source": feed([(f"{base}/same", "Same"), (f"{base}/edited", "Edited"), (f"{base}/sick", "Sick")]),
        "/same": article("Same"),
        "/edited": article("Edited", "Two brigades."),
        "/sick": status(500),
    }
    base = sites["steady"].base
    sites["steady"].pages |= {
        "/source": validated(feed([(f"{base}/steady", "Steady"), (f"{base}/late", "Late")])),
        "/steady": article("Steady"),
        "/late": status(503),
    }
    base = sites["index"].base
    sites["index"].pages |= {
        "/source": validated(index([f"{base}/one.xml", f"{base}/two.xml", f"{base}/gone.xml"])),
        "/one.xml": urlset([f"{base}/one/a", f"{base}/one/b"]),
        "/two.xml": urlset([f"{base}/two/a"]),
        **{f"/{path}": article(f"Indexed {path}") for path in ("one/a", "one/b", "two/a", "two/new")},
    }
    base = sites["shaky"].base
    sites["shaky"].pages |= {
        "/source": index([f"{base}/sound.xml", f"{base}/shaky.xml"]),
        "/sound.xml": urlset([f"{base}/sound/a"]),
        "/shaky.xml": status(503),
        **{f"/{path}": article(f"Shaky {path}") for path in ("sound/a", "shaky/a")},
    }
    base = sites["news"].base
    sites["news"].pages |= {
        "/source": news_sitemap([(f"{base}/tanks", "Tanks")]),
        "/tanks": article("Tanks"),
    }
    sites["listing"].pages |= {
        "/news": "<h2><a href='/a/1'>One</a></h2><p><a href='/about'>About</a></p><h2><a href='a/2'>Two</a></h2>",
        "/a/1": article("Listed 1"),
        "/a/2": article("Listed 2"),
        "/about": article("About us"),
    }
    base = sites["spellings"].base
    sites["spellings"].pages |= {
        "/source": feed(
            [
                (f"{base}/story?id=1&utm_source=feed", "Spelled"),
                (f"{base}/story?fbclid=x&id=1#comments", "Spelled"),
                (f"{base.replace('http:', 'HTTP:')}/story?id=1", "Spelled"),
            ]
        ),
        **{
            f"/story?{query}": article("Spelled")
            for query in ("id=1&utm_source=feed", "fbclid=x&id=1", "id=1")
        },
    }

    base = sites["waiting"].base
    sites["waiting"].pages |= {
        "/source": feed([(f"{base}/old/{number}", f"Old {number}") for number in range(4)]),
        **{f"/old/{number}": status(503) for number in range(4)},
    }


def _second_edition(sites: dict[str, Site]) -> None:
    base = sites["feed"].base
    sites["feed"].pages |= {
        "/source": feed(
            [(f"{base}/same", "Same"), (f"{base}/edited", "Edited: now three"), (f"{base}/sick", "Sick")]
        ),
        "/same": article("Same", "A page that changed though its feed did not."),
        "/edited": article("Edited: now three", "Three brigades."),
        "/sick": article("Sick no more"),
    }
    sites["steady"].pages["/late"] = article("Late")
    base = sites["index"].base
    sites["index"].pages["/two.xml"] = urlset([f"{base}/two/a", f"{base}/two/new"])
    base = sites["shaky"].base
    sites["shaky"].pages["/shaky.xml"] = news_sitemap([(f"{base}/shaky/a", "Shaky shaky/a")])
    base = sites["waiting"].base
    rows = [*((f"{base}/old/{number}", f"Old {number}") for number in range(4)), (f"{base}/fresh", "Fresh")]
    sites["waiting"].pages |= {"/source": feed(rows), "/fresh": article("Fresh")}


@pytest.fixture(scope="module")
def passes(tmp_path_factory: pytest.TempPathFactory) -> Passes:
    return asyncio.run(two_passes(tmp_path_factory.mktemp("passes")))


def test_validators_are_sent_back_and_304_is_no_trouble(passes: Passes) -> None:
    first, second = passes.sites["steady"].requests("/source")
    assert "If-None-Match" not in first.headers
    assert second.headers["If-None-Match"] == '"v1"'
    assert second.headers["If-Modified-Since"] == CHANGED
    assert passes.sources[0]["steady"].last_outcome is RunOutcome.OK
    assert passes.sources[1]["steady"].last_outcome is RunOutcome.UNCHANGED


def test_a_page_that_failed_is_read_later_also_when_its_feed_is_unchanged(passes: Passes) -> None:
    assert "Late" not in passes.articles[0]
    assert "Late" in passes.articles[1]
    assert passes.count("steady", "/late") == 2


def test_a_page_that_answered_500_is_read_when_it_answers(passes: Passes) -> None:
    assert "Sick no more" in passes.articles[1]
    assert passes.sources[0]["feed"].pending == 1
    assert passes.sources[1]["feed"].pending == 0


def test_a_known_article_is_not_asked_for_again(passes: Passes) -> None:
    assert passes.count("feed", "/same") == 1
    assert passes.count("steady", "/steady") == 1


def test_news_is_asked_for_before_the_backlog(passes: Passes) -> None:
    asked = [one.path for one in passes.sites["waiting"].asked]
    second = asked[asked.index("/source", asked.index("/source") + 1) :]
    old = [f"/old/{number}" for number in range(4)]
    # one that the first pass left may be asked for before the list is
    assert second in (["/source", "/fresh", *old], ["/source", "/fresh", *old[1:]])


def test_a_changed_title_in_the_feed_makes_a_revision(passes: Passes) -> None:
    edited = passes.articles[1]["Edited: now three"]
    assert "Edited" not in passes.articles[1]
    assert (edited.revision, passes.count("feed", "/edited")) == (2, 2)
    with passes.ground.database() as database:
        first, second = Archive(database).revisions(edited.id)
    assert "Two brigades." in first.article.text
    assert "Three brigades." in second.article.text


def test_an_index_is_learnt_in_one_go_and_all_of_it_is_backlog(passes: Passes) -> None:
    found = {title: one.backlog for title, one in passes.articles[0].items() if title.startswith("Indexed")}
    assert found == {"Indexed one/a": True, "Indexed one/b": True, "Indexed two/a": True}
    assert "gone.xml: HTTP 404" in (passes.sources[0]["index"].last_detail or "")


def test_an_index_that_is_unchanged_is_read_nevertheless(passes: Passes) -> None:
    assert "If-None-Match" not in passes.sites["index"].requests("/source")[1].headers
    assert not passes.articles[1]["Indexed two/new"].backlog


def test_a_sitemap_of_an_index_that_is_away_costs_no_other_and_its_old_articles_stay_backlog(
    passes: Passes,
) -> None:
    assert passes.sources[0]["shaky"].last_outcome is RunOutcome.OK
    assert "HTTP 503" in (passes.sources[0]["shaky"].last_detail or "")
    assert passes.articles[0]["Shaky sound/a"].backlog
    assert passes.articles[1]["Shaky shaky/a"].backlog


def test_a_news_sitemap_is_read(passes: Passes) -> None:
    tanks = passes.articles[0]["Tanks"]
    assert tanks.article.published_at is not None
    assert tanks.article.published_at.isoformat() == "2026-01-05T08:00:00+00:00"


def test_a_listing_is_read_by_its_selector(passes: Passes) -> None:
    assert {"Listed 1", "Listed 2"} <= set(passes.articles[0])
    assert passes.count("listing", "/about") == 0


def test_spellings_of_one_address_are_one_article_asked_for_once(passes: Passes) -> None:
    paths = [one.path for one in passes.sites["spellings"].asked if one.path.startswith("/story")]
    assert paths == ["/story?id=1&utm_source=feed"]
    assert passes.articles[0]["Spelled"].article.url == f"{passes.sites['spellings'].base}/story?id=1"


def test_no_fault_of_ours_shows(passes: Passes) -> None:
    assert faults("\n".join(passes.output)) == []
