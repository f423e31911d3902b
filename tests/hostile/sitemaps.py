"""Sitemaps that contain themselves, too much, or other people's pages."""

from collections.abc import Callable, Iterable, Iterator

from tests.hostile.bombs import gzip_bomb, gzipped, wrapped
from tests.hostile.case import CUT, FAILED, LONG, NOTHING, OK, READ, RECOVERED, SLOW, Case, Handler, any_of
from tests.hostile.newsroom import (
    HTML,
    OPENING,
    XML,
    Written,
    answer,
    link,
    missing,
    plain_page,
    refuses,
    site,
)
from tests.hostile.prose import STARTED_AT, story
from tests.hostile.size import streams
from tests.hostile.wire import Reply, Request

_PATH = "/sitemap.xml"
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_GOOD = (1, 2, 3)
_NO_ARTICLE = FAILED | any_of("empty", "malformed", "malformed-recovered")
"""A sitemap without one page: which of its ills is told first is open."""


def _page(request: Request, number: int, *, lastmod: str | None = None, url: str | None = None) -> str:
    told = story(request.case, number)
    when = told.published_at.isoformat()
    return (
        f"<url><loc>{link(request, number) if url is None else url}</loc>"
        f"<lastmod>{when if lastmod is None else lastmod}</lastmod>"
        f"<news:news><news:publication><news:name>Desk</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{when}</news:publication_date>"
        f"<news:title>{told.headline}</news:title></news:news></url>\n"
    )


def _sitemap(pages: Iterable[str]) -> bytes:
    return f"{OPENING}<urlset {_SCHEMA} {_NEWS}>\n{''.join(pages)}</urlset>\n".encode()


def _good_sitemap(request: Request) -> bytes:
    return _sitemap(_page(request, number) for number in _GOOD)


def _index(urls: Iterable[str]) -> bytes:
    now = STARTED_AT.isoformat()
    children = "".join(f"<sitemap><loc>{url}</loc><lastmod>{now}</lastmod></sitemap>\n" for url in urls)
    return f"{OPENING}<sitemapindex {_SCHEMA}>\n{children}</sitemapindex>\n".encode()


def _served(front: Written, **also: Written) -> Handler:
    """A sitemap, and others under /maps/."""
    return site(
        answer(front, media_type=XML),
        path=_PATH,
        also={f"/maps/{name}.xml": answer(written, media_type=XML) for name, written in also.items()},
    )


def _children(*names: str) -> Written:
    return lambda r: _index(f"{r.base}/maps/{name}.xml" for name in names)


def _and_good(more: Callable[[Request], Iterable[str]]) -> Written:
    return lambda r: _sitemap([*more(r), *(_page(r, number) for number in _GOOD)])


async def _deeper(request: Request, reply: Reply) -> None:
    """Each index holds one index more."""
    depth = int(request.path.rpartition("/")[2]) if request.path.startswith("/maps/") else 0
    await reply.send(_index([f"{request.base}/maps/{depth + 1}"]), media_type=XML)


async def _wider(request: Request, reply: Reply) -> None:
    """Each index holds ten indexes more."""
    await reply.send(_index(f"{request.base}{request.path}/{n}" for n in range(10)), media_type=XML)


def _endless(request: Request) -> Iterator[bytes]:
    yield _good_sitemap(request).removesuffix(b"</urlset>\n")
    number = 10
    while True:
        number += 1
        yield _page(request, number % 900_000, url=f"{request.base}/news/{number}").encode()


def _fifty_thousand(request: Request) -> Iterator[bytes]:
    """The newest three first; the rest was last changed ten years ago."""
    yield _good_sitemap(request).removesuffix(b"</urlset>\n")
    old = "2015-06-01T00:00:00Z"
    for start in range(10, 50_000, 500):
        urls = (
            f"<url><loc>{link(request, n)}</loc><lastmod>{old}</lastmod></url>"
            for n in range(start, start + 500)
        )
        yield "\n".join(urls).encode()
    yield b"</urlset>\n"


_LAUGHS = "".join(f'<!ENTITY m{n + 1} "{f"&m{n};" * 10}">' for n in range(11))
_BOMB = f'<!DOCTYPE urlset [<!ENTITY m0 "tide">{_LAUGHS}<!ENTITY f SYSTEM "file:///etc/hostname">]>\n'


def _case(
    name: str,
    about: str,
    expect: frozenset[str],
    handler: Handler,
    *,
    articles: int = 0,
    at_most: int | None = None,
    deadline: float = SLOW,
    path: str = _PATH,
    begins: bytes = b"HTTP/1.1 200 OK\r\n",
) -> Case:
    return Case(
        name=f"sitemap-{name}",
        about=about,
        kind="sitemap",
        path=path,
        expect=expect,
        deadline=deadline,
        articles=articles,
        at_most=at_most,
        handler=handler,
        begins=begins,
    )


CASES = (
    _case("good", "A news sitemap of three pages.", OK, _served(_good_sitemap), articles=3, at_most=3),
    _case(
        "gzipped",
        "A gzipped sitemap, as the end of its name says and no header.",
        OK,
        site(
            answer(lambda r: wrapped(_good_sitemap(r), 1), media_type="application/octet-stream"),
            path="/sitemap.xml.gz",
        ),
        path="/sitemap.xml.gz",
        articles=3,
        at_most=3,
    ),
    _case(
        "gzipped-by-name-only",
        "A plain sitemap whose name ends in .gz.",
        READ,
        site(answer(_good_sitemap, media_type="application/gzip"), path="/sitemap.xml.gz"),
        path="/sitemap.xml.gz",
        articles=3,
        at_most=3,
    ),
    _case(
        "gzip-bomb",
        "A gzipped sitemap of 10 GB behind three good pages.",
        CUT,
        site(
            streams(
                lambda r: gzip_bomb(_good_sitemap(r).removesuffix(b"</urlset>\n")),
                media_type="application/gzip",
            ),
            path="/sitemap.xml.gz",
        ),
        path="/sitemap.xml.gz",
    ),
    _case(
        "gzip-bomb-in-gzip",
        "A gzip bomb packed once more under a name that ends in .gz.",
        NOTHING,
        site(streams(lambda _: gzipped(gzip_bomb()), media_type="application/gzip"), path="/sitemap.xml.gz"),
        path="/sitemap.xml.gz",
    ),
    _case(
        "child-is-a-bomb",
        "An index of a good sitemap and of a gzip bomb.",
        CUT | OK,  # the good one is read, and the other is told or passed over
        site(
            answer(_children("good", "bomb"), media_type=XML),
            path=_PATH,
            also={
                "/maps/good.xml": answer(_good_sitemap, media_type=XML),
                "/maps/bomb.xml": streams(lambda _: gzip_bomb(), media_type="application/gzip"),
            },
        ),
        articles=3,
        at_most=3,
    ),
    _case(
        "of-itself",
        "An index that contains itself and a good sitemap.",
        READ,
        _served(lambda r: _index([r.base + _PATH, f"{r.base}/maps/a.xml"]), a=_good_sitemap),
        articles=3,
        at_most=3,
    ),
    _case(
        "of-itself-alone",
        "An index that contains itself and nothing else, in three spellings.",
        _NO_ARTICLE,
        _served(lambda r: _index(r.base + _PATH + tail for tail in ("", "?", "#a"))),
        at_most=0,
    ),
    _case(
        "of-each-other",
        "Two indexes that contain each other.",
        _NO_ARTICLE,
        _served(_children("a"), a=_children("b"), b=_children("a")),
        at_most=0,
    ),
    _case(
        "without-bottom",
        "An index in an index in an index, for ever.",
        _NO_ARTICLE,
        site(_deeper, path=_PATH, also={"/maps/": _deeper}),
        at_most=0,
        deadline=LONG,
    ),
    _case(
        "that-branches",
        "Each index holds ten more, for ever.",
        _NO_ARTICLE,
        site(_wider, path=_PATH, also={f"{_PATH}/": _wider}),
        at_most=0,
        deadline=LONG,
    ),
    _case(
        "of-ten-thousand",
        "An index of 10,000 sitemaps that all exist, the first of them good.",
        # whoever stops before the end must say so
        _NO_ARTICLE | OK,
        site(
            answer(lambda r: _index(f"{r.base}/maps/{n}.xml" for n in range(10_000)), media_type=XML),
            path=_PATH,
            also={
                "/maps/0.xml": answer(_good_sitemap, media_type=XML),
                "/maps/": answer(_sitemap(()), media_type=XML),
            },
        ),
        articles=3,
        at_most=3,
        deadline=60.0,
    ),
    _case(
        "one-child-missing",
        "An index of two sitemaps, one of which is not there.",
        READ | any_of("erroring", "gone"),
        site(
            answer(_children("missing", "a"), media_type=XML),
            path=_PATH,
            also={"/maps/missing.xml": missing, "/maps/a.xml": answer(_good_sitemap, media_type=XML)},
        ),
        articles=3,
        at_most=3,
    ),
    _case(
        "all-children-broken",
        "An index whose sitemaps all answer 500.",
        any_of("erroring"),
        site(
            answer(_children("a", "b"), media_type=XML),
            path=_PATH,
            also={"/maps/": refuses("500 Internal Server Error")},
        ),
        at_most=0,
    ),
    _case(
        "children-inside",
        "An index of sitemaps at inside addresses.",
        _NO_ARTICLE | any_of("not-permitted"),
        _served(
            lambda r: _index([f"{r.trap}/a.xml", "http://169.254.169.254/a.xml", "file:///etc/hostname"])
        ),
        at_most=0,
    ),
    _case(
        "pages-of-others",
        "Three good pages among a hundred of another site.",
        OK,
        _served(
            _and_good(
                lambda r: (_page(r, n, url=f"https://elsewhere.example/news/{n}") for n in range(10, 110))
            )
        ),
        articles=3,
        at_most=3,
    ),
    _case(
        "pages-inside",
        "Three good pages among ones at inside addresses.",
        OK,
        _served(_and_good(lambda r: (_page(r, n, url=f"{r.trap}/news/{n}") for n in range(10, 20)))),
        articles=3,
        at_most=3,
    ),
    _case(
        "only-pages-of-others",
        "A sitemap of another site's pages alone.",
        any_of("empty"),
        _served(lambda r: _sitemap(_page(r, n, url=f"https://elsewhere.example/news/{n}") for n in range(9))),
        at_most=0,
    ),
    _case("empty", "A sitemap without a page.", any_of("empty"), _served(lambda _: _sitemap(())), at_most=0),
    _case(
        "endless",
        "Pages without end.",
        CUT,
        site(streams(_endless, media_type=XML), path=_PATH),
    ),
    _case(
        "of-fifty-thousand",
        "50,000 pages, of which three are new and the rest were last changed ten years ago.",
        # pruned by lastmod, it is read whole; whoever takes old pages too cannot finish them in one poll
        READ,
        site(streams(_fifty_thousand, media_type=XML), path=_PATH),
        articles=3,
        deadline=60.0,
    ),
    _case(
        "entities",
        "Entities that grow to 400 GB, and one that is a file, in addresses.",
        READ | any_of("malformed", "erroring"),
        _served(
            lambda r: _sitemap(
                [
                    _page(r, 9, url="http://&m11;/"),
                    _page(r, 8, url="http://&f;/"),
                    *(_page(r, n) for n in _GOOD),
                ]
            ).replace(OPENING.encode(), (OPENING + _BOMB).encode())
        ),
    ),
    _case(
        "lastmod-impossible",
        "Pages last changed at times that cannot be.",
        READ | any_of("undated"),
        _served(lambda r: _sitemap(_page(r, n, lastmod=f"2026-13-4{n}T99:99Z") for n in _GOOD)),
        articles=3,
        at_most=3,
    ),
    _case(
        "lastmod-now",
        "Every page was last changed this second, at every read.",
        READ,
        _served(lambda r: _sitemap(_page(r, n, lastmod=STARTED_AT.isoformat()) for n in _GOOD)),
        articles=3,
        at_most=3,
    ),
    _case(
        "cut",
        "The sitemap ends within its third page.",
        RECOVERED,
        _served(lambda r: _good_sitemap(r)[:-260]),
        articles=2,
        at_most=3,
    ),
    _case(
        "no-namespace",
        "A sitemap without its namespace.",
        READ,
        _served(lambda r: _good_sitemap(r).replace(_SCHEMA.encode(), b"")),
        articles=3,
        at_most=3,
    ),
    _case(
        "of-lines",
        "A sitemap of plain text, an address a line, as the protocol allows.",
        READ | any_of("undated"),
        site(
            answer(lambda r: "\n".join(link(r, n) for n in _GOOD).encode(), media_type="text/plain"),
            path="/sitemap.txt",
        ),
        path="/sitemap.txt",
        articles=3,
        at_most=3,
    ),
    _case(
        "is-a-page",
        "A web page where the sitemap should be.",
        any_of("html-not-feed"),
        site(answer(plain_page("<h1>Welcome</h1>"), media_type=HTML), path=_PATH),
        at_most=0,
    ),
    _case(
        "missing",
        "No sitemap there.",
        any_of("gone", "erroring"),
        site(missing, path=_PATH),
        at_most=0,
        begins=b"HTTP/1.1 404",
    ),
)
