"""Listing pages without end, and ones that lead astray."""

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat

from tests.hostile.case import CUT, FAILED, LONG, OK, READ, SLOW, Case, Handler, any_of
from tests.hostile.changes import turns
from tests.hostile.newsroom import HTML, Written, answer, link, refuses, site
from tests.hostile.prose import story
from tests.hostile.size import streams
from tests.hostile.wire import Reply, Request

_PATH = "/latest"
_SELECTOR = "h2.headline a"
_GOOD = (1, 2, 3)
_STOPPED = OK | any_of("malformed-recovered", "stale", "undated")
"""The stop rule ends the walk, which may be worth a word, and the listing itself gives no date."""
_LISTED = OK | any_of("undated")


def _teaser(request: Request, number: int, *, url: str | None = None, title: str | None = None) -> str:
    told = story(request.case, number)
    where = link(request, number) if url is None else url
    return (
        f'<section><h2 class="headline"><a href="{where}">{told.headline if title is None else title}</a></h2>'
        f'<time datetime="{told.published_at.isoformat()}">{told.published_at:%d %B %Y}</time></section>\n'
    )


def _listing(teasers: Iterable[str], *, onwards: str | None = None, head: str = "") -> bytes:
    more = f'<nav><a rel="next" class="next" href="{onwards}">Older</a></nav>' if onwards is not None else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Latest</title>{head}</head>'
        f"<body><main>{''.join(teasers)}</main>{more}</body></html>"
    ).encode()


def _teasers(request: Request, numbers: Iterable[int] = _GOOD) -> list[str]:
    return [_teaser(request, number) for number in numbers]


def _serves(written: Written, *, also: dict[str, Handler] | None = None) -> Handler:
    return site(answer(written, media_type=HTML), path=_PATH, also=also)


def _queried(request: Request) -> int:
    """The number in the query; 0 when there is none."""
    digits = "".join(letter for letter in request.target.partition("?")[2] if letter.isdigit())
    return int(digits[:9] or 0)


def _calendar(request: Request) -> bytes:
    """An empty month before every month, and three articles on the first page."""
    return _listing(
        _teasers(request) if "?" not in request.target else (),
        onwards=f"{_PATH}?month={_queried(request) + 1}",
    )


def _full_calendar(request: Request) -> bytes:
    """The same three articles in every month, before which there is always another."""
    return _listing(_teasers(request), onwards=f"{_PATH}?month={_queried(request) + 1}")


def _inexhaustible(request: Request) -> bytes:
    """Three articles that nobody has seen on each of endless pages."""
    first = 3 * _queried(request) + 1
    return _listing(
        _teasers(request, range(first, first + 3)), onwards=f"{_PATH}?page={_queried(request) + 1}"
    )


def _sessions(request: Request) -> bytes:
    """Every link bears a session that is new at every request."""
    session = f"?sessionid=tide{request.number * 104_729}"
    return _listing(
        (_teaser(request, number, url=link(request, number) + session) for number in _GOOD),
        onwards=f"{_PATH}{session}",
    )


def _grows(request: Request) -> bytes:
    """A relative next link that makes the address longer each time."""
    return _listing(_teasers(request), onwards=f"{request.path}/older")


def _hundred_thousand(request: Request) -> Iterator[bytes]:
    yield _listing(_teasers(request)).partition(b"</main>")[0]
    for start in range(10, 100_000, 500):
        yield "".join(
            f'<h2 class="headline"><a href="/news/{n}">Berth {n} at the long quay</a></h2>'
            for n in range(start, start + 500)
        ).encode()
    yield b"</main></body></html>"


def _endless(request: Request) -> Iterator[bytes]:
    yield _listing(_teasers(request)).partition(b"</main>")[0]
    yield from repeat(b"<p>The tide was late again.</p>\n" * 2000)


def _deep(request: Request) -> bytes:
    return _listing([*_teasers(request), "<div>" * 100_000])


async def _older_fails(request: Request, reply: Reply) -> None:
    if "?" in request.target:
        await refuses("500 Internal Server Error")(request, reply)
    else:
        await reply.send(_listing(_teasers(request), onwards=f"{_PATH}?page=2"), media_type=HTML)


async def _older_hangs(request: Request, reply: Reply) -> None:
    if "?" in request.target:
        await reply.hang()
    else:
        await reply.send(_listing(_teasers(request), onwards=f"{_PATH}?page=2"), media_type=HTML)


def _redesigned(request: Request) -> bytes:
    return _listing(_teasers(request)).replace(b"h2", b"h3")


def _mixed(*patterns: str) -> Written:
    """Links of these forms before three good ones."""

    def written(request: Request) -> bytes:
        odd = (
            _teaser(request, number, url=pattern.replace("{port}", str(request.trap_port)))
            for number, pattern in enumerate(patterns, 10)
        )
        return _listing([*odd, *_teasers(request)])

    return written


def _next(where: Callable[[Request], str]) -> Handler:
    return _serves(lambda r: _listing(_teasers(r), onwards=where(r)))


def _case(
    name: str,
    about: str,
    expect: frozenset[str],
    handler: Handler,
    *,
    articles: int = 3,
    at_most: int | None = 3,
    deadline: float = SLOW,
    polls: int = 1,
) -> Case:
    return Case(
        name=f"listing-{name}",
        about=about,
        kind="listing",
        path=_PATH,
        links=_SELECTOR,
        expect=expect,
        polls=polls,
        deadline=deadline,
        articles=articles,
        at_most=at_most,
        handler=handler,
    )


CASES = (
    _case("good", "A page of three links.", _LISTED, _serves(lambda r: _listing(_teasers(r)))),
    _case(
        "calendar",
        "An empty month before every month, by ?month=.",
        _STOPPED,
        _serves(_calendar),
        deadline=LONG,
    ),
    _case(
        "full-calendar",
        "The same articles in endless months.",
        _STOPPED,
        _serves(_full_calendar),
        deadline=LONG,
    ),
    _case(
        "inexhaustible",
        "Three new articles on each of endless pages.",
        # a first read may walk far, but has to end
        _STOPPED,
        _serves(_inexhaustible),
        at_most=None,
        deadline=60.0,
    ),
    _case(
        "next-is-itself", "The next page is this page.", _STOPPED, _next(lambda r: r.target), deadline=LONG
    ),
    _case(
        "next-grows",
        "The next page's address is longer each time.",
        _STOPPED,
        _serves(_grows, also={f"{_PATH}/": answer(_grows, media_type=HTML)}),
        deadline=LONG,
    ),
    _case(
        "sessions",
        "Every link has a new session at every read.",
        _STOPPED,
        _serves(_sessions),
        polls=3,
        deadline=LONG,
    ),
    _case(
        "next-inside",
        "The next page lies inside.",
        _STOPPED | FAILED | any_of("not-permitted"),
        _next(lambda r: f"{r.trap}/latest?page=2"),
    ),
    _case(
        "next-is-a-file",
        "The next page is a file.",
        _STOPPED | FAILED,
        _next(lambda _: "file:///etc/hostname"),
    ),
    _case(
        "next-is-a-script", "The next page is javascript:.", _STOPPED, _next(lambda _: "javascript:older(2)")
    ),
    _case(
        "older-fails",
        "The first page is well, the next one answers 500.",
        _STOPPED | any_of("erroring"),
        site(_older_fails, path=_PATH),
    ),
    _case(
        "older-hangs",
        "The first page is well, the next one never answers.",
        _STOPPED | any_of("unreachable", "erroring"),
        site(_older_hangs, path=_PATH),
        deadline=LONG,
    ),
    _case(
        "of-a-hundred-thousand",
        "100,000 links on one page, the newest first.",
        _STOPPED | any_of("erroring"),
        site(streams(_hundred_thousand, media_type=HTML), path=_PATH),
        articles=0,
        at_most=None,
        deadline=60.0,
    ),
    _case("100000-deep", "100,000 elements in each other behind the links.", READ | _LISTED, _serves(_deep)),
    _case(
        "endless",
        "Three links, and then elements without end.",
        CUT,
        site(streams(_endless, media_type=HTML), path=_PATH),
        articles=0,
    ),
    _case(
        "links-elsewhere",
        "Three good links after ones to inside addresses, scripts and mail.",
        _LISTED,
        _serves(
            _mixed(
                "http://127.0.0.1:{port}/a",
                "http://localhost:{port}/b",
                "//127.0.0.1:{port}/c",
                "http://169.254.169.254/latest/meta-data/",
                "javascript:alert(1)",
                "data:text/html,Tide",
                "mailto:desk@example.org",
                "file:///etc/hostname",
                "http://[tide/",
                "#top",
                "",
            )
        ),
    ),
    _case(
        "base-inside",
        "The page's base lies inside; its links are absolute.",
        _LISTED,
        _serves(lambda r: _listing(_teasers(r), head=f'<base href="{r.trap}/">')),
    ),
    _case(
        "one-link-a-thousand-times",
        "One link a thousand times, under titles that differ.",
        _LISTED,
        _serves(lambda r: _listing(_teaser(r, 1, title=f"Tide table {n}") for n in range(1000))),
        articles=1,
        at_most=1,
    ),
    _case(
        "selector-finds-nothing",
        "The page has no such links and never had.",
        any_of("empty", "silent-zero"),
        _serves(_redesigned),
        articles=0,
        at_most=0,
    ),
    _case(
        "redesigned",
        "Three links at the first read; then the page is built anew and the selector finds none.",
        any_of("silent-zero", "empty"),
        site(
            turns(
                answer(lambda r: _listing(_teasers(r)), media_type=HTML), answer(_redesigned, media_type=HTML)
            ),
            path=_PATH,
        ),
        polls=4,
    ),
)
