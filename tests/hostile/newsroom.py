"""The honest part of every case: feeds, sitemaps, listings and pages as they should be, and who answers which path."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.hostile.case import Handler
from tests.hostile.prose import story
from tests.hostile.wire import Headers, Reply, Request

HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
XML = "application/xml"
JSON = "application/feed+json"

Written = Callable[[Request], bytes]


def link(request: Request, number: int) -> str:
    return f"{request.base}/news/{number}"


def item(
    request: Request,
    number: int,
    *,
    title: str | None = None,
    url: str | None = None,
    guid: str | None = None,
    date: str | datetime | None = "",
    text: str | None = None,
    extra: str = "",
) -> str:
    """An RSS item, with XML of the caller's own in any part; no date with ``date=None``."""
    told = story(request.case, number)
    where = link(request, number) if url is None else url
    when = told.published_at if date == "" else date
    stamp = format_datetime(when) if isinstance(when, datetime) else when
    dated = "" if stamp is None else f"<pubDate>{stamp}</pubDate>"
    return (
        f"<item><title>{escape(told.headline) if title is None else title}</title><link>{where}</link>"
        f'<guid isPermaLink="false">{where if guid is None else guid}</guid>{dated}'
        f"<description>{escape(told.paragraphs[0]) if text is None else text}</description>{extra}</item>\n"
    )


OPENING = '<?xml version="1.0" encoding="utf-8"?>\n'
CLOSING = "</channel></rss>\n"


def channel(request: Request, extra: str = "") -> str:
    return (
        f'<rss version="2.0"><channel><title>Desk {escape(request.case)}</title><link>{request.base}/</link>'
        f"<description>News from the desk</description>{extra}\n"
    )


def rss(request: Request, items: Iterable[str], *, opening: str = OPENING, extra: str = "") -> bytes:
    return f"{opening}{channel(request, extra)}{''.join(items)}{CLOSING}".encode()


def good_feed(request: Request) -> bytes:
    """Three entries, each with a page of its own."""
    return rss(request, (item(request, number) for number in (1, 2, 3)))


def page(request: Request, number: int, *, extra: str = "", head: str = "", dated: bool = True) -> bytes:
    """An article's page; ``extra`` goes behind its last paragraph, ``head`` into its head."""
    told = story(request.case, number)
    stamp = told.published_at.isoformat()
    title = escape(told.headline)
    time = f'<time datetime="{stamp}">{told.published_at:%d %B %Y, %H:%M} UTC</time>' if dated else ""
    meta = f'<meta property="article:published_time" content="{stamp}">' if dated else ""
    text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in told.paragraphs)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
        f'<meta name="author" content="{told.byline}">{meta}{head}</head>\n<body><main><article><h1>{title}</h1>'
        f'<p class="byline">By <a rel="author" href="/desk">{told.byline}</a> {time}</p>\n{text}\n{extra}'
        "</article></main></body></html>\n"
    ).encode()


def plain_page(*lines: str, title: str = "Notice") -> bytes:
    text = "\n".join(lines)
    return f"<!doctype html><html><head><title>{title}</title></head><body>{text}</body></html>".encode()


def answer(
    body: Written | bytes, *, status: str = "200 OK", media_type: str = RSS, headers: Headers = ()
) -> Handler:
    """Correct HTTP around a body."""
    fixed = tuple(headers)

    async def handle(request: Request, reply: Reply) -> None:
        written = body if isinstance(body, bytes) else body(request)
        await reply.send(written, status=status, media_type=media_type, headers=fixed)

    return handle


def raw(written: Written) -> Handler:
    """These bytes as they are, then the end of the connection."""

    async def handle(request: Request, reply: Reply) -> None:
        await reply.write(written(request))

    return handle


def refuses(status: str, text: str = "", *, headers: Headers = ()) -> Handler:
    return answer(
        plain_page(f"<h1>{status}</h1><p>{text}</p>"), status=status, media_type=HTML, headers=headers
    )


missing = refuses("404 Not Found", "There is no such page here.")
good = answer(good_feed)


def number_of(request: Request) -> int | None:
    """Which article is asked for; None when it is none."""
    found = re.fullmatch(r"/news/(\d{1,7})", request.path)
    return int(found[1]) if found else None


async def pages(request: Request, reply: Reply) -> None:
    """Every numbered page is an article."""
    number = number_of(request)
    if number is None:
        await missing(request, reply)
    else:
        await reply.send(page(request, number), media_type=HTML)


def site(
    front: Handler,
    *,
    path: str = "/feed.xml",
    articles: Handler = pages,
    robots: Handler = missing,
    also: Mapping[str, Handler] | None = None,
) -> Handler:
    """``front`` answers for ``path``, ``also`` for other paths (or all below one that ends in a slash); else 404."""
    exact = {path: front, "/robots.txt": robots, **(also or {})}
    below = sorted(((key, handler) for key, handler in exact.items() if key.endswith("/")), reverse=True)

    async def handle(request: Request, reply: Reply) -> None:
        handler = exact.get(request.path)
        if handler is None:
            handler = next((found for key, found in below if request.path.startswith(key)), None)
        if handler is None:
            handler = articles if request.path.startswith("/news/") else missing
        await handler(request, reply)

    return handle


def feed(written: Written, *, media_type: str = RSS) -> Handler:
    """A site with this feed and good pages."""
    return site(answer(written, media_type=media_type))
