"""Which sitemaps of an index a run reads: what changed first, and nothing never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.sitemap_children import Child, ChildrenRead

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def child(number: int, days: int | None = None) -> Child:
    """A sitemap that changed so many days ago."""
    changed_at = None if days is None else NOW - timedelta(days=days)
    return Child(url=f"https://outlet.example/{number}.xml", changed_at=changed_at)


def run(known: ChildrenRead, children: list[Child], most: int, now: datetime = NOW) -> list[Child]:
    """What a run reads of the index, all of it with success."""
    chosen = known.to_read(children)[:most]
    for one in chosen:
        known.read(one, now)
    known.named(children)
    return chosen


def again(known: ChildrenRead) -> ChildrenRead:
    return ChildrenRead.loaded(known.dumped())


def test_the_freshest_come_first_and_what_did_not_change_is_not_read_again() -> None:
    children = [child(1, 9), child(2, 1), child(3, 5)]
    known = ChildrenRead.loaded(None)
    assert run(known, children, 9) == [children[1], children[2], children[0]]
    assert run(again(known), children, 9) == []
    touched = [child(1, 0), *children[1:]]
    assert run(again(known), touched, 9) == [touched[0]]


def test_what_a_first_read_left_is_read_later_and_known_to_have_been_there() -> None:
    children = [child(number, number) for number in range(10)]
    known = ChildrenRead.loaded(None)
    assert run(known, children, 4) == children[:4]
    known = again(known)
    new = child(99, 0)
    assert [known.is_waiting(one) for one in [*children, new]] == [False] * 4 + [True] * 6 + [False]
    assert run(known, [*children, new], 4) == [new, *children[4:7]]
    assert run(again(known), [*children, new], 4) == children[7:]


def test_what_changes_all_the_time_keeps_none_waiting_for_ever() -> None:
    known = ChildrenRead.loaded(None)
    for days in range(40, 0, -1):
        now = NOW - timedelta(days=days)
        busy = [Child(url=f"https://outlet.example/busy{n}.xml", changed_at=now) for n in range(10)]
        run(known, [*busy, *(child(number, 500) for number in range(20))], 8, now)
        known = again(known)
    assert not any(known.is_waiting(child(number, 500)) for number in range(20))


def test_those_that_never_say_when_they_changed_take_turns() -> None:
    children = [child(number) for number in range(10)]
    known = ChildrenRead.loaded(None)
    read = [run(known, children, 4, NOW + timedelta(hours=hour)) for hour in range(8)]
    assert {one.url for chosen in read[:4] for one in chosen} == {one.url for one in children}
    assert {one.url for chosen in read[5:] for one in chosen} == {one.url for one in children}


def test_one_that_cannot_be_read_stands_behind_the_others() -> None:
    children = [child(number, number) for number in range(4)]
    known = ChildrenRead.loaded(None)
    known.named(children)
    known.failed(children[0], NOW)
    assert known.to_read(children) == [*children[1:], children[0]]
    known.read(children[0], NOW)
    changed = child(0, 0)
    known.failed(changed, NOW)
    assert changed in known.to_read([changed, *children[1:]])


def test_what_cannot_be_read_of_the_notes_is_a_first_read() -> None:
    assert ChildrenRead.loaded("[]").is_first
    assert ChildrenRead.loaded('{"a": "x"}').is_first


@given(
    ages=st.lists(st.none() | st.integers(0, 400), min_size=1, max_size=60),
    most=st.integers(1, 20),
)
def test_every_sitemap_is_read_in_the_end(ages: list[int | None], most: int) -> None:
    children = [child(number, days) for number, days in enumerate(ages)]
    known, read = ChildrenRead.loaded(None), set[str]()
    for hour in range(2 + len(ages) * 4 // most):
        read |= {one.url for one in run(known, children, most, NOW + timedelta(hours=hour))}
        known = again(known)
    assert read == {one.url for one in children}


def test_what_an_index_names_that_waited_waits_too() -> None:
    known = ChildrenRead.loaded(None)
    run(known, [child(1, 1), child(2, 2)], 1)
    known = again(known)
    known.wait([child(21, 3), child(1, 1)])
    assert [known.is_waiting(child(number)) for number in (1, 2, 21)] == [False, True, True]
    run(known, [child(1, 1)], 9)
    assert again(known).is_waiting(child(21))
