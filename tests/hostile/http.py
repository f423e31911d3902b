"""Status lines, headers and framing as nobody should send them."""

import zlib
from itertools import chain, repeat

from tests.hostile.case import CUT, EITHER, FAILED, NOTHING, OK, READ, SLOW, Case, Handler, any_of
from tests.hostile.newsroom import HTML, RSS, Written, answer, feed, good_feed, plain_page, raw, site
from tests.hostile.wire import CHUNK, Reply, Request, head


def _begun(first: bytes) -> Handler:
    """A good feed behind this in place of the status line and headers."""
    return site(raw(lambda r: first + good_feed(r)))


def _lined(status_line: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((status_line, b"Content-Type: application/rss+xml", *headers)) + b"\r\n\r\n"


def _headed(*headers: bytes) -> Handler:
    return _begun(_lined(b"HTTP/1.1 200 OK", *headers))


def _flood(
    first: bytes | Written, again: bytes, *, times: int | None = None, then: bytes = b"\r\n"
) -> Handler:
    """A start, then the same piece for ever; or so many times, with an end of the head and a good feed behind it."""

    async def handle(request: Request, reply: Reply) -> None:
        start = first if isinstance(first, bytes) else first(request)
        if times is None:
            await reply.stream(chain((start,), repeat(again)))
        else:
            await reply.stream(chain((start,), repeat(again, times), (then + good_feed(request),)))

    return site(handle)


def _length(length: str) -> Handler:
    return _headed(b"Content-Length: " + length.encode())


def _half_of(body: bytes) -> bytes:
    """Two whole entries and the start of a third."""
    return body[: body.rindex(b"<item>") + 20]


def _chunked(written: Written) -> Handler:
    opening = head("200 OK", [("Content-Type", RSS), ("Transfer-Encoding", "chunked")])
    return site(raw(lambda r: opening + written(r)))


def _chunk(data: bytes, *, size: bytes | None = None) -> bytes:
    return (b"%x" % len(data) if size is None else size) + b"\r\n" + data + b"\r\n"


def _sized(size: bytes) -> Handler:
    return _chunked(lambda r: _chunk(good_feed(r), size=size) + _chunk(b""))


def _short_length(request: Request) -> bytes:
    body = good_feed(request)
    return _lined(b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(_half_of(body))) + body


def _gzipped(body: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(body) + packer.flush()


def _surplus(request: Request) -> bytes:
    """A whole answer, and behind it a second one that nobody asked for."""
    body = good_feed(request)
    lie = plain_page("<article><h1>This page was pushed</h1><p>Nobody asked for it.</p></article>")
    return (
        head("200 OK", [("Content-Type", RSS), ("Content-Length", str(len(body)))])
        + body
        + head("200 OK", [("Content-Type", HTML), ("Content-Length", str(len(lie)))])
        + lie
    )


async def _surplus_and_open(request: Request, reply: Reply) -> None:
    await reply.write(_surplus(request))
    await reply.hang()


_LINE = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
_ODD_STATUS = FAILED | any_of("malformed", "html-not-feed", "empty", "gone", "blocked", "not-permitted")
_GZIP = [("Content-Encoding", "gzip")]

CASES = (
    Case(
        name="no-headers",
        about="A status line and not one header.",
        expect=READ,
        articles=3,
        handler=_begun(b"HTTP/1.1 200 OK\r\n\r\n"),
    ),
    Case(
        name="http-0-9",
        about="The feed itself with neither status line nor headers.",
        expect=EITHER,
        handler=site(raw(good_feed)),
        begins=b"<?xml",
    ),
    Case(
        name="status-line-without-reason",
        about="A status line that ends behind its number, which is nearly legal and common.",
        expect=READ,
        articles=3,
        handler=_begun(_lined(b"HTTP/1.1 200")),
        begins=b"HTTP/1.1 200\r\n",
    ),
    *(
        Case(
            name=f"status-line-{name}",
            about=f"The status line is {line!r}.",
            expect=EITHER if readable else _ODD_STATUS,
            handler=_begun(_lined(line)),
            begins=line,
        )
        for name, line, readable in (
            ("word", b"HTTP/1.1 abc OK", True),
            ("icecast", b"ICY 200 OK", True),
            ("version", b"HTTP/9.9 200 OK", True),
            ("negative", b"HTTP/1.1 -200 OK", True),
            ("banner", b"SSH-2.0-desk", True),
            ("noise", b"\x00\x01\x02\xff\xfe", True),
            ("999", b"HTTP/1.1 999 Odd", False),
            ("000", b"HTTP/1.1 000 Nothing", False),
            ("huge", b"HTTP/1.1 99999999999999999999 Much", True),
        )
    ),
    Case(
        name="bare-line-feeds",
        about="Lines of the head end in LF alone.",
        expect=EITHER,
        handler=_begun(b"HTTP/1.1 200 OK\nContent-Type: application/rss+xml\n\n"),
        begins=b"HTTP/1.1 200 OK\n",
    ),
    Case(
        name="header-without-colon",
        about="A header that is no header, and one with a space before its colon.",
        expect=EITHER,
        handler=_headed(b"this is not a header", b"X-Desk : 1"),
    ),
    Case(
        name="header-with-nul",
        about="NUL, escape and Latin-1 bytes in a header.",
        expect=EITHER,
        handler=_headed(b"X-Desk: a\0b\x1b[31m\xe9"),
    ),
    Case(
        name="hundred-thousand-headers",
        about="100,000 headers before a good feed.",
        expect=EITHER,
        handler=_flood(_LINE, b"X-Berth: free\r\n" * 1000, times=100),
    ),
    Case(
        name="header-of-10-megabytes",
        about="One header of 10 MB before a good feed.",
        expect=EITHER,
        handler=_flood(_LINE + b"X-Berth: ", b"f" * CHUNK, times=160, then=b"\r\n\r\n"),
    ),
    Case(
        name="endless-headers",
        about="Headers without end.",
        expect=FAILED,
        deadline=SLOW,
        handler=_flood(_LINE, b"X-Berth: free\r\n" * 1000),
    ),
    Case(
        name="endless-status-line",
        about="A status line without end.",
        expect=FAILED,
        deadline=SLOW,
        handler=_flood(b"HTTP/1.1 200 ", b"OK " * 20_000),
        begins=b"HTTP/1.1 200 OK OK",
    ),
    Case(
        name="continue-forever",
        about="100 Continue, again and again, and never an answer.",
        expect=FAILED,
        deadline=SLOW,
        handler=_flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        begins=b"HTTP/1.1 100",
    ),
    Case(
        name="early-hints-first",
        about="Two informational answers before the real one, which is legal.",
        expect=EITHER,
        handler=_begun(
            b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 2 + _lined(b"HTTP/1.1 200 OK")
        ),
        begins=b"HTTP/1.1 103",
    ),
    Case(
        name="switching-protocols",
        about="101 Switching Protocols to a client that asked for no switch.",
        expect=_ODD_STATUS,
        deadline=SLOW,
        handler=_begun(_lined(b"HTTP/1.1 101 Switching Protocols", b"Upgrade: desk/1")),
        begins=b"HTTP/1.1 101",
    ),
    Case(
        name="no-content",
        about="204 No Content.",
        expect=any_of("empty", "erroring", "malformed"),
        handler=site(raw(lambda _: head("204 No Content"))),
        begins=b"HTTP/1.1 204",
    ),
    Case(
        name="partial-unasked",
        about="206 with the first half of the feed, which nobody asked to have in parts.",
        expect=CUT,
        handler=site(
            answer(
                lambda r: _half_of(good_feed(r)),
                status="206 Partial Content",
                headers=[("Content-Range", "bytes 0-899/9000")],
            )
        ),
        begins=b"HTTP/1.1 206",
    ),
    Case(
        name="length-too-long",
        about="Promises more bytes than it sends, and closes behind a whole document.",
        # whole as a document, broken off as an answer
        expect=EITHER,
        handler=_length("900000"),
    ),
    Case(
        name="length-too-short",
        about="The length ends within the third entry; the rest follows behind it.",
        # a complete answer that is a broken document, with two entries whole in it; some clients refuse the surplus
        expect=CUT,
        at_most=3,
        handler=site(raw(_short_length)),
    ),
    *(
        Case(
            name=f"length-{name}",
            about=f"Content-Length: {length}.",
            expect=EITHER,
            handler=_length(length),
        )
        for name, length in (
            ("negative", "-1"),
            ("word", "twelve"),
            ("beyond-64-bits", "9" * 30),
            ("of-10-terabytes", "10000000000000"),
        )
    ),
    Case(
        name="two-lengths",
        about="Two lengths that contradict each other.",
        expect=EITHER,
        handler=_headed(b"Content-Length: 10", b"Content-Length: 100000"),
    ),
    Case(
        name="length-and-chunks",
        about="A length and chunks in one answer.",
        expect=EITHER,
        handler=site(
            raw(
                lambda r: (
                    _lined(b"HTTP/1.1 200 OK", b"Content-Length: 10", b"Transfer-Encoding: chunked")
                    + _chunk(good_feed(r))
                    + _chunk(b"")
                )
            )
        ),
    ),
    Case(
        name="chunk-longer-than-data",
        about="A chunk that promises more than comes before the connection is closed.",
        expect=EITHER,
        handler=_chunked(lambda r: _chunk(good_feed(r), size=b"ffffff")),
    ),
    Case(
        name="chunk-shorter-than-data",
        about="A chunk whose size ends within its data.",
        expect=CUT,
        handler=_chunked(lambda r: _chunk(good_feed(r), size=b"a0") + _chunk(b"")),
    ),
    *(
        Case(
            name=f"chunk-size-{name}",
            about=f"The chunk's size is {size!r}.",
            expect=EITHER | any_of("malformed", "empty"),
            handler=_sized(size),
        )
        for name, size in (("word", b"zz"), ("huge", b"f" * 40), ("negative", b"-5"), ("hex-prefix", b"0x10"))
    ),
    Case(
        name="chunks-without-last",
        about="All the data in chunks, and then the end of the connection in place of the last one.",
        expect=EITHER,
        handler=_chunked(lambda r: _chunk(good_feed(r))),
    ),
    Case(
        name="endless-chunk-extension",
        about="A chunk's size is followed by an extension without end.",
        expect=FAILED | any_of("malformed"),
        deadline=SLOW,
        handler=_flood(_LINE + b"Transfer-Encoding: chunked\r\n\r\n5;", b"tide=high;" * 6000),
    ),
    Case(
        name="endless-trailers",
        about="A whole feed in chunks, then trailers without end.",
        expect=EITHER,
        deadline=SLOW,
        handler=_flood(
            lambda r: _LINE + b"Transfer-Encoding: chunked\r\n\r\n" + _chunk(good_feed(r)) + b"0\r\n",
            b"X-Berth: free\r\n" * 1000,
        ),
    ),
    Case(
        name="surplus-answer",
        about="A second answer, unasked, on the same connection behind the first: it must be nobody's page.",
        # strict clients throw away both
        expect=OK | FAILED,
        at_most=3,
        deadline=SLOW,
        handler=site(_surplus_and_open),
    ),
    Case(
        name="says-gzip-is-plain",
        about="Content-Encoding says gzip, the body is plain.",
        expect=EITHER,
        handler=site(answer(good_feed, headers=_GZIP)),
    ),
    Case(
        name="gzip-unasked",
        about="A gzipped feed under no header that says so.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: _gzipped(good_feed(r))),
    ),
    Case(
        name="gzip-cut",
        about="The gzip stream ends within the feed.",
        expect=CUT | any_of("malformed"),
        handler=site(answer(lambda r: _gzipped(good_feed(r))[:-200], headers=_GZIP)),
    ),
    Case(
        name="gzip-wrong-checksum",
        about="A whole gzipped feed whose checksum is wrong.",
        expect=EITHER | any_of("malformed"),
        handler=site(answer(lambda r: _gzipped(good_feed(r))[:-8] + bytes(8), headers=_GZIP)),
    ),
    Case(
        name="unknown-coding",
        about="A plain feed that says to be coded in a way that nobody knows.",
        expect=EITHER | NOTHING,
        handler=site(answer(good_feed, headers=[("Content-Encoding", "x-desk")])),
    ),
    Case(
        name="feed-that-says-picture",
        about="A good feed as image/png, to be saved as a file.",
        expect=READ,
        articles=3,
        handler=site(
            answer(
                good_feed,
                media_type="image/png",
                headers=[("Content-Disposition", 'attachment; filename="../../../etc/cron.d/desk"')],
            )
        ),
    ),
    Case(
        name="thousand-cookies",
        about="A thousand cookies of 4 kB each, to be sent back with every request.",
        expect=EITHER,
        handler=site(
            answer(good_feed, headers=[("Set-Cookie", f"berth{n}={'f' * 4000}") for n in range(1000)])
        ),
    ),
)
