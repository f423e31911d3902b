"""Good feeds whose first article has a page that is none, or is too much; the other two are well."""

import json
from collections.abc import Iterator
from itertools import repeat

from tests.hostile.case import SLOW, Case, Handler, any_of
from tests.hostile.newsroom import (
    HTML,
    Written,
    answer,
    good,
    good_feed,
    number_of,
    page,
    pages,
    plain_page,
    site,
)
from tests.hostile.size import streams
from tests.hostile.wire import Reply, Request

_LAME = any_of("ok", "extraction-drift", "erroring", "malformed-recovered")
"""One page of three is not as it should be: to say so is as right as to pass over it."""
_FILLER = "<p>The <b>tide</b> was late again, says <a href='/tides'>the keeper</a> of the lock.</p>\n"


def _first(bad: Handler) -> Handler:
    async def handle(request: Request, reply: Reply) -> None:
        await (bad if number_of(request) == 1 else pages)(request, reply)

    return site(good, articles=handle)


def _page(written: Written, *, media_type: str = HTML) -> Handler:
    return _first(answer(written, media_type=media_type))


def _headed(head: str) -> Handler:
    return _page(lambda r: page(r, 1, head=head))


def _told(mark: bytes) -> Handler:
    """The mark within the page's headline."""
    return _page(lambda r: page(r, 1).replace(b"<h1>", b"<h1>" + mark).replace(b"<title>", b"<title>" + mark))


def _endless(request: Request) -> Iterator[bytes]:
    yield page(request, 1).partition(b"</article>")[0]
    yield from repeat(_FILLER.encode() * 500)


def _data(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


async def _continued(request: Request, reply: Reply) -> None:
    """An article of endless parts, each of which names the next one."""
    part = int(request.target.partition("=")[2] or 1)
    onwards = f'<link rel="next" href="{request.path}?part={part + 1}">'
    await reply.send(page(request, 1, head=onwards), media_type=HTML)


async def _links_on(request: Request, reply: Reply) -> None:
    """Every page links to articles that no feed has named, which link to others."""
    number = number_of(request) or 1
    links = "".join(
        f'<p><a href="/news/{number * 100 + more}">Read on: berth {more}</a></p>' for more in range(100)
    )
    await reply.send(page(request, number, extra=links), media_type=HTML)


_LAID_OUT = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Tide",
        "datePublished": "2099-12-31",
    }
)
_TWINS = plain_page(
    "<article><h1>Page not found</h1><p>We looked everywhere for it.</p></article>", title="Oops"
)

CASES = (
    *(
        Case(
            name=f"page-{name}",
            about=f"The first article's page is {about}; the other two are well.",
            expect=_LAME,
            articles=2,
            at_most=3,
            deadline=SLOW,
            handler=handler,
        )
        for name, about, handler in (
            ("endless", "good and then goes on without end", _first(streams(_endless, media_type=HTML))),
            (
                "pdf",
                "a PDF",
                _page(lambda _: b"%PDF-1.7\n" + bytes(range(256)) * 400, media_type="application/pdf"),
            ),
            (
                "pdf-that-says-html",
                "a PDF that says text/html",
                _page(lambda _: b"%PDF-1.7\n" + bytes(range(256)) * 400),
            ),
            (
                "film",
                "a film of noise",
                _page(lambda _: bytes(range(255, -1, -1)) * 40_000, media_type="video/mp4"),
            ),
            ("feed", "the feed once more", _page(good_feed, media_type="application/rss+xml")),
            ("nothing", "200 and no bytes", _page(lambda _: b"")),
            ("nul", "full of NULs", _page(lambda r: page(r, 1).replace(b"<p>", b"<p>\0\0"))),
            ("escapes", "one whose headline holds terminal escapes", _told(b"\x1b[2J\x1b]0;owned\x07")),
            (
                "controls-by-reference",
                "one whose headline breaks a mail's header",
                _told(b"&#10;Bcc: x@example.org&#13;"),
            ),
            ("surrogates", "one whose headline holds a lone surrogate", _told(b"&#xD800;\xed\xa0\x80")),
            ("headline-of-2-megabytes", "one whose headline has 2 MB", _told(b"Tide " * 400_000)),
            ("data-100000-deep", "one whose JSON-LD is 100,000 lists deep", _headed(_data("[" * 100_000))),
            (
                "data-of-3-megabytes",
                "one whose JSON-LD has 3 MB",
                _headed(_data(json.dumps(["tide"] * 380_000))),
            ),
            (
                "data-of-a-huge-number",
                "one whose JSON-LD is a number of a million digits",
                _headed(_data("9" * 1_000_000)),
            ),
            ("data-in-2099", "one whose JSON-LD gives a date in 2099", _headed(_data(_LAID_OUT))),
            (
                "of-a-hundred-thousand-metas",
                "one with 100,000 meta elements",
                _headed('<meta name="a" content="b">' * 100_000),
            ),
            (
                "of-a-hundred-thousand-tags",
                "one with 100,000 unclosed tags",
                _page(lambda r: page(r, 1, extra="<b><i>" * 50_000)),
            ),
            (
                "of-a-wide-table",
                "one whose table claims to span a billion columns",
                _page(
                    lambda r: page(
                        r,
                        1,
                        extra='<table><tr><td colspan="999999999" rowspan="999999999">Tide</td></tr></table>',
                    )
                ),
            ),
            (
                "of-open-comments",
                "one that opens 100,000 comments",
                _page(lambda r: page(r, 1, extra="<!--" * 100_000)),
            ),
            (
                "charset-utf-7",
                "one that says to be UTF-7",
                _page(lambda r: page(r, 1), media_type="text/html; charset=utf-7"),
            ),
            (
                "utf-16-without-mark",
                "UTF-16 that says nothing",
                _page(lambda r: page(r, 1).decode().encode("utf-16-le"), media_type="text/html"),
            ),
            ("continued", "one of endless parts", _first(_continued)),
        )
    ),
    Case(
        name="pages-that-link-on",
        about="Every page links to a hundred articles that no feed has named: they are not the source's.",
        expect=any_of("ok"),
        articles=3,
        at_most=3,
        handler=site(good, articles=_links_on),
    ),
    Case(
        name="pages-all-alike",
        about="Every page is the same notice that there is no such page, with 200.",
        expect=_LAME,
        at_most=3,
        handler=site(good, articles=answer(_TWINS, media_type=HTML)),
    ),
)
