"""Redirects that lead in circles, out of HTTP, or inside."""

from collections.abc import Callable

from tests.hostile.case import FAILED, OK, REFUSED, SLOW, Case, Handler, any_of
from tests.hostile.newsroom import (
    HTML,
    answer,
    good,
    missing,
    number_of,
    pages,
    plain_page,
    refuses,
    site,
)
from tests.hostile.wire import Reply, Request

Where = Callable[[Request], str]


def leads(where: Where, *, status: str = "302 Found") -> Handler:
    async def handle(request: Request, reply: Reply) -> None:
        location = ("Location", where(request))
        await reply.send(plain_page("<p>Moved.</p>"), status=status, media_type=HTML, headers=[location])

    return handle


def _step(request: Request) -> int:
    return int(request.path.rpartition("/")[2]) if request.path.startswith("/hop/") else 0


def _hops(count: int, *, status: str = "302 Found") -> Handler:
    """So many redirects, and then a good feed."""
    onwards = leads(lambda r: f"/hop/{_step(r) + 1}", status=status)

    async def handle(request: Request, reply: Reply) -> None:
        await (good if _step(request) >= count else onwards)(request, reply)

    return site(handle, also={"/hop/": handle})


async def _bare(_: Request, reply: Reply) -> None:
    await reply.send(plain_page("<p>Moved.</p>"), status="302 Found", media_type=HTML)


async def _flapping(request: Request, reply: Reply) -> None:
    """Each of two addresses says at odd requests that it has moved to the other for good."""
    other = "/b.xml" if request.path == "/feed.xml" else "/feed.xml"
    if request.number % 2:
        await leads(lambda _: other, status="301 Moved Permanently")(request, reply)
    else:
        await good(request, reply)


async def _moves_on_second(request: Request, reply: Reply) -> None:
    if request.number == 1:
        await good(request, reply)
    else:
        await leads(lambda r: f"{r.trap}/feed.xml", status="301 Moved Permanently")(request, reply)


async def _first_page_leads_inside(request: Request, reply: Reply) -> None:
    if number_of(request) == 1:
        await leads(lambda r: f"{r.trap}/secrets")(request, reply)
    else:
        await pages(request, reply)


async def _refresh_header(request: Request, reply: Reply) -> None:
    refresh = ("Refresh", f"0; url={request.trap}/feed.xml")
    await reply.send(plain_page("<p>One moment.</p>"), media_type=HTML, headers=[refresh])


def _meta_refresh(request: Request) -> bytes:
    return plain_page(
        f'<meta http-equiv="refresh" content="0; url={request.trap}/feed.xml"><p>One moment.</p>'
    )


def _case(name: str, about: str, where: Where) -> Case:
    return Case(
        name=name,
        about=about,
        expect=REFUSED,
        at_most=0,
        handler=site(leads(where)),
        begins=b"HTTP/1.1 302",
    )


# {port} is that of the trap, so that whoever is taken in by the spelling is counted there
_INSIDE = {
    "other-port": "http://127.0.0.1:{port}/feed.xml",
    "neighbour": "http://127.0.0.2:{port}/feed.xml",
    "localhost": "http://localhost:{port}/feed.xml",
    "localhost-with-dot": "http://LOCALHOST.:{port}/feed.xml",
    "ipv6-loopback": "http://[::1]:{port}/feed.xml",
    "ipv4-in-ipv6": "http://[::ffff:127.0.0.1]:{port}/feed.xml",
    "ipv4-in-ipv6-hexadecimal": "http://[::ffff:7f00:1]:{port}/feed.xml",
    "nat64": "http://[64:ff9b::7f00:1]:{port}/feed.xml",
    "zone": "http://[fe80::1%25lo]:{port}/feed.xml",
    "decimal": "http://2130706433:{port}/feed.xml",
    "hexadecimal": "http://0x7f000001:{port}/feed.xml",
    "octal": "http://0177.0.0.1:{port}/feed.xml",
    "short": "http://127.1:{port}/feed.xml",
    "zero": "http://0.0.0.0:{port}/feed.xml",
    "single-zero": "http://0:{port}/feed.xml",
    "ideographic-stops": "http://127%E3%80%820.0.1:{port}/feed.xml",
    "percent-encoded": "http://%31%32%37.0.0.1:{port}/feed.xml",
    "user-name": "http://desk.example@127.0.0.1:{port}/feed.xml",
    "backslash": "http:\\\\127.0.0.1:{port}\\feed.xml",
    "no-scheme": "//127.0.0.1:{port}/feed.xml",
    "space-and-case": " HtTp://127.0.0.1:{port}/feed.xml",
    "private": "http://10.0.0.1/feed.xml",
    "shared": "http://100.64.0.1/feed.xml",
    "link-local": "http://169.254.10.10/feed.xml",
    "multicast": "http://224.0.0.1/feed.xml",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "metadata-ipv6": "http://[fd00:ec2::254]/latest/meta-data/",
}

_OUTSIDE_HTTP = {
    "file": "file:///etc/hostname",
    "file-on-host": "file://localhost/etc/hostname",
    "ftp": "ftp://127.0.0.1:{port}/feed.xml",
    "gopher": "gopher://127.0.0.1:{port}/_stats",
    "javascript": "javascript:alert(1)",
    "data": "data:application/rss+xml,<rss version='2.0'><channel><title>x</title></channel></rss>",
    "s3": "s3://desk/feed.xml",
    "unix": "unix:///var/run/desk.sock",
    "view-source": "view-source:http://127.0.0.1:{port}/feed.xml",
}


def at_trap(pattern: str) -> Where:
    """The pattern with the port that nobody may connect to."""
    return lambda r: pattern.replace("{port}", str(r.trap_port))


CASES = (
    *(
        _case(f"inside-by-{name}", f"Redirects to {pattern}", at_trap(pattern))
        for name, pattern in _INSIDE.items()
    ),
    *(
        _case(f"scheme-{name}", f"Redirects to {pattern}", at_trap(pattern))
        for name, pattern in _OUTSIDE_HTTP.items()
    ),
    Case(
        name="inside-by-hops",
        about="Redirects to itself twice and then inside.",
        expect=REFUSED,
        at_most=0,
        handler=site(
            leads(lambda _: "/hop/1"),
            also={"/hop/1": leads(lambda _: "/hop/2"), "/hop/2": leads(lambda r: r.trap)},
        ),
        begins=b"HTTP/1.1 302",
    ),
    Case(
        name="inside-for-good",
        about="A good feed that moves inside for good on the second poll: what was stored stays.",
        expect=REFUSED,
        polls=2,
        articles=3,
        at_most=3,
        handler=site(_moves_on_second),
    ),
    Case(
        name="page-leads-inside",
        about="The first article's page redirects inside; the others are well.",
        expect=OK | any_of("extraction-drift") | REFUSED,
        articles=2,
        at_most=3,
        handler=site(good, articles=_first_page_leads_inside),
    ),
    Case(
        name="refresh-header-inside",
        about="A web page with a Refresh header that leads inside.",
        expect=any_of("html-not-feed"),
        at_most=0,
        handler=site(_refresh_header),
    ),
    Case(
        name="meta-refresh-inside",
        about="A web page with a meta refresh that leads inside.",
        expect=any_of("html-not-feed"),
        at_most=0,
        handler=site(answer(_meta_refresh, media_type=HTML)),
    ),
    Case(
        name="loop-of-one",
        about="Redirects to itself.",
        expect=FAILED,
        handler=site(leads(lambda r: r.target)),
        begins=b"HTTP/1.1 302",
    ),
    Case(
        name="loop-of-two",
        about="Two addresses redirect to each other, for good.",
        expect=FAILED,
        handler=site(
            leads(lambda _: "/b.xml", status="301 Moved Permanently"),
            also={"/b.xml": leads(lambda _: "/feed.xml", status="308 Permanent Redirect")},
        ),
        begins=b"HTTP/1.1 301",
    ),
    Case(
        name="loop-that-grows",
        about="Redirects to itself with a longer query each time.",
        expect=FAILED,
        handler=site(leads(lambda r: f"{r.target}{'&' if '?' in r.target else '?'}tide=high")),
        begins=b"HTTP/1.1 302",
    ),
    Case(
        name="chain-of-500",
        about="500 redirects, and then a good feed.",
        expect=FAILED,
        at_most=0,
        handler=_hops(500),
        begins=b"HTTP/1.1 302",
    ),
    Case(
        name="chain-of-three",
        about="Three temporary redirects to a good feed.",
        expect=OK,
        articles=3,
        handler=_hops(3),
        begins=b"HTTP/1.1 302",
    ),
    *(
        Case(
            name=f"moved-{status[:3]}",
            about=f"{status} to a good feed on the same site.",
            expect=any_of("moved"),
            articles=3,
            at_most=3,
            handler=site(leads(lambda _: "/new/feed.xml", status=status), also={"/new/feed.xml": good}),
            begins=f"HTTP/1.1 {status}".encode(),
        )
        for status in ("301 Moved Permanently", "308 Permanent Redirect")
    ),
    Case(
        name="moved-to-a-dead-end",
        about="301 to a page that does not exist.",
        expect=any_of("gone", "erroring"),
        at_most=0,
        handler=site(leads(lambda _: "/new.xml", status="301 Moved Permanently"), also={"/new.xml": missing}),
        begins=b"HTTP/1.1 301",
    ),
    Case(
        name="moved-to-the-home-page",
        about="301 to the home page, which is HTML.",
        expect=any_of("html-not-feed"),
        at_most=0,
        handler=site(
            leads(lambda _: "/", status="301 Moved Permanently"),
            also={"/": answer(plain_page("<h1>The desk</h1><p>Welcome.</p>"), media_type=HTML)},
        ),
        begins=b"HTTP/1.1 301",
    ),
    Case(
        name="moves-back-and-forth",
        about="Two addresses that say by turns to have moved to each other for good.",
        # each poll ends at a feed or in a circle
        expect=any_of("ok", "moved", "erroring", "unreachable"),
        polls=3,
        at_most=3,
        handler=site(_flapping, also={"/b.xml": _flapping}),
        begins=b"HTTP/1.1 301",
    ),
    Case(
        name="redirects-to-login",
        about="Redirects to a page with a form for name and password.",
        expect=any_of("html-not-feed", "not-permitted", "blocked"),
        at_most=0,
        handler=site(
            leads(lambda _: "/login?next=/feed.xml"),
            also={
                "/login": answer(
                    plain_page(
                        '<h1>Log in</h1><form method="post"><input type="password" name="word"></form>'
                    ),
                    media_type=HTML,
                )
            },
        ),
        begins=b"HTTP/1.1 302",
    ),
    Case(
        name="redirect-to-nowhere",
        about="302 without a Location.",
        expect=FAILED | any_of("html-not-feed", "malformed", "empty"),
        at_most=0,
        handler=site(_bare),
        begins=b"HTTP/1.1 302",
    ),
    *(
        Case(
            name=f"location-{name}",
            about=f"302 whose Location is {about}.",
            expect=REFUSED | any_of("html-not-feed", "malformed", "empty", "gone"),
            at_most=0,
            deadline=SLOW,
            handler=site(leads(at_trap(location)), also={"/b.xml": refuses("404 Not Found")}),
            begins=b"HTTP/1.1 302",
        )
        for name, about, location in (
            ("empty", "empty", ""),
            ("of-100-kilobytes", "100 kB long", "/" + "quay/" * 20_000),
            ("brackets", "no address", "http://[not-an-address]:99999/"),
            ("port-of-words", "an address with a word for a port", "http://127.0.0.1:tide/"),
            ("nul", "broken by a NUL", "/b\0.xml"),
            ("no-host", "without a host", "http:///feed.xml"),
            ("many-at-signs", "full of at-signs", "http://a@b@c@127.0.0.1:{port}/"),
            ("label-too-long", "a host with a label of 300 letters", f"http://{'q' * 300}.example/"),
        )
    ),
)
