"""Dates that are missing, impossible, or of another time."""

from datetime import datetime, timedelta

from tests.hostile.case import OK, READ, Case, Handler, any_of
from tests.hostile.newsroom import HTML, Written, answer, feed, item, number_of, page, rss, site
from tests.hostile.prose import STARTED_AT
from tests.hostile.wire import Reply, Request

_GOOD = (1, 2, 3)
_UNDATED = any_of("undated")


async def _undated_pages(request: Request, reply: Reply) -> None:
    await reply.send(page(request, number_of(request) or 1, dated=False), media_type=HTML)


def _dated(*dates: str | datetime | None) -> Written:
    """As many entries as dates."""
    return lambda r: rss(r, (item(r, number, date=date) for number, date in enumerate(dates, 1)))


def _never_dated(*dates: str | datetime | None) -> Handler:
    """Neither the feed nor the pages give a date that can be."""
    return site(answer(_dated(*dates)), articles=_undated_pages)


def _years_ago(years: float) -> tuple[datetime, ...]:
    """An entry a day, the newest of them so long ago."""
    newest = STARTED_AT - timedelta(days=365 * years)
    return tuple(newest - timedelta(days=day) for day in range(10))


def _ahead(hours: float) -> datetime:
    return STARTED_AT + timedelta(hours=hours)


def _atom(request: Request) -> bytes:
    """Atom that was updated in 2099 and published before anything was."""
    entries = "".join(
        f'<entry><id>tide-{n}</id><title>Pier {n}</title><link href="{request.base}/news/{n}"/>'
        "<published>0001-01-01T00:00:00Z</published><updated>2099-12-31T23:59:60Z</updated></entry>"
        for n in _GOOD
    )
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><id>tide</id><title>Desk</title>'
        f"<updated>9999-12-31T23:59:59-23:59</updated>{entries}</feed>"
    ).encode()


_IMPOSSIBLE = {
    "word": "the day before the flood",
    "day-31": "Tue, 31 Feb 2026 25:61:61 GMT",
    "year-0": "Sat, 01 Jan 0000 00:00:00 GMT",
    "year-99999": "Fri, 01 Jan 99999 00:00:00 GMT",
    "beyond-64-bits": "9" * 40,
    "of-64-kilobytes": "Mon, " * 13_000,
    "of-digits": "1:" * 30_000,
    "script": "&lt;script&gt;alert(1)&lt;/script&gt;",
}

CASES = (
    Case(
        name="dates-missing",
        about="No entry and no page has a date.",
        expect=_UNDATED,
        articles=3,
        handler=_never_dated(None, None, None),
    ),
    Case(
        name="dates-missing-in-the-feed",
        about="No entry has a date, every page has one.",
        # undated as a feed, dated as a source
        expect=OK | _UNDATED,
        articles=3,
        handler=feed(_dated(None, None, None)),
    ),
    *(
        Case(
            name=f"date-{name}",
            about=f"No page has a date, and every entry has one that cannot be: {date[:40]}.",
            expect=_UNDATED,
            articles=3,
            handler=_never_dated(date, date, date),
        )
        for name, date in _IMPOSSIBLE.items()
    ),
    Case(
        name="dates-in-1970",
        about="Every entry is of the first second of 1970, and no page has a date.",
        # the sign of a missing date; who believes it has a source of another age
        expect=any_of("undated", "stale"),
        articles=3,
        handler=_never_dated(*["Thu, 01 Jan 1970 00:00:00 GMT"] * 3),
    ),
    Case(
        name="dates-in-2099",
        about="Every entry is of 2099, and no page has a date.",
        # a date to come is no date
        expect=_UNDATED,
        articles=3,
        handler=_never_dated(*["Thu, 31 Dec 2099 23:59:59 GMT"] * 3),
    ),
    Case(
        name="one-date-in-2099",
        about="A dead feed, but for one entry that stands at its top with a date in 2099.",
        # the date to come must not keep the source fresh
        expect=any_of("stale"),
        articles=3,
        handler=_never_dated("Thu, 31 Dec 2099 23:59:59 GMT", *_years_ago(2)),
    ),
    Case(
        name="dates-one-hour-ahead",
        about="The newest entry is an hour ahead, as when a zone is wrong.",
        expect=OK,
        articles=3,
        handler=feed(_dated(_ahead(1), _ahead(-1), _ahead(-2))),
    ),
    Case(
        name="dates-in-far-zones",
        about="Zones that are no zones: +9999, XYZ, -2400.",
        expect=READ | _UNDATED,
        articles=3,
        handler=feed(
            _dated(*(f"{STARTED_AT:%d %b %Y %H:%M:%S} {zone}" for zone in ("+9999", "XYZ", "-2400"))),
        ),
    ),
    Case(
        name="dates-of-machines",
        about="Dates as seconds, as milliseconds and as ISO with a comma.",
        expect=READ | _UNDATED,
        articles=3,
        handler=feed(
            _dated(
                f"{STARTED_AT.timestamp():.0f}",
                f"{STARTED_AT.timestamp() * 1000:.0f}",
                f"{STARTED_AT:%Y-%m-%dT%H:%M:%S},123456789+0000",
            )
        ),
    ),
    Case(
        name="dates-all-alike",
        about="Ten entries of one second, so that there is no rhythm.",
        expect=OK,
        articles=10,
        handler=feed(_dated(*[STARTED_AT] * 10)),
    ),
    Case(
        name="dates-that-change",
        about="Every entry is of this very minute at every read.",
        expect=OK,
        polls=3,
        articles=3,
        at_most=3,
        handler=feed(lambda r: _dated(*(STARTED_AT + timedelta(seconds=r.number + n) for n in _GOOD))(r)),
    ),
    Case(
        name="atom-of-all-times",
        about="Atom with entries published in the year 1 and updated in 2099, in a leap second.",
        expect=_UNDATED | READ,  # the pages have dates
        articles=3,
        handler=feed(_atom),
    ),
    Case(
        name="stopped-two-years-ago",
        about="An entry a day until two years ago.",
        expect=any_of("stale"),
        articles=3,
        handler=_never_dated(*_years_ago(2)),
    ),
    Case(
        name="once-a-year",
        about="An entry a year, the last of them ten months ago: by its own rhythm it is well.",
        expect=OK,
        articles=3,
        handler=_never_dated(*(STARTED_AT - timedelta(days=300 + 365 * year) for year in range(5))),
    ),
)
