"""What a list shows of its source's health."""

from __future__ import annotations

import pytest

from crawler.entries import Entries
from crawler.findings import of_entries, wall_of
from crawler.lead import Lead
from crawler.pages.article import PageKind
from storage.records import Health

LEADS = (Lead(url="https://a.example/1"), Lead(url="https://a.example/2"))


@pytest.mark.parametrize(
    ("entries", "dated", "states"),
    [
        (Entries(leads=LEADS), 2, []),
        (Entries(leads=LEADS), 0, [Health.UNDATED]),
        (Entries(leads=LEADS, malformed=True), 1, [Health.MALFORMED_RECOVERED]),
        (Entries(leads=LEADS, malformed=True), 0, [Health.MALFORMED_RECOVERED, Health.UNDATED]),
        (Entries(malformed=True), 0, [Health.MALFORMED]),
        (Entries(malformed=True, trouble="html"), 0, [Health.HTML_NOT_FEED]),
        (Entries(), 0, [Health.EMPTY]),
        (Entries(is_partial=True), 0, [Health.EMPTY]),
        (Entries(is_partial=True, failed=2), 0, [Health.ERRORING]),
        (Entries(is_partial=True, failed=2, leads=LEADS), 2, []),
    ],
)
def test_states_of_a_list(entries: Entries, dated: int, states: list[Health]) -> None:
    assert [finding.state for finding in of_entries(entries, dated=dated, wall=None)] == states


def test_a_part_of_a_list_may_hold_nothing_new() -> None:
    assert of_entries(Entries(is_partial=True), dated=0, wall=None, has_been_read=True) == ()


def test_what_is_said_is_one_clean_line() -> None:
    (found,) = of_entries(Entries(malformed=True, doubts=("a\x1b[2J\nb" * 200,)), dated=0, wall=None)
    assert found.evidence.isprintable()
    assert 0 < len(found.evidence) <= 300


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (PageKind.CHALLENGE, Health.BLOCKED),
        (PageKind.CONSENT, Health.BLOCKED),
        (PageKind.LOGIN, Health.NOT_PERMITTED),
    ],
)
def test_a_wall_in_the_lists_place(kind: PageKind, state: Health) -> None:
    wall = wall_of(kind)
    assert wall is not None
    assert wall.state is state
    assert of_entries(Entries(malformed=True, trouble="html"), dated=0, wall=wall) == (wall,)


def test_a_page_that_is_no_wall() -> None:
    assert wall_of(PageKind.FRONT) is None
