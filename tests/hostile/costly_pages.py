"""Good feeds whose first article is made to cost: what readers of dates, names and addresses look at for too long."""

from tests.hostile.case import SLOW, Case, Handler, any_of
from tests.hostile.newsroom import HTML, answer, good, item, number_of, page, pages, rss, site
from tests.hostile.wire import Reply, Request

_LAME = any_of("ok", "extraction-drift", "erroring", "malformed-recovered")


def _behind(extra: str) -> Handler:
    """The first article with this behind its text."""
    costly = answer(lambda r: page(r, 1, extra=extra), media_type=HTML)

    async def handle(request: Request, reply: Reply) -> None:
        await (costly if number_of(request) == 1 else pages)(request, reply)

    return site(good, articles=handle)


def _in_head(head: str) -> Handler:
    costly = answer(lambda r: page(r, 1, head=head), media_type=HTML)

    async def handle(request: Request, reply: Reply) -> None:
        await (costly if number_of(request) == 1 else pages)(request, reply)

    return site(good, articles=handle)


_GRAPH = ",".join(
    f'{{"@id":"#{n}","@type":["NewsArticle","Person"],"author":{{"@id":"#{n + 1}"}},"isPartOf":{{"@id":"#{n - 1}"}}}}'
    for n in range(20_000)
)
_RING = f'<script type="application/ld+json">{{"@graph":[{_GRAPH}]}}</script>'
_SPACES = "<p>" + " \u00a0\t\u2003\n" * 500_000 + ".</p>"
_MARKS = "<p>e" + "\u0301" * 500_000 + "</p>"
_ESCAPED = f"&{'amp;' * 9}lt;b&{'amp;' * 9}gt;" * 10_000

CASES = (
    *(
        Case(
            name=f"page-of-{name}",
            about=f"The first article's page: {about}.",
            expect=_LAME,
            articles=2,
            at_most=3,
            deadline=SLOW,
            handler=handler,
        )
        for name, about, handler in (
            ("dates", "100,000 dates in one paragraph", _behind(f"<p>{'2026-01-02 03:04, ' * 100_000}</p>")),
            (
                "times",
                "50,000 time elements",
                _behind('<time datetime="2026-01-02">2 January</time>' * 50_000),
            ),
            ("bylines", "2 MB of 'By'", _behind(f"<p class=byline>{'By by And, ' * 200_000}</p>")),
            ("parentheses", "a million open parentheses", _behind(f"<p>{'(' * 1_000_000}</p>")),
            ("spaces", "3 MB of spaces of all kinds", _behind(_SPACES)),
            ("letters", "one word of 3 MB", _behind(f"<p>{'a' * 3_000_000}</p>")),
            ("digits", "one number of 2 MB", _behind(f"<p>{'1' * 2_000_000}</p>")),
            (
                "addresses",
                "50,000 addresses in a line",
                _behind(f"<p>{'a.b-c@d.e.f http://x.y/z?q=' * 50_000}</p>"),
            ),
            ("marks", "a letter under 500,000 accents", _behind(_MARKS)),
            (
                "misnested-tags",
                "formatting tags that cross",
                _behind("<b><i><a href=/><p>tide</b></i>" * 5_000),
            ),
            ("nested-tables", "1,000 tables in each other", _behind("<table><tr><td>" * 1_000 + "tide")),
            ("forms", "20,000 fields", _behind("<form>" + "<input name=a><select><option>b" * 20_000)),
            (
                "linked-data",
                "20,000 nodes in a ring",
                _in_head(_RING),
            ),
            ("titles", "a title of 100,000 parts", _in_head(f"<title>{'Desk | ' * 100_000}</title>")),
            (
                "canonicals",
                "10,000 canonical links",
                _in_head('<link rel="canonical" href="/news/1">' * 10_000),
            ),
        )
    ),
    Case(
        name="titles-of-spaces",
        about="Titles between a megabyte of spaces, and one of nothing else.",
        expect=any_of("ok", "malformed-recovered", "malformed"),
        at_most=3,
        handler=site(
            answer(
                lambda r: rss(
                    r,
                    [
                        item(r, 1, title=f"{' ' * 1_000_000}Tide{' ' * 1_000_000}"),
                        item(r, 2, title="\n" * 1_000_000),
                        item(r, 3),
                    ],
                )
            )
        ),
    ),
    Case(
        name="descriptions-in-descriptions",
        about="Markup escaped ten times over, 100,000 tags of it.",
        expect=any_of("ok", "malformed-recovered"),
        at_most=3,
        handler=site(answer(lambda r: rss(r, (item(r, n, text=_ESCAPED) for n in (1, 2, 3))))),
    ),
)
