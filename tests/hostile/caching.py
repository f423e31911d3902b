"""Validators, cache headers and intervals that would stop a reader from ever reading again."""

from tests.hostile.case import FAILED, OK, READ, Case, any_of
from tests.hostile.newsroom import Written, answer, feed, good, good_feed, item, rss, site
from tests.hostile.wire import Reply, Request, head

_ETAG = '"tide-1"'


async def _not_modified(_: Request, reply: Reply) -> None:
    await reply.write(head("304 Not Modified", [("ETag", _ETAG)]))


async def _not_modified_after_first(request: Request, reply: Reply) -> None:
    """A true 304: the feed never changes."""
    if request.conditional:
        await _not_modified(request, reply)
    else:
        await reply.send(good_feed(request), headers=[("ETag", _ETAG)])


async def _unasked_after_first(request: Request, reply: Reply) -> None:
    """Never a validator, and yet 304 from the second request on."""
    if request.number == 1:
        await good(request, reply)
    else:
        await _not_modified(request, reply)


async def _hides_changes(request: Request, reply: Reply) -> None:
    """Always the same validator over a feed that changes with every request."""
    if request.conditional:
        await _not_modified(request, reply)
        return
    newest = max(1, 8 - request.number)
    body = rss(request, (item(request, newest + step) for step in range(3)))
    await reply.send(body, headers=[("ETag", _ETAG), ("Last-Modified", "Mon, 05 Jan 2026 08:00:00 GMT")])


async def _etag_always_new(request: Request, reply: Reply) -> None:
    await reply.send(good_feed(request), headers=[("ETag", f'"{request.number}"')])


async def _precondition_failed(request: Request, reply: Reply) -> None:
    """Answers conditional requests with 412, as servers do that read If-None-Match as If-Match."""
    if request.conditional:
        await reply.send(b"", status="412 Precondition Failed")
    else:
        await reply.send(good_feed(request), headers=[("ETag", _ETAG)])


async def _not_modified_with_body(request: Request, reply: Reply) -> None:
    """A 304 that has a body, which belongs to no answer."""
    if request.conditional:
        await reply.write(head("304 Not Modified", [("Content-Length", "5000")]) + b"x" * 5000)
    else:
        await reply.send(good_feed(request), headers=[("ETag", _ETAG)])


def _with_extra(extra: str) -> Written:
    return lambda r: rss(r, (item(r, number) for number in (1, 2, 3)), extra=extra)


_EVERY_HOUR = "".join(f"<hour>{hour}</hour>" for hour in range(25))
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_EVERY_DAY = "".join(f"<day>{day}</day>" for day in _DAYS.split())

CASES = (
    Case(
        name="304-to-first-request",
        about="304 to a request without validators, always.",
        # nothing was ever read, so that nothing can be unchanged
        expect=FAILED | any_of("empty", "malformed"),
        at_most=0,
        handler=site(_not_modified),
        begins=b"HTTP/1.1 304",
    ),
    Case(
        name="304-forever",
        about="A feed that never changes, and says so truly.",
        expect=OK,
        polls=4,
        articles=3,
        at_most=3,
        handler=site(_not_modified_after_first),
    ),
    Case(
        name="304-unasked",
        about="A good feed without validators, then 304 to requests that carry none.",
        # the claim answers no question; what was read before is still held
        expect=OK | FAILED | any_of("silent-zero", "empty", "malformed"),
        polls=3,
        articles=3,
        at_most=3,
        handler=site(_unasked_after_first),
    ),
    Case(
        name="304-hides-changes",
        about="The validator stays while the feed changes: 304 to whoever believes it, news for who does not.",
        # the unconditional read may come later than the fourth poll: until then, nothing is amiss to be seen
        expect=OK | any_of("gap", "stale", "erroring"),
        polls=4,
        articles=3,
        handler=site(_hides_changes),
    ),
    Case(
        name="304-with-a-body",
        about="304 with five thousand bytes behind it.",
        expect=OK,
        polls=3,
        articles=3,
        at_most=3,
        handler=site(_not_modified_with_body),
    ),
    Case(
        name="412-to-validators",
        about="412 to conditional requests and a good feed to others.",
        # the next unconditional read heals it
        expect=OK | any_of("erroring"),
        polls=3,
        articles=3,
        at_most=3,
        handler=site(_precondition_failed),
    ),
    Case(
        name="etag-always-new",
        about="A new ETag with every answer over the same bytes.",
        expect=OK,
        polls=4,
        articles=3,
        at_most=3,
        handler=site(_etag_always_new),
    ),
    *(
        Case(
            name=name,
            about=about,
            expect=READ,
            polls=2,
            articles=3,
            at_most=3,
            handler=site(answer(good_feed, headers=[header])),
        )
        for name, about, header in (
            ("etag-of-8-kilobytes", "An ETag too long to be sent back.", ("ETag", f'"{"tide" * 2000}"')),
            ("etag-without-quotes", "An ETag that is not one.", ("ETag", "tide 1, W/")),
            ("etag-in-latin-1", "An ETag with a byte that is not ASCII.", ("ETag", '"marée"')),
            ("last-modified-word", "Last-Modified is no date.", ("Last-Modified", "yesterday, at tea")),
            (
                "last-modified-2099",
                "Last modified in 2099.",
                ("Last-Modified", "Thu, 01 Jan 2099 00:00:00 GMT"),
            ),
            (
                "max-age-of-ages",
                "To be cached for ten billion years.",
                ("Cache-Control", f"max-age={10**18}"),
            ),
            (
                "max-age-negative",
                "To be cached for minus one second.",
                ("Cache-Control", "max-age=-1, s-maxage=x"),
            ),
            (
                "retry-after-with-200",
                "A good answer that says to come back in 2100.",
                ("Retry-After", "4102444800"),
            ),
        )
    ),
    *(
        Case(name=name, about=about, expect=READ, articles=3, at_most=3, handler=feed(_with_extra(extra)))
        for name, about, extra in (
            ("ttl-of-ages", "A ttl beyond 64 bits of minutes.", f"<ttl>{10**24}</ttl>"),
            ("ttl-word", "A ttl that is no number.", "<ttl>soon</ttl>"),
            (
                "skips-every-hour",
                "skipHours names all hours, and a 25th.",
                f"<skipHours>{_EVERY_HOUR}</skipHours>",
            ),
            ("skips-every-day", "skipDays names all days.", f"<skipDays>{_EVERY_DAY}</skipDays>"),
        )
    ),
)
