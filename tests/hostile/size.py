"""More than anybody can read: bombs, endless answers, and honest ones that are too long."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat

from tests.hostile.bombs import BROTLI_BOMB, deflate_bomb, gzip_bomb, gzipped, wrapped, zstd_bomb
from tests.hostile.case import CUT, LONG, NOTHING, OK, QUICK, READ, SLOW, Case, Handler, any_of
from tests.hostile.newsroom import (
    CLOSING,
    HTML,
    OPENING,
    RSS,
    answer,
    channel,
    feed,
    good_feed,
    item,
    number_of,
    page,
    pages,
    rss,
    site,
)
from tests.hostile.wire import CHUNK, Headers, Reply, Request, head

Flow = Callable[[Request], Iterable[bytes]]

_FILLER = (
    b"<!-- the tide tables for next week are pinned to the door of the harbour office, as ever -->\n" * 600
)
_OVERLONG = CUT | any_of("malformed")
"""Cut before anything could be read, or with nothing in it to read."""


def streams(flow: Flow, *, media_type: str = RSS, headers: Headers = ()) -> Handler:
    """An answer without a length, as long as the flow."""
    fixed = tuple(headers)

    async def handle(request: Request, reply: Reply) -> None:
        await reply.write(head("200 OK", (("Content-Type", media_type), ("Connection", "close"), *fixed)))
        await reply.stream(flow(request))

    return handle


def _coded(flow: Callable[[], Iterable[bytes]], coding: str, *, media_type: str = RSS) -> Handler:
    return site(streams(lambda _: flow(), media_type=media_type, headers=[("Content-Encoding", coding)]))


def _start(request: Request) -> bytes:
    """A feed that is cut off behind its third entry."""
    return good_feed(request).removesuffix(CLOSING.encode())


def _endless_entries(request: Request) -> Iterator[bytes]:
    yield _start(request)
    number = 3
    while True:
        number += 1
        yield item(
            request, number % 1000 + 4, title=f"Berth {number} is free", guid=f"berth-{number}"
        ).encode()


async def _endless_chunks(request: Request, reply: Reply) -> None:
    await reply.write(head("200 OK", [("Content-Type", RSS), ("Transfer-Encoding", "chunked")]))
    start = _start(request)
    await reply.write(b"%x\r\n%s\r\n" % (len(start), start))
    await reply.stream(repeat(b"%x\r\n%s\r\n" % (len(_FILLER), _FILLER)))


def _many_entries(request: Request, count: int = 100_000) -> Iterator[bytes]:
    """The newest three first and with dates, each with a page."""
    yield (OPENING + channel(request)).encode()
    for number in range(1, count + 1, 500):
        short = (
            f"<item><title>Berth {one} at the long quay</title><link>{request.base}/news/{one}</link>"
            f"<guid>{request.base}/news/{one}</guid></item>\n"
            for one in range(number + 3, number + 503)
        )
        dated = (item(request, one) for one in (1, 2, 3)) if number == 1 else ()
        yield "".join(chain(dated, short)).encode()
    yield CLOSING.encode()


async def _page_of_50_megabytes(request: Request, reply: Reply) -> None:
    """The first article has a page of 50 MB with an honest length; the others are as they should be."""
    if number_of(request) != 1:
        await pages(request, reply)
        return
    body = page(request, 1, extra="@@")
    before, _, after = body.partition(b"@@")
    times = 50_000_000 // len(_FILLER)
    length = len(before) + times * len(_FILLER) + len(after)
    await reply.write(head("200 OK", [("Content-Type", HTML), ("Content-Length", str(length))]))
    await reply.stream(chain((before,), repeat(_FILLER, times), (after,)))


async def _gzip_bomb_page(request: Request, reply: Reply) -> None:
    if number_of(request) != 1:
        await pages(request, reply)
        return
    await reply.write(head("200 OK", [("Content-Type", HTML), ("Content-Encoding", "gzip")]))
    await reply.stream(gzip_bomb(page(request, 1).removesuffix(b"</article></main></body></html>\n")))


def _first_has(request: Request, extra: str) -> bytes:
    """A feed of three whose first entry carries something too big."""
    return rss(request, (item(request, number, extra=extra if number == 1 else "") for number in (1, 2, 3)))


def _long_title(request: Request) -> bytes:
    return rss(
        request, (item(request, n, title="Quay " * (400_000 if n == 1 else 2) + str(n)) for n in (1, 2, 3))
    )


def _attributes(request: Request, count: int = 100_000) -> bytes:
    many = " ".join(f'berth{number}="{number}"' for number in range(count))
    return _first_has(request, f'<enclosure url="{request.base}/a.mp3" {many}/>')


def _long_link(request: Request) -> bytes:
    far = f"{request.base}/news/{'quay-' * 20_000}"
    return rss(request, [item(request, 9, url=far), *(item(request, number) for number in (1, 2, 3))])


def _described(size: int) -> Callable[[Request], bytes]:
    """HTML of this many bytes in the first of three descriptions."""
    paragraph = (
        "<p>The <b>tide</b> was <i>late</i> again, says <a href='/tides'>the keeper</a> of the lock.</p>\n"
    )
    text = f"<![CDATA[{paragraph * (size // len(paragraph))}]]>"
    return lambda r: rss(r, (item(r, number, text=text if number == 1 else None) for number in (1, 2, 3)))


CASES = (
    Case(
        name="gzip-bomb",
        about="10 MB of gzip hold 10 GB of spaces.",
        expect=_OVERLONG,
        handler=_coded(gzip_bomb, "gzip"),
    ),
    Case(
        name="gzip-bomb-after-good-entries",
        about="A gzip bomb whose first bytes are a feed of three entries.",
        expect=CUT,
        handler=site(streams(lambda r: gzip_bomb(_start(r)), headers=[("Content-Encoding", "gzip")])),
    ),
    Case(
        name="deflate-bomb",
        about="A deflate stream of 10 GB.",
        expect=_OVERLONG,
        handler=_coded(deflate_bomb, "deflate"),
    ),
    Case(
        name="brotli-bomb",
        about="Under 1 kB of brotli hold 256 MB.",
        # who does not know brotli sees rubbish
        expect=_OVERLONG | NOTHING,
        handler=_coded(lambda: (BROTLI_BOMB,), "br"),
    ),
    Case(
        name="zstd-bomb",
        about="320 kB of Zstandard hold 10 GB.",
        expect=_OVERLONG | NOTHING,
        handler=_coded(zstd_bomb, "zstd"),
    ),
    Case(
        name="gzip-bomb-in-gzip",
        about="A gzip bomb packed once more, both codings named in the header.",
        expect=_OVERLONG | NOTHING,
        handler=_coded(lambda: gzipped(gzip_bomb()), "gzip, gzip"),
    ),
    Case(
        name="gzip-bomb-unlabelled",
        about="A gzip bomb that no header calls gzip, so that only the reader of feeds may unpack it.",
        expect=_OVERLONG | NOTHING,
        handler=site(streams(lambda _: gzip_bomb(), media_type="application/gzip")),
    ),
    Case(
        name="fifty-codings",
        about="A small feed gzipped fifty times, each time named in Content-Encoding.",
        # nobody needs fifty layers: to refuse is as good as to unpack
        expect=NOTHING | OK,
        handler=site(
            answer(
                lambda r: wrapped(good_feed(r), 50), headers=[("Content-Encoding", ", ".join(["gzip"] * 50))]
            )
        ),
    ),
    Case(
        name="page-is-a-gzip-bomb",
        about="The first article's page is a gzip bomb behind a good article; the other two are well.",
        expect=any_of("ok", "extraction-drift", "erroring", "malformed-recovered"),
        articles=2,
        at_most=3,
        deadline=SLOW,
        handler=site(answer(good_feed), articles=_gzip_bomb_page),
    ),
    Case(
        name="endless-body",
        about="Spaces without end.",
        expect=_OVERLONG,
        deadline=SLOW,
        handler=site(streams(lambda _: repeat(b" " * CHUNK))),
    ),
    Case(
        name="endless-comment",
        about="Three good entries, then comments without end.",
        expect=CUT,
        deadline=SLOW,
        handler=site(streams(lambda r: chain((_start(r),), repeat(_FILLER)))),
    ),
    Case(
        name="endless-entries",
        about="Good entries without end.",
        expect=CUT,
        deadline=SLOW,
        handler=site(streams(_endless_entries)),
    ),
    Case(
        name="endless-chunks",
        about="A chunked answer whose last chunk never comes.",
        expect=CUT,
        deadline=SLOW,
        handler=site(_endless_chunks),
    ),
    Case(
        name="endless-attribute",
        about="An attribute's value without end.",
        expect=_OVERLONG,
        deadline=SLOW,
        handler=site(streams(lambda r: chain((b'<rss version="',), repeat(b"2" * CHUNK)))),
    ),
    Case(
        name="ten-thousand-entries",
        about="10,000 entries in 1.5 MB, the newest first, which no cap on bytes excuses from reading.",
        # a cap on entries must be said
        expect=READ,
        articles=3,
        deadline=60.0,
        handler=site(streams(lambda r: _many_entries(r, 10_000))),
    ),
    Case(
        name="a-hundred-thousand-entries",
        about="100,000 entries in 15 MB, the newest first.",
        # whoever caps the bytes or the entries must say so, and that is not ok alone
        expect=any_of("ok", "malformed-recovered", "erroring"),
        deadline=60.0,
        handler=site(streams(_many_entries)),
    ),
    Case(
        name="a-hundred-thousand-entries-gzipped",
        about="100,000 entries, gzipped.",
        expect=any_of("ok", "malformed-recovered", "erroring"),
        deadline=60.0,
        handler=site(streams(lambda r: gzipped(_many_entries(r)), headers=[("Content-Encoding", "gzip")])),
    ),
    Case(
        name="page-of-50-megabytes",
        about="The first article's page has 50 MB behind its text; the other two are well.",
        expect=any_of("ok", "extraction-drift", "erroring", "malformed-recovered"),
        articles=2,
        at_most=3,
        deadline=SLOW,
        handler=site(answer(good_feed), articles=_page_of_50_megabytes),
    ),
    Case(
        name="feed-of-50-megabytes",
        about="Three good entries, then 50 MB of comments and a proper end.",
        # a reader that takes all 50 MB within its memory has read it
        expect=CUT | OK,
        deadline=SLOW,
        handler=site(streams(lambda r: chain((_start(r),), repeat(_FILLER, 920), (CLOSING.encode(),)))),
    ),
    Case(
        name="author-of-64-kilobytes",
        about="An author field of 64 KB without an address in it.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: _first_has(r, f"<author>{'a' * 65_536}</author>")),
    ),
    Case(
        name="author-of-open-brackets",
        about="An author field of 64 KB of brackets and at-signs, on which expressions backtrack.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: _first_has(r, f"<author>{'a@(' * 21_845}</author>")),
    ),
    Case(
        name="a-hundred-thousand-attributes",
        about="An element with 100,000 attributes.",
        expect=READ,
        articles=3,
        deadline=SLOW,
        handler=feed(_attributes),
    ),
    Case(
        name="description-of-10-megabytes",
        about="10 MB of HTML in one entry's description.",
        # within some caps and beyond others
        expect=READ | CUT,
        deadline=SLOW,
        handler=feed(_described(10_000_000)),
    ),
    Case(
        name="description-of-2-megabytes",
        about="2 MB of HTML in one entry's description, which no cap on bytes keeps out.",
        expect=READ,
        articles=3,
        deadline=QUICK,
        handler=feed(_described(2_000_000)),
    ),
    Case(
        name="title-of-2-megabytes",
        about="A title of 2 MB.",
        expect=READ,
        articles=3,
        handler=feed(_long_title),
    ),
    Case(
        name="link-of-100-kilobytes",
        about="One entry's link is 100 kB long; three others are well.",
        expect=READ,
        articles=3,
        at_most=4,
        handler=feed(_long_link),
    ),
    Case(
        name="a-hundred-thousand-categories",
        about="One entry is in 100,000 categories.",
        expect=READ,
        articles=3,
        deadline=SLOW,
        handler=feed(
            lambda r: _first_has(r, "".join(f"<category>berth {n}</category>" for n in range(100_000)))
        ),
    ),
    Case(
        name="binary-that-says-feed",
        about="30 MB of noise that say application/rss+xml.",
        expect=NOTHING,
        deadline=SLOW,
        handler=site(streams(lambda _: repeat(bytes(range(255, -1, -1)) * 256, 480))),
    ),
    Case(
        name="three-large-pages",
        about="Every article's page has 9 MB of text of its own, each nearly at what a page may have.",
        expect=any_of("ok", "extraction-drift", "erroring", "malformed-recovered"),
        deadline=LONG,
        handler=site(
            answer(good_feed),
            articles=answer(
                lambda r: page(r, number_of(r) or 1, extra="<p>The tide was late again.</p>\n" * 280_000),
                media_type=HTML,
            ),
        ),
    ),
)
