"""Feeds in order as XML, whose entries lead astray or change their identity."""

import random
from collections.abc import Callable, Iterable

from tests.hostile.case import OK, READ, Case, Handler, any_of
from tests.hostile.newsroom import HTML, JSON, answer, feed, good, item, number_of, page, rss, site
from tests.hostile.prose import story
from tests.hostile.wire import Reply, Request

_GOOD = (1, 2, 3)


def _and_good(more: Callable[[Request], Iterable[str]]) -> Callable[[Request], bytes]:
    """These entries before three good ones."""
    return lambda r: rss(r, [*more(r), *(item(r, number) for number in _GOOD)])


def _links(*patterns: str) -> Callable[[Request], bytes]:
    def written(request: Request) -> Iterable[str]:
        for number, pattern in enumerate(patterns, 10):
            url = pattern.replace("{port}", str(request.trap_port)).replace("{base}", request.base)
            yield item(request, number, url=url, guid=f"odd-{number}")

    return _and_good(written)


def _ansi_json(request: Request) -> bytes:
    entries = ",".join(
        f'{{"id": "{n}", "url": "{request.base}/news/{n}", "title": "\\u001b[31mPier {n}\\u0007\\u202e",'
        f' "date_published": "{story(request.case, n).published_at.isoformat()}"}}'
        for n in _GOOD
    )
    return f'{{"version": "https://jsonfeed.org/version/1", "title": "Desk", "items": [{entries}]}}'.encode()


def _guid_churn(request: Request) -> bytes:
    return rss(request, (item(request, n, guid=f"tide-{request.number}-{n}") for n in _GOOD))


def _tracking(request: Request) -> bytes:
    tail = f"?utm_source=feed&amp;utm_campaign=tide{request.number}&amp;fbclid=f{request.number * 7919}"
    return rss(
        request, (item(request, n, url=f"{request.base}/news/{n}{tail}", guid=f"tide-{n}") for n in _GOOD)
    )


def _tracking_and_churn(request: Request) -> bytes:
    """Guid and tracking change together: only the canonical link and the title hold still."""
    tail = f"?utm_source=feed&amp;utm_medium=rss&amp;utm_campaign=tide{request.number}"
    return rss(
        request,
        (
            item(request, n, url=f"{request.base}/news/{n}{tail}", guid=f"{request.base}/news/{n}{tail}")
            for n in _GOOD
        ),
    )


def _shuffled(request: Request) -> bytes:
    numbers = list(_GOOD)
    random.Random(f"tide {request.number}").shuffle(numbers)
    return rss(request, (item(request, number) for number in numbers))


def _vanishing(request: Request) -> bytes:
    """The third entry is there at odd requests."""
    return rss(request, (item(request, n) for n in (_GOOD if request.number % 2 else _GOOD[:2])))


def _retitled(request: Request) -> bytes:
    return rss(request, (item(request, n, title=f"Berth {n}, edition {request.number}") for n in _GOOD))


def _secure_by_turns(request: Request) -> bytes:
    """Links to https at even requests, which nobody answers there."""
    scheme = "http" if request.number % 2 else "https"
    base = request.base.replace("http", scheme)
    return rss(request, (item(request, n, url=f"{base}/news/{n}", guid=f"tide-{n}") for n in _GOOD))


def _headed(head: Callable[[Request], str]) -> Handler:
    """Pages with this in their head."""

    async def handle(request: Request, reply: Reply) -> None:
        await reply.send(page(request, number_of(request) or 1, head=head(request)), media_type=HTML)

    return handle


def _canonical_home(request: Request) -> str:
    return f'<link rel="canonical" href="{request.base}/">'


def _canonical_inside(request: Request) -> str:
    return f'<link rel="canonical" href="{request.trap}{request.path}">'


def _canonical_script(_: Request) -> str:
    return '<link rel="canonical" href="javascript:alert(1)">'


def _amp_inside(request: Request) -> str:
    amp = f'<link rel="amphtml" href="{request.trap}{request.path}">'
    return f'{amp}<meta property="og:image" content="{request.trap}/a.png"><link rel="next" href="{request.trap}/2">'


def _refresh_inside(request: Request) -> str:
    return f'<meta http-equiv="refresh" content="0; url={request.trap}/">'


def _base_inside(request: Request) -> str:
    return f'<base href="{request.trap}/">'


CASES = (
    Case(
        name="links-of-other-schemes",
        about="Three good entries after ones whose links are javascript:, data:, mailto:, file:, ftp: and nothing.",
        expect=READ,
        articles=3,
        at_most=9,  # from the feed's own text
        handler=feed(
            _links(
                "javascript:alert(1)",
                "data:text/html,&lt;h1&gt;Tide",
                "mailto:desk@example.org",
                "file:///etc/hostname",
                "ftp://127.0.0.1:{port}/tide",
                "",
            )
        ),
    ),
    Case(
        name="links-inside",
        about="Three good entries after ones that link to inside addresses in five spellings.",
        expect=READ,
        articles=3,
        at_most=9,
        handler=feed(
            _links(
                "http://127.0.0.1:{port}/a",
                "http://localhost:{port}/b",
                "http://2130706433:{port}/c",
                "http://[::1]:{port}/d",
                "http://[::ffff:127.0.0.1]:{port}/e",
                "http://169.254.169.254/latest/meta-data/",
            )
        ),
    ),
    Case(
        name="links-that-are-none",
        about="Three good entries after ones whose links no parser of addresses takes.",
        expect=READ,
        articles=3,
        at_most=8,
        handler=feed(
            _links(
                "http://[tide/", "http://", "{base}:99999999/x", "//", "http://%00.example/", "\ttide\u2028"
            )
        ),
    ),
    Case(
        name="enclosures-inside",
        about="Three good entries with enclosures, comments and sources inside, none of which is an article.",
        expect=READ,
        articles=3,
        at_most=3,
        handler=feed(
            lambda r: rss(
                r,
                (
                    item(
                        r,
                        n,
                        extra=f'<enclosure url="{r.trap}/a.mp3" length="1" type="audio/mpeg"/>'
                        f'<comments>{r.trap}/comments</comments><source url="{r.trap}/">Desk</source>',
                    )
                    for n in _GOOD
                ),
            )
        ),
    ),
    Case(
        name="one-link-a-thousand-times",
        about="A thousand entries with one link, guids and titles all different.",
        expect=READ,
        articles=1,
        at_most=1,
        handler=feed(
            lambda r: rss(r, (item(r, 1, guid=f"tide-{n}", title=f"Tide table {n}") for n in range(1000)))
        ),
    ),
    Case(
        name="one-guid-for-all",
        about="Three different articles under one guid.",
        expect=READ,
        articles=3,
        at_most=3,
        handler=feed(lambda r: rss(r, (item(r, n, guid="0") for n in _GOOD))),
    ),
    Case(
        name="no-title-no-guid",
        about="Entries of nothing but a link and a date.",
        expect=READ,
        articles=3,
        at_most=3,
        handler=feed(lambda r: rss(r, (item(r, n, title="", guid="", text="") for n in _GOOD))),
    ),
    Case(
        name="entries-without-links",
        about="Entries with title, guid and text, and no link.",
        # nothing to ask for; the feed's own text may be kept
        expect=READ | any_of("empty"),
        at_most=3,
        handler=feed(lambda r: rss(r, (item(r, n, url="", guid=f"tide-{n}") for n in _GOOD))),
    ),
    Case(
        name="relative-links",
        about="Links without scheme and host.",
        expect=READ,
        articles=3,
        at_most=3,
        handler=feed(lambda r: rss(r, (item(r, n, url=f"/news/{n}") for n in _GOOD))),
    ),
    Case(
        name="ansi-in-json",
        about="Terminal escapes, bells and direction marks in the titles of a JSON feed.",
        expect=READ,
        articles=3,
        handler=feed(_ansi_json, media_type=JSON),
    ),
    *(
        Case(
            name=name, about=about, expect=READ, polls=4, articles=3, at_most=3, handler=site(answer(written))
        )
        for name, about, written in (
            ("guid-churn", "Every guid is new at every read.", _guid_churn),
            ("tracking-churn", "The links carry other tracking parameters at every read.", _tracking),
            (
                "guid-and-tracking-churn",
                "Guids and tracking parameters change together.",
                _tracking_and_churn,
            ),
            ("shuffled", "The order changes at every read.", _shuffled),
            ("vanish-and-return", "The third entry is there at every other read.", _vanishing),
            ("titles-change", "Every title is edited at every read.", _retitled),
            ("https-by-turns", "The links change between http and https.", _secure_by_turns),
        )
    ),
    *(
        Case(
            name=name,
            about=about,
            expect=OK,
            articles=3,
            at_most=3,
            handler=site(good, articles=_headed(head)),
        )
        for name, about, head in (
            # a canonical link that swallows every article of a site cannot be trusted
            ("canonical-is-home", "Every page calls the home page its canonical address.", _canonical_home),
            ("canonical-inside", "Every page calls an inside address its canonical one.", _canonical_inside),
            (
                "canonical-of-another-scheme",
                "Every page's canonical address is javascript:.",
                _canonical_script,
            ),
            ("amp-inside", "Every page has its AMP form inside, and its frames and pictures.", _amp_inside),
            ("page-refreshes-inside", "Every page has a meta refresh that leads inside.", _refresh_inside),
            ("page-based-inside", "Every page's base lies inside.", _base_inside),
        )
    ),
)
