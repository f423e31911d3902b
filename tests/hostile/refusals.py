"""Servers that say no, in every way that there is, or say it in robots.txt."""

from datetime import timedelta
from email.utils import format_datetime
from itertools import chain, repeat

from tests.hostile.case import EITHER, FAILED, LONG, OK, QUICK, READ, SLOW, Case, Handler, any_of
from tests.hostile.newsroom import HTML, answer, good, missing, plain_page, refuses, site
from tests.hostile.prose import STARTED_AT
from tests.hostile.redirects import at_trap, leads
from tests.hostile.wire import Headers, Reply, Request, head

_BLOCKED = any_of("blocked")
_FORBIDDEN = any_of("not-permitted")
_UNKNOWN_RULES = any_of("not-permitted", "unreachable", "erroring")
"""RFC 9309: rules that cannot be had for the server's sake forbid everything."""
_TRAPPED_RULES = _UNKNOWN_RULES | OK
"""Rules that the client refuses to fetch: as unreachable as absent."""
_PLAIN = "text/plain; charset=utf-8"
_ALL = b"User-agent: *\nDisallow: /\n"
_NONE = b"User-agent: *\nAllow: /\n"
_HARMLESS = b"# the tide tables of the week are pinned to the door of the harbour office\n" * 500

_CAPTCHA = plain_page(
    "<h1>Verify you are human</h1><p>Please complete the security check to access this site.</p>"
    '<form id="challenge-form" action="/verify" method="post"><div class="g-recaptcha" data-sitekey="k"></div>'
    '<script src="https://www.google.com/recaptcha/api.js" async defer></script></form>',
    title="Just a moment...",
)
_CONSENT = plain_page(
    "<h1>Before you continue</h1><p>We and our partners use cookies. We need your consent to show you this site.</p>"
    '<form action="/consent" method="post"><button name="choice" value="accept">Accept all cookies</button>'
    '<button name="choice" value="reject">Reject all</button></form><p>Manage your privacy choices.</p>',
    title="Your privacy, your consent",
)
_DENIED = plain_page(
    "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p>"
    "<p>Unusual traffic from your network: request blocked. Reference #18.2f.1700000000.3a</p>",
    title="Access Denied",
)


def _robots(body: bytes, *, status: str = "200 OK", media_type: str = _PLAIN) -> Handler:
    return site(good, robots=answer(body, status=status, media_type=media_type))


async def _hang(_: Request, reply: Reply) -> None:
    await reply.hang()


async def _by_the_byte(_: Request, reply: Reply) -> None:
    await reply.write(head("200 OK", [("Content-Type", _PLAIN)]))
    await reply.trickle(_NONE * 50)


async def _reset(_: Request, reply: Reply) -> None:
    reply.reset()


def _long(first: bytes, times: int | None = 280) -> Handler:
    """robots.txt with these rules first and so many pieces of comment behind them; for ever with None."""

    async def handle(_: Request, reply: Reply) -> None:
        await reply.write(head("200 OK", [("Content-Type", _PLAIN), ("Connection", "close")]))
        await reply.stream(chain((first,), repeat(_HARMLESS) if times is None else repeat(_HARMLESS, times)))

    return site(good, robots=handle)


def _limited(name: str, about: str, *headers: tuple[str, str], status: str = "429 Too Many Requests") -> Case:
    sent: Headers = headers
    return Case(
        name=name,
        about=about,
        expect=any_of("rate-limited") if status.startswith("429") else any_of("erroring", "rate-limited"),
        at_most=0,
        handler=site(refuses(status, "Not so fast.", headers=sent)),
        begins=f"HTTP/1.1 {status}".encode(),
    )


async def _limited_from_second(request: Request, reply: Reply) -> None:
    if request.number == 1:
        await good(request, reply)
    else:
        await refuses("429 Too Many Requests", headers=[("Retry-After", "86400")])(request, reply)


_CATASTROPHE = "/" + "a" * 60 + ".xml"
_WILD = b"User-agent: *\nDisallow: /" + b"*a" * 30 + b"*b$\n"

CASES = (
    *(
        Case(
            name=name,
            about=about,
            expect=expect,
            at_most=0,
            handler=site(answer(body, status=status, media_type=HTML)),
            begins=f"HTTP/1.1 {status}".encode(),
        )
        for name, about, status, body, expect in (
            ("401", "A name and a password are asked for.", "401 Unauthorized", _DENIED, _FORBIDDEN),
            ("403", "Forbidden.", "403 Forbidden", _DENIED, _BLOCKED),
            ("403-captcha", "Forbidden, with a captcha.", "403 Forbidden", _CAPTCHA, _BLOCKED),
            (
                "503-captcha",
                "Unavailable, with a captcha.",
                "503 Unavailable",
                _CAPTCHA,
                any_of("blocked", "erroring"),
            ),
            ("200-captcha", "A captcha in place of the feed.", "200 OK", _CAPTCHA, _BLOCKED),
            ("200-consent", "A consent wall in place of the feed.", "200 OK", _CONSENT, _BLOCKED),
            # no captcha and no consent: a page that says so in words
            ("200-denied", "A refusal in words.", "200 OK", _DENIED, any_of("blocked", "html-not-feed")),
            ("410", "Gone.", "410 Gone", _DENIED, any_of("gone")),
            (
                "402",
                "Money is asked for.",
                "402 Payment Required",
                _DENIED,
                any_of("not-permitted", "blocked", "erroring"),
            ),
            ("451", "Illegal here.", "451 Unavailable For Legal Reasons", _DENIED, _BLOCKED | _FORBIDDEN),
            ("406", "No such form.", "406 Not Acceptable", _DENIED, any_of("erroring", "blocked")),
            ("418", "A teapot.", "418 Teapot", _DENIED, any_of("erroring", "blocked")),
            ("500", "A broken server.", "500 Internal Server Error", _DENIED, any_of("erroring")),
            ("502", "A broken gateway.", "502 Bad Gateway", _DENIED, any_of("erroring")),
            (
                "503",
                "Unavailable.",
                "503 Service Unavailable",
                plain_page("<p>Works</p>"),
                any_of("erroring"),
            ),
            (
                "522",
                "A gateway's own number.",
                "522 Origin Timed Out",
                plain_page("<p>Late</p>"),
                any_of("erroring"),
            ),
        )
    ),
    Case(
        name="404",
        about="Not found, three times.",
        # a soft 404 may be a deployment; whether three make it gone is a matter of patience
        expect=any_of("gone", "erroring"),
        polls=3,
        at_most=0,
        handler=site(missing),
        begins=b"HTTP/1.1 404",
    ),
    Case(
        name="401-with-a-bomb-of-realms",
        about="401 with a thousand challenges of 1 kB.",
        expect=_FORBIDDEN | any_of("erroring", "unreachable"),
        at_most=0,
        handler=site(
            refuses(
                "401 Unauthorized", headers=[("WWW-Authenticate", f'Basic realm="{"tide" * 250}"')] * 1000
            )
        ),
        begins=b"HTTP/1.1 401",
    ),
    _limited("429", "Too many requests, no word on how long."),
    *(
        _limited(f"429-{name}", f"Too many requests; Retry-After: {value}.", ("Retry-After", value))
        for name, value in (
            ("seconds", "120"),
            ("date", format_datetime(STARTED_AT + timedelta(hours=1), usegmt=True)),
            ("year-2100", "Fri, 01 Jan 2100 00:00:00 GMT"),
            ("past", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("negative", "-120"),
            ("fraction", "1.5"),
            ("word", "soon"),
            ("infinite", "inf"),
            ("beyond-64-bits", "9" * 40),
            ("other-digits", "\xb9\xb2\xb0"),
        )
    ),
    _limited("503-seconds", "Unavailable for an hour.", ("Retry-After", "3600"), status="503 Unavailable"),
    _limited(
        "503-year-2100",
        "Unavailable until 2100.",
        ("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"),
        status="503 U",
    ),
    Case(
        name="429-from-second-poll",
        about="A good feed once, then too many requests for a day.",
        expect=any_of("rate-limited"),
        polls=2,
        articles=3,
        at_most=3,
        handler=site(_limited_from_second),
    ),
    Case(
        name="robots-forbid",
        about="robots.txt forbids everything.",
        expect=_FORBIDDEN,
        at_most=0,
        handler=_robots(_ALL),
    ),
    Case(
        name="robots-forbid-pages",
        about="robots.txt forbids the articles and allows the feed.",
        # from the feed's own text, if at all
        expect=READ | _FORBIDDEN,
        at_most=3,
        handler=_robots(b"User-agent: *\nDisallow: /news/\n"),
    ),
    Case(
        name="robots-forbid-others",
        about="robots.txt forbids everything to another crawler alone.",
        expect=OK,
        articles=3,
        handler=_robots(b"User-agent: deskbot\nDisallow: /\n\nUser-agent: *\nDisallow: /private/\n"),
    ),
    *(
        Case(
            name=f"robots-{status[:3]}",
            about=f"robots.txt answers {status}.",
            expect=expect,
            articles=articles,
            at_most=at_most,
            handler=_robots(b"Tide", status=status),
        )
        for status, expect, articles, at_most in (
            ("404 Not Found", OK, 3, 3),
            ("410 Gone", OK, 3, 3),
            # RFC 9309 calls them unavailable, which allows; many crawlers take them for a no
            ("401 Unauthorized", OK | _FORBIDDEN, 0, 3),
            ("403 Forbidden", OK | _FORBIDDEN | _BLOCKED, 0, 3),
            ("429 Too Many Requests", OK | _UNKNOWN_RULES | any_of("rate-limited"), 0, 3),
            ("500 Internal Server Error", _UNKNOWN_RULES, 0, 0),
            ("503 Service Unavailable", _UNKNOWN_RULES, 0, 0),
        )
    ),
    *(
        Case(name=name, about=about, expect=expect, at_most=at_most, deadline=deadline, handler=handler)
        for name, about, expect, at_most, deadline, handler in (
            ("robots-silent", "robots.txt never answers.", _UNKNOWN_RULES, 0, SLOW, site(good, robots=_hang)),
            ("robots-reset", "robots.txt is reset.", _UNKNOWN_RULES, 0, QUICK, site(good, robots=_reset)),
            (
                "robots-by-the-byte",
                "A byte a second.",
                _UNKNOWN_RULES | OK,
                3,
                LONG,
                site(good, robots=_by_the_byte),
            ),
            ("robots-endless", "Rules, then endless comments.", _UNKNOWN_RULES, 0, SLOW, _long(_ALL, None)),
            # the first 500 KiB must be obeyed
            ("robots-10-megabytes-forbid", "A no, and 10 MB.", _UNKNOWN_RULES, 0, QUICK, _long(_ALL)),
            ("robots-10-megabytes-allow", "A yes, and 10 MB.", OK | _UNKNOWN_RULES, 3, QUICK, _long(_NONE)),
        )
    ),
    *(
        Case(
            name=f"robots-to-{name}",
            about=f"robots.txt redirects {about}.",
            expect=_TRAPPED_RULES,
            at_most=3,
            handler=site(good, robots=leads(at_trap(where))),
        )
        for name, about, where in (
            ("inside", "inside", "http://127.0.0.1:{port}/robots.txt"),
            ("metadata", "to the address of a cloud's metadata", "http://169.254.169.254/robots.txt"),
            ("file", "to a file", "file:///etc/hostname"),
            ("itself", "to itself", "/robots.txt"),
        )
    ),
    *(
        Case(
            name=name,
            about=about,
            expect=OK,
            articles=3,
            at_most=3,
            handler=_robots(body, media_type=media_type),
        )
        for name, about, body, media_type in (
            ("robots-page", "robots.txt is a web page.", plain_page("<h1>Welcome</h1>"), HTML),
            ("robots-nothing", "robots.txt has no bytes.", b"", _PLAIN),
            ("robots-nul", "robots.txt is NULs.", bytes(4096), _PLAIN),
            ("robots-utf-16", "robots.txt allows in UTF-16.", _NONE.decode().encode("utf-16"), _PLAIN),
        )
    ),
    *(
        Case(
            name=f"robots-delay-{name}",
            about=f"robots.txt asks for a delay of {delay}.",
            expect=expect,
            articles=articles,
            at_most=3,
            deadline=LONG,
            handler=_robots(f"User-agent: *\nCrawl-delay: {delay}\nDisallow:\n".encode()),
        )
        for name, delay, expect, articles in (
            ("day", "86400", EITHER | any_of("rate-limited", "not-permitted"), 0),
            ("negative", "-5", OK, 3),
            ("infinite", "inf", EITHER | any_of("rate-limited", "not-permitted"), 0),
            ("nan", "nan", OK, 3),
            ("word", "soon", OK, 3),
        )
    ),
    Case(
        name="robots-backtracking",
        about="A rule of thirty wildcards, on which expressions backtrack for ages.",
        path=_CATASTROPHE,
        expect=OK,
        articles=3,
        handler=site(good, path=_CATASTROPHE, robots=answer(_WILD, media_type=_PLAIN)),
    ),
    Case(
        name="robots-lists-sitemaps-inside",
        about="robots.txt names ten thousand sitemaps inside.",
        expect=OK,
        articles=3,
        handler=site(
            good,
            robots=answer(
                lambda r: b"".join(b"Sitemap: %s/%d.xml\n" % (r.trap.encode(), n) for n in range(10_000)),
                media_type=_PLAIN,
            ),
        ),
    ),
    Case(
        name="every-page-forbidden",
        about="A good feed whose pages all answer 403.",
        expect=OK | any_of("blocked", "extraction-drift", "erroring"),
        at_most=3,
        handler=site(good, articles=refuses("403 Forbidden")),
    ),
    Case(
        name="every-page-broken",
        about="A good feed whose pages all answer 500.",
        expect=OK | FAILED | any_of("extraction-drift"),
        at_most=3,
        handler=site(good, articles=refuses("500 Internal Server Error")),
    ),
    Case(
        name="every-page-a-captcha",
        about="A good feed whose pages are all captchas with 200: none of them is an article.",
        expect=OK | any_of("blocked", "extraction-drift"),
        at_most=3,
        handler=site(good, articles=answer(_CAPTCHA, media_type=HTML)),
    ),
)
