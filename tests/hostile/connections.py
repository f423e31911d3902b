"""Connections that are refused, closed and reset."""

from tests.hostile.case import CUT, SLOW, Case, any_of
from tests.hostile.newsroom import RSS, good, good_feed, missing, number_of, pages, site
from tests.hostile.wire import Reply, Request, head

_GONE = any_of("unreachable")
"""Also where robots.txt cannot be had for the same reason: the host is not there, and that is what must be said."""


async def _reset(_: Request, reply: Reply) -> None:
    reply.reset()


async def _close(_: Request, reply: Reply) -> None:
    """Say nothing; the connection is closed in order."""


async def _reset_in_headers(_: Request, reply: Reply) -> None:
    await reply.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    await reply.reset_after_delivery()


async def _reset_in_body(request: Request, reply: Reply) -> None:
    body = good_feed(request)
    opening = head("200 OK", [("Content-Type", RSS), ("Content-Length", str(len(body)))])
    await reply.write(opening + body[: body.rindex(b"<item>") + 20])
    await reply.reset_after_delivery()


async def _reset_first_time(request: Request, reply: Reply) -> None:
    if request.number == 1:
        reply.reset()
    else:
        await good(request, reply)


async def _first_page_reset(request: Request, reply: Reply) -> None:
    if number_of(request) == 1:
        reply.reset()
    else:
        await pages(request, reply)


async def _fails_from_second_poll(request: Request, reply: Reply) -> None:
    if request.number == 1:
        await good(request, reply)
    else:
        reply.reset()


CASES = (
    Case(
        name="refused",
        about="Nobody listens on the port.",
        expect=_GONE,
        at_most=0,
        handler=missing,
        listens=False,
        begins=b"",
    ),
    Case(
        name="reset-at-accept",
        about="RST as soon as the connection stands.",
        expect=_GONE,
        at_most=0,
        reads=False,
        handler=_reset,
        begins=b"",
    ),
    Case(
        name="closed-at-accept",
        about="The connection is closed as soon as it stands.",
        expect=_GONE,
        at_most=0,
        reads=False,
        handler=_close,
        begins=b"",
    ),
    Case(
        name="reset-after-request",
        about="RST in answer to the request.",
        expect=_GONE,
        at_most=0,
        handler=site(_reset),
        begins=b"",
    ),
    Case(
        name="closed-after-request",
        about="The connection is closed in answer to the request.",
        expect=_GONE,
        at_most=0,
        handler=site(_close),
        begins=b"",
    ),
    Case(
        name="reset-in-headers",
        about="RST within the headers.",
        expect=_GONE,
        at_most=0,
        handler=site(_reset_in_headers),
    ),
    Case(
        name="reset-in-body",
        about="RST behind the second entry of three.",
        expect=CUT,
        handler=site(_reset_in_body),
    ),
    Case(
        name="reset-once",
        about="RST to the first request, a good feed to every later one.",
        # ok by a second try or by the second poll
        expect=any_of("ok"),
        polls=2,
        articles=3,
        at_most=3,
        handler=site(_reset_first_time),
        begins=b"",
    ),
    Case(
        name="reset-from-second-poll",
        about="A good feed once, RST from then on: what was stored stays.",
        expect=_GONE,
        polls=2,
        articles=3,
        at_most=3,
        deadline=SLOW,
        handler=site(_fails_from_second_poll),
    ),
    Case(
        name="one-page-reset",
        about="The first article's page is reset; the others are well.",
        expect=any_of("ok", "extraction-drift", "unreachable", "erroring"),
        articles=2,
        at_most=3,
        handler=site(good, articles=_first_page_reset),
    ),
)
