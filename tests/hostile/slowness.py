"""Servers that take their time, all of it."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.hostile.case import CUT, FAILED, LONG, OK, READ, SLOW, Case, any_of
from tests.hostile.newsroom import HTML, RSS, answer, good, good_feed, number_of, page, pages, site
from tests.hostile.wire import Reply, Request, head

_OPEN = head("200 OK", [("Content-Type", RSS)])
_STILL = any_of("unreachable")


async def _silent(_: Request, reply: Reply) -> None:
    await reply.hang()


async def _headers_by_the_byte(request: Request, reply: Reply) -> None:
    await reply.trickle(_OPEN + good_feed(request))


async def _body_by_the_byte(request: Request, reply: Reply) -> None:
    body = good_feed(request)
    await reply.write(head("200 OK", [("Content-Type", RSS), ("Content-Length", str(len(body)))]))
    await reply.trickle(body)


async def _just_under_the_idle_limit(request: Request, reply: Reply) -> None:
    await reply.write(_OPEN)
    await reply.trickle(good_feed(request), every=4.0)


async def _chunks_by_the_byte(request: Request, reply: Reply) -> None:
    await reply.write(head("200 OK", [("Content-Type", RSS), ("Transfer-Encoding", "chunked")]))
    await reply.trickle(b"1\r\n<\r\n" * 1000)


async def _headers_then_silence(_: Request, reply: Reply) -> None:
    await reply.write(_OPEN)
    await reply.hang()


async def _half_then_silence(request: Request, reply: Reply) -> None:
    body = good_feed(request)
    await reply.write(head("200 OK", [("Content-Type", RSS), ("Content-Length", str(len(body)))]))
    await reply.write(body[: body.index(b"</item>", body.index(b"</item>") + 1) + 7])
    await reply.hang()


async def _never_closed(request: Request, reply: Reply) -> None:
    await reply.write(_OPEN + good_feed(request))
    await reply.hang()


async def _length_and_never_closed(request: Request, reply: Reply) -> None:
    body = good_feed(request)
    await reply.write(head("200 OK", [("Content-Type", RSS), ("Content-Length", str(len(body)))]) + body)
    await reply.hang()


async def _late(request: Request, reply: Reply) -> None:
    await asyncio.sleep(3.0)
    await good(request, reply)


async def _blank_lines(_: Request, reply: Reply) -> None:
    await reply.write(_OPEN)
    await reply.trickle(b"\n" * 1000, every=0.2)


async def _slow_hops(request: Request, reply: Reply) -> None:
    await asyncio.sleep(4.0)
    step = int(request.path.rpartition("/")[2]) if request.path.startswith("/hop/") else 0
    if step == 6:
        await good(request, reply)
    else:
        await reply.send(b"", status="302 Found", headers=[("Location", f"/hop/{step + 1}")])


def _first_page(
    bad: Callable[[Request, Reply], Awaitable[None]],
) -> Callable[[Request, Reply], Awaitable[None]]:
    """The page of the first article is bad, the others are good."""

    async def handle(request: Request, reply: Reply) -> None:
        await (bad if number_of(request) == 1 else pages)(request, reply)

    return handle


async def _page_by_the_byte(request: Request, reply: Reply) -> None:
    await reply.write(head("200 OK", [("Content-Type", HTML)]))
    await reply.trickle(page(request, 1))


_LAME = any_of("ok", "extraction-drift", "erroring", "unreachable")
"""The feed is well, a page of it is not: both can be said."""

CASES = (
    Case(
        name="silence-at-accept",
        about="Takes the connection and says nothing, to robots.txt neither.",
        expect=_STILL,
        deadline=SLOW,
        reads=False,
        handler=_silent,
        begins=b"",
    ),
    Case(
        name="silence-after-request",
        about="Reads the request and says nothing.",
        expect=_STILL,
        deadline=SLOW,
        handler=site(_silent),
        begins=b"",
    ),
    Case(
        name="headers-by-the-byte",
        about="One byte of the status line and headers a second.",
        expect=_STILL,
        deadline=SLOW,
        handler=site(_headers_by_the_byte),
        begins=b"H",
    ),
    Case(
        name="body-by-the-byte",
        about="Good headers at once, then one byte of the body a second.",
        expect=_STILL,
        deadline=SLOW,
        handler=site(_body_by_the_byte),
    ),
    Case(
        name="body-under-the-idle-limit",
        about="One byte every four seconds, so that no limit on silence ends it.",
        expect=_STILL,
        deadline=SLOW,
        handler=site(_just_under_the_idle_limit),
    ),
    Case(
        name="chunks-by-the-byte",
        about="A chunked answer, one byte of framing or content a second.",
        expect=_STILL,
        deadline=SLOW,
        handler=site(_chunks_by_the_byte),
    ),
    Case(
        name="blank-lines-forever",
        about="An empty line every fifth of a second before any XML.",
        # time ends it, and what came until then is nothing
        expect=_STILL | any_of("erroring"),
        deadline=SLOW,
        handler=site(_blank_lines),
    ),
    Case(
        name="silence-after-headers",
        about="Good headers and no body.",
        expect=_STILL,
        deadline=SLOW,
        handler=site(_headers_then_silence),
    ),
    Case(
        name="silence-after-two-entries",
        about="Two entries of three, then silence.",
        expect=CUT,
        deadline=SLOW,
        handler=site(_half_then_silence),
    ),
    Case(
        name="whole-but-never-closed",
        about="A whole feed without a length on a connection that stays open, so that its end never comes.",
        # the document is whole, the answer is not
        expect=READ | FAILED,
        deadline=SLOW,
        handler=site(_never_closed),
    ),
    Case(
        name="length-and-never-closed",
        about="A whole feed with a right length on a connection that stays open and answers nothing more.",
        # the next request on the same connection gets no answer: a new connection does
        expect=OK,
        articles=3,
        deadline=SLOW,
        handler=site(_length_and_never_closed),
    ),
    Case(
        name="late-but-good",
        about="Thinks for three seconds and then answers well.",
        expect=OK,
        articles=3,
        deadline=SLOW,
        handler=site(_late),
        begins=b"",
    ),
    Case(
        name="slow-hops",
        about="Six redirects of four seconds each, to a good feed.",
        # each response is in time; a reader may still limit the whole
        expect=any_of("ok", "moved", "unreachable", "erroring"),
        deadline=LONG,
        handler=site(_slow_hops, also={"/hop/": _slow_hops}),
        begins=b"",
    ),
    Case(
        name="one-page-silent",
        about="The first article's page never answers; the others do.",
        expect=_LAME,
        articles=2,
        at_most=3,
        deadline=LONG,
        handler=site(good, articles=_first_page(_silent)),
    ),
    Case(
        name="one-page-by-the-byte",
        about="The first article's page comes at a byte a second; the others do not.",
        expect=_LAME,
        articles=2,
        at_most=3,
        deadline=LONG,
        handler=site(good, articles=_first_page(_page_by_the_byte)),
    ),
    Case(
        name="every-page-silent",
        about="A good feed whose pages never answer.",
        expect=_LAME,
        at_most=3,  # from the feed's own text, if at all
        deadline=LONG,
        handler=site(answer(good_feed), articles=_silent),
    ),
)
