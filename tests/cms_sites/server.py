"""Serves one made site on loopback, and counts what it was asked."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from tests.cms_sites.site import ELSE, Answer, Made

NOT_THERE = Answer(body=b"<html><title>404</title><body><h1>Not found</h1></body></html>", status=404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A site that listens: its base URL without a slash at the end, and the requests so far by path."""

    base_url: str
    requests: Counter[str] = field(default_factory=Counter)


@asynccontextmanager
async def serving(site: Made, now: datetime) -> AsyncIterator[str]:
    """Serve a site for as long as the block lasts; yields its base URL."""
    async with counting(site, now) as served:
        yield served.base_url


@asynccontextmanager
async def counting(site: Made, now: datetime) -> AsyncIterator[Served]:
    """As `serving`, for those who also want to know what was asked."""
    answers: dict[str, Answer] = {}
    requests: Counter[str] = Counter()

    async def answer(request: web.Request) -> web.Response:
        requests[request.path_qs] += 1
        found = choose(answers, request.path_qs)
        response = web.Response(body=found.body, status=found.status)
        response.headers["Content-Type"] = found.content_type
        for name, value in found.headers:
            response.headers[name] = value
        return response

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        answers.update(site.answers(base_url, now))
        yield Served(base_url=base_url, requests=requests)
    finally:
        await runner.cleanup()


def choose(answers: Mapping[str, Answer], path_qs: str) -> Answer:
    """The answer to a path: its own; else that of the same path with the most of its query; else the 404.

    A site ignores parameters that it does not know (per_page, _fields), but a page past its last is not there.
    """
    if path_qs in answers:
        return answers[path_qs]
    elsewhere = answers.get(ELSE, NOT_THERE)
    asked = urlsplit(path_qs)
    query = set(parse_qsl(asked.query, keep_blank_values=True))
    if any(name in {"page", "paged", "offset"} and value not in {"0", "1"} for name, value in query):
        return elsewhere
    near = [key for key in answers if urlsplit(key).path == asked.path and query.issuperset(_query_of(key))]
    return answers[max(near, key=lambda key: len(_query_of(key)))] if near else elsewhere


def _query_of(path: str) -> set[tuple[str, str]]:
    return set(parse_qsl(urlsplit(path).query, keep_blank_values=True))
