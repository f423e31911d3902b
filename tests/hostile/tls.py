"""TLS that must not be believed, and one that must."""

from tests.hostile.case import OK, REFUSED, SLOW, Case, any_of
from tests.hostile.newsroom import RSS, good, good_feed, site
from tests.hostile.redirects import leads
from tests.hostile.wire import Reply, Request, head

_UNVERIFIED = any_of("unreachable")
_TO_TLS = site(leads(lambda r: r.base.replace("http:", "https:") + "/feed.xml"))


async def _answers_greeting(request: Request, reply: Reply) -> None:
    """Speaks plain HTTP to whoever greets in TLS."""
    if request.method == "TLS":
        await reply.write(head("400 Bad Request", [("Content-Length", "0")]))
    else:
        await _TO_TLS(request, reply)


async def _ignores_greeting(request: Request, reply: Reply) -> None:
    if request.method == "TLS":
        await reply.hang()
    else:
        await _TO_TLS(request, reply)


async def _alerts(request: Request, reply: Reply) -> None:
    """A fatal alert: handshake failure."""
    if request.method == "TLS":
        await reply.write(b"\x15\x03\x03\x00\x02\x02\x28")
    else:
        await _TO_TLS(request, reply)


async def _cut_without_farewell(request: Request, reply: Reply) -> None:
    """No length, and the connection torn down without TLS's own farewell: the end may be an attacker's."""
    if request.path != "/feed.xml":
        await site(good)(request, reply)
        return
    body = good_feed(request)
    await reply.write(head("200 OK", [("Content-Type", RSS)]) + body[: body.rindex(b"<item>")])
    await reply.reset_after_delivery()


CASES = (
    Case(
        name="tls-good",
        about="A certificate in order, for whoever trusts the run's authority.",
        expect=OK,
        articles=3,
        tls="good",
        handler=site(good),
    ),
    Case(
        name="tls-expired",
        about="The certificate ended a month ago.",
        expect=_UNVERIFIED,
        at_most=0,
        tls="expired",
        handler=site(good),
    ),
    Case(
        name="tls-wrong-name",
        about="The certificate is for another host.",
        expect=_UNVERIFIED,
        at_most=0,
        tls="wrong-name",
        handler=site(good),
    ),
    Case(
        name="tls-self-signed",
        about="The certificate is signed by nobody but itself.",
        expect=_UNVERIFIED,
        at_most=0,
        tls="self-signed",
        handler=site(good),
    ),
    Case(
        name="tls-to-inside",
        about="A site with a good certificate redirects to plain HTTP inside.",
        expect=REFUSED,
        at_most=0,
        tls="good",
        handler=site(leads(lambda r: f"{r.trap}/feed.xml")),
        begins=b"HTTP/1.1 302",
    ),
    Case(
        name="tls-cut",
        about="Two entries without a length, and the connection torn down without a farewell.",
        expect=any_of("malformed-recovered", "unreachable", "erroring"),
        tls="good",
        handler=_cut_without_farewell,
    ),
    *(
        Case(
            name=name,
            about=about,
            expect=_UNVERIFIED,
            at_most=0,
            deadline=SLOW,
            handler=handler,
            begins=b"HTTP/1.1 302",
        )
        for name, about, handler in (
            ("tls-is-plain", "Redirects to https on a port that speaks plain HTTP.", _answers_greeting),
            (
                "tls-is-silent",
                "Redirects to https on a port that never answers the greeting.",
                _ignores_greeting,
            ),
            ("tls-alert", "Redirects to https on a port that ends every handshake with an alert.", _alerts),
        )
    ),
)
