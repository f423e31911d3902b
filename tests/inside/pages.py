"""What stands in articles and listings: links that a reader follows, or a browser would."""

from collections.abc import Callable

from tests.cms_sites.site import Answer
from tests.inside.ways import Ground, Way
from tests.inside.writing import article_feed, page


def _head(name: str, markup: str) -> Way:
    """Markup in an article's head; {} is the goal."""
    return Way(
        name=f"head-{name}",
        about=f"in an article's head: {markup}",
        answers=lambda ground: {
            "/start": article_feed(ground),
            "/a": page(head=markup.format(ground.goal)),
        },
    )


def _body(name: str, markup: str) -> Way:
    return Way(
        name=f"body-{name}",
        about=f"in an article's body: {markup}",
        answers=lambda ground: {
            "/start": article_feed(ground),
            "/a": page(body=markup.format(ground.goal)),
        },
    )


def _header(name: str, header: str, value: str) -> Way:
    return Way(
        name=f"header-{name}",
        about=f"an article's header {header}: {value}",
        answers=lambda ground: {
            "/start": article_feed(ground),
            "/a": page(headers=((header, value.format(ground.goal)),)),
        },
    )


def _listing(name: str, about: str, start: Callable[[Ground], Answer]) -> Way:
    return Way(
        name=f"listing-{name}",
        about=about,
        kind="listing",
        links="a.t",
        answers=lambda ground: {"/start": start(ground), "/a": page()},
    )


LINK = '<a class="t" href="{}">A ship waits at the pier</a>'
GOOD = LINK.format("/a")
HEADS = (
    _head("canonical", '<link rel="canonical" href="{}">'),
    _head("amphtml", '<link rel="amphtml" href="{}">'),
    _head(
        "og-url",
        '<meta property="og:url" content="{}"><meta property="og:image" content="{}">'.replace("{}", "{0}"),
    ),
    _head("base", '<base href="{}"><link rel="canonical" href="b"><link rel="amphtml" href="amp">'),
    _head("feed", '<link rel="alternate" type="application/rss+xml" href="{}">'),
    _head("oembed", '<link rel="alternate" type="application/json+oembed" href="{}">'),
    _head("next", '<link rel="next" href="{}">'),
    _head("single-page", '<link rel="alternate" media="print" href="{}">'),
    _head("preload", '<link rel="preload" as="fetch" href="{0}"><link rel="prefetch" href="{0}">'),
    _head("style", '<link rel="stylesheet" href="{0}"><style>@import "{0}";</style>'),
    _head("script", '<script src="{}"></script>'),
    _head("icon", '<link rel="icon" href="{0}"><link rel="manifest" href="{0}">'),
    _head(
        "linked-data",
        '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"A ship","url":"{0}",'
        '"mainEntityOfPage":"{0}","image":"{0}","@context":"{0}"}}</script>',
    ),
    _head("wp-json", '<link rel="https://api.w.org/" href="{}">'),
)
BODIES = (
    _body("image", '<img src="{0}" srcset="{0} 2x"><picture><source srcset="{0}"></picture>'),
    _body("frame", '<iframe src="{0}"></iframe><embed src="{0}"><object data="{0}"></object>'),
    _body("video", '<video src="{0}" poster="{0}"></video><audio src="{0}"></audio>'),
    _body("next-page", '<a rel="next" class="next" href="{}">Page 2</a>'),
    _body("read-on", '<a class="read-more" href="{}">Read the full story</a>'),
    _body("svg", '<svg><image xlink:href="{0}"/><use href="{0}#a"/></svg>'),
    _body("form", '<form action="{}"><input type="submit" autofocus></form>'),
    _body("frameset", '<frameset><frame src="{}"></frameset>'),
)
HEADERS = (
    _header("canonical", "Link", '<{}>; rel="canonical"'),
    _header("next", "Link", '<{}>; rel="next"'),
    _header("amphtml", "Link", '<{}>; rel="amphtml"'),
    _header("preload", "Link", "<{}>; rel=preload; as=fetch"),
    _header("pingback", "X-Pingback", "{}"),
    _header("policy-report", "Content-Security-Policy", "default-src 'none'; report-uri {}"),
    _header("source-map", "SourceMap", "{}"),
)
LISTINGS = (
    _listing("link", "a link inside", lambda ground: page(body=LINK.format(ground.goal))),
    _listing(
        "link-no-scheme", "a link //host", lambda ground: page(body=LINK.format(f"//{ground.inside}/a"))
    ),
    _listing(
        "link-backslash", "a link /\\host", lambda ground: page(body=LINK.format(f"/\\{ground.inside}/a"))
    ),
    _listing(
        "link-tab", "a link with a tab", lambda ground: page(body=LINK.format(f"/&#9;/{ground.inside}/a"))
    ),
    _listing(
        "link-newline",
        "a link with a newline",
        lambda ground: page(body=LINK.format(f"ht\ntp://{ground.inside}/a")),
    ),
    _listing(
        "base",
        "a base inside",
        lambda ground: page(head=f'<base href="{ground.goal}">', body=LINK.format("b")),
    ),
    _listing(
        "next",
        "the next page inside",
        lambda ground: page(body=f'{GOOD}<a rel="next" href="{ground.goal}">Next</a>'),
    ),
    _listing(
        "next-in-head",
        "the next page, in the head",
        lambda g: page(head=f'<link rel="next" href="{g.goal}">', body=GOOD),
    ),
    _listing(
        "next-by-words",
        "the next page, by its words",
        lambda g: page(body=f'{GOOD}<a href="{g.goal}">Older posts »</a>'),
    ),
    _listing(
        "next-header",
        "the next page, in a header",
        lambda ground: page(body=GOOD, headers=(("Link", f'<{ground.goal}>; rel="next"'),)),
    ),
    _listing(
        "meta-refresh",
        "the listing refreshes itself to inside",
        lambda ground: page(head=f'<meta http-equiv="refresh" content="0;{ground.goal}">', body=GOOD),
    ),
    _listing(
        "canonical",
        "its canonical",
        lambda g: page(head=f'<link rel="canonical" href="{g.goal}">', body=GOOD),
    ),
    _listing("frame", "the list is in a frame", lambda g: page(body=f'<iframe src="{g.goal}"></iframe>')),
)
WAYS = (*HEADS, *BODIES, *HEADERS, *LISTINGS)
