"""Answers that send the worker on: Location, Refresh and their like, for each kind of request."""

from collections.abc import Callable

from tests.cms_sites.site import Answer
from tests.inside.ways import Ground, Way
from tests.inside.writing import article_feed, index, page, robots, rss, sitemap, to

LISTING = '<ul class="l"><li><a class="t" href="/a">A ship waits at the pier</a></li></ul>'


def of_feed(name: str, about: str, answer: Callable[[Ground], Answer]) -> Way:
    """A way whose feed itself answers so."""
    return Way(name=name, about=about, answers=lambda ground: {"/start": answer(ground)})


def of_article(name: str, about: str, answer: Callable[[Ground], Answer]) -> Way:
    """A way whose one article answers so."""
    return Way(
        name=name,
        about=about,
        answers=lambda ground: {"/start": article_feed(ground), "/a": answer(ground)},
    )


def _by_status(status: int) -> tuple[Way, Way]:
    return (
        of_feed(f"feed-{status}", f"the feed answers {status}", lambda ground: to(ground.goal, status)),
        of_article(
            f"article-{status}", f"an article answers {status}", lambda ground: to(ground.goal, status)
        ),
    )


def _with(header: str, value: Callable[[Ground], str], status: int = 200) -> Callable[[Ground], Answer]:
    return lambda ground: Answer(
        body=page().body, status=status, headers=((header, value(ground)),), content_type="text/html"
    )


META = '<meta http-equiv="refresh" content="0; url={}">'

BY_STATUS = tuple(way for status in (301, 302, 303, 307, 308) for way in _by_status(status))
OTHERS = (
    of_feed("feed-300", "multiple choices with a Location", lambda ground: to(ground.goal, 300)),
    of_feed("feed-305", "the old Use Proxy status", lambda ground: to(ground.goal, 305)),
    of_feed("feed-no-scheme", "//host", lambda ground: to(f"//{ground.inside}/secret")),
    of_feed("feed-https", "to https inside", lambda ground: to(f"https://{ground.inside}/secret")),
    of_feed("feed-ftp", "to ftp inside", lambda ground: to(f"ftp://{ground.inside}/secret")),
    of_feed("feed-gopher", "to gopher inside", lambda ground: to(f"gopher://{ground.inside}/_GET")),
    of_feed("feed-ws", "to a web socket inside", lambda ground: to(f"ws://{ground.inside}/secret")),
    of_feed("feed-refresh", "a Refresh header", _with("Refresh", lambda ground: f"0; url={ground.goal}")),
    of_feed("feed-alt-svc", "Alt-Svc names inside", _with("Alt-Svc", lambda ground: f'h2="{ground.inside}"')),
    of_feed(
        "feed-content-location",
        "Content-Location names inside",
        _with("Content-Location", lambda ground: ground.goal),
    ),
    of_feed(
        "feed-two-locations",
        "two Location headers, the first harmless",
        lambda ground: Answer(
            body=b"", status=302, headers=(("Location", f"{ground.url}/x"), ("Location", ground.goal))
        ),
    ),
    of_feed(
        "feed-meta-refresh",
        "a page with meta refresh where the feed should be",
        lambda ground: page(head=META.format(ground.goal)),
    ),
    of_article(
        "article-refresh", "a Refresh header", _with("Refresh", lambda ground: f"0;URL='{ground.goal}'")
    ),
    of_article("article-meta-refresh", "meta refresh", lambda ground: page(head=META.format(ground.goal))),
    of_article(
        "article-meta-refresh-noscript",
        "meta refresh inside noscript",
        lambda ground: page(head=f"<noscript>{META.format(ground.goal)}</noscript>"),
    ),
    of_article(
        "article-script-location",
        "a script that would move the window",
        lambda ground: page(head=f"<script>window.location='{ground.goal}'</script>"),
    ),
    Way(
        name="feed-chain",
        about="three steps on the site, the fourth inside",
        answers=lambda ground: {
            "/start": to("/two", 301),
            "/two": to(f"{ground.url}/three", 307),
            "/three": to("four", 308),
            "/four": to(ground.goal, 302),
        },
    ),
    Way(
        name="robots-redirect",
        about="robots.txt leads inside",
        answers=lambda ground: {
            "/robots.txt": to(ground.goal, 301),
            "/start": article_feed(ground),
            "/a": page(),
        },
    ),
    Way(
        name="robots-redirect-twice",
        about="robots.txt leads inside in two steps, by a 308",
        answers=lambda ground: {
            "/robots.txt": to("/r", 308),
            "/r": to(ground.goal, 308),
            "/start": article_feed(ground),
            "/a": page(),
        },
    ),
    Way(
        name="robots-refresh",
        about="robots.txt has a Refresh header",
        answers=lambda ground: {
            "/robots.txt": Answer(
                body=robots().body, content_type="text/plain", headers=(("Refresh", f"0; url={ground.goal}"),)
            ),
            "/start": article_feed(ground),
            "/a": page(),
        },
    ),
    Way(
        name="sitemap-redirect",
        about="the sitemap itself leads inside",
        kind="sitemap",
        answers=lambda ground: {"/start": to(ground.goal)},
    ),
    Way(
        name="sitemap-child-redirect",
        about="a child of the index leads inside",
        kind="sitemap",
        answers=lambda ground: {
            "/start": index(f"{ground.url}/child.xml"),
            "/child.xml": to(ground.goal, 301),
        },
    ),
    Way(
        name="sitemap-page-redirect",
        about="a page in the sitemap leads inside",
        kind="sitemap",
        answers=lambda ground: {"/start": sitemap(f"{ground.url}/a"), "/a": to(ground.goal, 307)},
    ),
    Way(
        name="listing-redirect",
        about="the listing itself leads inside",
        kind="listing",
        links="a.t",
        answers=lambda ground: {"/start": to(ground.goal, 303)},
    ),
    Way(
        name="listing-next-redirect",
        about="the next page leads inside",
        kind="listing",
        links="a.t",
        answers=lambda ground: {
            "/start": page(body=f'{LISTING}<a rel="next" href="/start?page=2">Next</a>'),
            "/start?page=2": to(ground.goal),
            "/a": page(),
        },
    ),
    Way(
        name="listing-article-redirect",
        about="an article of the listing leads inside",
        kind="listing",
        links="a.t",
        answers=lambda ground: {"/start": page(body=LISTING), "/a": to(ground.goal, 308)},
    ),
    Way(
        name="canonical-redirect",
        about="the canonical page, on the site, leads inside",
        answers=lambda ground: {
            "/start": article_feed(ground),
            "/a": page(head='<link rel="canonical" href="/c">'),
            "/c": to(ground.goal),
        },
    ),
    Way(
        name="amp-redirect",
        about="the AMP page, on the site, leads inside",
        answers=lambda ground: {
            "/start": article_feed(ground),
            "/a": page(head='<link rel="amphtml" href="/a/amp">'),
            "/a/amp": to(ground.goal),
        },
    ),
    Way(
        name="entry-on-the-site-same-port-other-address",
        about="another loopback address at the port that the config names",
        answers=lambda ground: {"/start": rss(f"http://127.0.0.2:{ground.outside.rpartition(':')[2]}/a")},
    ),
    of_feed(
        "feed-same-port-ipv6",
        "the IPv6 loopback at the port that the config names",
        lambda ground: to(f"http://[::1]:{ground.outside.rpartition(':')[2]}/a"),
    ),
)
WAYS = (*BY_STATUS, *OTHERS)
