"""The real worker before walls: what the feed gave is archived and marked, and the page takes its place later."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.clock import utc_now
from storage.host_lines import HostLines
from storage.records import ArchivedArticle, SourceState, TextSource
from storage.sources import Sources
from tests.crawler.rigs.site import Site, body
from tests.crawler.rigs.texts import SENTENCE, article
from tests.crawler.rigs.worker import Ground, faults, manners, toml

MANNERS = manners(delay="0ms", timeout="5s")
SUMMARY = "Two brigades crossed the river at dawn, and the ministry confirmed it."
CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser before you go on</h1>"
    "<p>Please enable JavaScript and cookies to continue.</p></body></html>"
)
ERROR = (
    "<html><head><title>Page not found</title></head><body><h1>404: Page not found</h1>"
    "<p>The page that you are looking for does not exist.</p></body></html>"
)
# No words that a reader could know for furniture by themselves.
PROMPT = "The town hall of Marrow keeps the maps of the old fort and its two bridges."


def feed(items: Iterable[tuple[str, str, str]]) -> str:
    """An RSS feed of (address, title, summary)."""
    rows = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(url)}</link>"
        f"<description>{escape(summary)}</description></item>"
        for url, title, summary in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{rows}</channel></rss>'


def story(number: int) -> str:
    page = article(f"Story {number}")
    own = f"<p>In town {number} the {number}th brigade took over the bridge. {SENTENCE * 2}</p>"
    return page.replace("</article>", f"{own}<p>{PROMPT}</p></article>").replace(
        SENTENCE, f"{SENTENCE}{number} "
    )


@dataclass(slots=True, kw_only=True)
class Passes:
    """The archive after each of two passes: the walls stand in the first and are gone in the second."""

    ground: Ground
    asked: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)
    articles: list[dict[str, ArchivedArticle]] = field(default_factory=list)
    sources: list[SourceState] = field(default_factory=list)
    status: str = ""
    furniture: frozenset[str] = frozenset()


async def two_passes(folder: Path) -> Passes:
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(Site())
        passes = Passes(ground=Ground(folder=folder))
        passes.ground.config.write_text(
            "\n".join([MANNERS, toml(name="wire", kind="feed", url=f"{site.base}/source", every="1h")]),
            "utf-8",
        )
        names = ("walled", "pdf", "empty", "missing", "untold")
        items = [(f"{site.base}/{name}", f"The {name} one", SUMMARY) for name in names[:-1]]
        items += [(f"{site.base}/untold", "The untold one", "")]
        items += [(f"{site.base}/{number}", f"Story {number}", "") for number in range(4)]
        site.pages |= {
            "/source": feed(items),
            "/walled": CHALLENGE,
            "/pdf": body(b"%PDF-1.7\n1 0 obj", {"Content-Type": "application/pdf"}),
            "/empty": "<html><body><div id='app'></div></body></html>",
            "/untold": "<html><body><div id='app'></div></body></html>",
            "/missing": ERROR,
            **{f"/{number}": story(number) for number in range(4)},
        }
        await _take(passes)
        site.pages |= {"/walled": article("The walled one", "It was there all along.")}
        with passes.ground.database() as database:
            Sources(database).make_due(None, utc_now())
        passes.ground.rows("UPDATE leads SET due_at = first_seen_at WHERE state = 'pending'")
        await _take(passes)
        passes.asked = [one.path for one in site.asked]
        passes.status = await passes.ground.command("status", "--json")
        with passes.ground.database() as database:
            passes.furniture = HostLines(database).of(site.base.removeprefix("http://"))
        return passes


async def _take(passes: Passes) -> None:
    passes.output.append(await passes.ground.run_once())
    passes.articles.append(passes.ground.articles())
    passes.sources.append(passes.ground.sources()["wire"])


@pytest.fixture(scope="module")
def passes(tmp_path_factory: pytest.TempPathFactory) -> Passes:
    return asyncio.run(two_passes(tmp_path_factory.mktemp("walls")))


@pytest.mark.parametrize(("name", "kind"), [("walled", "challenge"), ("pdf", "pdf"), ("empty", "empty")])
def test_what_the_feed_gave_is_archived_and_marked(passes: Passes, name: str, kind: str) -> None:
    archived = passes.articles[0][f"The {name} one"]
    assert archived.article.text == SUMMARY
    assert (archived.article.text_source, archived.article.page_kind) == (TextSource.FEED, kind)


def test_what_answers_for_nothing_is_not_archived(passes: Passes) -> None:
    assert not {"The missing one", "The untold one"} & set(passes.articles[1])


def test_a_page_that_comes_later_takes_its_place_as_a_revision(passes: Passes) -> None:
    archived = passes.articles[1]["The walled one"]
    assert (archived.revision, archived.article.text_source) == (2, TextSource.PAGE)
    assert "It was there all along." in archived.article.text
    with passes.ground.database() as database:
        first, _ = Archive(database).revisions(archived.id)
    assert first.article.text == SUMMARY


def test_only_what_may_pass_is_asked_for_again(passes: Passes) -> None:
    counts = {
        name: passes.asked.count(f"/{name}") for name in ("walled", "pdf", "empty", "missing", "untold")
    }
    assert counts == {"walled": 2, "pdf": 1, "empty": 1, "missing": 2, "untold": 1}
    rows = passes.ground.rows("SELECT state, attempts FROM leads WHERE title = 'The walled one'")
    assert rows == [("done", 1)]


def test_the_kinds_are_in_the_status(passes: Passes) -> None:
    (source,) = json.loads(passes.status)["sources"]
    counts = {one["kind"]: one["pages"] for one in source["pages"]}
    assert counts == {"article": 5, "empty": 2, "pdf": 1, "error-page": 1}
    (example,) = (one["example_url"] for one in source["pages"] if one["kind"] == "pdf")
    assert example.endswith("/pdf")


def test_lines_that_the_host_repeats_are_learnt(passes: Passes) -> None:
    assert passes.furniture == {PROMPT}


def test_no_fault_of_ours_shows(passes: Passes) -> None:
    assert [faults(output) for output in passes.output] == [[], []]
