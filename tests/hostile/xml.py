"""XML, JSON and HTML in place of a feed: bombs, references to elsewhere, depth, and what is no feed at all."""

from itertools import pairwise

from tests.hostile.case import NOTHING, OK, READ, RECOVERED, Case, any_of
from tests.hostile.newsroom import (
    CLOSING,
    HTML,
    JSON,
    OPENING,
    RSS,
    Written,
    answer,
    channel,
    feed,
    good,
    good_feed,
    item,
    number_of,
    page,
    plain_page,
    rss,
    site,
)
from tests.hostile.prose import STARTED_AT
from tests.hostile.wire import Reply, Request

_BOMBED = READ | any_of("malformed", "erroring")
"""The entries that expand to too much may be lost, and a reader may refuse the document for its declarations."""


def _declared(declarations: str, title: str) -> Written:
    """A feed whose first title uses what its document type declares."""

    def written(request: Request) -> bytes:
        opening = OPENING + f"<!DOCTYPE rss [\n{declarations.replace('@trap@', request.trap)}\n]>\n"
        titles = (title, None, None)
        return rss(request, (item(request, n, title=t) for n, t in enumerate(titles, 1)), opening=opening)

    return written


_LAUGHS = "\n".join(
    ['<!ENTITY l0 "tide">', *(f'<!ENTITY l{b} "{f"&l{a};" * 10}">' for a, b in pairwise(range(12)))]
)
_QUADRATIC = f'<!ENTITY long "{"tide" * 25_000}">'


def _deep(request: Request) -> bytes:
    depth = 100_000
    return rss(request, [*(item(request, n) for n in (1, 2, 3)), "<x>" * depth + "</x>" * depth])


def _deep_description(request: Request) -> bytes:
    depth = 100_000
    deep = f"<![CDATA[{'<div>' * depth}tide{'</div>' * depth}]]>"
    return rss(request, (item(request, number, text=deep if number == 1 else None) for number in (1, 2, 3)))


async def _deep_page(request: Request, reply: Reply) -> None:
    number = number_of(request) or 1
    extra = "<div>" * 100_000 + "tide" if number == 1 else ""
    await reply.send(page(request, number, extra=extra), media_type=HTML)


def _namespaces(request: Request) -> bytes:
    many = " ".join(f'xmlns:n{number}="urn:desk:{number}"' for number in range(100_000))
    extra = f"<x {many}/>"
    return rss(request, (item(request, n, extra=extra if n == 1 else "") for n in (1, 2, 3)))


def _prolog(text: str) -> Written:
    """Something between the declaration and a good feed."""
    return lambda r: good_feed(r).replace(
        OPENING.encode(), (OPENING + text.replace("@trap@", r.trap)).encode(), 1
    )


def _second_title(title: str) -> Written:
    """Three entries, the second with this title as it is."""
    return lambda r: rss(r, (item(r, n, title=title if n == 2 else None) for n in (1, 2, 3)))


def _without_end(request: Request) -> bytes:
    return good_feed(request).removesuffix(CLOSING.encode())


def _unclosed_cdata(request: Request) -> bytes:
    body = rss(request, [item(request, 1), item(request, 2), item(request, 3, text="<![CDATA[The tide")])
    return body.replace(b"]]>", b"")


def _two_roots(request: Request) -> bytes:
    return good_feed(request) + (channel(request) + item(request, 4) + CLOSING).encode()


def _crossed(request: Request) -> bytes:
    return good_feed(request).replace(b"</title><link>", b"</link></title><link>")


def _xinclude(request: Request) -> bytes:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{}"/>'
    both = include.format("file:///etc/hostname") + include.format(request.trap + "/feed.xml")
    return rss(request, (item(request, n, extra=both if n == 1 else "") for n in (1, 2, 3)))


def _based_inside(request: Request) -> bytes:
    """Relative links under a base that lies inside: resolved, they lead to the trap."""
    links = (item(request, n, url=f"/news/{n}" if n > 3 else None) for n in (1, 2, 3, 4, 5))
    return rss(request, links).replace(b"<rss ", f'<rss xml:base="{request.trap}/" '.encode(), 1)


def _json(text: str) -> Written:
    now = STARTED_AT.isoformat()
    return lambda r: text.replace("@base@", r.base).replace("@now@", now).encode()


_JSON_ITEMS = ", ".join(
    f'{{"id": {id_}, "url": "@base@/news/{number}", "title": {title}, "date_published": {date}}}'
    for number, id_, title, date in (
        (1, "1e400", "null", '"@now@"'),
        (2, '{"a": []}', '["a", "list"]', "1770000000"),
        (3, "true", '"Third pier"', '"@now@"'),
    )
)
_JSON_OPENING = '{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", '

CASES = (
    *(
        Case(name=name, about=about, expect=_BOMBED, handler=feed(_declared(declarations, title)))
        for name, about, declarations, title in (
            ("billion-laughs", "Entities of entities that grow to 400 GB.", _LAUGHS, "&l11;"),
            (
                "quadratic-entities",
                "One long entity, used 10,000 times: 1 GB.",
                _QUADRATIC,
                "&long;" * 10_000,
            ),
            (
                "entities-in-a-circle",
                "Two entities that hold each other.",
                '<!ENTITY a "&b;"><!ENTITY b "&a;">',
                "&a;",
            ),
            (
                "entity-of-a-file",
                "An entity that is a file.",
                '<!ENTITY f SYSTEM "file:///etc/hostname">',
                "&f;",
            ),
            (
                "entity-of-a-device",
                "An entity that is an endless device.",
                '<!ENTITY f SYSTEM "/dev/zero">',
                "&f;",
            ),
            (
                "entity-of-an-address",
                "An entity to be had inside.",
                '<!ENTITY f SYSTEM "@trap@/feed.xml">',
                "&f;",
            ),
            (
                "parameter-entity",
                "A parameter entity to be had inside.",
                '<!ENTITY % p SYSTEM "@trap@/p.dtd"> %p;',
                "Tide",
            ),
        )
    ),
    Case(
        name="document-type-inside",
        about="The document type is to be had inside.",
        expect=READ,
        articles=3,
        handler=feed(_prolog('<!DOCTYPE rss SYSTEM "@trap@/rss.dtd">\n')),
    ),
    *(
        Case(
            name=f"document-type-of-a-{name}",
            about=f"The document type is {target}.",
            expect=OK,
            articles=3,
            handler=feed(_prolog(f'<!DOCTYPE rss SYSTEM "{target}">\n')),
        )
        for name, target in (("device", "/dev/zero"), ("file", "file:///etc/passwd"), ("pipe", "/dev/stdin"))
    ),
    Case(
        name="stylesheet-inside",
        about="A stylesheet to be had inside.",
        expect=READ,
        articles=3,
        handler=feed(_prolog('<?xml-stylesheet type="text/xsl" href="@trap@/feed.xsl"?>\n')),
    ),
    Case(
        name="includes",
        about="XInclude of a file and of an address inside.",
        expect=READ,
        articles=3,
        handler=feed(_xinclude),
    ),
    Case(
        name="base-inside",
        about="xml:base lies inside, with two relative links under it and three absolute ones.",
        expect=READ,
        articles=3,
        at_most=5,
        handler=feed(_based_inside),
    ),
    Case(
        name="elements-100000-deep",
        about="Three good entries, then 100,000 elements in each other.",
        expect=READ,
        articles=3,
        handler=feed(_deep),
    ),
    Case(
        name="description-100000-deep",
        about="A description with 100,000 HTML elements in each other.",
        expect=READ,
        articles=3,
        handler=feed(_deep_description),
    ),
    Case(
        name="page-100000-deep",
        about="The first article's page has 100,000 elements in each other.",
        expect=OK | any_of("extraction-drift", "erroring"),
        articles=2,
        at_most=3,
        handler=site(good, articles=_deep_page),
    ),
    Case(
        name="a-hundred-thousand-namespaces",
        about="An element that declares 100,000 namespaces.",
        expect=READ,
        articles=3,
        handler=feed(_namespaces),
    ),
    Case(
        name="a-hundred-thousand-instructions",
        about="100,000 processing instructions before the feed.",
        expect=READ,
        articles=3,
        handler=feed(_prolog("<?tide high?>\n" * 100_000)),
    ),
    Case(
        name="no-end",
        about="The closing tags of the channel and of the feed are missing.",
        expect=RECOVERED,
        articles=3,
        handler=feed(_without_end),
    ),
    Case(
        name="cdata-without-end",
        about="The third entry's description opens a CDATA section that nothing closes.",
        expect=RECOVERED,
        articles=2,
        handler=feed(_unclosed_cdata),
    ),
    Case(
        name="crossed-tags",
        about="End tags that close nothing, in every entry.",
        expect=RECOVERED,
        articles=3,
        handler=feed(_crossed),
    ),
    Case(
        name="two-roots",
        about="A second feed behind the first.",
        expect=RECOVERED,
        articles=3,
        at_most=4,
        handler=feed(_two_roots),
    ),
    Case(
        name="bare-ampersands",
        about="Ampersands and less-than signs as they are in a title.",
        expect=RECOVERED,
        articles=2,
        at_most=3,
        handler=feed(_second_title("Piers & berths < 40 & rising")),
    ),
    Case(
        name="control-characters-in-xml",
        about="ANSI escapes and other controls as they are in a title, which XML forbids.",
        expect=RECOVERED,
        articles=3,
        handler=feed(_second_title("\x1b[2J\x1b[31mPier\x07 two\x08\x0b\x1b]0;owned\x07")),
    ),
    Case(
        name="controls-by-reference",
        about="ANSI escapes and newlines in a title as character references.",
        expect=READ,
        articles=3,
        handler=feed(_second_title("&#27;[2JPier&#7; two&#10;Bcc: desk@example.org&#8238;")),
    ),
    Case(
        name="scripts-in-titles",
        about="Scripts, handlers and formulas in a title.",
        expect=READ,
        articles=3,
        handler=feed(_second_title("&lt;img src=x onerror=alert(1)&gt;=cmd|' /C calc'!A0 {{7*7}} ${jndi:x}")),
    ),
    *(
        Case(name=name, about=about, expect=any_of("html-not-feed"), at_most=0, handler=handler)
        for name, about, handler in (
            (
                "page-that-says-feed",
                "A web page under a feed's media type.",
                site(answer(plain_page("<h1>The desk</h1><p>Welcome.</p>"), media_type=RSS)),
            ),
            (
                "page-in-place-of-feed",
                "A web page under its own media type.",
                site(answer(plain_page("<h1>The desk</h1><p>Welcome.</p>"), media_type=HTML)),
            ),
            (
                "page-that-names-its-feed",
                "A web page that names a feed, at an address inside.",
                feed(
                    lambda r: plain_page(
                        f'<link rel="alternate" type="application/rss+xml" href="{r.trap}/feed.xml">'
                    ),
                    media_type=HTML,
                ),
            ),
        )
    ),
    Case(
        name="nothing-at-all",
        about="200 and a body of no bytes.",
        expect=any_of("empty", "malformed"),
        at_most=0,
        handler=feed(lambda _: b""),
    ),
    Case(
        name="only-spaces",
        about="200 and a body of blank lines.",
        expect=any_of("empty", "malformed"),
        at_most=0,
        handler=feed(lambda _: b" \n" * 500),
    ),
    Case(
        name="no-entries",
        about="A faultless feed without an entry.",
        expect=any_of("empty"),
        at_most=0,
        handler=feed(lambda r: rss(r, ())),
    ),
    *(
        Case(
            name=f"not-xml-{name}",
            about=f"{about} where a feed should be.",
            expect=NOTHING,
            at_most=0,
            handler=feed(_json(text), media_type="text/xml"),
        )
        for name, about, text in (
            ("error", "An error in JSON", '{"error": {"code": 17, "message": "tide"}}'),
            ("plain", "A sentence of plain text", "Service will be back after high tide."),
            ("svg", "A picture in XML", '<svg xmlns="http://www.w3.org/2000/svg"><title>Tide</title></svg>'),
            (
                "php",
                "The warning of a script",
                "Warning: mysqli_connect(): too many in /srv/desk/db.php on line 3",
            ),
            ("json-deep", "100,000 JSON lists in each other", "[" * 100_000 + "]" * 100_000),
            ("json-objects", "100,000 JSON objects in each other", '{"items":' * 100_000),
        )
    ),
    Case(
        name="json-of-wrong-types",
        about="A JSON feed with lists, numbers and objects where text should be.",
        expect=READ,
        articles=1,
        at_most=3,
        handler=feed(_json(_JSON_OPENING + f'"items": [{_JSON_ITEMS}, null, 7, "x"]}}'), media_type=JSON),
    ),
    Case(
        name="json-without-items",
        about="A JSON feed whose items are a number.",
        expect=any_of("malformed", "empty", "malformed-recovered"),
        at_most=0,
        handler=feed(_json(_JSON_OPENING + '"items": 12}'), media_type=JSON),
    ),
    Case(
        name="json-huge-number",
        about="A JSON feed with a number of a million digits, which takes long to read.",
        expect=READ | any_of("malformed", "erroring"),
        handler=feed(
            _json(_JSON_OPENING + f'"desk": {"9" * 1_000_000}, "items": [{_JSON_ITEMS}]}}'), media_type=JSON
        ),
    ),
)
