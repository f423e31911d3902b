"""Sources that are well at first and then not: nothing that was stored may go, and each is to be told apart."""

from tests.hostile.case import OK, SLOW, Case, Handler, any_of
from tests.hostile.newsroom import (
    HTML,
    RSS,
    answer,
    good,
    good_feed,
    item,
    number_of,
    page,
    plain_page,
    refuses,
    rss,
    site,
)
from tests.hostile.wire import Reply, Request


def turns(first: Handler, *later: Handler) -> Handler:
    """Another answer to each further request, the last one for all that follow."""

    async def handle(request: Request, reply: Reply) -> None:
        handlers = (first, *later)
        await handlers[min(request.number, len(handlers)) - 1](request, reply)

    return handle


def _window(request: Request, start: int, count: int = 10) -> bytes:
    """Entries, the newest first; article numbers fall as time goes on."""
    return rss(request, (item(request, number) for number in range(start, start + count)))


_AGES_AGO = answer(lambda r: _window(r, 500))
_NOW = answer(lambda r: _window(r, 1))


def _next_ten(request: Request) -> bytes:
    """Ten new entries at each request, next to each other in time but none of them seen before."""
    return _window(request, 101 - 10 * min(request.number, 10))


async def _thin_later(request: Request, reply: Reply) -> None:
    """The older articles, which the first read brings, have text; of the newer ones, only the frame is there."""
    number = number_of(request) or 1
    if number >= 91:
        await reply.send(page(request, number), media_type=HTML)
    else:
        await reply.send(plain_page('<div id="app"></div><script src="/app.js"></script>'), media_type=HTML)


_NO_ENTRIES = answer(lambda r: rss(r, ()))
_PAGE = answer(plain_page("<h1>The desk has a new site</h1><p>Look around.</p>"), media_type=HTML)

CASES = (
    Case(
        name="no-overlap",
        about="Ten entries at the first read, ten others of 20 days later at the second: those between are lost.",
        expect=any_of("gap"),
        polls=2,
        articles=20,
        at_most=20,
        deadline=SLOW,
        handler=site(turns(_AGES_AGO, _NOW)),
    ),
    Case(
        name="no-overlap-ever",
        about="Ten new entries at every read, and none of those before.",
        expect=any_of("gap"),
        polls=3,
        articles=30,
        deadline=SLOW,
        handler=site(answer(_next_ten)),
    ),
    Case(
        name="overlap",
        about="A window of ten that moves by three at each read: nothing is lost, and no gap may be cried.",
        expect=OK,
        polls=4,
        articles=19,
        deadline=SLOW,
        handler=site(answer(lambda r: _window(r, max(1, 13 - 3 * r.number)))),
    ),
    Case(
        name="entries-stop",
        about="Three entries at the first read, and faultless feeds without an entry from then on.",
        expect=any_of("empty", "silent-zero"),
        polls=4,
        articles=3,
        at_most=3,
        handler=site(turns(good, _NO_ENTRIES)),
    ),
    Case(
        name="entries-stop-once",
        about="One read without an entry between good ones is healed.",
        expect=OK,
        polls=3,
        articles=3,
        at_most=3,
        handler=site(turns(good, _NO_ENTRIES, good)),
    ),
    Case(
        name="becomes-a-page",
        about="A good feed once, the new site's home page from then on.",
        expect=any_of("html-not-feed"),
        polls=2,
        articles=3,
        at_most=3,
        handler=site(turns(good, _PAGE)),
    ),
    Case(
        name="becomes-an-error",
        about="A good feed once, then 500 at every read.",
        expect=any_of("erroring"),
        polls=3,
        articles=3,
        at_most=3,
        handler=site(turns(good, refuses("500 Internal Server Error"))),
    ),
    Case(
        name="becomes-nothing",
        about="A good feed once, then bodies of no bytes.",
        expect=any_of("empty", "malformed", "silent-zero"),
        polls=3,
        articles=3,
        at_most=3,
        handler=site(turns(good, answer(b""))),
    ),
    Case(
        name="recovers",
        about="500, then 404, then a page, then a good feed.",
        expect=OK,
        polls=4,
        articles=3,
        at_most=3,
        handler=site(turns(refuses("500 Oops"), refuses("404 Not Found"), _PAGE, good)),
        begins=b"HTTP/1.1 500",
    ),
    Case(
        name="goes-and-recovers",
        about="410, which is for good, and then a good feed again: a source is never given up.",
        # a gone source is asked again, though perhaps not as soon as four polls
        expect=OK | any_of("gone"),
        polls=3,
        handler=site(turns(refuses("410 Gone"), good)),
        begins=b"HTTP/1.1 410",
    ),
    Case(
        name="pages-lose-their-text",
        about="Ten articles with text at the first read, then nine new ones a read whose pages are frames for scripts.",
        expect=any_of("extraction-drift"),
        polls=4,
        articles=10,
        deadline=SLOW,
        # two entries of the last read stay, so that this is no gap
        handler=site(answer(lambda r: _window(r, 100 - 9 * min(r.number, 11), 11)), articles=_thin_later),
    ),
    Case(
        name="shrinks-to-one",
        about="A window of ten, then only its newest entry: nothing is lost by that.",
        expect=OK,
        polls=3,
        articles=10,
        at_most=10,
        handler=site(turns(_NOW, answer(lambda r: _window(r, 1, 1)))),
    ),
    Case(
        name="another-desk",
        about="The same address serves another desk's feed at the second read, with older entries.",
        # no overlap, though nothing newer
        expect=OK | any_of("gap", "stale"),
        polls=2,
        articles=6,
        at_most=6,
        handler=site(turns(answer(good_feed, media_type=RSS), answer(lambda r: _window(r, 900, 3)))),
    ),
)
