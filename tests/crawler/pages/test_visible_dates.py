"""Dates as people read them."""

import pytest

from crawler.pages import visible_dates


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published on 3 March 2024 at 9:05", "2024-03-03T09:05:00"),
        ("March 3rd, 2024", "2024-03-03T00:00:00"),
        ("Mar. 3, 2024 7:40 p.m. GMT", "2024-03-03T19:40:00+00:00"),
        ("12:10 AM, Sunday 3 March 2024", "2024-03-03T00:10:00"),
        ("03.03.2024, 18:20", "2024-03-03T18:20:00"),
        ("2024/3/3", "2024-03-03T00:00:00"),
        ("31/12/2023", "2023-12-31T00:00:00"),
        ("12/31/2023", "2023-12-31T00:00:00"),
        ("3 березня 2024, 10:00", "2024-03-03T10:00:00"),
        ("3 марта 2024", "2024-03-03T00:00:00"),
        ("입력 2024.03.03 08:30", "2024-03-03T08:30:00"),
        ("2024년 3월 3일", "2024-03-03T00:00:00"),
        ("2024年3月3日 21:00", "2024-03-03T21:00:00"),
        ("3. März 2024 um 6:15", "2024-03-03T06:15:00"),
        ("3 de marzo de 2024", "2024-03-03T00:00:00"),
        ("Updated 4 May 2024, first published 3 May 2024", "2024-05-04T00:00:00"),
    ],
)
def test_a_date_in_a_line(line: str, expected: str) -> None:
    shown = visible_dates.first(line)
    assert shown is not None
    assert shown.moment.isoformat() == expected


@pytest.mark.parametrize(
    "line", ["", "4/5/2024", "May 2024", "31 February 2024", "2024-13-01", "call 12024 3 3"]
)
def test_no_day_is_guessed(line: str) -> None:
    assert visible_dates.first(line) is None
