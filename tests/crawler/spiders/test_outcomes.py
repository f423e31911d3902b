"""One pass over a newsroom full of trouble: each source is judged rightly, and none stops another."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from storage import schema
from storage.records import RunOutcome, SourceState
from tests.crawler.rigs.raw import answering, closed_port, raw_server
from tests.crawler.rigs.site import Page, Site, body, hang, redirect, status
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, faults, manners, toml

MANNERS = manners(delay="0ms", timeout="2s", max_response="1MB", runs_at_once=64)
BOMB = gzip.compress(b"\x00" * 30_000_000)
# An archive that refuses one article, whatever is done about its text.
REFUSAL = """
CREATE TRIGGER refusal BEFORE INSERT ON article_revisions WHEN NEW.title = 'Poison'
BEGIN SELECT RAISE(ABORT, 'not this one'); END
"""
CONTROLS = b'ETag: "a\x01\x1b[31m\x7f"\r\nLast-Modified: \x00\x08yesterday\r\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one `run --once` left behind."""

    ground: Ground
    output: str
    sources: dict[str, SourceState]
    titles: set[str]
    asked: dict[str, list[str]]


async def one_pass(folder: Path) -> Pass:
    async with AsyncExitStack() as stack:
        sites: dict[str, Site] = {}

        async def site(name: str) -> str:
            made = await stack.enter_async_context(Site())
            sites[name] = made
            return made.base

        async def source(name: str, answer: Page = "", url: str | None = None) -> None:
            """A source on a port of its own, so that each is a host group of its own."""
            if url is None:
                base = await site(name)
                sites[name].pages["/feed"] = answer
                url = f"{base}/feed"
            tables.append(toml(name=name, kind="feed", url=url, every="1h"))

        tables = [MANNERS]
        await source("forbidden", status(403))
        await source("paid for", status(402))
        await source("busy", status(429, {"Retry-After": "7200"}))
        await source("away", status(503, {"Retry-After": "7200"}))
        await source("broken", status(500))
        await source("missing", status(404))
        await source("hanging", hang)
        await source("circle", redirect("/feed"))
        await source("elsewhere", redirect("file:///etc/passwd"))
        await source("page", article("This is a page and no feed"))
        await source("nothing", feed([]))
        await source("cut short", feed([("http://x.test/a", "One")])[:-40])
        await source("noise", bytes(range(256)) * 20)
        await source("too big", body(b"<!-- " + b"x" * 1_500_000, {"Content-Type": "application/xml"}))
        await source("bomb", body(BOMB, {"Content-Type": "application/xml", "Content-Encoding": "gzip"}))
        await source("refusing", url=f"http://127.0.0.1:{closed_port()}/feed")
        await source("unknown host", url="http://nowhere.invalid/feed")

        await source("closed by robots", feed([]))
        sites["closed by robots"].pages["/robots.txt"] = "User-agent: wirewatch\nDisallow: /feed\n"

        port = await stack.enter_async_context(raw_server(answering(b"", dribble=True)))
        await source("dribbling", url=f"http://127.0.0.1:{port}/feed")
        content = feed([]).encode()
        port = await stack.enter_async_context(raw_server(answering(content, headers=CONTROLS)))
        await source("control characters", url=f"http://127.0.0.1:{port}/feed")
        port = await stack.enter_async_context(raw_server(_garbage))
        await source("no http", url=f"http://127.0.0.1:{port}/feed")

        base = await site("tired")
        sites["tired"].pages["/feed"] = feed((f"{base}/{number}", f"Tired {number}") for number in range(4))
        for number in range(4):
            sites["tired"].pages[f"/{number}"] = status(429, {"Retry-After": "7200"})
        tables.append(toml(name="tired", kind="feed", url=f"{base}/feed", every="1h", delay="200ms"))

        base = await site("sound")
        nowhere = f"http://127.0.0.1:{closed_port()}/a"
        sites["sound"].pages |= {
            "/robots.txt": "User-agent: *\nDisallow: /private\n",
            "/feed": feed(
                [
                    *((f"{base}/{name}", name) for name in ("good", "private", "gone", "sick", "circle")),
                    *(
                        (f"{base}/{name}", name)
                        for name in ("bomb", "front", "hanging", "empty", "moved", "poison")
                    ),
                    (nowhere, "nowhere"),
                    ("ftp://127.0.0.1/a", "ftp"),
                    ("file:///etc/passwd", "file"),
                    (f"http://user:word@{base[7:]}/good", "the good one again"),
                ]
            ),
            "/good": article("The good one"),
            "/private": article("The private one"),
            "/sick": status(500),
            "/circle": redirect("/circle"),
            "/bomb": body(BOMB, {"Content-Type": "text/html", "Content-Encoding": "gzip"}),
            "/front": f"<html><body><h1>All news</h1>{'<a href=/x>x</a>' * 50}</body></html>",
            "/hanging": hang,
            "/empty": "",
            "/moved": redirect("/arrived"),
            "/arrived": article("The moved one"),
            "/poison": article("Poison"),
        }
        tables.append(toml(name="sound", kind="feed", url=f"{base}/feed", every="1h"))
        ground = Ground(folder=folder)
        ground.config.write_text("\n".join(tables), "utf-8")
        schema.create(f"sqlite:///{ground.database_file}")
        ground.rows(REFUSAL)
        output = await ground.run_once()
        return Pass(
            ground=ground,
            output=output,
            sources=ground.sources(),
            titles=set(ground.articles()),
            asked={name: [one.path for one in made.asked] for name, made in sites.items()},
        )


async def _garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"SSH-2.0-OpenSSH_9.9\r\n\x00\x00\r\n\r\n")
    await writer.drain()


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Pass:
    return asyncio.run(one_pass(tmp_path_factory.mktemp("outcomes")))


@pytest.mark.parametrize(
    ("name", "outcome", "detail"),
    [
        ("forbidden", RunOutcome.FORBIDDEN, "HTTP 403"),
        ("paid for", RunOutcome.FORBIDDEN, "HTTP 402"),
        ("busy", RunOutcome.RATE_LIMITED, "HTTP 429"),
        ("away", RunOutcome.RATE_LIMITED, "HTTP 503"),
        ("broken", RunOutcome.ERROR, "HTTP 500"),
        ("missing", RunOutcome.ERROR, "HTTP 404"),
        ("hanging", RunOutcome.UNREACHABLE, "within 2 s"),
        ("dribbling", RunOutcome.UNREACHABLE, "within 2 s"),
        ("refusing", RunOutcome.UNREACHABLE, "refused"),
        ("unknown host", RunOutcome.UNREACHABLE, "no address"),
        ("no http", RunOutcome.UNREACHABLE, ""),
        ("circle", RunOutcome.ERROR, "max redirections"),
        ("elsewhere", RunOutcome.ERROR, "HTTP 302"),
        ("page", RunOutcome.MALFORMED, ""),
        ("noise", RunOutcome.MALFORMED, ""),
        ("cut short", RunOutcome.MALFORMED, ""),
        ("nothing", RunOutcome.EMPTY, "no entries"),
        ("control characters", RunOutcome.EMPTY, "no entries"),
        ("too big", RunOutcome.ERROR, "max_response"),
        ("bomb", RunOutcome.ERROR, "max_response"),
        ("closed by robots", RunOutcome.FORBIDDEN, "robots.txt"),
        ("tired", RunOutcome.RATE_LIMITED, "HTTP 429 for an article"),
        ("sound", RunOutcome.OK, ""),
    ],
)
def test_each_poll_is_judged_by_its_answer(passed: Pass, name: str, outcome: RunOutcome, detail: str) -> None:
    source = passed.sources[name]
    assert (source.last_outcome, source.last_detail) == (outcome, source.last_detail)
    assert detail in (source.last_detail or "")


@pytest.mark.parametrize("name", ["busy", "away", "tired"])
def test_retry_after_moves_the_next_poll_out(passed: Pass, name: str) -> None:
    source = passed.sources[name]
    assert source.last_finished_at is not None
    wait = source.due_at - source.last_finished_at
    assert timedelta(seconds=7199) <= wait <= timedelta(seconds=7260)


def test_a_feed_that_robots_txt_forbids_is_not_asked_for(passed: Pass) -> None:
    assert passed.asked["closed by robots"] == ["/robots.txt"]


def test_a_host_that_is_tired_of_us_is_asked_for_no_further_article(passed: Pass) -> None:
    assert passed.asked["tired"] == ["/robots.txt", "/feed", "/0"]
    rows = passed.ground.rows("SELECT state, attempts FROM leads WHERE title LIKE 'Tired%' ORDER BY id")
    assert rows == [("pending", 1), ("pending", 0), ("pending", 0), ("pending", 0)]


def test_an_article_that_robots_txt_forbids_is_not_asked_for(passed: Pass) -> None:
    assert "/private" not in passed.asked["sound"]


def test_the_sound_articles_are_collected_beside_the_others(passed: Pass) -> None:
    assert {"The good one", "The moved one"} <= passed.titles
    assert not {"The private one", "All news"} & passed.titles


def test_no_lead_is_left_without_an_outcome(passed: Pass) -> None:
    rows = passed.ground.rows("SELECT url, state, attempts, reason FROM leads WHERE title NOT LIKE 'Tired%'")
    leads = {url.rsplit("/", 1)[1]: (state, attempts) for url, state, attempts, _ in rows if ":" in url}
    retried = {"gone", "sick", "circle", "bomb", "hanging", "poison", "a", "private"}
    assert {name for name, lead in leads.items() if lead == ("pending", 1)} == retried
    assert leads["good"] == leads["moved"] == leads["front"] == leads["empty"] == ("done", 0)
    assert not {"ftp", "passwd"} & set(leads)


def test_an_article_that_the_archive_refuses_waits_like_one_that_failed(passed: Pass) -> None:
    ((attempts, reason),) = passed.ground.rows("SELECT attempts, reason FROM leads WHERE url LIKE '%/poison'")
    assert attempts == 1
    assert "not this one" in reason
    assert passed.asked["sound"].count("/poison") == 1


def test_validators_with_control_characters_are_not_kept(passed: Pass) -> None:
    source = passed.sources["control characters"]
    assert (source.etag, source.last_modified) == (None, None)


def test_nothing_that_a_terminal_obeys_reaches_the_log(passed: Pass) -> None:
    assert all(char.isprintable() or char in "\n\t" for char in passed.output)


def test_no_fault_of_ours_shows(passed: Pass) -> None:
    assert faults(passed.output) == []
