"""What can happen to a desk, in any order: the sequences that the promise is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from alerts.routing.matching import RouteMatch
from alerts.routing.quiet import QuietSpan, leaves_time
from alerts.routing.schedule import DigestTime
from alerts.routing.tree import GroupBy, Route, RouteTree
from storage.records import Severity

#: The watches of the desk, each with its severity.
WATCHES = {"North drills": Severity.WARNING, "North launches": Severity.CRITICAL, "Budgets": Severity.INFO}
OUTLETS = ("gazette", "courier", "herald", "wire")
#: Evenings before clocks are changed in Berlin, in New York and on Lord Howe Island, and one before nothing.
BEGINNINGS = tuple(
    datetime(2026, month, day, hour, tzinfo=UTC)
    for month, day, hour in (
        (3, 28, 18),
        (10, 24, 18),
        (3, 7, 22),
        (10, 31, 22),
        (4, 4, 9),
        (10, 3, 9),
        (6, 1, 12),
    )
)
ZONES = tuple(map(ZoneInfo, ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """An article that is a hit of the watches, or of none; a copy, where another outlet has reported its story."""

    story: int
    outlet: str
    watches: tuple[str, ...]
    is_copy: bool = False
    is_backlog: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A new revision of an article; `touches` what matched, or not. `which` counts from the first, and around."""

    which: int
    touches: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush:
    """A silence begins."""

    length: timedelta
    watch: str | None = None
    source: str | None = None
    route: str | None = None
    story: int | None = None
    up_to: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unhush:
    """A silence is ended before it expires."""

    which: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The clock goes on, or is set forth or back, and what is due is released."""

    by: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """The configuration is another one."""

    tree: RouteTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """The worker is killed: before what comes next is written, or before it learns that what came last was."""

    before_writing: bool


Happening = Publish | Edit | Hush | Unhush | Step | Reload | Crash

_SPANS = st.builds(
    QuietSpan,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    begin=st.sampled_from((0, 60, 120, 150, 22 * 60)),
    end=st.sampled_from((150, 180, 6 * 60, 24 * 60)),
).filter(lambda span: span.begin != span.end)
_QUIET = st.lists(_SPANS, max_size=2).filter(leaves_time).map(tuple)
_DIGESTS = st.builds(
    DigestTime,
    minutes=st.sampled_from((0, 120, 150, 7 * 60 + 30)),
    day=st.none() | st.integers(0, 6),
)
_SEVERITIES = st.sampled_from(Severity)
_WATCH_SETS = st.sets(st.sampled_from(sorted(WATCHES)), max_size=2).map(sorted).map(tuple)


@st.composite
def routes(draw: st.DrawFn, name: str, match: RouteMatch, below: tuple[Route, ...] = ()) -> Route:
    """A route of this name with any keys."""
    return Route(
        name=name,
        channels=draw(
            st.sampled_from(((name,), (name, "desk"), ("desk",), ("desk",), (name,), ("desk",), ()))
        ),
        group_by=draw(st.sampled_from((GroupBy.STORY, GroupBy.STORY, GroupBy.WATCH))),
        group_wait=draw(st.sampled_from((timedelta(0), timedelta(0), timedelta(minutes=20)))),
        repeat_interval=draw(st.sampled_from((None, None, timedelta(hours=5), timedelta(days=2)))),
        corroboration=draw(st.sampled_from(((2,), (2, 3), (3,), ()))),
        digest=draw(st.none() | st.none() | _DIGESTS),
        empty_digest=draw(st.booleans()),
        quiet=draw(st.just(()) | _QUIET),
        quiet_unless=draw(st.none() | _SEVERITIES),
        zone=draw(st.sampled_from(ZONES)),
        match=match,
        goes_on=draw(st.booleans()),
        routes=below,
    )


@st.composite
def trees(draw: st.DrawFn) -> RouteTree:
    """A root with none, one or two routes below it, and sometimes a watch with a route of its own."""
    below = []
    if draw(st.booleans()):
        below.append(draw(routes("phone", RouteMatch(severity=draw(_SEVERITIES)))))
    if draw(st.booleans()):
        globs = draw(st.sampled_from((("North*",), ("budgets",), ("*launch*", "x"))))
        below.append(draw(routes("north", RouteMatch(watches=globs))))
    own = {}
    if draw(st.integers(0, 4)) == 0:
        own["Budgets"] = draw(routes("watch Budgets", RouteMatch()))
    return RouteTree(root=draw(routes("root", RouteMatch(), tuple(below))), own=own)


_PUBLISH = st.builds(
    Publish,
    story=st.integers(0, 1),
    outlet=st.sampled_from(OUTLETS),
    watches=_WATCH_SETS,
    is_copy=st.booleans(),
    is_backlog=st.integers(0, 9).map(lambda number: number == 9),
)
_EDIT = st.builds(Edit, which=st.integers(0, 20), touches=st.booleans())
_HUSH = st.builds(
    Hush,
    length=st.sampled_from((timedelta(hours=1), timedelta(hours=9), timedelta(days=3))),
    watch=st.sampled_from((None, None, None, *WATCHES)),
    source=st.sampled_from((None, None, None, None, None, *OUTLETS)),
    route=st.sampled_from((None, None, None, None, "root", "phone")),
    story=st.sampled_from((None, None, 0)),
    up_to=st.sampled_from((None, None, None, *Severity)),
)
_STEP = st.builds(
    Step,
    by=st.sampled_from(
        [
            *(timedelta(minutes=minutes) for minutes in (1, 10, 25, 60, 60, 240)),
            *(timedelta(hours=hours) for hours in (4, 8, 8, 11, 11, 30)),
            *(timedelta(days=days) for days in (1, 1, 8)),
        ]
    ),
)
_LEAP = st.builds(
    Step,
    by=st.sampled_from(
        [timedelta(hours=-1), timedelta(hours=-26), timedelta(days=400), timedelta(days=-400)]
    ),
)
# each as often as it stands here
_KINDS: list[st.SearchStrategy[Happening]] = [
    *[_PUBLISH] * 9,
    *[_STEP] * 6,
    *[_EDIT] * 2,
    *[_LEAP] * 2,
    *[_HUSH] * 2,
    st.builds(Unhush, which=st.integers(0, 5)),
    st.builds(Reload, tree=trees()),
    st.builds(Crash, before_writing=st.booleans()),
]
_HAPPENINGS = st.sampled_from(_KINDS).flatmap(lambda one: one)


def sequences(most: int = 40) -> st.SearchStrategy[list[Happening]]:
    """So many happenings at most, in any order; any number of them is as likely."""
    # lists of no given length are short, and in five happenings little goes wrong
    return st.integers(0, most).flatmap(
        lambda length: st.lists(_HAPPENINGS, min_size=length, max_size=length)
    )
