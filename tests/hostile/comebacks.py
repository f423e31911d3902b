"""Sources that were in trouble and are well again, and walls and closed doors that look like something else."""

from tests.hostile.case import FAILED, OK, READ, SLOW, Case, Handler, any_of
from tests.hostile.changes import turns
from tests.hostile.newsroom import (
    HTML,
    JSON,
    answer,
    good,
    good_feed,
    item,
    page,
    plain_page,
    refuses,
    rss,
    site,
)
from tests.hostile.prose import story
from tests.hostile.wire import Reply, Request

_WALL = any_of("blocked", "html-not-feed", "not-permitted")
_PLAIN = "text/plain; charset=utf-8"


def _then_good(*first: Handler) -> Handler:
    return site(turns(*first, good))


def _same_as_json(request: Request) -> bytes:
    """The three entries of the good feed, under the same names, as a JSON Feed."""
    items = ",".join(
        f'{{"id":"{request.base}/news/{n}","url":"{request.base}/news/{n}",'
        f'"title":"{story(request.case, n).headline}","content_text":"{story(request.case, n).paragraphs[0]}",'
        f'"date_published":"{story(request.case, n).published_at.isoformat()}"}}'
        for n in (1, 2, 3)
    )
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"Desk","items":[{items}]}}'.encode()


def _undated(request: Request) -> bytes:
    return rss(request, (item(request, number, date=None) for number in (1, 2, 3)))


async def _to_consent(request: Request, reply: Reply) -> None:
    await reply.send(b"", status="302 Found", headers=[("Location", "/consent?back=%2Ffeed.xml")])


async def _moved(request: Request, reply: Reply) -> None:
    await reply.send(b"", status="301 Moved Permanently", headers=[("Location", "/new.xml")])


async def _rules_elsewhere(request: Request, reply: Reply) -> None:
    await reply.send(b"", status="301 Moved Permanently", headers=[("Location", "/rules.txt")])


_CONSENT = plain_page(
    "<h1>We value your privacy</h1><p>We and our 842 partners store and access cookies on your device.</p>"
    '<form action="/consent"><button>Reject all</button><button>Accept all cookies</button></form>',
    title="Your privacy choices",
)
_BROWSER_CHECK = plain_page(
    "<h1>news.example</h1><h2>Checking your browser before accessing news.example.</h2>"
    "<noscript>Enable JavaScript and cookies to continue</noscript>"
    "<p>This process is automatic. DDoS protection. Ray ID: 7d1f2ab31c</p>"
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1"></script>',
    title="Just a moment...",
)
_BUCKET = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code>'
    b"<Message>Access Denied</Message><RequestId>4F1</RequestId></Error>"
)
_FOR_SALE = plain_page(
    "<h1>This domain is for sale</h1><p>Buy it now. Related searches: tides, harbours.</p>"
)
_NOT_FOUND = plain_page("<h1>Page not found</h1><p>Sorry, the page you seek does not exist.</p>", title="404")
_WORKS = plain_page("<h1>Down for maintenance</h1><p>We are back soon.</p>", title="Maintenance")


def _forbidding(rules: bytes) -> Handler:
    return site(good, robots=answer(rules, media_type=_PLAIN))


CASES = (
    *(
        Case(
            name=f"{name}-and-back",
            about=f"{about}, then a good feed.",
            expect=OK,
            polls=polls,
            articles=3,
            at_most=3,
            handler=handler,
            begins=begins,
        )
        for name, about, polls, handler, begins in (
            ("gone", "410 once", 2, _then_good(refuses("410 Gone")), b"HTTP/1.1 410"),
            (
                "missing",
                "404 twice",
                3,
                _then_good(refuses("404 Not Found"), refuses("404 Not Found")),
                b"HTTP/1.1 404",
            ),
            ("blocked", "403 once", 2, _then_good(refuses("403 Forbidden")), b"HTTP/1.1 403"),
            ("denied", "401 once", 2, _then_good(refuses("401 Unauthorized")), b"HTTP/1.1 401"),
            (
                "limited",
                "429 once",
                2,
                _then_good(refuses("429 Too Many Requests", headers=[("Retry-After", "1")])),
                b"HTTP/1.1 429",
            ),
            ("broken", "500 once", 2, _then_good(refuses("500 Internal Server Error")), b"HTTP/1.1 500"),
            (
                "malformed",
                "Noise once",
                2,
                _then_good(answer(b"<rss><chan")),
                b"HTTP/1.1 200",
            ),
            (
                "rules",
                "robots.txt in trouble once",
                2,
                site(good, robots=turns(refuses("503 Service Unavailable"), answer(b"", media_type=_PLAIN))),
                b"HTTP/1.1 200",
            ),
            (
                "forbidden",
                "robots.txt forbids once",
                2,
                site(
                    good,
                    robots=turns(
                        answer(b"User-agent: *\nDisallow: /\n", media_type=_PLAIN),
                        answer(b"User-agent: *\nAllow: /\n", media_type=_PLAIN),
                    ),
                ),
                b"HTTP/1.1 200",
            ),
        )
    ),
    Case(
        name="becomes-a-json-feed",
        about="The same entries under the same names, once as RSS and then as a JSON Feed.",
        expect=OK,
        polls=2,
        articles=3,
        at_most=3,
        handler=site(turns(good, answer(_same_as_json, media_type=JSON))),
    ),
    Case(
        name="loses-its-dates",
        about="The same entries, at the second poll without a date.",
        expect=any_of("undated"),
        polls=2,
        articles=3,
        at_most=3,
        handler=site(turns(good, answer(_undated))),
    ),
    Case(
        name="moved-to-what-is-gone",
        about="Moved for good to an address that is gone from the second poll on.",
        expect=any_of("gone", "erroring", "moved"),
        polls=2,
        articles=3,
        at_most=3,
        handler=site(_moved, also={"/new.xml": turns(good, refuses("410 Gone"))}),
        begins=b"HTTP/1.1 301",
    ),
    Case(
        name="gone-from-second-poll",
        about="A good feed once, 410 from then on: what was stored stays.",
        expect=any_of("gone"),
        polls=2,
        articles=3,
        at_most=3,
        handler=site(turns(good, refuses("410 Gone"))),
    ),
    *(
        Case(name=name, about=about, expect=expect, at_most=0, handler=handler, begins=begins)
        for name, about, expect, handler, begins in (
            (
                "consent-by-redirect",
                "The feed redirects to a consent wall.",
                _WALL,
                site(_to_consent, also={"/consent": answer(_CONSENT, media_type=HTML)}),
                b"HTTP/1.1 302",
            ),
            (
                "browser-check",
                "503 with a check of the browser.",
                any_of("blocked"),
                site(answer(_BROWSER_CHECK, status="503 Service Unavailable", media_type=HTML)),
                b"HTTP/1.1 503",
            ),
            (
                "browser-check-200",
                "A check of the browser in place of the feed.",
                _WALL,
                site(answer(_BROWSER_CHECK, media_type=HTML)),
                b"HTTP/1.1 200",
            ),
            (
                "bucket-403",
                "A storage bucket's XML that denies access.",
                any_of("blocked"),
                site(answer(_BUCKET, status="403 Forbidden", media_type="application/xml")),
                b"HTTP/1.1 403",
            ),
            (
                "bucket-200",
                "The same, said to be well.",
                any_of("malformed", "empty", "blocked", "erroring"),
                site(answer(_BUCKET, media_type="application/xml")),
                b"HTTP/1.1 200",
            ),
            (
                "domain-for-sale",
                "The domain is for sale.",
                any_of("html-not-feed"),
                site(answer(_FOR_SALE, media_type=HTML)),
                b"HTTP/1.1 200",
            ),
            (
                "not-found-200",
                "A page that says in words that there is none.",
                any_of("html-not-feed", "gone") | FAILED,
                site(answer(_NOT_FOUND, media_type=HTML)),
                b"HTTP/1.1 200",
            ),
            (
                "maintenance-200",
                "A page that says in words that the site is down.",
                any_of("html-not-feed") | FAILED,
                site(answer(_WORKS, media_type=HTML)),
                b"HTTP/1.1 200",
            ),
            (
                "robots-by-name",
                "robots.txt forbids everything to this crawler by its name.",
                any_of("not-permitted"),
                _forbidding(b"User-agent: *\nAllow: /\n\nUser-agent: WireWatch\nDisallow: /\n"),
                b"HTTP/1.1 200",
            ),
            (
                "robots-in-disguise",
                "A byte order mark, bare CRs, and the feed's path with an octet escaped that need not be.",
                any_of("not-permitted"),
                _forbidding(b"\xef\xbb\xbfUser-agent: *\rDisallow: /f%65ed.xml\r"),
                b"HTTP/1.1 200",
            ),
            (
                "robots-moved",
                "robots.txt has moved on the same host, and forbids everything there.",
                any_of("not-permitted"),
                site(
                    good,
                    robots=_rules_elsewhere,
                    also={"/rules.txt": answer(b"User-agent: *\nDisallow: /\n", media_type=_PLAIN)},
                ),
                b"HTTP/1.1 200",
            ),
        )
    ),
    Case(
        name="robots-delay-of-half-a-minute",
        about="robots.txt asks for 25 s between two requests.",
        expect=READ,
        at_most=3,
        deadline=SLOW + 20,
        handler=_forbidding(b"User-agent: *\nCrawl-delay: 25\n"),
    ),
    Case(
        name="every-page-not-found-200",
        about="Every article is a page that says in words that there is none.",
        expect=any_of("ok", "extraction-drift", "erroring", "gone"),
        at_most=3,
        handler=site(good, articles=answer(_NOT_FOUND, media_type=HTML)),
    ),
    Case(
        name="every-page-the-first-one",
        about="Every address answers with the first article, which says so in its canonical link.",
        expect=OK,
        articles=1,
        at_most=1,
        handler=site(
            good,
            articles=answer(
                lambda r: page(r, 1, head=f'<link rel="canonical" href="{r.base}/news/1">'), media_type=HTML
            ),
        ),
    ),
    Case(
        name="feed-at-the-front",
        about="The source names the home page, which is a good feed, said to be a page.",
        path="/",
        expect=READ,
        articles=3,
        handler=site(answer(good_feed, media_type=HTML), path="/"),
    ),
)
